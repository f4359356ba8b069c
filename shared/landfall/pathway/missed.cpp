#include "landfall/pathway/missed.hpp"

#include <algorithm>

namespace landfall::pathway {

namespace {
constexpr std::int64_t hourMs = 3'600'000;
}

std::vector<Missed> missedOf(const Schedule& schedule, const Zone& zone,
                             const base::WallTime& now) {
    std::vector<Missed> out;
    if (schedule.withdrawn) return out;
    for (const auto& visit : schedule.visits) {
        if (visit.ended || !visit.target) continue;
        const auto targetEndMs = zone.startOf(*visit.target + days{1});
        Missed missed{.visit = visit.key(), .sinceMs = 0, .forms = {}, .safety = false};
        for (const auto& form : visit.forms) {
            if (form.state == State::Done || !form.canBeAnswered) continue;
            auto hours = visit.rule->missedAfterHours;
            if (form.form->safety)
                hours = std::min(hours.value_or(visit.rule->safetyMissedAfterHours),
                                 visit.rule->safetyMissedAfterHours);
            if (!hours) continue;
            const auto sinceMs = targetEndMs + *hours * hourMs;
            if (now.unixMs < sinceMs) continue;
            if (missed.forms.empty() || sinceMs < missed.sinceMs) missed.sinceMs = sinceMs;
            missed.safety = missed.safety || form.form->safety;
            missed.forms.push_back(form.form->questionnaire);
        }
        if (!missed.forms.empty()) out.push_back(std::move(missed));
    }
    return out;
}

}  // namespace landfall::pathway
