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
    else if ((decision->riskClass == 'A' || decision->riskClass == 'U') &&
             (decision->second.empty() || decision->second == decision->by))
        gate.reason = GateReason::NoSecondPerson;
    return gate;
}

Gate consentGate(const GateFacts& facts) {
    Gate gate{.id = GateId::Consent, .reason = GateReason::None, .missing = {}};
    if (facts.consentWithdrawn)
        gate.reason = GateReason::Withdrawn;
    else if (!facts.consentSigned)
        gate.reason = GateReason::NotSigned;
    return gate;
}

/// On the day itself the hours count back from now; before it, from its first moment, because
/// nobody knows the hour yet.
Gate preparationGate(const Instance& instance, const SessionDay& session,
                     const base::WallTime& now) {
    Gate gate{.id = GateId::Preparation, .reason = GateReason::NotPrepared, .missing = {}};
    const auto dosingMs = std::max(instance.zone().startOf(session.day), now.unixMs);
    const auto latestMs = dosingMs - instance.plan().settings.preparationHours * hourMs;
    for (const auto& held : instance.plan().preparations) {
        if (held.session != session.number) continue;
        if (held.held.unixMs <= latestMs) {
            gate.reason = GateReason::None;
            return gate;
        }
        gate.reason = GateReason::PreparedTooLate;
    }
    return gate;
}

/// The patient's forms that carry this mark, or stand in a visit that does.
Gate formsGate(const Schedule& schedule, int session, GateId id, GateMark mark) {
    Gate gate{.id = id, .reason = GateReason::NotAsked, .missing = {}};
    for (const auto& visit : schedule.visits) {
        if (visit.session != session) continue;
        for (const auto& form : visit.forms) {
            if (visit.rule->gate != mark && form.form->gate != mark) continue;
            if (gate.reason == GateReason::NotAsked) gate.reason = GateReason::None;
            if (form.state != State::Done) gate.missing.push_back(form.form->questionnaire);
        }
    }
    if (!gate.missing.empty()) gate.reason = GateReason::NotAnswered;
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
        case GateReason::NoSecondPerson:
            return "An answer of class A needs the decision of a second person.";
        case GateReason::NotSigned:
            return "The consent is not signed.";
        case GateReason::Withdrawn:
            return "The consent was withdrawn.";
        case GateReason::NotPrepared:
            return "No preparation session has taken place.";
        case GateReason::PreparedTooLate:
            return "The preparation session is too close to the dosing day.";
        case GateReason::NotAnswered:
            return "A form is not answered.";
        case GateReason::NotAsked:
            return "The protocol asks for nothing that would answer for this.";
    }
    return "";
}

Result<std::vector<Gate>> gatesOf(const Schedule& schedule, const Instance& instance,
                                  const GateFacts& facts, int session, const base::WallTime& now) {
    const auto sessions = instance.sessions();
    const auto found = std::find_if(sessions.begin(), sessions.end(),
                                    [&](const auto& one) { return one.number == session; });
    if (found == sessions.end()) return Error{Fault::UnknownSession, "session"};
    if (found->cancelled) return Error{Fault::SessionCancelled, "session"};
    std::vector<Gate> gates;
    gates.push_back(eligibilityGate(facts));
    gates.push_back(consentGate(facts));
    gates.push_back(preparationGate(instance, *found, now));
    gates.push_back(formsGate(schedule, session, GateId::DayBefore, GateMark::DayBefore));
    gates.push_back(formsGate(schedule, session, GateId::Transport, GateMark::Transport));
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
