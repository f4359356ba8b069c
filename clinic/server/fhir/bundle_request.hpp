#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/base/bytes.hpp"
#include "landfall/fhir/json.hpp"
#include "landfall/fhir/resource.hpp"

namespace landfall::clinic::fhirapi {

/// One entry of a phone's bundle, checked as far as it can be without looking at what is stored.
/// Views point into the body.
struct EntryRequest {
    std::string where;  ///< Bundle.entry[3]
    landfall::fhir::ResourceType type{};
    std::string_view id;
    bool deletes = false;
    std::optional<std::int64_t> ifMatch;  ///< the version that the writer saw
    std::string operation;                ///< bare UUID of meta.source or the extension; "" if none
    landfall::fhir::Node resource;        ///< absent when it deletes
    std::string_view bytes;               ///< the resource exactly as it came
};

struct BundleRequest {
    std::string id;
    base::Sha256 hash{};
    landfall::fhir::Json json;
    std::vector<EntryRequest> entries;
};

/// Reads a transaction Bundle of one patient's phone (docs/api.md, `POST /fhir`). `body` must
/// outlive the result. Refusals with the entry at fault: BadJson, BadBundle, TooLarge (entries or a
/// resource), Forbidden (a type no phone writes), WrongPatient, InvalidResource.
[[nodiscard]] Result<BundleRequest> readBundleRequest(std::string_view body,
                                                      std::string_view headerId,
                                                      std::string_view patient);

}  // namespace landfall::clinic::fhirapi
