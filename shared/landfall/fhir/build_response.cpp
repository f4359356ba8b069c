#include "landfall/fhir/build.hpp"
#include "landfall/fhir/build_parts.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/values.hpp"

namespace landfall::fhir {

namespace {
using namespace parts;

void appendItems(std::string& out, const std::vector<ResponseItem>& items);

/// Put together as text, because a library that reads numbers as doubles would change the digits of
/// a decimal.
void appendItem(std::string& out, const ResponseItem& item) {
    out += "{\"linkId\":" + fhir::quoted(item.linkId);
    if (!item.text.empty()) out += ",\"text\":" + fhir::quoted(item.text);
    if (item.declined)
        out += ",\"extension\":" + json::serialize(listOf(extension(
                                       names::dataAbsentExtension, "valueCode", "asked-declined")));
    // What is asked below a question belongs to its answer, what is in a group to the group.
    bool isBelowAnswer = false;
    char before = '[';
    for (const auto& value : item.answers) {
        const auto member = memberOf(value);
        if (member.empty()) continue;
        if (before == '[') out += ",\"answer\":";
        out += before;
        before = ',';
        out += '{' + member;
        if (!isBelowAnswer && !item.items.empty()) appendItems(out, item.items);
        isBelowAnswer = true;
        out += '}';
    }
    if (before == ',') out += ']';
    if (!isBelowAnswer && !item.items.empty()) appendItems(out, item.items);
    out += '}';
}

void appendItems(std::string& out, const std::vector<ResponseItem>& items) {
    out += ",\"item\":";
    char before = '[';
    for (const auto& item : items) {
        out += before;
        before = ',';
        appendItem(out, item);
    }
    out += ']';
}
}  // namespace

std::string buildResponse(const Response& response) {
    auto out = begin(ResourceType::QuestionnaireResponse, response.id, response.source);
    out["questionnaire"] = word(response.questionnaire);
    out["status"] = word(response.status);
    out["subject"] = reference(ResourceType::Patient, response.patient);
    out["authored"] = dateTime(response.authored);
    out["source"] = reference(ResourceType::Patient, response.patient);
    std::string text = json::serialize(out);
    if (response.items.empty()) return text;
    text.pop_back();
    appendItems(text, response.items);
    return text + '}';
}

}  // namespace landfall::fhir
