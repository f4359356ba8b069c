#include "landfall/base/bytes.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/build_parts.hpp"
#include "landfall/fhir/names.hpp"

// Documents that are no journal entries.
namespace landfall::fhir {

using namespace parts;

namespace {
json::object attachmentOf(std::string_view contentType, std::string_view title,
                          std::string_view bytes) {
    json::object attachment;
    attachment["contentType"] = word(contentType);
    // An attachment without data is a part that is empty.
    if (!bytes.empty()) attachment["data"] = word(base::toBase64(base::viewOf(bytes)));
    if (!title.empty()) attachment["title"] = word(title);
    return {{"attachment", std::move(attachment)}};
}

json::object documentOf(std::string_view id, std::string_view patient, std::string_view source,
                        const base::WallTime& at) {
    auto out = begin(ResourceType::DocumentReference, id, source);
    out["status"] = "current";
    out["subject"] = reference(ResourceType::Patient, patient);
    out["date"] = dateTime(at);
    return out;
}

/// The plan as somebody without our sections reads it; parts that are empty are left out.
std::string wholeOf(const SafetyPlan& plan) {
    std::string text;
    for (const auto& section : plan.sections) {
        if (section.text.empty()) continue;
        if (!text.empty()) text += "\n\n";
        text += section.heading + '\n' + section.text;
    }
    return text;
}
}  // namespace

std::string buildSafetyPlan(const SafetyPlan& plan) {
    auto out = documentOf(plan.id, plan.patient, plan.source, plan.authored);
    out["type"] = concept_(coding(names::loinc, names::safetyPlanCode));
    out["author"] = listOf(reference(ResourceType::Patient, plan.patient));
    json::array content;
    content.push_back(attachmentOf("text/plain; charset=utf-8", {}, wholeOf(plan)));
    for (const auto& section : plan.sections) {
        auto part = attachmentOf("text/plain; charset=utf-8", section.heading, section.text);
        part["format"] = coding(names::planSectionSystem, section.code);
        content.push_back(std::move(part));
    }
    out["content"] = std::move(content);
    return json::serialize(out);
}

std::string buildConsentDocument(const SentConsentDocument& document) {
    auto out = documentOf(document.id, document.patient, document.source, document.sent);
    out["type"] = concept_(coding(names::documentSystem, "consent-document"));
    out["content"] = listOf(attachmentOf("application/json", {}, document.bytes));
    return json::serialize(out);
}

}  // namespace landfall::fhir
