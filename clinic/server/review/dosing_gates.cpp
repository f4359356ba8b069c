#include "server/review/dosing_gates.hpp"

#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;

namespace {

Result<std::vector<pathway::Gate>> gatesAt(const PatientPlan& plan, int session,
                                           const base::WallTime& at) {
    return pathway::gatesOf({plan.schedule, plan.instance, plan.answers, plan.facts, session, at});
}

json::array toJson(const PlanSources& sources, const std::vector<pathway::Gate>& gates) {
    json::array list;
    for (const auto& gate : gates) {
        json::array missing;
        for (const auto& form : gate.missing) missing.emplace_back(shortIdOf(sources, form));
        list.push_back({{"gate", pathway::nameOf(gate.id)},
                        {"open", gate.isOpen()},
                        {"reason", gate.isOpen() ? json::value(nullptr)
                                                 : json::value(pathway::sentenceOf(gate.reason))},
                        {"missing", std::move(missing)}});
    }
    return list;
}

std::string dayOf(const PatientPlan& plan, const base::WallTime& at) {
    const auto day = plan.instance.zone().dayOf(at);
    return dayInWords(pathway::toFhirDate(day));
}

/// What has become of a gate since the dose, with its day where that is known.
std::string sinceText(const PatientPlan& now, const pathway::Gate& gate) {
    using pathway::GateReason;
    const auto& decision = now.facts.eligibility;
    const auto& withdrawn = now.participation.withdrawnAt;
    switch (gate.reason) {
        case GateReason::None:
            return "What was not met at the start is met now.";
        case GateReason::Withdrawn:
            if (withdrawn) return "The consent was withdrawn on " + dayOf(now, *withdrawn) + '.';
            break;
        case GateReason::NotEligible:
            if (decision)
                return "On " + dayOf(now, decision->at) +
                       " a clinician decided that this is not possible now.";
            break;
        case GateReason::Outdated:
            return "The patient has answered the self-check anew.";
        default:
            break;
    }
    return std::string(pathway::sentenceOf(gate.reason));
}

}  // namespace

Result<GatesShown> gatesShown(store::Reading& reading, const PlanSources& sources,
                              const PatientPlan& plan, int session, const DosingEntry* start) {
    GatesShown shown;
    LF_TRY(const auto now, gatesAt(plan, session, start == nullptr ? sources.now : start->step.at));
    if (start == nullptr) {
        shown.mayBeRecorded = pathway::mayBeRecorded(now);
        shown.gates = toJson(sources, now);
        return shown;
    }
    auto then = sources;
    then.knownUntilMs = minuteEndMs(start->step.at.unixMs);
    LF_TRY(const auto planThen, planOf(reading, then, plan.instance.plan().patient));
    if (!planThen) return shown;
    LF_TRY(const auto gates, gatesAt(*planThen, session, start->step.at));
    shown.mayBeRecorded = pathway::mayBeRecorded(gates);
    shown.gates = toJson(sources, gates);
    for (std::size_t i = 0; i < gates.size() && i < now.size(); ++i)
        if (gates[i].isOpen() != now[i].isOpen())
            shown.since.push_back({{"gate", pathway::nameOf(now[i].id)},
                                   {"open", now[i].isOpen()},
                                   {"text", sinceText(plan, now[i])}});
    return shown;
}

}  // namespace landfall::clinic::review
