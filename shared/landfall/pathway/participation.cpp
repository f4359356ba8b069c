#include "landfall/pathway/participation.hpp"

#include <map>
#include <set>
#include <string>

#include "landfall/pathway/consent_course.hpp"

namespace landfall::pathway {

namespace {
using Steps = std::map<std::string, const fhir::ConsentRecord*>;

/// The signature or withdrawal before this step; null for none. Reading comes between.
const fhir::ConsentRecord* decisionBefore(const Steps& steps, const fhir::ConsentRecord& step) {
    std::set<std::string> seen{step.id};
    for (auto at = steps.find(step.follows); at != steps.end() && seen.insert(at->first).second;
         at = steps.find(at->second->follows))
        if (at->second->event == nameOf(ConsentStep::Signed) ||
            at->second->event == nameOf(ConsentStep::Withdrawn))
            return at->second;
    return nullptr;
}
}  // namespace

Participation participationOf(std::span<const fhir::ConsentRecord> consents,
                              const ConsentLibrary& library) {
    Steps steps;
    for (const auto& consent : consents)
        if (consent.purpose == participation) steps.emplace(consent.id, &consent);

    Participation out;
    std::set<std::string> ended;
    for (const auto& [id, step] : steps) {
        if (step->event != nameOf(ConsentStep::Withdrawn)) continue;
        out.withdrawn = true;
        const auto* const before = decisionBefore(steps, *step);
        const bool changesChoice =
            before != nullptr && before->event == nameOf(ConsentStep::Withdrawn);
        if (!changesChoice && (!out.withdrawnAt || step->at.unixMs > out.withdrawnAt->unixMs))
            out.withdrawnAt = step->at;
        if (step->follows.empty()) return out;
        // Each step is left behind once, so that a circle ends too.
        for (auto at = steps.find(step->follows);
             at != steps.end() && ended.insert(at->first).second;
             at = steps.find(at->second->follows)) {
        }
    }
    const auto document = library.current();
    for (const auto place : orderOf(consents)) {
        const auto* const step = &consents[place];
        if (step->purpose != participation || step->event != nameOf(ConsentStep::Signed) ||
            ended.count(step->id) != 0)
            continue;
        out.withdrawn = false;
        if (out.withdrawnAt && step->at.unixMs >= out.withdrawnAt->unixMs &&
            (!out.returnedAt || step->at.unixMs < out.returnedAt->unixMs))
            out.returnedAt = step->at;
        if (document && !holdsFor(library, *document, *step)) {
            out.mustSignAgain = true;
            continue;
        }
        out.signedAt = step->at;
        out.countersigned = step->countersigned.has_value();
        out.ofTemplate = isOfTemplate(library, *step);
    }
    if (out.signedAt) out.mustSignAgain = false;
    if (out.mustSignAgain) out.changedAt = library.sentAt(*document);
    return out;
}

}  // namespace landfall::pathway
