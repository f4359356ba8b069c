#include <string>

#include "landfall/base/bytes.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/build_parts.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/splice.hpp"

namespace landfall::fhir {

using namespace parts;

std::string buildFlag(const SafetyFlag& flag) {
    auto out = begin(ResourceType::Flag, flag.id, flag.source);
    json::array extensions;
    extensions.push_back(extension(names::safetyTier, "valueInteger", flag.tier));
    if (!flag.response.empty())
        extensions.push_back(
            extension(names::evidence, "valueReference",
                      reference(ResourceType::QuestionnaireResponse, flag.response)));
    if (!flag.questionnaire.empty())
        extensions.push_back(
            extension(names::evidenceQuestionnaire, "valueCanonical", word(flag.questionnaire)));
    if (!flag.evidenceItem.empty())
        extensions.push_back(
            extension(names::evidenceItem, "valueString", word(flag.evidenceItem)));
    if (!flag.evidenceAnswer.empty())
        extensions.push_back(
            extension(names::evidenceAnswer, "valueString", word(flag.evidenceAnswer)));
    if (!flag.cause.empty())
        extensions.push_back(extension(names::flagCause, "valueCode", word(flag.cause)));
    if (flag.acknowledged)
        extensions.push_back(
            extension(names::acknowledged, "valueDateTime", dateTime(*flag.acknowledged)));
    out["extension"] = std::move(extensions);
    out["status"] = flag.active ? "active" : "inactive";
    out["category"] = listOf(concept_(coding(names::flagCategory, "safety", "Safety")));
    out["code"] = concept_(coding(names::tierSystem, "tier-" + std::to_string(flag.tier)));
    out["subject"] = reference(ResourceType::Patient, flag.patient);
    out["period"] = {{"start", dateTime(flag.raised)}};
    return json::serialize(out);
}

Result<std::string> acknowledgedFlag(const Json& flag, const base::WallTime& at) {
    const auto root = flag.root();
    LF_TRY(const auto envelope, readEnvelope(root));
    if (envelope.type != ResourceType::Flag) return Error{Fault::UnknownResource, "resourceType"};
    Edits edits(flag);
    edits.setMember(root, "status", "\"inactive\"");
    const auto stamp =
        json::serialize(extension(names::acknowledged, "valueDateTime", dateTime(at)));
    const auto extensions = root.get("extension");
    for (const auto one : extensions.elements())
        if (one.get("url").textOr() == names::acknowledged) {
            edits.replace(one, stamp);
            return edits.apply();
        }
    if (extensions.isArray())
        edits.addElement(extensions, stamp);
    else
        edits.setMember(root, "extension", '[' + stamp + ']');
    return edits.apply();
}

std::string buildJournalEntry(const JournalEntry& entry) {
    auto out = begin(ResourceType::DocumentReference, entry.id, entry.source);
    if (!entry.conflictOf.empty())
        out["extension"] =
            listOf(extension(names::conflictOf, "valueReference",
                             reference(ResourceType::DocumentReference, entry.conflictOf)));
    out["status"] = "current";
    out["type"] = concept_(coding(names::loinc, names::journalCode, "Patient Note"));
    out["subject"] = reference(ResourceType::Patient, entry.patient);
    out["date"] = dateTime(entry.authored);
    out["author"] = listOf(reference(ResourceType::Patient, entry.patient));
    json::object attachment;
    attachment["contentType"] = "text/plain; charset=utf-8";
    attachment["data"] = word(base::toBase64(base::viewOf(entry.text)));
    out["content"] = listOf({{"attachment", std::move(attachment)}});
    return json::serialize(out);
}

std::string buildAssignment(const Assignment& assignment) {
    auto out = begin(ResourceType::Task, assignment.id, assignment.source);
    out["status"] = word(assignment.status);
    out["intent"] = "order";
    out["code"] = concept_(coding(names::taskSystem, "answer-questionnaire"));
    if (!assignment.title.empty()) out["description"] = word(assignment.title);
    out["for"] = reference(ResourceType::Patient, assignment.patient);
    out["executionPeriod"] = {{"start", dateTime(assignment.opens)}};
    out["authoredOn"] = dateTime(assignment.assigned);
    if (!assignment.due.empty()) out["restriction"] = {{"period", {{"end", word(assignment.due)}}}};
    json::object input;
    input["type"] = {{"text", "questionnaire"}};
    input["valueCanonical"] = word(assignment.questionnaire);
    out["input"] = listOf(std::move(input));
    if (!assignment.response.empty()) {
        json::object output;
        output["type"] = {{"text", "response"}};
        output["valueReference"] =
            reference(ResourceType::QuestionnaireResponse, assignment.response);
        out["output"] = listOf(std::move(output));
    }
    return json::serialize(out);
}

Result<std::string> assignmentWithStatus(const Json& task, std::string_view status,
                                         std::string_view responseId) {
    const auto root = task.root();
    LF_TRY(const auto envelope, readEnvelope(root));
    if (envelope.type != ResourceType::Task) return Error{Fault::UnknownResource, "resourceType"};
    Edits edits(task);
    edits.setMember(root, "status", fhir::quoted(status));
    if (!responseId.empty()) {
        json::object output;
        output["type"] = {{"text", "response"}};
        output["valueReference"] = reference(ResourceType::QuestionnaireResponse, responseId);
        edits.setMember(root, "output", json::serialize(listOf(std::move(output))));
    }
    return edits.apply();
}

Result<std::string> cancelledTask(const Json& task, std::string_view code,
                                  std::string_view reason) {
    const auto root = task.root();
    LF_TRY(const auto envelope, readEnvelope(root));
    if (envelope.type != ResourceType::Task) return Error{Fault::UnknownResource, "resourceType"};
    const auto why = concept_(coding(names::taskEndSystem, code), reason);
    Edits edits(task);
    edits.setMember(root, "status", fhir::quoted("cancelled"));
    edits.setMember(root, "statusReason", json::serialize(why));
    return edits.apply();
}

std::string buildCrisisShown(const CrisisShown& shown) {
    auto out = begin(ResourceType::Communication, shown.id, shown.source);
    out["status"] = "completed";
    out["topic"] = concept_(coding(names::communicationSystem, "crisis-resources-shown"));
    out["subject"] = reference(ResourceType::Patient, shown.patient);
    if (!shown.flag.empty()) out["about"] = listOf(reference(ResourceType::Flag, shown.flag));
    out["sent"] = dateTime(shown.shown);
    out["recipient"] = listOf(reference(ResourceType::Patient, shown.patient));
    json::array payload;
    for (const auto& line : shown.contacts)
        payload.push_back(json::object{{"contentString", word(line)}});
    if (!payload.empty()) out["payload"] = std::move(payload);
    return json::serialize(out);
}

std::string buildPatient(const PatientRecord& patient) {
    auto out = begin(ResourceType::Patient, patient.id, patient.source);
    out["active"] = true;
    if (!patient.name.empty()) out["name"] = listOf({{"text", word(patient.name)}});
    if (!patient.phone.empty())
        out["telecom"] = listOf({{"system", "phone"}, {"value", word(patient.phone)}});
    if (!patient.birthDate.empty()) out["birthDate"] = word(patient.birthDate);
    return json::serialize(out);
}

}  // namespace landfall::fhir
