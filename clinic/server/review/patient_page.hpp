#pragma once

#include <string>

#include "server/review/plans.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::review {

/// How much of each a page shows; the newest are kept.
constexpr std::size_t responsesMax = 200;
constexpr std::size_t journalMax = 500;

/// `GET /review/api/patients/<id>` (docs/api.md): one patient as JSON. NotFound when there is no
/// such patient.
[[nodiscard]] Result<std::string> patientPage(store::Reading& reading, const PlanSources& plans,
                                              std::string_view patient);

}  // namespace landfall::clinic::review
