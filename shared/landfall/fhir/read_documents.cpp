#include "landfall/base/bytes.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/fhir/read_parts.hpp"

namespace landfall::fhir {

using namespace parts;

namespace {
/// The text of an attachment; "" when it has no data.
Result<std::string> dataOf(const Node& attachment) {
    const auto data = attachment.get("data");
    if (!data) return std::string();
    const auto bytes = base::fromBase64(data.textOr());
    if (bytes.has_error()) return Error{Fault::BadValue, data.path()};
    std::string text(base::textOf(*bytes));
    // What was decoded goes to screens: it must be text like any other string.
    if (!isText(text)) return Error{Fault::BadValue, data.path()};
    return text;
}
}  // namespace

Result<SafetyPlan> readSafetyPlan(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::DocumentReference));
    if (!hasCode(resource.get("type"), names::loinc, names::safetyPlanCode))
        return Error{Fault::BadCode, "type"};
    SafetyPlan out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    LF_TRY(out.authored, timeOf(resource.get("date"), "date"));
    for (const auto content : resource.get("content").elements()) {
        const auto format = content.get("format");
        if (format.get("system").textOr() != names::planSectionSystem) continue;
        const auto attachment = content.get("attachment");
        PlanSection section{textOf(format.get("code")), textOf(attachment.get("title")), {}};
        LF_TRY(section.text, dataOf(attachment));
        out.sections.push_back(std::move(section));
    }
    out.source = textOf(resource.get("meta").get("source"));
    return out;
}

Result<SentConsentDocument> readConsentDocument(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::DocumentReference));
    if (!hasCode(resource.get("type"), names::documentSystem, "consent-document"))
        return Error{Fault::BadCode, "type"};
    SentConsentDocument out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    LF_TRY(out.sent, timeOf(resource.get("date"), "date"));
    LF_TRY(out.bytes, dataOf(resource.get("content")[0].get("attachment")));
    if (out.bytes.empty()) return Error{Fault::Missing, "content[0].attachment.data"};
    out.source = textOf(resource.get("meta").get("source"));
    return out;
}

}  // namespace landfall::fhir
