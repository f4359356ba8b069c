#include "server/fhir/projection.hpp"

#include "landfall/fhir/read.hpp"
#include "landfall/instrument/response.hpp"
#include "landfall/instrument/scoring.hpp"
#include "landfall/safety/tier.hpp"
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

/// What this server makes of the answers; `sent` fields are kept from what is there already.
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

/// The sent total in the units that this server computes in; nothing when it has finer digits.
std::optional<std::int64_t> inUnitsOf(const instrument::Form* form, const lf::ScoreRecord& sent) {
    const int decimals =
        form == nullptr || form->scoring().empty() ? 0 : form->scoring().front().total.decimals;
    if (!sent.value || sent.decimals > decimals) return std::nullopt;
    auto value = *sent.value;
    for (int i = sent.decimals; i < decimals; ++i) value *= 10;
    return value;
}

/// Whether what was sent is something else than what the answers give.
bool differs(const instrument::Form& form, const lf::ScoreRecord& sent,
             const store::ScoreView& score) {
    if (form.scoring().empty()) return score.sentValue != score.value;
    const auto& rule = form.scoring().front();
    if (rule.total.method == instrument::Method::Result)
        return sent.value ||
               instrument::resultCoding(rule, score.band.value_or("")).code != sent.result.code;
    return score.sentValue != score.value || (sent.value && !score.sentValue);
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
    bool scored = false;
    if (const auto form = forms.find(response->questionnaire)) {
        const auto answers = instrument::fromResponse(*form, *response);
        if (answers.has_value()) {
            view.tier = safety::numberOf(safety::tierOfSubmitted(*form, *answers));
            score = computeScore(*form, *answers);
            scored = !form->scoring().empty();
        }
    }
    LF_CHECK(writing.put(view));
    if (!scored) return ok();
    score.response = version.id;
    score.patient = view.patient;
    score.questionnaire = view.questionnaire;
    score.authored = view.authored;
    score.authoredMs = view.authoredMs;
    score.receivedMs = view.receivedMs;
    if (before) {
        score.observation = before->observation;
        score.sent = before->sent;
        score.sentValue = before->sentValue;
    }
    score.differs = score.sent && score.sentValue != score.value;
    return writing.put(score);
}

Result<void> projectScore(Writing& writing, const Forms& forms, const RecordState& version,
                          const lf::Node& node) {
    const auto sent = lf::readScore(node);
    if (sent.has_error() || sent->response.empty()) return ok();
    LF_TRY(auto score, writing.score(sent->response));
    const auto form = forms.find(sent->questionnaire);
    // Of several scores only the total is compared; it is the form's first.
    const bool total =
        !form || form->scoring().empty() || form->scoring().front().code.code == sent->code.code;
    if (!total) return ok();
    if (!score) {
        score.emplace();
        score->response = sent->response;
        score->patient = sent->patient;
        score->questionnaire = shortId(forms, sent->questionnaire);
        score->authored = base::toFhirDateTime(sent->authored);
        score->authoredMs = store::believed(sent->authored, version.receivedMs).unixMs;
        score->receivedMs = version.receivedMs;
    }
    // Without a form of our own there is nothing to compute from, and what was sent is shown.
    if (!form) {
        score->value = inUnitsOf(nullptr, *sent);
        score->band = unlessEmpty(sent->band);
        score->prorated = sent->prorated;
        score->pattern = unlessEmpty(sent->pattern);
    }
    LF_TRY(const auto response, writing.response(sent->response));
    score->observation = version.id;
    score->sent = true;
    score->sentValue = inUnitsOf(form.get(), *sent);
    score->differs = form && response && differs(*form, *sent, *score);
    return writing.put(*score);
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
