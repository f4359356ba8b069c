#include "landfall/fhir/names.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/fhir/read_parts.hpp"

namespace landfall::fhir {

using namespace parts;

namespace {
/// Our own purpose; a Consent of another system says nothing that is understood here.
std::string purposeOf(const Node& resource) {
    for (const auto category : resource.get("category").elements())
        for (const auto coding : category.get("coding").elements())
            if (coding.get("system").textOr() == names::consentPurposeSystem)
                return textOf(coding.get("code"));
    return {};
}

bool isEvent(std::string_view event) {
    return event == "read" || event == "understood" || event == "signed" || event == "declined" ||
           event == "withdrawn";
}

/// What FHIR says of the status has to say the same as our event: a reader of either acts alike.
bool agrees(std::string_view event, std::string_view status) {
    if (event == "signed") return status == "active";
    if (event == "declined") return status == "rejected";
    if (event == "withdrawn") return status == "inactive";
    return status == (event == "understood" ? "proposed" : "draft");
}
}  // namespace

Result<ConsentRecord> readConsent(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::Consent));
    ConsentRecord out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    out.purpose = purposeOf(resource);
    if (out.purpose.empty()) return Error{Fault::Missing, "category"};
    const auto event = extensionOf(resource, names::consentEvent);
    out.event = textOf(extensionOf(event, "event").get("valueCode"));
    if (!isEvent(out.event)) return Error{Fault::BadCode, "extension"};
    if (!agrees(out.event, resource.get("status").textOr()))
        return Error{Fault::BadCode, resource.get("status").path()};
    LF_TRY(out.at, timeOf(resource.get("dateTime"), "dateTime"));
    const auto said = [&](std::string_view name) {
        return textOf(extensionOf(event, name).get("valueString"));
    };
    out.signedName = said("signedName");
    out.contactName = said("contactName");
    out.contactPhone = said("contactPhone");
    out.dataChoice = textOf(extensionOf(event, "dataChoice").get("valueCode"));
    out.tries =
        static_cast<int>(extensionOf(event, "tries").get("valueInteger").integer().value_or(0));
    const auto document = extensionOf(resource, names::consentDocument);
    const auto about = [&](std::string_view name) {
        return textOf(extensionOf(document, name).get("valueString"));
    };
    out.document = about("id");
    out.documentVersion = about("version");
    out.documentTitle = about("title");
    out.sha256 = about("sha256");
    if (out.document.empty() || out.documentVersion.empty() || out.sha256.empty())
        return Error{Fault::Missing, "extension"};
    out.isTemplate =
        extensionOf(document, "template").get("valueBoolean").boolean().value_or(false);
    if (const auto before = resource.get("sourceReference").get("reference")) {
        LF_TRY(const auto target, parseReference(before.textOr()));
        if (target.type != ResourceType::Consent) return Error{Fault::BadReference, before.path()};
        out.follows = target.id;
    }
    if (const auto verified = resource.get("verification")[0]) {
        if (verified.get("verified").boolean().value_or(false)) {
            LF_TRY(out.countersigned,
                   timeOf(verified.get("verificationDate"), "verification[0].verificationDate"));
            out.countersignedBy =
                textOf(extensionOf(verified, names::countersignedBy).get("valueString"));
        }
    }
    out.source = textOf(resource.get("meta").get("source"));
    return out;
}

}  // namespace landfall::fhir
