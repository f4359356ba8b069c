#include "server/fhir/projection.hpp"

#include "landfall/fhir/read.hpp"
#include "landfall/instrument/response.hpp"
#include "landfall/instrument/scoring.hpp"
#include "landfall/safety/tier.hpp"
#include "server/fhir/danger_look.hpp"
#include "server/fhir/sent_total.hpp"
#include "server/store/authored.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;
using store::RecordState;
using store::Writing;

namespace {

constexpr std::int64_t replayPage = 500;

std::optional<std::string> unlessEmpty(std::string text) {
    if (text.empty()) return std::nullopt;
    return text;
}

/// The short id of a canonical: from the form when it is known here, else the canonical itself.
std::string shortId(const Forms& forms, const std::string& canonical) {
    const auto form = forms.find(canonical);
    return form ? form->id() : canonical;
}

Result<void> projectPatient(Writing& writing, const RecordState& version, const lf::Node& node) {
    const auto patient = lf::readPatient(node);
    if (patient.has_error()) return ok();
    return writing.put(store::PatientView{version.id, patient->name,
                                          unlessEmpty(patient->birthDate), version.row});
}

Result<void> projectQuestionnaire(Writing& writing, const RecordState& version,
                                  const lf::Node& node) {
    const auto form = instrument::Form::read(node);
    if (form.has_error()) return ok();
    return writing.put(store::QuestionnaireView{form->url(), form->version(), form->id(),
                                                form->title(), version.row});
}

/// What this server makes of the answers.
store::ScoreView computeScore(const instrument::Form& form, const instrument::Answers& answers) {
    store::ScoreView view;
    const auto scores = instrument::scoresOf(form, answers);
    if (scores.empty()) return view;
    const auto& total = scores.front();
    view.value = total.value;
    // A form that says a result has no number; its word stands where a band does.
    view.band =
        unlessEmpty(std::string(total.isResult() ? safety::resultOf(form, answers) : total.band));
    view.prorated = total.prorated;
    if (total.pattern) view.pattern = std::string(*total.pattern);
    return view;
}

/// Compares with what was sent about these answers, which may have come before them.
Result<void> compareWithSent(Writing& writing, const instrument::Form* form,
                             const std::string& observation, store::ScoreView& score) {
    LF_TRY(const auto record, writing.current({"Observation", observation}));
    if (!record || record->deleted) return ok();
    LF_TRY(const auto json, lf::Json::borrow(record->body));
    const auto sent = readSentTotal(json.root());
    // Before the answers were here nobody knew whose total it would be.
    if (!sent || sent->response != score.response || (form && !isTotalOf(*form, *sent)))
        return ok();
    score.observation = observation;
    compare(score, form, *sent);
    return ok();
}

Result<void> projectResponse(Writing& writing, const Forms& forms, const RecordState& version,
                             const lf::Node& node) {
    const auto response = lf::readResponse(node);
    if (response.has_error()) return ok();
    store::ResponseView view{.id = version.id,
                             .patient = response->patient,
                             .questionnaire = shortId(forms, response->questionnaire),
                             .canonical = response->questionnaire,
                             .authored = std::string(node.get("authored").textOr()),
                             .authoredMs = response->authored.unixMs,
                             .receivedMs = version.receivedMs,
                             .status = response->status,
                             .tier = 0,
                             .row = version.row};
    // The time a response was first received stays, however often it is corrected.
    LF_TRY(const auto known, writing.response(version.id));
    if (known) view.receivedMs = known->receivedMs;
    if (store::isAhead(response->authored.unixMs, version.receivedMs))
        view.authoredMs = view.receivedMs;
    LF_TRY(const auto before, writing.score(version.id));
    store::ScoreView score;
    const auto form = forms.find(response->questionnaire);
    view.tier = lookForDanger(forms, *response).tier;
    if (form)
        if (const auto answers = instrument::fromResponse(*form, *response); answers.has_value())
            score = computeScore(*form, *answers);
    LF_CHECK(writing.put(view));
    // Answers that cannot be scored have a score without a value; one of a version that could be
    // must not outlive it.
    const bool isScored = form && !form->scoring().empty();
    if (!isScored && !before) return ok();
    score.response = version.id;
    score.patient = view.patient;
    score.questionnaire = view.questionnaire;
    score.authored = view.authored;
    score.authoredMs = view.authoredMs;
    score.receivedMs = view.receivedMs;
    if (before && before->patient == view.patient && before->observation)
        LF_CHECK(compareWithSent(writing, form.get(), *before->observation, score));
    return writing.put(score);
}

/// A total whose answers are not here yet, or are to a form without a score or that is not known.
store::ScoreView unscored(const RecordState& version, const Forms& forms, const SentTotal& sent,
                          const std::optional<store::ResponseView>& response) {
    store::ScoreView score;
    score.response = sent.response;
    score.patient = version.patient.value_or("");
    score.receivedMs = version.receivedMs;
    if (response) {
        score.questionnaire = response->questionnaire;
        score.authored = response->authored;
        score.authoredMs = response->authoredMs;
        return score;
    }
    const auto authored = sent.authored.value_or(base::WallTime{version.receivedMs, 0});
    score.questionnaire = shortId(forms, sent.questionnaire);
    if (score.questionnaire.empty() && !sent.codes.empty())
        score.questionnaire = sent.codes.front().code;
    score.authored = base::toFhirDateTime(authored);
    score.authoredMs = store::believed(authored, version.receivedMs).unixMs;
    return score;
}

/// What is computed comes from the answers alone; a sender's total is only compared with it.
Result<void> projectScore(Writing& writing, const Forms& forms, const RecordState& version,
                          const lf::Node& node) {
    const auto sent = readSentTotal(node);
    if (!sent) return ok();
    LF_TRY(const auto response, writing.response(sent->response));
    LF_TRY(auto score, writing.score(sent->response));
    // Somebody else's answers.
    if ((response && response->patient != version.patient) ||
        (score && score->patient != version.patient))
        return ok();
    const auto form = response ? forms.find(response->canonical) : nullptr;
    if (form && !isTotalOf(*form, *sent)) return ok();
    const bool isOther = score && score->observation && *score->observation != version.id;
    const bool differedBefore = score && score->differs;
    if (!score) score = unscored(version, forms, *sent, response);
    auto compared = *score;
    compared.observation = version.id;
    compare(compared, form.get(), *sent);
    // One that agrees, or is taken back, does not hide another one that does not.
    if (isOther && ((form && differedBefore && !compared.differs) || sent->isWithdrawn))
        return ok();
    return writing.put(compared);
}

Result<void> projectFlag(Writing& writing, const Forms& forms, const RecordState& version,
                         const lf::Node& node) {
    const auto flag = lf::readFlag(node);
    if (flag.has_error()) return ok();
    LF_TRY(const auto before, writing.flag(version.id));
    LF_TRY(const auto note, writing.noteOfFlag(version.id));
    store::FlagView view{.id = version.id,
                         .patient = flag->patient,
                         .tier = flag->tier,
                         .status = flag->active ? "active" : "inactive",
                         .response = unlessEmpty(flag->response),
                         .questionnaire = flag->questionnaire.empty()
                                              ? std::optional<std::string>()
                                              : std::optional(shortId(forms, flag->questionnaire)),
                         .item = unlessEmpty(flag->evidenceItem),
                         .answer = unlessEmpty(flag->evidenceAnswer),
                         .authored = base::toFhirDateTime(flag->raised),
                         .receivedMs = before ? before->receivedMs : version.receivedMs,
                         .acknowledgedMs = std::nullopt,
                         .acknowledgedBy = std::nullopt,
                         .row = version.row};
    if (!flag->active) {
        if (flag->acknowledged) view.acknowledgedMs = flag->acknowledged->unixMs;
        if (note) view.acknowledgedBy = note->author;
    }
    return writing.put(view);
}

Result<void> projectJournal(Writing& writing, const RecordState& version, const lf::Node& node) {
    const auto entry = lf::readJournalEntry(node);
    if (entry.has_error()) return ok();
    return writing.put(store::JournalView{
        .id = version.id,
        .patient = entry->patient,
        .authored = base::toFhirDateTime(entry->authored),
        .authoredMs = store::believed(entry->authored, version.receivedMs).unixMs,
        .receivedMs = version.receivedMs,
        .version = version.version,
        .row = version.row});
}

Result<void> projectTask(Writing& writing, const Forms& forms, const RecordState& version,
                         const lf::Node& node) {
    const auto task = lf::readAssignment(node);
    if (task.has_error()) return ok();
    LF_TRY(const auto before, writing.task(version.id));
    return writing.put(store::TaskView{.id = version.id,
                                       .patient = task->patient,
                                       .canonical = task->questionnaire,
                                       .questionnaire = shortId(forms, task->questionnaire),
                                       .status = task->status,
                                       .due = unlessEmpty(task->due),
                                       .createdMs = before ? before->createdMs : version.receivedMs,
                                       .row = version.row});
}

}  // namespace

Result<void> project(Writing& writing, const Forms& forms, const RecordState& version,
                     const lf::Node& resource) {
    const auto type = lf::resourceTypeFrom(version.type);
    if (!type) return ok();
    if (version.deleted)
        return *type == lf::ResourceType::DocumentReference ? writing.dropJournal(version.id)
                                                            : ok();
    switch (*type) {
        case lf::ResourceType::Patient:
            return projectPatient(writing, version, resource);
        case lf::ResourceType::Questionnaire:
            return projectQuestionnaire(writing, version, resource);
        case lf::ResourceType::QuestionnaireResponse:
            return projectResponse(writing, forms, version, resource);
        case lf::ResourceType::Observation:
            return projectScore(writing, forms, version, resource);
        case lf::ResourceType::DocumentReference:
            return projectJournal(writing, version, resource);
        case lf::ResourceType::Task:
            return projectTask(writing, forms, version, resource);
        case lf::ResourceType::Flag:
            return projectFlag(writing, forms, version, resource);
        case lf::ResourceType::Communication:
        case lf::ResourceType::Consent:
        // Read as records where a page needs them: a patient has one plan.
        case lf::ResourceType::PlanDefinition:
        case lf::ResourceType::CarePlan:
        case lf::ResourceType::MedicationAdministration:
        case lf::ResourceType::AdverseEvent:
            return ok();
    }
    return ok();
}

Result<void> reindex(Writing& writing, Forms& forms) {
    LF_CHECK(writing.dropViews());
    std::int64_t after = 0;
    for (;;) {
        // Gathered first: the projections are written while no query is open on the same
        // connection.
        std::vector<store::Record> page;
        LF_CHECK(writing.everyVersion(after, replayPage, [&](const store::Record& record) {
            page.push_back(record);
            return ok();
        }));
        if (page.empty()) return ok();
        for (const auto& record : page) {
            after = record.row;
            if (record.deleted) {
                LF_CHECK(project(writing, forms, record, {}));
                continue;
            }
            if (record.type == "Questionnaire")
                if (const auto added = forms.addStored(record.body); added.has_error()) {
                    // Kept as a record; it is only not offered.
                }
            LF_TRY(const auto json, lf::Json::borrow(record.body));
            LF_CHECK(project(writing, forms, record, json.root()));
        }
    }
}

}  // namespace landfall::clinic::fhirapi
