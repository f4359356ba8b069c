#include "landfall/pathway/participation.hpp"

#include <map>
#include <set>
#include <string>

#include "landfall/pathway/consent_course.hpp"

namespace landfall::pathway {

Participation participationOf(std::span<const fhir::ConsentRecord> consents) {
    std::map<std::string, const fhir::ConsentRecord*> steps;
    for (const auto& consent : consents)
        if (consent.purpose == participation) steps.emplace(consent.id, &consent);

    Participation out;
    std::set<std::string> ended;
    for (const auto& [id, step] : steps) {
        if (step->event != nameOf(ConsentStep::Withdrawn)) continue;
        out.withdrawn = true;
        if (step->follows.empty()) return out;
        // Each step is left behind once, so that a circle ends too.
        for (auto at = steps.find(step->follows);
             at != steps.end() && ended.insert(at->first).second;
             at = steps.find(at->second->follows)) {
        }
    }
    for (const auto& [id, step] : steps)
        if (step->event == nameOf(ConsentStep::Signed) && ended.count(id) == 0)
            out.signedAt = step->at;
    if (out.signedAt) out.withdrawn = false;
    return out;
}

}  // namespace landfall::pathway
