#pragma once

#include <memory>
#include <string>
#include <vector>

#include "landfall/instrument/answers.hpp"
#include "landfall/instrument/library.hpp"

namespace sample {

using namespace landfall;

inline std::shared_ptr<const instrument::Form> bundled(std::string_view id) {
    static const auto library = *instrument::Library::bundled();
    return library.find(id);
}

inline Result<instrument::Form> readForm(const std::string& text) {
    const auto json = fhir::Json::parse(text);
    if (json.has_error()) return json.error();
    return instrument::Form::read(json->root());
}

/// A Questionnaire around these items.
inline std::string questionnaire(const std::string& items, const std::string& more = {}) {
    return R"({"resourceType":"Questionnaire","id":"made-up","url":"https://x/q","version":"1.0.0","status":"active")" +
           more + R"(,"item":[)" + items + "]}";
}

/// "1 2 - r" as the tokens of a command line.
inline std::vector<std::string> tokens(const std::string& line) {
    std::vector<std::string> out;
    std::string token;
    for (const char c : line + ' ') {
        if (c != ' ')
            token += c;
        else if (!token.empty())
            out.push_back(std::move(token)), token.clear();
    }
    return out;
}

inline instrument::Answers answers(const instrument::Form& form, const std::string& line) {
    return *instrument::answersFromOrdinals(form, tokens(line));
}

/// Every kind of item there is.
inline const char* allKinds = R"(
 {"linkId":"hello","type":"display","text":"Welcome."},
 {"linkId":"g","type":"group","text":"Last week","item":[
   {"linkId":"choice","type":"choice","text":"Which?","required":true,"answerOption":[
     {"valueCoding":{"system":"s","code":"a","display":"A"},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":0}]},
     {"valueCoding":{"system":"s","code":"b","display":"B"},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/itemWeight","valueDecimal":5.0}]}],
    "extension":[{"url":"https://landfall.example/fhir/StructureDefinition/declinable","valueBoolean":true}]},
   {"linkId":"note","type":"display","text":"Nearly there."},
   {"linkId":"yes","type":"boolean","text":"Really?"}]},
 {"linkId":"count","type":"integer","text":"How many?","extension":[
   {"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},
   {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":10}]},
 {"linkId":"short","type":"string","text":"In a word?","maxLength":5},
 {"linkId":"long","type":"text","text":"Anything else?"},
 {"linkId":"photo","type":"attachment","text":"A picture?"})";

}  // namespace sample
