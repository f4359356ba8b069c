#include "landfall/fhir/adverse_event.hpp"

#include "landfall/fhir/dosing_parts.hpp"

namespace landfall::fhir {

using namespace parts;

namespace {

constexpr std::string_view sequelae = "resolved-with-sequelae";
constexpr std::string_view sequelaeInFhir = "resolvedWithSequelae";

/// FHIR has three words for five grades.
std::string_view severityOf(int grade) {
    return grade <= 1 ? "mild" : grade == 2 ? "moderate" : "severe";
}

json::object detailOf(const AdverseEvent& event) {
    json::array inner;
    const auto text = [&](std::string_view key, const std::string& value) {
        if (!value.empty()) inner.push_back(extension(key, "valueString", word(value)));
    };
    inner.push_back(extension("grade", "valueInteger", event.grade));
    if (event.session != 0) inner.push_back(extension("session", "valueInteger", event.session));
    if (event.acute) inner.push_back(extension("acute", "valueBoolean", true));
    for (const auto& one : event.criteria)
        inner.push_back(extension("criterion", "valueCode", word(one)));
    text("expectedness", event.expectedness);
    text("words", event.words);
    text("action", event.action);
    text("reason", event.reason);
    if (!event.end.empty()) inner.push_back(extension("end", "valueDateTime", word(event.end)));
    if (event.reported)
        inner.push_back(extension("reported", "valueDateTime", dateTime(*event.reported)));
    if (!event.report.empty())
        inner.push_back(extension("report", "valueReference",
                                  reference(ResourceType::QuestionnaireResponse, event.report)));
    if (!event.replaces.empty())
        inner.push_back(extension("replaces", "valueReference",
                                  reference(ResourceType::AdverseEvent, event.replaces)));
    return {{"url", word(names::adverseEventDetail)}, {"extension", std::move(inner)}};
}

std::string targetOf(const Node& extension) {
    const auto target = parseReference(extension.get("valueReference").get("reference").textOr());
    return target.has_value() ? std::string(target->id) : std::string();
}

}  // namespace

std::string buildAdverseEvent(const AdverseEvent& event) {
    auto out = begin(ResourceType::AdverseEvent, event.id, "");
    out["extension"] = listOf(detailOf(event));
    out["actuality"] = "actual";
    out["event"] = {{"text", word(event.term)}};
    out["subject"] = reference(ResourceType::Patient, event.patient);
    if (!event.onset.empty()) out["date"] = word(event.onset);
    out["detected"] = dateTime(event.aware);
    out["recordedDate"] = dateTime(event.recorded);
    out["seriousness"] =
        concept_(coding(names::seriousnessSystem, event.isSerious() ? "serious" : "non-serious"));
    out["severity"] = concept_(coding(names::severitySystem, severityOf(event.grade)));
    out["outcome"] = concept_(
        coding(names::eventOutcomeSystem,
               event.outcome == sequelae ? sequelaeInFhir : std::string_view(event.outcome)));
    out["recorder"] = person(event.by);
    json::object suspect;
    suspect["instance"] = event.dose.empty()
                              ? json::object{{"display", "dosing session"}}
                              : reference(ResourceType::MedicationAdministration, event.dose);
    suspect["causality"] = listOf(
        json::object{{"assessment", concept_(coding(names::causalitySystem, event.causality))}});
    out["suspectEntity"] = listOf(std::move(suspect));
    return json::serialize(out);
}

Result<AdverseEvent> readAdverseEvent(const Node& resource) {
    LF_TRY(const auto envelope, expect(resource, ResourceType::AdverseEvent));
    AdverseEvent out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    const auto detail = extensionOf(resource, names::adverseEventDetail);
    const auto text = [&](std::string_view key) {
        return textOf(extensionOf(detail, key).get("valueString"));
    };
    const auto grade = extensionOf(detail, "grade").get("valueInteger").integer().value_or(0);
    if (grade < 1 || grade > gradeOfDeath) return Error{Fault::BadValue, "extension"};
    out.grade = static_cast<int>(grade);
    out.session = sessionIn(detail);
    out.acute = extensionOf(detail, "acute").get("valueBoolean").boolean().value_or(false);
    for (const auto one : detail.get("extension").elements())
        if (one.get("url").textOr() == "criterion")
            out.criteria.push_back(textOf(one.get("valueCode")));
    out.expectedness = text("expectedness");
    out.words = text("words");
    out.action = text("action");
    out.reason = text("reason");
    out.end = textOf(extensionOf(detail, "end").get("valueDateTime"));
    if (const auto told = extensionOf(detail, "reported").get("valueDateTime")) {
        LF_TRY(out.reported, timeOf(told, "reported"));
    }
    out.report = targetOf(extensionOf(detail, "report"));
    out.replaces = targetOf(extensionOf(detail, "replaces"));
    out.term = textOf(resource.get("event").get("text"));
    if (out.term.empty()) return Error{Fault::Missing, "event.text"};
    out.onset = textOf(resource.get("date"));
    LF_TRY(out.aware, timeOf(resource.get("detected"), "detected"));
    LF_TRY(out.recorded, timeOf(resource.get("recordedDate"), "recordedDate"));
    const auto outcome = resource.get("outcome").get("coding")[0].get("code").textOr();
    out.outcome = outcome == sequelaeInFhir ? sequelae : outcome;
    out.by = personIn(resource.get("recorder"));
    const auto suspect = resource.get("suspectEntity")[0];
    const auto dose = parseReference(suspect.get("instance").get("reference").textOr());
    if (dose.has_value()) out.dose = dose->id;
    out.causality =
        textOf(suspect.get("causality")[0].get("assessment").get("coding")[0].get("code"));
    return out;
}

}  // namespace landfall::fhir
