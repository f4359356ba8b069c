#include "landfall/patient/worsening.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "landfall/patient/course.hpp"
#include "landfall/safety/change.hpp"

namespace landfall::patient {

namespace {
const Result<safety::ChangeRules>& bundledChangeRules() {
    static const auto rules = safety::ChangeRules::bundled();
    return rules;
}

/// The visit a response was given in; that of the baseline when it serves two.
std::string visitOf(const Course& course, const std::string& response) {
    for (const auto& answer : course.answers) {
        if (answer.response != response) continue;
        for (const auto& mark : answer.marks)
            if (mark.visit == "BASE") return mark.visit;
        return answer.marks.empty() ? std::string() : answer.marks.front().visit;
    }
    return {};
}

/// In the clinic's calendar, wherever the phone is.
std::string clinicDay(const Course& course, const base::WallTime& moment) {
    return pathway::toFhirDate(course.instance.zone().dayOf(moment));
}

/// Dates of the sessions before this day, the newest first.
std::vector<std::string> sessionsBefore(const Course& course, const std::string& day) {
    std::vector<std::string> dates;
    for (const auto& session : course.instance.plan().sessions)
        // FHIR dates of full precision are in the order of their text.
        if (!session.cancelled() && session.date() < day) dates.push_back(session.date());
    std::sort(dates.rbegin(), dates.rend());
    return dates;
}

Result<std::vector<safety::BaselineCandidate>> candidatesOf(Profile& profile,
                                                            const instrument::Form& form,
                                                            const Course& course) {
    LF_TRY(auto* const store, profile.store());
    LF_TRY(const auto points, store->records().scores(form.url()));
    std::vector<safety::BaselineCandidate> out;
    for (const auto& point : points)
        if (point.code == form.scoring().front().code.code)
            out.push_back({.date = clinicDay(course, point.authored),
                           .visit = visitOf(course, point.response),
                           .value = point.value,
                           .complete = point.value.has_value() && !point.prorated});
    return out;
}
}  // namespace

std::optional<Worsening> worseningOf(Profile& profile, const instrument::Form& form,
                                     std::int64_t total) {
    const auto& rules = bundledChangeRules();
    if (rules.has_error() || form.scoring().empty()) return std::nullopt;
    const auto* rule = rules->of(form.id());
    if (rule == nullptr) return std::nullopt;
    const auto course = courseOf(profile);
    if (course.has_error() || !*course) return std::nullopt;
    const auto candidates = candidatesOf(profile, form, **course);
    if (candidates.has_error()) return std::nullopt;
    const auto today = clinicDay(**course, profile.surroundings().clock.now());
    for (const auto& session : sessionsBefore(**course, today)) {
        const auto baseline = safety::baselineOf(*rules, *candidates, session);
        if (!baseline) continue;
        const auto change =
            safety::changeOf(*rule, {.baseline = baseline, .earlier = {}, .current = total});
        if (change.tier == safety::Tier::None) return std::nullopt;
        return Worsening{change.tier, total, *baseline};
    }
    return std::nullopt;
}

}  // namespace landfall::patient
