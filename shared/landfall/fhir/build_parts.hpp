#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "landfall/fhir/types.hpp"

// The elements that builders are put together from; for the builders of this folder only.
namespace landfall::fhir::parts {

namespace json = boost::json;

[[nodiscard]] inline json::string_view view(std::string_view text) {
    return {text.data(), text.size()};
}
[[nodiscard]] inline json::string word(std::string_view text) {
    return json::string(view(text));
}

/// `resourceType`, `id` and, when there is a source, `meta`.
[[nodiscard]] inline json::object begin(ResourceType type, std::string_view id,
                                        std::string_view source) {
    json::object resource;
    resource["resourceType"] = word(nameOf(type));
    resource["id"] = word(id);
    if (!source.empty()) resource["meta"] = {{"source", word(source)}};
    return resource;
}

[[nodiscard]] inline json::object reference(ResourceType type, std::string_view id) {
    return {{"reference", word(referenceTo(type, id))}};
}

[[nodiscard]] inline json::object coding(std::string_view system, std::string_view code,
                                         std::string_view display = {}) {
    json::object out;
    if (!system.empty()) out["system"] = word(system);
    if (!code.empty()) out["code"] = word(code);
    if (!display.empty()) out["display"] = word(display);
    return out;
}
[[nodiscard]] inline json::object coding(const Coding& from) {
    return coding(from.system, from.code, from.display);
}

[[nodiscard]] inline json::object concept_(json::object coded, std::string_view text = {}) {
    json::object out;
    json::array codings;
    codings.push_back(std::move(coded));
    out["coding"] = std::move(codings);
    if (!text.empty()) out["text"] = word(text);
    return out;
}

[[nodiscard]] inline json::object extension(std::string_view url, std::string_view valueName,
                                            json::value value) {
    json::object out;
    out["url"] = word(url);
    out[view(valueName)] = std::move(value);
    return out;
}

/// One element in a list, which is how most FHIR lists are used here.
[[nodiscard]] inline json::array listOf(json::value only) {
    json::array out;
    out.push_back(std::move(only));
    return out;
}

[[nodiscard]] inline json::string dateTime(const base::WallTime& time) {
    return word(base::toFhirDateTime(time));
}

}  // namespace landfall::fhir::parts
