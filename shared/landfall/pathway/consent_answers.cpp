#include "landfall/pathway/consent_answers.hpp"

#include <set>

#include "landfall/pathway/consent_course.hpp"

namespace landfall::pathway {

std::vector<fhir::ConsentRecord> signaturesInForce(std::span<const fhir::ConsentRecord> events) {
    const auto find = [&](const std::string& id) -> const fhir::ConsentRecord* {
        for (const auto& event : events)
            if (event.id == id && event.purpose == participation) return &event;
        return nullptr;
    };
    std::set<std::string> ended;
    for (const auto& event : events) {
        if (event.purpose != participation || event.event != nameOf(ConsentStep::Withdrawn))
            continue;
        if (event.follows.empty()) return {};
        // Each step is left behind once, so that a circle ends too.
        for (const auto* at = find(event.follows); at != nullptr && ended.insert(at->id).second;
             at = find(at->follows)) {
        }
    }
    std::vector<fhir::ConsentRecord> held;
    for (const auto& event : events)
        if (event.purpose == participation && event.event == nameOf(ConsentStep::Signed) &&
            !ended.contains(event.id))
            held.push_back(event);
    return held;
}

std::vector<Answered> consentAnswers(const Protocol& protocol,
                                     std::span<const fhir::ConsentRecord> events) {
    std::vector<Answered> answers;
    for (const auto& signature : signaturesInForce(events))
        for (const auto& visit : protocol.visits)
            for (const auto& form : visit.forms)
                if (form.gate == GateMark::Consent && !form.forClinic)
                    answers.push_back({.response = signature.id,
                                       .questionnaire = form.questionnaire,
                                       .authored = signature.at});
    return answers;
}

}  // namespace landfall::pathway
