#include "landfall/fhir/build.hpp"
#include "landfall/fhir/build_parts.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/fhir/splice.hpp"

namespace landfall::fhir {

using namespace parts;

namespace {
/// What each event is in FHIR: read and understood are on the way to a consent and grant nothing.
std::string_view statusOf(std::string_view event) {
    if (event == "signed") return "active";
    if (event == "declined") return "rejected";
    if (event == "withdrawn") return "inactive";
    return event == "understood" ? "proposed" : "draft";
}

/// The area of the consent, of the codes that FHIR gives.
std::string_view scopeOf(std::string_view purpose) {
    if (purpose == "participation") return "treatment";
    return purpose == "research" ? "research" : "patient-privacy";
}

json::object eventOf(const ConsentRecord& consent) {
    json::array said;
    said.push_back(extension("event", "valueCode", word(consent.event)));
    const auto add = [&](std::string_view name, const std::string& text) {
        if (!text.empty()) said.push_back(extension(name, "valueString", word(text)));
    };
    add("signedName", consent.signedName);
    if (!consent.dataChoice.empty())
        said.push_back(extension("dataChoice", "valueCode", word(consent.dataChoice)));
    add("contactName", consent.contactName);
    add("contactPhone", consent.contactPhone);
    if (consent.tries > 0) said.push_back(extension("tries", "valueInteger", consent.tries));
    json::object out;
    out["url"] = word(names::consentEvent);
    out["extension"] = std::move(said);
    return out;
}

json::object documentOf(const ConsentRecord& consent) {
    json::array about;
    about.push_back(extension("id", "valueString", word(consent.document)));
    about.push_back(extension("version", "valueString", word(consent.documentVersion)));
    if (!consent.documentTitle.empty())
        about.push_back(extension("title", "valueString", word(consent.documentTitle)));
    about.push_back(extension("sha256", "valueString", word(consent.sha256)));
    about.push_back(extension("template", "valueBoolean", consent.isTemplate));
    json::object out;
    out["url"] = word(names::consentDocument);
    out["extension"] = std::move(about);
    return out;
}

json::object verificationOf(std::string_view by, const base::WallTime& at) {
    json::object out;
    out["extension"] = listOf(extension(names::countersignedBy, "valueString", word(by)));
    out["verified"] = true;
    out["verificationDate"] = dateTime(at);
    return out;
}
}  // namespace

std::string buildConsent(const ConsentRecord& consent) {
    auto out = begin(ResourceType::Consent, consent.id, consent.source);
    json::array extensions;
    extensions.push_back(eventOf(consent));
    extensions.push_back(documentOf(consent));
    out["extension"] = std::move(extensions);
    out["status"] = word(statusOf(consent.event));
    out["scope"] = concept_(coding(names::consentScope, scopeOf(consent.purpose)));
    json::array categories;
    categories.push_back(concept_(coding(names::loinc, names::consentCategoryCode)));
    categories.push_back(concept_(coding(names::consentPurposeSystem, consent.purpose)));
    out["category"] = std::move(categories);
    out["patient"] = reference(ResourceType::Patient, consent.patient);
    out["dateTime"] = dateTime(consent.at);
    out["performer"] = listOf(reference(ResourceType::Patient, consent.patient));
    if (!consent.follows.empty())
        out["sourceReference"] = reference(ResourceType::Consent, consent.follows);
    // Invariant ppc-1: a policy or a policyRule. The policy is the document that was shown.
    out["policy"] =
        listOf(json::object{{"uri", word(std::string(names::consentDocumentBase) +
                                         consent.document + '/' + consent.documentVersion)}});
    if (consent.countersigned)
        out["verification"] =
            listOf(verificationOf(consent.countersignedBy, *consent.countersigned));
    const bool grants = consent.event == "signed";
    if (grants || consent.event == "declined" || consent.event == "withdrawn")
        out["provision"] = {{"type", grants ? "permit" : "deny"}};
    return json::serialize(out);
}

Result<std::string> countersignedConsent(const Json& consent, std::string_view by,
                                         const base::WallTime& at) {
    const auto root = consent.root();
    LF_TRY(const auto before, readConsent(root));
    if (before.event != "signed") return Error{Fault::BadCode, "status"};
    if (before.countersigned) return Error{Fault::BadCode, "verification"};
    Edits edits(consent);
    edits.setMember(root, "verification", json::serialize(listOf(verificationOf(by, at))));
    return edits.apply();
}

}  // namespace landfall::fhir
