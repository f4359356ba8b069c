#include "landfall/pathway/consent_course.hpp"

#include <set>
#include <string_view>

namespace landfall::pathway {

std::string_view nameOf(ConsentStage stage) {
    switch (stage) {
        case ConsentStage::NotRead:
            return "not-read";
        case ConsentStage::Read:
            return "read";
        case ConsentStage::Understood:
            return "understood";
        case ConsentStage::Signed:
            return "signed";
        case ConsentStage::Withdrawn:
            return "withdrawn";
    }
    return "not-read";
}

std::string_view nameOf(ConsentStep step) {
    switch (step) {
        case ConsentStep::Read:
            return "read";
        case ConsentStep::Understood:
            return "understood";
        case ConsentStep::Signed:
            return "signed";
        case ConsentStep::Declined:
            return "declined";
        case ConsentStep::Withdrawn:
            return "withdrawn";
    }
    return "read";
}

bool ConsentStanding::allows(const std::string& purpose) const {
    const auto found = optIns.find(purpose);
    return found != optIns.end() && found->second.event == "signed";
}

bool isOfTemplate(const ConsentLibrary& library, const fhir::ConsentRecord& signature) {
    const auto text = library.find(signature.document, signature.documentVersion);
    return text && text->sha256() == signature.sha256 ? text->isTemplate() : signature.isTemplate;
}

bool holdsFor(const ConsentLibrary& library, const ConsentDocument& document,
              const fhir::ConsentRecord& signature) {
    if (signature.sha256 == document.sha256()) return true;
    if (!document.isTemplate() && isOfTemplate(library, signature)) return false;
    // Another text under the name of one that is known: nobody can say what was signed.
    const auto named = library.find(signature.document, signature.documentVersion);
    if (named && named->sha256() != signature.sha256) return false;
    return !library.isMaterialSince(document, signature.document, signature.documentVersion);
}

std::vector<std::size_t> orderOf(std::span<const fhir::ConsentRecord> events) {
    std::set<std::string_view> known;
    for (const auto& event : events) known.insert(event.id);
    std::multimap<std::string_view, std::size_t> after;
    std::set<std::size_t> ready;
    for (std::size_t place = 0; place < events.size(); ++place) {
        const std::string_view before = events[place].follows;
        if (known.count(before) == 0)
            ready.insert(place);
        else
            after.emplace(before, place);
    }
    std::vector<std::size_t> out;
    while (out.size() < events.size()) {
        if (ready.empty()) {
            // A circle: nobody can say what was first.
            for (const auto& [before, place] : after) ready.insert(place);
            after.clear();
        }
        const auto place = *ready.begin();
        ready.erase(ready.begin());
        out.push_back(place);
        const auto [first, last] = after.equal_range(events[place].id);
        for (auto next = first; next != last; ++next) ready.insert(next->second);
        after.erase(first, last);
    }
    return out;
}

ConsentStanding standingOf(const ConsentLibrary& library, const ConsentDocument& document,
                           std::span<const fhir::ConsentRecord> events) {
    ConsentStanding out;
    for (const auto& event : events) {
        if (event.purpose != participation) {
            out.optIns.insert_or_assign(event.purpose, event);
            continue;
        }
        if (event.event == "withdrawn") {
            out.inForce.reset();
            out.withdrawal = event;
            out.stage = ConsentStage::Withdrawn;
            continue;
        }
        // A signature counts whatever text it is of; reading and understanding are of one text.
        if (event.event == "signed") {
            out.inForce = event;
            out.withdrawal.reset();
        }
        if (event.sha256 != document.sha256()) continue;
        if (event.event == "read" && out.stage != ConsentStage::Understood)
            out.stage = ConsentStage::Read;
        if (event.event == "understood") out.stage = ConsentStage::Understood;
        if (event.event == "signed") out.stage = ConsentStage::Signed;
    }
    if (!out.inForce || out.inForce->sha256 == document.sha256()) {
        if (out.inForce) out.stage = ConsentStage::Signed;
        return out;
    }
    if (holdsFor(library, document, *out.inForce)) {
        out.hasNews = true;
        out.stage = ConsentStage::Signed;
    } else {
        out.mustSignAgain = true;
    }
    return out;
}

Result<void> mayFollow(const ConsentStanding& standing, ConsentStep step) {
    const auto stage = standing.stage;
    switch (step) {
        case ConsentStep::Read:
            return ok();
        case ConsentStep::Understood:
            if (stage == ConsentStage::NotRead || stage == ConsentStage::Withdrawn)
                return ConsentFault::NotRead;
            return ok();
        case ConsentStep::Signed:
        case ConsentStep::Declined:
            if (stage == ConsentStage::Signed) return ConsentFault::AlreadySigned;
            if (stage == ConsentStage::Read) return ConsentFault::NotUnderstood;
            if (stage != ConsentStage::Understood) return ConsentFault::NotRead;
            return ok();
        case ConsentStep::Withdrawn:
            if (!standing.inForce && !standing.withdrawal) return ConsentFault::NotSigned;
            return ok();
    }
    return ok();
}

Result<void> mayChoose(const ConsentStanding& standing, std::string_view purpose, bool agrees) {
    if (!agrees) {
        if (!standing.allows(std::string(purpose))) return ConsentFault::NotSigned;
        return ok();
    }
    // Nothing beside taking part can be agreed to without taking part.
    if (standing.stage != ConsentStage::Signed) return ConsentFault::NotSigned;
    return ok();
}

}  // namespace landfall::pathway
