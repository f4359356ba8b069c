#include "landfall/pathway/phase.hpp"

#include <algorithm>

namespace landfall::pathway {

Phase phaseOf(const Schedule& schedule, const Instance& instance) {
    std::optional<SessionDay> last;
    bool ahead = false;
    for (const auto& session : instance.sessions()) {
        if (session.cancelled) continue;
        if (session.day == schedule.today) return Phase::Session;
        if (session.day < schedule.today)
            last = session;
        else
            ahead = true;
    }
    if (!last) {
        const bool screened =
            std::all_of(schedule.visits.begin(), schedule.visits.end(), [](const Visit& visit) {
                return visit.rule->phase != Phase::Screening || visit.state == State::Done ||
                       visit.state == State::Closed;
            });
        return screened ? Phase::Preparation : Phase::Screening;
    }
    for (const auto& visit : schedule.visits)
        if (visit.session == last->number && visit.rule->phase == Phase::Integration &&
            !visit.ended && visit.closes && schedule.today <= *visit.closes)
            return Phase::Integration;
    return ahead ? Phase::Preparation : Phase::FollowUp;
}

}  // namespace landfall::pathway
