#include "landfall/fhir/build.hpp"
#include "landfall/fhir/build_parts.hpp"
#include "landfall/fhir/names.hpp"

namespace landfall::fhir {

namespace {
using namespace parts;

/// One extension as text: numbers with digits after the point never pass through a double.
std::string detailOf(const ScoreDetail& detail) {
    json::array parts;
    parts.push_back(extension("key", "valueString", word(detail.key)));
    if (!detail.code.empty()) parts.push_back(extension("code", "valueString", word(detail.code)));
    std::string number;
    if (const auto* yes = std::get_if<bool>(&detail.value))
        parts.push_back(extension("value", "valueBoolean", *yes));
    else if (const auto* text = std::get_if<std::string>(&detail.value))
        parts.push_back(extension("value", "valueString", word(*text)));
    else if (const auto* fixed = std::get_if<Fixed>(&detail.value))
        number = R"(,{"url":"value","valueDecimal":)" + textOf(*fixed) + '}';
    std::string inner = json::serialize(parts);
    inner.insert(inner.size() - 1, number);
    return R"({"url":"detail","extension":)" + inner + '}';
}

std::string provenanceOf(const ScoreRecord& score) {
    json::array parts;
    parts.push_back(extension("algorithm", "valueString", word(score.algorithm)));
    parts.push_back(extension("prorated", "valueBoolean", score.prorated));
    if (!score.band.empty()) parts.push_back(extension("band", "valueString", word(score.band)));
    if (!score.pattern.empty())
        parts.push_back(extension("pattern", "valueString", word(score.pattern)));
    parts.push_back(extension("answered", "valueInteger", score.answered));
    parts.push_back(extension("asked", "valueInteger", score.asked));
    if (!score.questionnaire.empty())
        parts.push_back(extension("questionnaire", "valueCanonical", word(score.questionnaire)));
    std::string inner = json::serialize(parts);
    inner.pop_back();
    for (const auto& detail : score.details) inner += ',' + detailOf(detail);
    return R"([{"url":")" + std::string(names::scoreProvenance) + R"(","extension":)" + inner +
           "]}]";
}

/// The members that say the value, or why there is none.
std::string valueOf(const ScoreRecord& score) {
    if (score.value && score.decimals == 0)
        return R"("valueInteger":)" + std::to_string(*score.value);
    if (score.value)
        return R"("valueQuantity":{"value":)" + textOf(Fixed{*score.value, score.decimals}) +
               R"(,"unit":"{score}","system":"http://unitsofmeasure.org","code":"{score}"})";
    if (!score.result.code.empty())
        return R"("valueCodeableConcept":)" + json::serialize(concept_(coding(score.result)));
    const auto* reason = score.declined ? "asked-declined" : "unknown";
    return R"("dataAbsentReason":)" +
           json::serialize(concept_(coding(names::dataAbsentSystem, reason)));
}
}  // namespace

std::string textOf(const Fixed& number) {
    auto digits = std::to_string(number.units < 0 ? -number.units : number.units);
    if (number.decimals > 0) {
        const auto places = static_cast<std::size_t>(number.decimals);
        if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
        digits.insert(digits.size() - places, 1, '.');
    }
    return number.units < 0 ? '-' + digits : digits;
}

std::string buildScore(const ScoreRecord& score) {
    auto out = begin(ResourceType::Observation, score.id, score.source);
    out["status"] = "final";
    out["category"] = listOf(concept_(coding(names::observationCategory, "survey")));
    out["code"] = concept_(coding(score.code));
    out["subject"] = reference(ResourceType::Patient, score.patient);
    out["effectiveDateTime"] = dateTime(score.authored);
    out["derivedFrom"] = listOf(reference(ResourceType::QuestionnaireResponse, score.response));
    std::string text = json::serialize(out);
    text.pop_back();
    return text + R"(,"extension":)" + provenanceOf(score) + ',' + valueOf(score) + '}';
}

}  // namespace landfall::fhir
