#include "landfall/patient/course.hpp"

#include "landfall/base/log.hpp"
#include "landfall/fhir/care_plan.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/instrument/extent.hpp"
#include "landfall/patient/consents.hpp"

namespace landfall::patient {

namespace {
/// A record that cannot be read here was answered all the same.
fhir::Extent extentOf(const instrument::Library& library, const pathway::Protocol& protocol,
                      const store::AnsweredRow& row) {
    const auto json = fhir::Json::borrow(row.bytes);
    if (json.has_error()) return fhir::Extent::Whole;
    const auto response = fhir::readResponse(json->root());
    if (response.has_error()) return fhir::Extent::Whole;
    const auto form = library.find(row.questionnaire);
    if (pathway::needsWhole(protocol, row.questionnaire))
        return instrument::extentOf(form.get(), *response);
    return instrument::isAnyAnswered(form.get(), *response) ? fhir::Extent::Whole
                                                            : fhir::Extent::Nothing;
}
}  // namespace

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
    const auto& library = profile.library();
    std::vector<pathway::Answered> answers;
    answers.reserve(rows.size());
    for (const auto& row : rows)
        answers.push_back({.response = row.id,
                           .questionnaire = row.questionnaire,
                           .authored = row.authored,
                           .marks = row.visits,
                           .extent = extentOf(library, *protocol, row)});
    LF_TRY(const auto consent, participationOf(*store));
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

bool isInWindow(std::string_view response, const base::WallTime& authored,
                const std::vector<store::AssignmentRow>& tasks,
                const std::optional<Course>& course) {
    for (const auto& task : tasks) {
        if (task.response != response) continue;
        const bool early = authored.unixMs < task.opens.unixMs;
        const bool late = !task.due.empty() && base::toFhirDate(authored) > task.due;
        return !early && !late;
    }
    const auto* given = course ? course->schedule.answer(response) : nullptr;
    return given == nullptr || !given->outOfWindow;
}

bool isInWindow(Profile& profile, std::string_view response, const base::WallTime& authored) {
    const auto store = profile.store();
    if (store.has_error()) return true;
    const auto tasks = (*store)->records().assignments(false);
    const auto course = courseOf(profile);
    if (tasks.has_error() || course.has_error()) return true;
    return isInWindow(response, authored, *tasks, *course);
}

bool needsWhole(Profile& profile, std::string_view questionnaire) {
    const auto course = courseOf(profile);
    if (course.has_error() || !*course) return false;
    return pathway::needsWhole(*(*course)->protocol, questionnaire);
}

}  // namespace landfall::patient
