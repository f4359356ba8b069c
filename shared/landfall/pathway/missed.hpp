#pragma once

#include <string>
#include <vector>

#include "landfall/pathway/schedule.hpp"

namespace landfall::pathway {

/// A visit of which something is missing for so long that somebody of the staff has to ask
/// (clinical rules 4: the day after a session 24 hours, the first week and every safety form 48).
struct Missed {
    VisitKey visit;
    std::int64_t sinceMs = 0;        ///< when the time ran out, milliseconds since 1970 UTC
    std::vector<std::string> forms;  ///< canonicals of what is missing and late
    bool safety = false;             ///< a safety form is among them
};

/// What is missed as of the schedule's moment. Hours are real hours after the end of the target day
/// in the clinic's zone. A visit whose session was cancelled, or was overtaken by the next one, is
/// not missed; an answer that comes late takes its form out. Of a person who has stopped taking
/// part nothing is.
[[nodiscard]] std::vector<Missed> missedOf(const Schedule& schedule, const Zone& zone,
                                           const base::WallTime& now);

}  // namespace landfall::pathway
