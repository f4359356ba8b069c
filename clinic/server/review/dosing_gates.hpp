#pragma once

#include <boost/json/array.hpp>

#include "server/review/dosing_record.hpp"

namespace landfall::clinic::review {

/// The conditions of a session as its dosing record shows them: those of now before a dose, and
/// once one has begun those of its start, by what was known then. What came after it never makes a
/// dose look as if it had been given without them.
struct GatesShown {
    boost::json::array gates;
    bool mayBeRecorded = false;
    /// What stands otherwise by what is known now, each with a sentence; empty before a dose.
    boost::json::array since;
};
[[nodiscard]] Result<GatesShown> gatesShown(store::Reading& reading, const PlanSources& sources,
                                            const PatientPlan& plan, int session,
                                            const DosingEntry* start);

}  // namespace landfall::clinic::review
