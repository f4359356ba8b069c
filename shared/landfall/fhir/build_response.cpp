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

}  // namespace landfall::fhir
