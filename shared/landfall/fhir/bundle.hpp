#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/fhir/resource.hpp"

namespace landfall::fhir {

constexpr std::size_t bundleEntriesMax = 10'000;         ///< of any bundle read here
constexpr std::size_t transactionEntriesMax = 100;       ///< security rule Y-10
constexpr std::size_t transactionBytesMax = 768 * 1024;  ///< security rule Y-10

enum class Method { Get, Put, Post, Delete };
[[nodiscard]] std::string_view nameOf(Method method);

/// One entry to write. Empty texts are left out; `resource` is raw bytes and is not looked into.
struct EntryParts {
    std::string_view fullUrl;
    std::string_view resource;
    // request
    std::optional<Method> method;
    std::string_view url;          ///< Type/id
    std::string_view ifMatch;      ///< a bare version id; written as W/"3"
    std::string_view ifNoneMatch;  ///< "*" for a create that must not overwrite
    /// Operation id, a bare UUID, of an entry without a resource that could carry it: a DELETE.
    std::string_view operation;
    // response
    std::string_view status;        ///< "200", "201 Created", ...
    std::string_view location;      ///< Type/id/_history/3
    std::string_view etag;          ///< a bare version id; written as W/"3"
    std::string_view lastModified;  ///< FHIR instant
    std::string_view outcome;       ///< raw OperationOutcome
};

struct BundleParts {
    std::string_view type;  ///< transaction, transaction-response, searchset, history, ...
    std::string_view id;
    std::string_view identifier;  ///< a bare UUID; written as urn:uuid:...
    std::string_view timestamp;
    std::string_view self;  ///< link relation self, next
    std::string_view next;
    std::optional<std::uint64_t> total;
    std::vector<EntryParts> entries;
};

/// The bytes of a Bundle. Resources are copied as they are.
[[nodiscard]] std::string buildBundle(const BundleParts& bundle);

/// One entry that was read; views into the Json.
struct EntryView {
    std::string_view fullUrl;
    Node resource;  ///< absent when the entry has none
    std::optional<Method> method;
    std::string_view url;  ///< as written
    std::optional<ResourceType> urlType;
    std::string_view urlId;
    std::string_view ifMatch;  ///< bare version id of W/"3"
    std::string_view ifNoneMatch;
    std::string_view status;
    std::string_view location;
    std::string_view etag;  ///< bare version id
    std::string_view lastModified;
    Node outcome;
};

struct BundleView {
    std::string_view type;
    std::string_view id;
    std::string_view identifier;  ///< bare UUID of urn:uuid:..., or ""
    std::string_view next;
    std::vector<EntryView> entries;
};

/// Reads any Bundle in shape; a resource inside is looked into only for its being an object.
/// Request urls must be `Type/id` of a type in use. Errors carry the place.
[[nodiscard]] Result<BundleView> readBundle(const Node& bundle);

/// readBundle of a `transaction` as the server accepts it: an identifier, at most
/// transactionEntriesMax entries, PUT or DELETE only, each resource once, a PUT with a resource
/// whose type and id are those of its url, a DELETE without one. The resources themselves are not
/// validated.
[[nodiscard]] Result<BundleView> readTransaction(const Node& bundle);

/// W/"3" -> 3; a bare or strong tag is taken too; "" when it is none.
[[nodiscard]] std::string_view versionOfTag(std::string_view tag);

}  // namespace landfall::fhir
