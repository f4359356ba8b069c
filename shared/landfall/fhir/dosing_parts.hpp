#pragma once

#include "landfall/fhir/build_parts.hpp"
#include "landfall/fhir/dosing_records.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/read_parts.hpp"

// What the records of a clinic's own people share; for the files of this folder only.
namespace landfall::fhir::parts {

[[nodiscard]] inline json::object person(const ClinicUser& user) {
    return {{"type", "Practitioner"},
            {"identifier", {{"system", word(names::userSystem)}, {"value", word(user.id)}}},
            {"display", word(user.name)}};
}
[[nodiscard]] inline ClinicUser personIn(const Node& reference) {
    if (reference.get("identifier").get("system").textOr() != names::userSystem) return {};
    return {textOf(reference.get("identifier").get("value")), textOf(reference.get("display"))};
}

/// A quantity as text: the digits of a decimal never pass through a double.
[[nodiscard]] inline std::string quantity(const Decimal& value, std::string_view unit) {
    return R"({"value":)" + value.text() + R"(,"unit":)" + json::serialize(word(unit)) +
           R"(,"system":")" + std::string(names::unitsOfMeasure) + R"(","code":)" +
           json::serialize(word(unit)) + '}';
}
[[nodiscard]] inline std::optional<Decimal> decimalIn(const Node& number) {
    return Decimal::parse(number.numberText().value_or(""));
}

[[nodiscard]] inline int sessionIn(const Node& extension) {
    constexpr std::int64_t sessionsMax = 1000;
    const auto number = extensionOf(extension, "session").get("valueInteger").integer();
    return number && *number > 0 && *number <= sessionsMax ? static_cast<int>(*number) : 0;
}

/// The members of an object with more behind them, given as `"name":value`.
[[nodiscard]] inline std::string withMembers(const json::object& object,
                                             const std::vector<std::string>& members) {
    auto text = json::serialize(object);
    text.pop_back();
    for (const auto& member : members) text += ',' + member;
    return text + '}';
}

}  // namespace landfall::fhir::parts
