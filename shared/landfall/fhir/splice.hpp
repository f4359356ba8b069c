#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/fhir/json.hpp"

namespace landfall::fhir {

/// Changes to the text of a Json that leave all other bytes as they are. Edits may be given in any
/// order but may not overlap.
class Edits {
public:
    explicit Edits(const Json& json) : text_(json.text()) {}

    /// Puts `json` (a JSON value) where `value` stands.
    void replace(const Node& value, std::string json);
    /// Adds a member at the end of an object; `json` is its value. The name must not be there yet.
    void addMember(const Node& object, std::string_view name, std::string json);
    /// Adds an element at the end of an array.
    void addElement(const Node& array, std::string json);
    /// replace or addMember, whichever fits.
    void setMember(const Node& object, std::string_view name, std::string json);

    [[nodiscard]] std::string apply() const;

private:
    struct Edit {
        std::size_t at;
        std::size_t cut;
        std::string text;
    };
    /// Several members added to one object become one edit, so that their commas fit.
    void insertBeforeEnd(const Node& container, const std::string& text);

    std::string_view text_;
    std::vector<Edit> edits_;
};

/// What a server says about a version when it hands the resource out.
struct VersionStamp {
    std::string_view versionId;
    std::string_view lastUpdated;  ///< a FHIR instant
};

/// The bytes of a resource with versionId and lastUpdated in `meta`; every other byte untouched.
/// WrongType when the text is no object or `meta` is something else than an object.
[[nodiscard]] Result<std::string> stamped(const Json& resource, const VersionStamp& stamp);
/// The same for bytes that were read strictly before they were stored.
[[nodiscard]] Result<std::string> stamped(std::string_view resource, const VersionStamp& stamp);

}  // namespace landfall::fhir
