#include "landfall/fhir/build.hpp"
#include "landfall/fhir/build_parts.hpp"
#include "landfall/fhir/names.hpp"

namespace landfall::fhir {

namespace {
using namespace parts;

json::object answerOf(const ResponseValue& value) {
    json::object out;
    if (const auto* chosen = std::get_if<Coding>(&value))
        out["valueCoding"] = coding(*chosen);
    else if (const auto* yes = std::get_if<bool>(&value))
        out["valueBoolean"] = *yes;
    else if (const auto* number = std::get_if<std::int64_t>(&value))
        out["valueInteger"] = *number;
    else if (const auto* text = std::get_if<std::string>(&value))
        out["valueString"] = word(*text);
    return out;
}

json::array itemsOf(const std::vector<ResponseItem>& items) {
    json::array out;
    for (const auto& item : items) {
        json::object one;
        one["linkId"] = word(item.linkId);
        if (!item.text.empty()) one["text"] = word(item.text);
        if (item.declined)
            one["extension"] =
                listOf(extension(names::dataAbsentExtension, "valueCode", "asked-declined"));
        json::array answers;
        for (const auto& value : item.answers)
            if (!std::holds_alternative<OtherValue>(value)) answers.push_back(answerOf(value));
        if (!answers.empty()) one["answer"] = std::move(answers);
        if (!item.items.empty()) one["item"] = itemsOf(item.items);
        out.push_back(std::move(one));
    }
    return out;
}
}  // namespace

std::string buildResponse(const Response& response) {
    auto out = begin(ResourceType::QuestionnaireResponse, response.id, response.source);
    out["questionnaire"] = word(response.questionnaire);
    out["status"] = word(response.status);
    out["subject"] = reference(ResourceType::Patient, response.patient);
    out["authored"] = dateTime(response.authored);
    out["source"] = reference(ResourceType::Patient, response.patient);
    if (!response.items.empty()) out["item"] = itemsOf(response.items);
    return json::serialize(out);
}

std::string buildScore(const ScoreRecord& score) {
    auto out = begin(ResourceType::Observation, score.id, score.source);
    json::array provenance;
    provenance.push_back(extension("algorithm", "valueString", word(score.algorithm)));
    provenance.push_back(extension("prorated", "valueBoolean", score.prorated));
    if (!score.band.empty())
        provenance.push_back(extension("band", "valueString", word(score.band)));
    if (!score.pattern.empty())
        provenance.push_back(extension("pattern", "valueString", word(score.pattern)));
    provenance.push_back(extension("answered", "valueInteger", score.answered));
    provenance.push_back(extension("asked", "valueInteger", score.asked));
    if (!score.questionnaire.empty())
        provenance.push_back(
            extension("questionnaire", "valueCanonical", word(score.questionnaire)));
    json::object extended;
    extended["url"] = word(names::scoreProvenance);
    extended["extension"] = std::move(provenance);
    out["extension"] = listOf(std::move(extended));

    out["status"] = "final";
    out["category"] = listOf(concept_(coding(names::observationCategory, "survey")));
    out["code"] = concept_(coding(score.code));
    out["subject"] = reference(ResourceType::Patient, score.patient);
    out["effectiveDateTime"] = dateTime(score.authored);
    if (score.value)
        out["valueInteger"] = *score.value;
    else
        out["dataAbsentReason"] = concept_(
            coding(names::dataAbsentSystem, score.declined ? "asked-declined" : "unknown"));
    out["derivedFrom"] = listOf(reference(ResourceType::QuestionnaireResponse, score.response));
    return json::serialize(out);
}

}  // namespace landfall::fhir
