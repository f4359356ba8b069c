#include "landfall/patient/course.hpp"

#include "landfall/base/log.hpp"
#include "landfall/fhir/care_plan.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/patient/consents.hpp"

namespace landfall::patient {

Result<std::optional<Course>> courseOf(Profile& profile) {
    LF_TRY(auto* const store, profile.store());
    LF_TRY(const auto bytes, store->records().activePlan());
    if (!bytes) return std::optional<Course>{};
    LF_TRY(const auto json, fhir::Json::borrow(*bytes));
    LF_TRY(auto plan, fhir::readCarePlan(json.root()));
    auto protocol = profile.protocols().find(plan.protocol);
    auto instance = pathway::Instance::from(std::move(plan));
    if (!protocol || instance.has_error()) {
        base::log("plan_not_understood");
        return std::optional<Course>{};
    }
    LF_TRY(const auto rows, store->records().answered());
    std::vector<pathway::Answered> answers;
    answers.reserve(rows.size());
    for (const auto& row : rows)
        answers.push_back({.response = row.id,
                           .questionnaire = row.questionnaire,
                           .authored = row.authored,
                           .marks = row.visits});
    LF_TRY(const auto consent, participationOf(*store));
    const auto& library = profile.library();
    auto schedule = pathway::scheduleOf(
        {*protocol, *instance, answers, profile.surroundings().clock.now(),
         [&](std::string_view form) { return library.find(form) != nullptr; }, consent});
    return std::optional(
        Course{std::move(protocol), *std::move(instance), std::move(answers), std::move(schedule)});
}

std::vector<fhir::VisitMark> visitsAnsweredBy(Profile& profile, std::string_view questionnaire) {
    const auto course = courseOf(profile);
    if (course.has_error() || !*course) return {};
    const auto& found = **course;
    return pathway::visitsAnsweredBy(
        {*found.protocol, found.instance, found.answers, profile.surroundings().clock.now(), {}},
        questionnaire);
}

}  // namespace landfall::patient
