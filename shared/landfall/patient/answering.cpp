#include "landfall/patient/answering.hpp"

#include <algorithm>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/fhir/sizes.hpp"
#include "landfall/instrument/extent.hpp"
#include "landfall/instrument/response.hpp"
#include "landfall/patient/course.hpp"
#include "landfall/patient/ready_answers.hpp"
#include "landfall/patient/response_bytes.hpp"
#include "landfall/patient/worsening.hpp"

namespace landfall::patient {

namespace {
std::string sourceOf(const base::Uuid& operation) {
    return "urn:uuid:" + operation.text();
}

ScoreView viewOf(const fhir::ScoreRecord& record, const std::string& id) {
    return {.id = id,
            .value = record.value,
            .decimals = record.decimals,
            .band = record.band,
            .pattern = record.pattern,
            .prorated = record.prorated,
            .authored = base::toFhirDateTime(record.authored),
            .response = record.response,
            .result = {},
            .details = record.details};
}

Result<std::string> patientOf(store::Store& store) {
    LF_TRY(auto patient, store.settings().get(store::Settings::patient));
    if (!patient) return Fault::NotPaired;
    return *std::move(patient);
}

std::string urlOf(std::string_view canonical) {
    return std::string(canonical.substr(0, canonical.find('|')));
}

struct Scored {
    std::string patient;
    std::string response;
    const instrument::Form& form;
};
/// No single answer is behind it, so it is a flag of its own, as the clinic's server writes it.
store::RecordWrite worseningFlag(const Surroundings& surroundings, const Scored& scored,
                                 const Worsening& worsening) {
    const auto operation = base::makeUuidV7(surroundings.trueClock, surroundings.random);
    fhir::SafetyFlag flag;
    flag.id = base::makeUuidV7(surroundings.trueClock, surroundings.random).text();
    flag.patient = scored.patient;
    flag.tier = safety::numberOf(worsening.tier);
    flag.raised = surroundings.clock.now();
    flag.response = scored.response;
    flag.questionnaire = scored.form.canonical();
    flag.evidenceAnswer = std::to_string(worsening.current) + "; at the baseline " +
                          std::to_string(worsening.baseline);
    flag.source = sourceOf(operation);
    flag.cause = "reliable-worsening";
    return {fhir::ResourceType::Flag, flag.id, fhir::buildFlag(flag), operation};
}
}  // namespace

Result<void> Answering::open(std::string_view questionnaire) {
    LF_TRY(auto* const store, profile_.store());
    const auto now = profile_.surroundings().clock.now();
    auto form = profile_.library().find(questionnaire);
    if (!form) return Fault::UnknownQuestionnaire;
    // A draft goes on under the version it was begun with.
    LF_TRY(const auto open, store->drafts().open());
    for (const auto& draft : open)
        if (urlOf(draft.questionnaire) == form->url())
            if (auto earlier = profile_.library().find(draft.questionnaire)) form = earlier;
    LF_TRY(const auto draft, store->drafts().begin(form->canonical(), now));
    auto state = instrument::FormState::start(form);
    if (!draft.state.empty()) {
        LF_TRY(state, instrument::FormState::restore(form, draft.state));
        // Go on where it stopped: after the last answer, or at the review when nothing is open.
        const auto* item = state.item();
        if (item != nullptr && state.given(state.page()->item).has_value()) {
            if (const auto step = state.nextUnanswered())
                state.goToStep(*step);
            else
                state.goToReview();
        }
    }
    state_ = std::move(state);
    ids_ = {draft.response, draft.flag};
    tierStored_ = draft.tier;
    return ok();
}

Result<safety::Tier> Answering::dangerOf(std::string_view linkId,
                                         const instrument::Answer& answer) const {
    if (!state_) return Fault::NothingOpen;
    auto changed = *state_;
    LF_CHECK(changed.answer(linkId, answer));
    const auto& form = *changed.formPointer();
    return safety::tierAtAnswer(form, changed.answers(), *form.indexOf(linkId));
}

Result<Answering::Given> Answering::answer(std::string_view linkId, instrument::Answer answer) {
    if (!state_) return Fault::NothingOpen;
    LF_TRY(auto* const store, profile_.store());
    auto changed = *state_;
    LF_CHECK(changed.answer(linkId, std::move(answer)));
    const auto& form = *changed.formPointer();
    const auto index = *form.indexOf(linkId);
    const auto tier = safety::tierAtAnswer(form, changed.answers(), index);
    auto bytes = changed.bytes();
    const bool isTooLarge = bytes.size() > store::draftBytesMax;
    tierKept_ = safety::Tier::None;
    if (isTooLarge && tier == safety::Tier::None) return tooLarge(form, changed.answers(), tier);
    // The answers stay what they were then, and what this one says of danger is kept with them.
    store::AnswerSave save{.response = ids_.response,
                           .state = isTooLarge ? state_->bytes() : std::move(bytes),
                           .at = profile_.surroundings().clock.now(),
                           .tier = safety::numberOf(tier),
                           .flag = {}};
    if (safety::numberOf(tier) > tierStored_) {
        LF_TRY(save.flag, flagOf(form, changed.answers(), ids_, tier, safety::Moment::Answering));
    }
    LF_TRY(tierStored_, store->drafts().saveAnswer(save));
    if (isTooLarge) {
        tierKept_ = tier;
        return tooLarge(form, changed.answers(), tier);
    }
    state_ = std::move(changed);
    return Given{tier, tier != safety::Tier::None, safety::offersOf(form, state_->answers())};
}

std::vector<std::string> Answering::offers() const {
    if (!state_) return {};
    return safety::offersOf(state_->form(), state_->answers());
}

// A tier of the draft that is higher stays: software never lowers one.
Result<void> Answering::keep(instrument::FormState changed, safety::Tier tier) {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(tierStored_, store->drafts().saveAnswer({.response = ids_.response,
                                                    .state = changed.bytes(),
                                                    .at = profile_.surroundings().clock.now(),
                                                    .tier = safety::numberOf(tier),
                                                    .flag = {}}));
    state_ = std::move(changed);
    return ok();
}

Result<void> Answering::clear(std::string_view linkId) {
    if (!state_) return Fault::NothingOpen;
    auto changed = *state_;
    LF_CHECK(changed.clear(linkId));
    return keep(std::move(changed));
}

Result<void> Answering::addRow() {
    if (!state_) return Fault::NothingOpen;
    auto changed = *state_;
    LF_CHECK(changed.addRow());
    return keep(std::move(changed));
}

Result<void> Answering::removeRow() {
    if (!state_) return Fault::NothingOpen;
    auto changed = *state_;
    LF_CHECK(changed.removeRow());
    return keep(std::move(changed));
}

Result<store::RecordWrite> Answering::flagOf(const instrument::Form& form,
                                             const instrument::Answers& answers, const Ids& ids,
                                             safety::Tier tier, safety::Moment moment) {
    const auto& surroundings = profile_.surroundings();
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto patient, patientOf(*store));
    const auto operation = base::makeUuidV7(surroundings.trueClock, surroundings.random);
    fhir::SafetyFlag flag;
    flag.id = ids.flag;
    flag.patient = patient;
    flag.tier = safety::numberOf(tier);
    flag.raised = surroundings.clock.now();
    flag.response = ids.response;
    flag.questionnaire = form.canonical();
    flag.source = sourceOf(operation);
    if (const auto evidence = safety::evidenceOf(form, answers, moment); !evidence.empty()) {
        flag.evidenceItem = form.item(evidence.front().item).linkId;
        flag.evidenceAnswer = safety::textOf(form, answers, evidence.front());
    }
    return store::RecordWrite{fhir::ResourceType::Flag, ids.flag, fhir::buildFlag(flag), operation};
}

Result<void> Answering::next() {
    if (!state_) return Fault::NothingOpen;
    state_->next();
    return ok();
}

Result<void> Answering::back() {
    if (!state_) return Fault::NothingOpen;
    state_->back();
    return ok();
}

Result<void> Answering::goTo(std::string_view linkId) {
    if (!state_) return Fault::NothingOpen;
    return state_->goTo(linkId);
}

Result<void> Answering::goToStep(std::size_t step) {
    if (!state_) return Fault::NothingOpen;
    state_->goToStep(step);
    return ok();
}

Result<Submission> Answering::submit() {
    if (!state_) return Fault::NothingOpen;
    auto submission = submitAnswers(state_->form(), state_->answers(), ids_, tierStored_);
    if (submission.has_value()) {
        state_.reset();
        return submission;
    }
    // The draft goes on and knows the tier that its flag has now. Where that cannot be written the
    // same flag is written once more with the next try.
    if (submission.error().is(Fault::TooLargeFlagKept))
        (void)keep(*state_, safety::tierOfSubmitted(state_->form(), state_->answers()));
    return submission.error();
}

Result<Submission> Answering::submitAnswers(const instrument::Form& form,
                                            const instrument::Answers& answers, const Ids& ids,
                                            int tierStored) {
    const auto& surroundings = profile_.surroundings();
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto patient, patientOf(*store));
    tierKept_ = safety::Tier::None;
    const auto authored = surroundings.clock.now();
    const auto newId = [&] {
        return base::makeUuidV7(surroundings.trueClock, surroundings.random);
    };

    Submission submission;
    submission.response = ids.response;
    submission.questionnaire = form.id();
    store::SubmitRequest request;
    const auto operation = newId();
    const auto given = instrument::toResponse(form, answers,
                                              {ids.response, patient, authored, sourceOf(operation),
                                               safety::itemsOfDanger(form, answers)});
    // Where nothing is answered, nothing that was asked for is.
    const bool isAny = instrument::isAnyAnswered(&form, given);
    submission.isEmpty = !isAny;
    for (const auto item : answers.missing(form))
        submission.unanswered.push_back(form.item(item).linkId);
    AnsweredMarks marks;
    if (isAny) {
        LF_TRY(marks.tasks, openTasks(form.url()));
        marks.visits = visitsAnsweredBy(profile_, form.url());
    }
    LF_TRY(auto response, bytesOfResponse(given, marks));
    request.response = {fhir::ResourceType::QuestionnaireResponse, ids.response,
                        std::move(response), operation};
    submission.result = safety::resultOf(form, answers);
    bool isTotal = true;
    std::optional<Worsening> worsening;
    for (const auto& score : instrument::scoresOf(form, answers)) {
        const auto scoreOperation = newId();
        const auto id = newId().text();
        const auto record = instrument::toScoreRecord(
            form, score,
            {id, patient, ids.response, authored, sourceOf(scoreOperation), submission.result});
        request.scores.push_back(
            {fhir::ResourceType::Observation, id, fhir::buildScore(record), scoreOperation});
        submission.scores.push_back(viewOf(record, isTotal ? form.id() : record.code.code));
        if (isTotal && record.value) worsening = worseningOf(profile_, form, *record.value);
        if (score.isResult()) submission.scores.back().result = submission.result;
        isTotal = false;
    }
    // The tier of the draft stays even when its answer was changed since: it is never lowered here.
    submission.tier =
        safety::combine(safety::tierOfSubmitted(form, answers), safety::tierFrom(tierStored));
    submission.offers = safety::offersOf(form, answers);
    if (safety::numberOf(submission.tier) > tierStored) {
        LF_TRY(auto flag, flagOf(form, answers, ids, submission.tier, safety::Moment::Submitted));
        request.others.push_back(std::move(flag));
    }
    // In the same transaction: whoever is worse is seen to be so without a network.
    if (worsening && worsening->tier > submission.tier) {
        submission.tier = worsening->tier;
        LF_TRY(const bool isRaised, isWorseningRaised(ids));
        if (!isRaised)
            request.others.push_back(
                worseningFlag(surroundings, {patient, ids.response, form}, *worsening));
    }
    // What the answers say of danger does not wait until they are shorter.
    if (request.response.bytes.size() > fhir::responseBytesMax) {
        if (!request.others.empty()) LF_CHECK(store->records().write(request.others));
        tierKept_ = submission.tier;
        return tooLarge(form, answers, submission.tier);
    }
    LF_TRY(const bool isNew, store->records().submit(request));
    if (isNew) LF_CHECK(markAnswered(marks.tasks, ids.response));
    const bool inWindow = isInWindow(profile_, ids.response, authored);
    for (auto& score : submission.scores) score.inWindow = inWindow;
    return submission;
}

// By a try before this one, whose answers were too large.
Result<bool> Answering::isWorseningRaised(const Ids& ids) {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto flags, store->records().flags());
    return std::any_of(flags.begin(), flags.end(), [&](const store::FlagRow& row) {
        return row.response == ids.response && row.id != ids.flag;
    });
}

Result<std::vector<std::string>> Answering::openTasks(const std::string& questionnaireUrl) {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto open, store->records().assignments());
    std::vector<std::string> ids;
    for (const auto& task : open) {
        LF_TRY(const auto answered,
               store->settings().get(std::string(setting::answeredPrefix) + task.id));
        if (!answered && urlOf(task.questionnaire) == questionnaireUrl) ids.push_back(task.id);
    }
    return ids;
}

// The clinic completes its Tasks when the response arrives; until then the phone remembers by
// itself that these need no card any more.
Result<void> Answering::markAnswered(const std::vector<std::string>& tasks,
                                     const std::string& response) {
    LF_TRY(auto* const store, profile_.store());
    std::map<std::string, std::optional<std::string>> marks;
    for (const auto& id : tasks) marks.emplace(std::string(setting::answeredPrefix) + id, response);
    return marks.empty() ? ok() : store->settings().set(marks);
}

Result<Submission> Answering::answerAll(std::string_view questionnaire,
                                        const std::vector<std::string>& tokens) {
    LF_TRY([[maybe_unused]] auto* const store, profile_.store());
    LF_TRY(const auto ready, answersFromNumbers(profile_.library(), questionnaire, tokens));
    return answerWith(*ready.form, ready.answers);
}

Result<Submission> Answering::answerFrom(std::string_view questionnaire,
                                         std::string_view response) {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto patient, patientOf(*store));
    LF_TRY(const auto ready, answersFromResponse(profile_.library(), questionnaire, response));
    if (!ready.patient.empty() && ready.patient != patient)
        return Error{Fault::OtherSubject, "subject"};
    return answerWith(*ready.form, ready.answers);
}

Result<Submission> Answering::answerWith(const instrument::Form& form,
                                         const instrument::Answers& answers) {
    LF_TRY([[maybe_unused]] auto* const store, profile_.store());
    const auto& surroundings = profile_.surroundings();
    const Ids ids{base::makeUuidV7(surroundings.trueClock, surroundings.random).text(),
                  base::makeUuidV7(surroundings.trueClock, surroundings.random).text()};
    return submitAnswers(form, answers, ids, 0);
}

Result<std::vector<std::string>> Answering::begun() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto drafts, store->drafts().open());
    std::vector<std::string> ids;
    for (const auto& draft : drafts)
        if (const auto form = profile_.library().find(draft.questionnaire);
            form && !draft.state.empty())
            ids.push_back(form->id());
    return ids;
}

}  // namespace landfall::patient
