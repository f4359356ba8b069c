#include "server/fhir/receipt.hpp"

#include <algorithm>

#include "landfall/fhir/answered_tasks.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/instrument/extent.hpp"
#include "landfall/safety/tier.hpp"
#include "server/fhir/courses.hpp"
#include "server/fhir/danger_look.hpp"
#include "server/fhir/unknown_forms.hpp"
#include "server/store/authored.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;
using lf::ResourceType;
using store::Writing;

namespace {

Result<void> raiseFlag(Recorder& recorder, const instrument::Form& form,
                       const instrument::Answers& answers, const lf::Response& response,
                       const base::Clock& clock, base::Random& random) {
    const auto evidence = safety::evidenceOf(form, answers, safety::Moment::Submitted);
    if (evidence.empty()) return ok();
    const auto id = base::makeUuidV7(clock, random).text();
    const auto bytes =
        lf::buildFlag({.id = id,
                       .patient = response.patient,
                       .tier = safety::numberOf(evidence.front().tier),
                       .raised = store::believed(response.authored, clock.now().unixMs),
                       .response = response.id,
                       .questionnaire = form.canonical(),
                       .evidenceItem = form.item(evidence.front().item).linkId,
                       .evidenceAnswer = safety::textOf(form, answers, evidence.front()),
                       .active = true,
                       .acknowledged = std::nullopt,
                       .source = ""});
    LF_TRY(const auto written, recorder.putMade({"Flag", id}, bytes));
    static_cast<void>(written);
    return ok();
}

/// Nobody can say how dangerous it is, so somebody asks.
Result<void> raiseUnreadable(Recorder& recorder, const DangerLook& look,
                             const lf::Response& response, const base::Clock& clock,
                             base::Random& random) {
    const auto& form = *look.form;
    const auto id = base::makeUuidV7(clock, random).text();
    const auto bytes =
        lf::buildFlag({.id = id,
                       .patient = response.patient,
                       .tier = safety::numberOf(safety::Tier::Contact),
                       .raised = store::believed(response.authored, clock.now().unixMs),
                       .response = response.id,
                       .questionnaire = form.canonical(),
                       .evidenceItem = look.unreadable ? form.item(*look.unreadable).linkId : "",
                       .evidenceAnswer = "",
                       .active = true,
                       .acknowledged = std::nullopt,
                       .source = "",
                       .cause = "unreadable-answer"});
    LF_TRY([[maybe_unused]] const auto written, recorder.putMade({"Flag", id}, bytes));
    return ok();
}

bool isOpen(std::string_view status) {
    return status == "requested" || status == "received" || status == "accepted" ||
           status == "in-progress";
}

Result<void> complete(Writing& writing, Recorder& recorder, const lf::Response& response,
                      const std::string& taskId) {
    LF_TRY(const auto stored, writing.current({"Task", taskId}));
    if (!stored || stored->deleted) return ok();
    LF_TRY(const auto json, lf::Json::borrow(stored->body));
    LF_TRY(const auto bytes, lf::assignmentWithStatus(json, "completed", response.id));
    LF_TRY(const auto written, recorder.putMade({"Task", taskId}, bytes));
    static_cast<void>(written);
    return ok();
}

/// The open assignments that the response says it answers; a writer that does not say answers the
/// oldest one.
Result<void> completeAssignments(Writing& writing, Recorder& recorder, const lf::Response& response,
                                 const lf::Node& resource) {
    const auto said = lf::answeredTasks(resource);
    std::vector<std::string> open;
    LF_CHECK(writing.tasks(response.patient, [&](const store::TaskView& task) {
        if (isOpen(task.status) && task.canonical == response.questionnaire)
            open.push_back(task.id);
        return ok();
    }));
    if (!said) return open.empty() ? ok() : complete(writing, recorder, response, open.back());
    for (const auto& id : open)
        if (std::find(said->begin(), said->end(), id) != said->end())
            LF_CHECK(complete(writing, recorder, response, id));
    return ok();
}

/// The questionnaires of the assignments that the phone itself spoke of.
std::vector<std::string> spokenOf(const std::vector<EntryRequest>& entries) {
    std::vector<std::string> canonicals;
    for (const auto& entry : entries)
        if (entry.type == ResourceType::Task && !entry.deletes)
            if (const auto task = lf::readAssignment(entry.resource); task.has_value())
                canonicals.push_back(task->questionnaire);
    return canonicals;
}

}  // namespace

Result<void> checkSafety(Writing& writing, const Forms& forms, Recorder& recorder,
                         const lf::Response& response, const base::Clock& clock,
                         base::Random& random) {
    if (response.status == "entered-in-error") return ok();
    const auto look = lookForDanger(forms, response);
    if (look.tier == 0 && !look.isUnreadable) return ok();
    LF_TRY(const int raised, writing.tierOfResponse(response.id));
    if (look.tier > 0)
        return raised >= look.tier
                   ? ok()
                   : raiseFlag(recorder, *look.form, *look.answers, response, clock, random);
    // Whoever looks at a flag of this response sees the answer as it was sent.
    return raised > 0 ? ok() : raiseUnreadable(recorder, look, response, clock, random);
}

Result<void> receiveResponses(Writing& writing, const Forms& forms, Recorder& recorder,
                              const std::vector<EntryRequest>& entries, const base::Clock& clock,
                              base::Random& random) {
    std::optional<std::vector<std::string>> spoken;
    for (const auto& entry : entries) {
        if (entry.type != ResourceType::QuestionnaireResponse || entry.deletes) continue;
        const auto response = lf::readResponse(entry.resource);
        if (response.has_error()) continue;
        LF_CHECK(checkSafety(writing, forms, recorder, *response, clock, random));
        LF_CHECK(checkWorsening(writing, forms, recorder, *response, clock, random));
        if (!forms.find(response->questionnaire) && response->status != "entered-in-error")
            LF_CHECK(noteUnknownForm(writing, *response, clock.now()));
        if (response->status != "completed") continue;
        const auto form = forms.find(response->questionnaire);
        if (!instrument::isAnyAnswered(form.get(), *response)) continue;
        if (!spoken) spoken = spokenOf(entries);
        const bool said =
            std::find(spoken->begin(), spoken->end(), response->questionnaire) != spoken->end();
        if (!said) LF_CHECK(completeAssignments(writing, recorder, *response, entry.resource));
    }
    return ok();
}

}  // namespace landfall::clinic::fhirapi
