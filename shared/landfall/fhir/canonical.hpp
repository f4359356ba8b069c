#pragma once

#include <string>

#include "landfall/base/bytes.hpp"
#include "landfall/fhir/json.hpp"

namespace landfall::fhir {

/// The canonical text of a resource: members sorted by the bytes of their names, no white space,
/// strings with the fewest escapes, numbers as they were written; without `meta.versionId`,
/// `meta.lastUpdated` and the narrative `text` of the resource itself. A `meta` that holds nothing
/// else is left out, so that a server that adds one does not change the hash.
[[nodiscard]] std::string canonicalText(const Node& resource);

/// SHA-256 of canonicalText: two versions with the same hash say the same.
[[nodiscard]] base::Sha256 canonicalHash(const Node& resource);

}  // namespace landfall::fhir
