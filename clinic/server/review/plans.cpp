#include "server/review/plans.hpp"

#include <algorithm>

#include "landfall/fhir/care_plan.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/instrument/extent.hpp"
#include "landfall/pathway/consent_course.hpp"
#include "server/fhir/care_plans.hpp"
#include "server/fhir/projection.hpp"
#include "server/review/consents.hpp"
#include "server/review/decisions.hpp"
#include "server/review/eligibility_review.hpp"
#include "server/store/authored.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

namespace {

constexpr std::int64_t plansMax = 100;
constexpr std::int64_t consentsMax = 1000;

/// The protocol as the patient's phones have it, when its file is no longer with the clinic.
Result<std::shared_ptr<const pathway::Protocol>> protocolOf(store::Reading& reading,
                                                            const PlanSources& sources,
                                                            std::string_view patient,
                                                            const std::string& canonical) {
    if (auto known = sources.protocols.find(canonical)) return known;
    pathway::Library sent;
    LF_CHECK(reading.searchShared(patient, "PlanDefinition", "", plansMax,
                                  [&](const store::Record& record) -> Result<void> {
                                      static_cast<void>(sent.add(record.body).has_error());
                                      return ok();
                                  }));
    return sent.find(canonical);
}

bool asksFor(const pathway::Protocol& protocol, std::string_view questionnaire) {
    for (const auto& visit : protocol.visits)
        for (const auto& form : visit.forms)
            if (pathway::urlOf(form.questionnaire) == pathway::urlOf(questionnaire)) return true;
    return false;
}

lf::Extent extentOf(const PlanSources& sources, const pathway::Protocol& protocol,
                    const lf::Response& response) {
    const auto form = sources.forms.find(response.questionnaire);
    if (pathway::needsWhole(protocol, response.questionnaire))
        return instrument::extentOf(form.get(), response);
    return instrument::isAnyAnswered(form.get(), response) ? lf::Extent::Whole
                                                           : lf::Extent::Nothing;
}

Result<std::vector<pathway::Answered>> answersOf(store::Reading& reading,
                                                 const PlanSources& sources,
                                                 std::string_view patient,
                                                 const pathway::Protocol& protocol) {
    std::vector<store::ResponseView> views;
    LF_CHECK(reading.responses(patient, [&](const store::ResponseView& view) {
        if (view.status != "entered-in-error" && asksFor(protocol, view.canonical) &&
            sources.knows(std::min(view.authoredMs, view.receivedMs)))
            views.push_back(view);
        return ok();
    }));
    std::vector<pathway::Answered> answers;
    answers.reserve(views.size());
    for (const auto& view : views) {
        pathway::Answered answer{.response = view.id,
                                 .questionnaire = view.canonical,
                                 .authored = store::momentOf(view.authored, view.authoredMs),
                                 .marks = {}};
        LF_TRY(const auto record, reading.versionAt(view.row));
        if (record)
            if (const auto json = lf::Json::borrow(record->body); json.has_value()) {
                answer.marks = lf::answeredVisits(json->root());
                if (const auto response = lf::readResponse(json->root()); response.has_value())
                    answer.extent = extentOf(sources, protocol, *response);
            }
        answers.push_back(std::move(answer));
    }
    return answers;
}

/// A withdrawal counts from when the clinic got to know of it: nobody could have heeded it before,
/// and a phone whose clock is behind must not undo a dose. Everything else counts from when it was
/// done, or was received if the phone's clock was ahead.
bool isKnown(const PlanSources& sources, const lf::ConsentRecord& step, std::int64_t receivedMs) {
    const bool isWithdrawal = step.event == pathway::nameOf(pathway::ConsentStep::Withdrawn);
    return sources.knows(isWithdrawal ? receivedMs : std::min(step.at.unixMs, receivedMs));
}

/// Without what the clinic has put to it since.
lf::ConsentRecord known(const PlanSources& sources, lf::ConsentRecord step) {
    if (step.countersigned && !sources.knows(step.countersigned->unixMs)) {
        step.countersigned.reset();
        step.countersignedBy.clear();
    }
    return step;
}

Result<pathway::Participation> participationOf(store::Reading& reading, const PlanSources& sources,
                                               std::string_view patient) {
    std::vector<lf::ConsentRecord> consents;
    std::string after;
    for (std::int64_t found = consentsMax; found == consentsMax;) {
        found = 0;
        LF_CHECK(reading.search(patient, "Consent", after, consentsMax,
                                [&](const store::Record& record) -> Result<void> {
                                    ++found;
                                    after = record.id;
                                    LF_TRY(const auto json, lf::Json::borrow(record.body));
                                    auto consent = lf::readConsent(json.root());
                                    if (consent.has_value() &&
                                        isKnown(sources, *consent, record.receivedMs))
                                        consents.push_back(known(sources, *std::move(consent)));
                                    return ok();
                                }));
    }
    pathway::ConsentLibrary texts;
    // What there is to sign matters only once somebody has; the list asks this of every patient.
    const bool anySigned = std::any_of(consents.begin(), consents.end(), [](const auto& consent) {
        return consent.event == pathway::nameOf(pathway::ConsentStep::Signed);
    });
    if (anySigned) {
        LF_TRY(texts, consentTextsOf(reading, patient, sources.knownUntilMs));
    }
    return pathway::participationOf(consents, texts);
}

pathway::Schedule scheduleOf(const PlanSources& sources, const pathway::Protocol& protocol,
                             const pathway::Instance& instance,
                             const std::vector<pathway::Answered>& answers,
                             const pathway::Participation& participation) {
    return pathway::scheduleOf(
        {protocol, instance, answers, sources.now,
         [&](std::string_view form) { return sources.forms.find(std::string(form)) != nullptr; },
         participation});
}

}  // namespace

Result<std::optional<PatientPlan>> planOf(store::Reading& reading, const PlanSources& sources,
                                          std::string_view patient) {
    LF_TRY(auto plan, fhirapi::activeCarePlan(reading, patient));
    if (!plan) return std::optional<PatientPlan>{};
    LF_TRY(auto protocol, protocolOf(reading, sources, patient, plan->protocol));
    if (!protocol) return Error(base::Fault::Malformed, "protocol");
    const auto id = plan->id;
    auto instance = pathway::Instance::from(*std::move(plan));
    if (instance.has_error()) return Error(base::Fault::Malformed, "plan");
    LF_TRY(auto answers, answersOf(reading, sources, patient, *protocol));
    LF_TRY(const auto consent, participationOf(reading, sources, patient));
    auto schedule = scheduleOf(sources, *protocol, *instance, answers, consent);
    pathway::GateFacts facts;
    facts.consentSigned = consent.signedAt;
    facts.consentCountersigned = consent.countersigned;
    facts.consentOfTemplate = consent.ofTemplate;
    facts.consentChanged = consent.mustSignAgain;
    facts.consentWithdrawn = consent.withdrawn;
    LF_TRY(const auto decisions, decisionsOf(reading, id));
    for (const auto& decision : decisions)
        if (!facts.eligibility && sources.knows(decision.at.unixMs)) facts.eligibility = decision;
    if (facts.eligibility) {
        LF_TRY(facts.eligibilityOutdated, isOutdated(reading, sources.forms, patient,
                                                     *facts.eligibility, sources.knownUntilMs));
    }
    return std::optional(PatientPlan{id, std::move(protocol), *std::move(instance),
                                     std::move(answers), std::move(schedule), std::move(facts),
                                     consent});
}

std::string shortIdOf(const PlanSources& sources, const std::string& canonical) {
    const auto form = sources.forms.find(canonical);
    return form ? form->id() : canonical;
}

Result<std::vector<pathway::Missed>> missedWithout(const PlanSources& sources,
                                                   const PatientPlan& plan,
                                                   const std::vector<int>& sessions) {
    const auto isLeftOut = [&](int session) {
        return std::find(sessions.begin(), sessions.end(), session) != sessions.end();
    };
    auto care = plan.instance.plan();
    std::erase_if(care.sessions, [&](const auto& session) { return isLeftOut(session.number); });
    LF_TRY(const auto instance, pathway::Instance::from(std::move(care)));
    auto answers = plan.answers;
    for (auto& answer : answers)
        std::erase_if(answer.marks, [&](const auto& mark) { return isLeftOut(mark.session); });
    const auto schedule =
        scheduleOf(sources, *plan.protocol, instance, answers, plan.participation);
    return pathway::missedOf(schedule, instance.zone(), sources.now);
}

}  // namespace landfall::clinic::review
