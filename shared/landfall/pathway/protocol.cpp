#include "landfall/pathway/protocol.hpp"

#include <array>

namespace landfall::pathway {

namespace {
constexpr std::array<std::string_view, 5> phaseNames = {"screening", "preparation", "session",
                                                        "integration", "follow-up"};
}

std::string_view nameOf(Phase phase) {
    return phaseNames.at(static_cast<std::size_t>(phase));
}

std::optional<Phase> phaseFrom(std::string_view name) {
    for (std::size_t i = 0; i < phaseNames.size(); ++i)
        if (phaseNames.at(i) == name) return static_cast<Phase>(i);
    return std::nullopt;
}

const VisitRule* Protocol::find(std::string_view code) const {
    for (const auto& visit : visits)
        if (visit.code == code) return &visit;
    return nullptr;
}

const VisitRule& Protocol::dosingDay() const {
    for (const auto& visit : visits)
        if (visit.isDosingDay) return visit;
    return visits.front();  // not reached: the reader refuses a protocol without a dosing day
}

bool needsWhole(const VisitRule& rule, const VisitForm& form) {
    return form.safety || form.gate != GateMark::None || rule.gate != GateMark::None;
}

bool needsWhole(const Protocol& protocol, std::string_view questionnaire) {
    for (const auto& visit : protocol.visits)
        for (const auto& form : visit.forms)
            if (!form.forClinic && urlOf(form.questionnaire) == urlOf(questionnaire) &&
                needsWhole(visit, form))
                return true;
    return false;
}

std::string_view urlOf(std::string_view canonical) {
    return canonical.substr(0, canonical.find('|'));
}

}  // namespace landfall::pathway
