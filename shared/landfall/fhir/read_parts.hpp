#pragma once

#include <string>
#include <string_view>

#include "landfall/fhir/resource.hpp"
#include "landfall/fhir/types.hpp"

// What readers are put together from; for the readers of this folder only.
namespace landfall::fhir::parts {

/// The envelope when the resource is of this type and has the shape of it.
[[nodiscard]] inline Result<Envelope> expect(const Node& resource, ResourceType type) {
    LF_TRY(auto envelope, validateResource(resource));
    if (envelope.type != type)
        return Error{Fault::UnknownResource, resource.get("resourceType").path()};
    return envelope;
}

[[nodiscard]] inline std::string textOf(const Node& node) {
    return std::string(node.textOr());
}

/// A dateTime with time and offset that has to be there; `where` names it when it is not.
[[nodiscard]] inline Result<base::WallTime> timeOf(const Node& node, std::string_view where) {
    if (!node) return Error{Fault::Missing, std::string(where)};
    if (auto time = base::fromFhirDateTime(node.textOr()); time.has_value()) return time;
    return Error{Fault::BadDateTime, node.path()};
}

[[nodiscard]] inline Node extensionOf(const Node& element, std::string_view url) {
    for (const auto one : element.get("extension").elements())
        if (one.get("url").textOr() == url) return one;
    return {};
}

/// True when the concept has this code.
[[nodiscard]] inline bool hasCode(const Node& concept_, std::string_view system,
                                  std::string_view code) {
    for (const auto coding : concept_.get("coding").elements())
        if (coding.get("system").textOr() == system && coding.get("code").textOr() == code)
            return true;
    return false;
}

}  // namespace landfall::fhir::parts
