#pragma once

#include <span>
#include <string_view>

#include "landfall/base/embedded.hpp"
#include "landfall/fhir/json.hpp"

namespace landfall::safety {

namespace bundled {
/// contacts/*.json, medicines/*.json and safety/*.json of shared/, compiled in.
[[nodiscard]] std::span<const base::EmbeddedFile> files();
}  // namespace bundled

/// A file that is compiled in, by its name below shared/. base::Fault::NotFound, or fhir::Fault for
/// one that is no JSON.
[[nodiscard]] Result<fhir::Json> bundledJson(std::string_view name);

/// A fault with the place of a member: `rules[3].class`.
[[nodiscard]] Error faultAt(fhir::Fault fault, const fhir::Node& object, std::string_view element);
/// A member that must be a string that is not empty.
[[nodiscard]] Result<std::string> textIn(const fhir::Node& object, std::string_view element);

}  // namespace landfall::safety
