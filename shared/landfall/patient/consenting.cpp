#include "landfall/patient/consenting.hpp"

#include <algorithm>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/patient/consents.hpp"

namespace landfall::patient {

using pathway::ConsentFault;
using pathway::ConsentStage;
using pathway::ConsentStep;

namespace {
constexpr std::size_t nameBytesMax = 400;

bool isName(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") != std::string::npos && text.size() <= nameBytesMax &&
           fhir::isText(text);
}

Result<void> checkContact(std::string_view purpose, const Consenting::Contact& contact) {
    if (purpose != pathway::contactPerson) return ok();
    // Agreeing that somebody is called means to say who.
    if (!isName(contact.name) || !isName(contact.phone)) return ConsentFault::NameMissing;
    return ok();
}

void nameContact(fhir::ConsentRecord& event, const Consenting::Contact& contact) {
    if (event.purpose != pathway::contactPerson) return;
    event.contactName = contact.name;
    event.contactPhone = contact.phone;
}
}  // namespace

std::string_view nameOf(Consenting::Collected collected) {
    return collected == Consenting::Collected::Keep ? "keep" : "erase";
}

/// Everything that the store has of the consent.
struct Consenting::Known {
    pathway::ConsentLibrary library;
    Document document;
    std::vector<fhir::ConsentRecord> events;
    pathway::ConsentStanding standing;
    pathway::ConsentComprehension comprehension;

    /// The id of the last step of taking part, which the next one follows; "" for none.
    [[nodiscard]] std::string lastStep() const {
        std::string last;
        for (const auto& event : events)
            if (event.purpose == pathway::participation) last = event.id;
        return last;
    }
};

Result<Consenting::Known> Consenting::known() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(auto library, consentTextsOf(*store));
    Known known{.library = std::move(library),
                .document = nullptr,
                .events = {},
                .standing = {},
                .comprehension = {}};
    known.document = known.library.current();
    if (!known.document) return ConsentFault::UnknownDocument;
    LF_TRY(known.events, consentsOf(*store));
    known.standing = pathway::standingOf(known.library, *known.document, known.events);
    LF_TRY(const auto answers, store->settings().get(setting::consentAnswers));
    known.comprehension =
        pathway::ConsentComprehension::restore(*known.document, answers.value_or(""));
    return known;
}

fhir::ConsentRecord Consenting::eventOf(const pathway::ConsentDocument& document, ConsentStep step,
                                        std::string_view purpose) const {
    fhir::ConsentRecord event;
    event.event = pathway::nameOf(step);
    event.purpose = purpose;
    event.at = profile_.surroundings().clock.now();
    event.document = document.id();
    event.documentVersion = document.version();
    event.documentTitle = document.title();
    event.sha256 = document.sha256();
    event.isTemplate = document.isTemplate();
    return event;
}

Result<void> Consenting::write(const std::vector<fhir::ConsentRecord>& events) {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto patient, store->settings().get(store::Settings::patient));
    if (!patient) return Fault::NotPaired;
    const auto& surroundings = profile_.surroundings();
    const auto newId = [&] {
        return base::makeUuidV7(surroundings.trueClock, surroundings.random);
    };
    std::vector<store::RecordWrite> records;
    for (auto event : events) {
        const auto operation = newId();
        event.id = newId().text();
        event.patient = *patient;
        event.source = "urn:uuid:" + operation.text();
        records.push_back(
            {fhir::ResourceType::Consent, event.id, fhir::buildConsent(event), operation});
    }
    return store->records().write(records);
}

Result<Consenting::Document> Consenting::document() {
    LF_TRY(auto known, this->known());
    return known.document;
}

Result<Consenting::State> Consenting::state() {
    LF_TRY(auto known, this->known());
    State out{known.document, std::move(known.standing), {}};
    out.left = known.comprehension.left(*known.document);
    // Whoever has signed has answered; on another phone the answers themselves are not there.
    if (out.standing.stage == ConsentStage::Understood ||
        out.standing.stage == ConsentStage::Signed)
        out.left.clear();
    return out;
}

bool Consenting::State::waits() const {
    const bool isOpen =
        standing.stage != ConsentStage::Signed && standing.stage != ConsentStage::Withdrawn;
    // A template is to be replaced before anybody is asked; so it asks nobody.
    return isOpen && !document->isTemplate() && (!standing.inForce || standing.mustSignAgain);
}

Result<Consenting::State> Consenting::markRead() {
    LF_TRY(const auto known, this->known());
    const auto stage = known.standing.stage;
    if (stage != ConsentStage::NotRead && stage != ConsentStage::Withdrawn) return state();
    LF_TRY(auto* const store, profile_.store());
    // Whoever begins again answers again.
    LF_CHECK(store->settings().remove(setting::consentAnswers));
    auto event = eventOf(*known.document, ConsentStep::Read, pathway::participation);
    event.follows = known.lastStep();
    LF_CHECK(write({event}));
    return state();
}

Result<Consenting::Answered> Consenting::answer(std::string_view question,
                                                std::string_view option) {
    LF_TRY(auto known, this->known());
    LF_CHECK(pathway::mayFollow(known.standing, ConsentStep::Understood));
    LF_TRY(auto* const store, profile_.store());
    auto& comprehension = known.comprehension;
    LF_TRY(const auto outcome, comprehension.answer(*known.document, question, option));
    LF_CHECK(store->settings().set(setting::consentAnswers, comprehension.bytes()));
    if (outcome.passed && known.standing.stage == ConsentStage::Read) {
        auto event = eventOf(*known.document, ConsentStep::Understood, pathway::participation);
        event.tries = comprehension.tries();
        event.follows = known.lastStep();
        LF_CHECK(write({event}));
    }
    return Answered{.right = outcome.right,
                    .explanation = outcome.explanation,
                    .left = comprehension.left(*known.document),
                    .passed = outcome.passed};
}

Result<Consenting::State> Consenting::sign(const Signature& signature) {
    LF_TRY(const auto known, this->known());
    LF_CHECK(pathway::mayFollow(known.standing, ConsentStep::Signed));
    if (!isName(signature.name)) return ConsentFault::NameMissing;
    for (const auto& purpose : signature.agreeTo) {
        if (purpose == pathway::participation || !known.document->asksFor(purpose))
            return ConsentFault::UnknownPurpose;
        LF_CHECK(checkContact(purpose, signature.contact));
    }
    std::vector<fhir::ConsentRecord> events;
    events.push_back(eventOf(*known.document, ConsentStep::Signed, pathway::participation));
    events.back().signedName = signature.name;
    events.back().follows = known.lastStep();
    for (const auto& optIn : known.document->optIns()) {
        const bool agrees = std::find(signature.agreeTo.begin(), signature.agreeTo.end(),
                                      optIn.purpose) != signature.agreeTo.end();
        events.push_back(eventOf(
            *known.document, agrees ? ConsentStep::Signed : ConsentStep::Declined, optIn.purpose));
        if (agrees) nameContact(events.back(), signature.contact);
        if (const auto before = known.standing.optIns.find(optIn.purpose);
            before != known.standing.optIns.end())
            events.back().follows = before->second.id;
        events.back().signedName = signature.name;
    }
    LF_CHECK(write(events));
    return state();
}

Result<Consenting::State> Consenting::choose(const Choice& choice) {
    LF_TRY(const auto known, this->known());
    if (choice.purpose == pathway::participation || !known.document->asksFor(choice.purpose))
        return ConsentFault::UnknownPurpose;
    LF_CHECK(pathway::mayChoose(known.standing, choice.purpose, choice.agrees));
    if (choice.agrees) LF_CHECK(checkContact(choice.purpose, choice.contact));
    auto event =
        eventOf(*known.document, choice.agrees ? ConsentStep::Signed : ConsentStep::Withdrawn,
                choice.purpose);
    if (choice.agrees) nameContact(event, choice.contact);
    if (known.standing.inForce) event.signedName = known.standing.inForce->signedName;
    if (const auto before = known.standing.optIns.find(choice.purpose);
        before != known.standing.optIns.end())
        event.follows = before->second.id;
    LF_CHECK(write({event}));
    return state();
}

Result<Consenting::State> Consenting::withdraw(Collected collected) {
    LF_TRY(const auto known, this->known());
    LF_CHECK(pathway::mayFollow(known.standing, ConsentStep::Withdrawn));
    const auto& before = known.standing.withdrawal;
    if (before && before->dataChoice == nameOf(collected)) return ConsentFault::AlreadyWithdrawn;
    const auto& last = before ? *before : *known.standing.inForce;
    // Of the text that was signed, whatever text has come since.
    const auto ended = [&](const fhir::ConsentRecord& step) {
        auto event = step;
        event.event = pathway::nameOf(ConsentStep::Withdrawn);
        event.at = profile_.surroundings().clock.now();
        event.follows = step.id;
        event.countersigned.reset();
        event.countersignedBy.clear();
        event.contactName.clear();
        event.contactPhone.clear();
        return event;
    };
    std::vector<fhir::ConsentRecord> events{ended(last)};
    // What was read since the signature lies before this step too.
    events.back().follows = known.lastStep();
    events.back().dataChoice = nameOf(collected);
    for (const auto& [purpose, choice] : known.standing.optIns)
        if (choice.event == "signed") events.push_back(ended(choice));
    LF_CHECK(write(events));
    return state();
}

Result<std::vector<fhir::ConsentRecord>> Consenting::history() {
    LF_TRY(auto known, this->known());
    return std::move(known.events);
}

Result<ConsentCopy> Consenting::copy() {
    LF_TRY(const auto known, this->known());
    auto document = known.document;
    for (const auto& event : known.events)
        if (event.purpose == pathway::participation && event.event == "signed")
            if (auto of = known.library.find(event.document, event.documentVersion);
                of && of->sha256() == event.sha256)
                document = of;
    return consentCopy(*document, known.events);
}

}  // namespace landfall::patient
