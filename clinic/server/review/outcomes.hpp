#pragma once

#include <boost/json/array.hpp>

#include "server/review/plans.hpp"

namespace landfall::clinic::review {

/// What became of one patient, as rows for a table: one for each measure at each visit, and one for
/// each form that a visit asks for and nobody answered. Every row has the same members, whether it
/// is better, worse, the same or missing (docs/api.md, "Outcomes"), and beside them how many side
/// effects there were.
[[nodiscard]] Result<boost::json::array> outcomesOf(store::Reading& reading,
                                                    const PlanSources& sources,
                                                    std::string_view patient);

}  // namespace landfall::clinic::review
