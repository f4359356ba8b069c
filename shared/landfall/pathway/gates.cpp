#include "landfall/pathway/gates.hpp"

#include <algorithm>

namespace landfall::pathway {

namespace {
constexpr std::int64_t hourMs = 3'600'000;

Gate eligibilityGate(const GateFacts& facts) {
    Gate gate{.id = GateId::Eligibility, .reason = GateReason::None, .missing = {}};
    const auto& decision = facts.eligibility;
    if (!decision || decision->by.empty())
        gate.reason = GateReason::NotDecided;
    else if (decision->reason.find_first_not_of(" \t\r\n") == std::string::npos)
        gate.reason = GateReason::NoReason;
    else if (!decision->eligible)
        gate.reason = GateReason::NotEligible;
    else if (facts.eligibilityOutdated)
        gate.reason = GateReason::Outdated;
    else if ((decision->riskClass == 'A' || decision->riskClass == 'U') &&
             (decision->second.empty() || decision->second == decision->by))
        gate.reason = GateReason::NoSecondPerson;
    return gate;
}

Gate consentGate(const GateFacts& facts) {
    Gate gate{.id = GateId::Consent, .reason = GateReason::None, .missing = {}};
    if (facts.consentWithdrawn)
        gate.reason = GateReason::Withdrawn;
    else if (facts.consentChanged)
        gate.reason = GateReason::ConsentChanged;
    else if (!facts.consentSigned)
        gate.reason = GateReason::NotSigned;
    else if (facts.consentOfTemplate)
        gate.reason = GateReason::TemplateSigned;
    else if (!facts.consentCountersigned)
        gate.reason = GateReason::NotCountersigned;
    return gate;
}

struct Days {
    Day first;
    Day last;
};
/// The days on which a preparation for this session can be held: those of its visits before dosing,
/// and never before the pathway begins (clinical rules 4, PREP).
Days preparationDays(const GateInput& input, const SessionDay& session) {
    std::optional<Day> first;
    for (const auto& visit : input.schedule.visits)
        if (visit.session == session.number && visit.rule->phase == Phase::Preparation &&
            visit.opens)
            first = std::min(first.value_or(*visit.opens), *visit.opens);
    const auto start = input.instance.start();
    return {std::max(first.value_or(start), start), session.day - days{1}};
}

/// On the day itself the hours count back from the moment in question; before it, from its first
/// moment, because nobody knows the hour yet.
Gate preparationGate(const GateInput& input, const SessionDay& session) {
    Gate gate{.id = GateId::Preparation, .reason = GateReason::NotPrepared, .missing = {}};
    const auto& instance = input.instance;
    const auto dosingMs = std::max(instance.zone().startOf(session.day), input.at.unixMs);
    const auto latestMs = dosingMs - instance.plan().settings.preparationHours * hourMs;
    const auto within = preparationDays(input, session);
    for (const auto& one : instance.plan().preparations) {
        // One that is to come has not been held.
        if (one.session != session.number || one.held.unixMs > input.at.unixMs) continue;
        const auto day = instance.zone().dayOf(one.held);
        if (one.held.unixMs > latestMs || day > within.last) {
            gate.reason = GateReason::PreparedTooLate;
        } else if (day >= within.first) {
            gate.reason = GateReason::None;
            return gate;
        } else if (gate.reason == GateReason::NotPrepared) {
            gate.reason = GateReason::PreparedTooEarly;
        }
    }
    return gate;
}

/// How a form of a visit stands at the moment in question: None when it is answered. The day before
/// is asked on its own days and on no others; a plan for the way home holds.
GateReason standingOf(const GateInput& input, const Visit& visit, const VisitForm& form,
                      GateMark mark) {
    auto reason = GateReason::NotAnswered;
    for (const auto& answer : input.answers) {
        if (urlOf(answer.questionnaire) != urlOf(form.questionnaire) ||
            answer.authored.unixMs > input.at.unixMs)
            continue;
        const auto* given = input.schedule.answer(answer.response);
        if (given == nullptr || std::find(given->visits.begin(), given->visits.end(),
                                          visit.key()) == given->visits.end())
            continue;
        const bool isWhole = answer.extent == fhir::Extent::Whole;
        const auto day = input.instance.zone().dayOf(answer.authored);
        const bool anyDay = mark != GateMark::DayBefore;
        if (!anyDay && visit.closes && day > *visit.closes) {
            reason = GateReason::AnsweredTooLate;
        } else if (anyDay || (visit.opens && day >= *visit.opens)) {
            if (isWhole) return GateReason::None;
            reason = std::max(reason, GateReason::AnsweredPartly);
        } else {
            reason = std::max(reason, GateReason::AnsweredTooEarly);
        }
    }
    return reason;
}

/// The patient's forms that carry this mark, or stand in a visit that does.
Gate formsGate(const GateInput& input, GateId id, GateMark mark) {
    Gate gate{.id = id, .reason = GateReason::NotAsked, .missing = {}};
    for (const auto& visit : input.schedule.visits) {
        if (visit.session != input.session) continue;
        for (const auto& form : visit.forms) {
            if (visit.rule->gate != mark && form.form->gate != mark) continue;
            if (gate.reason == GateReason::NotAsked) gate.reason = GateReason::None;
            const auto reason = standingOf(input, visit, *form.form, mark);
            if (reason == GateReason::None) continue;
            gate.missing.push_back(form.form->questionnaire);
            // What cannot be made good by answering is said before what can.
            gate.reason = std::max(gate.reason, reason);
        }
    }
    return gate;
}
}  // namespace

std::string_view nameOf(GateId gate) {
    switch (gate) {
        case GateId::Eligibility:
            return "eligibility";
        case GateId::Consent:
            return "consent";
        case GateId::Preparation:
            return "preparation";
        case GateId::DayBefore:
            return "day-before";
        case GateId::Transport:
            return "transport";
    }
    return "eligibility";
}

std::string_view sentenceOf(GateReason reason) {
    switch (reason) {
        case GateReason::None:
            return "";
        case GateReason::NotDecided:
            return "No clinician has decided about eligibility.";
        case GateReason::NotEligible:
            return "A clinician decided that this is not possible now.";
        case GateReason::NoReason:
            return "The decision about eligibility gives no reason.";
        case GateReason::Outdated:
            return "The patient has answered the self-check anew since this was decided. Decide "
                   "again.";
        case GateReason::NoSecondPerson:
            return "An answer of class A needs the decision of a second person.";
        case GateReason::NotSigned:
            return "The consent is not signed.";
        case GateReason::TemplateSigned:
            return "What is signed is the template, which no ethics committee has approved. Send "
                   "the clinic's own text, and have it signed.";
        case GateReason::NotCountersigned:
            return "The consent is signed, and not countersigned by the clinic.";
        case GateReason::ConsentChanged:
            return "The text of the consent has changed in what matters; it has to be signed "
                   "again.";
        case GateReason::Withdrawn:
            return "The consent was withdrawn.";
        case GateReason::NotPrepared:
            return "No preparation session has taken place.";
        case GateReason::PreparedTooEarly:
            return "The preparation session lies before the days in which this session is "
                   "prepared.";
        case GateReason::PreparedTooLate:
            return "The preparation session is too close to the dose.";
        case GateReason::NotAnswered:
            return "A form is not answered.";
        case GateReason::AnsweredTooEarly:
            return "A form of the day before was answered before that day. It has to be answered "
                   "again on the day before the session.";
        case GateReason::AnsweredPartly:
            return "A form was sent without every answer it needs.";
        case GateReason::AnsweredTooLate:
            return "A form of the day before was answered on the day of the session or later. "
                   "Move the session; the form is then asked again on the day before.";
        case GateReason::NotAsked:
            return "The protocol asks for nothing that would answer for this.";
    }
    return "";
}

Result<std::vector<Gate>> gatesOf(const GateInput& input) {
    const auto sessions = input.instance.sessions();
    const auto found = std::find_if(sessions.begin(), sessions.end(),
                                    [&](const auto& one) { return one.number == input.session; });
    if (found == sessions.end()) return Error{Fault::UnknownSession, "session"};
    if (found->cancelled) return Error{Fault::SessionCancelled, "session"};
    std::vector<Gate> gates;
    gates.push_back(eligibilityGate(input.facts));
    gates.push_back(consentGate(input.facts));
    gates.push_back(preparationGate(input, *found));
    gates.push_back(formsGate(input, GateId::DayBefore, GateMark::DayBefore));
    gates.push_back(formsGate(input, GateId::Transport, GateMark::Transport));
    return gates;
}

bool mayBeRecorded(const std::vector<Gate>& gates) {
    return !gates.empty() &&
           std::all_of(gates.begin(), gates.end(), [](const Gate& gate) { return gate.isOpen(); });
}

std::int64_t impairedUntilMs(const Instance& instance, std::int64_t dosingEndMs) {
    constexpr int hoursMin = 24;
    const auto hours = std::max(hoursMin, instance.plan().settings.impairmentHours);
    const auto& zone = instance.zone();
    const auto nextDayMs = zone.startOf(zone.dayOf({dosingEndMs, 0}) + days{1});
    return std::max(dosingEndMs + hours * hourMs, nextDayMs);
}

}  // namespace landfall::pathway
