#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "landfall/fhir/json.hpp"

namespace landfall::fhir {

/// The inside of a Json, for the files of this folder only: one slot per value in document
/// order. A container is followed by its children, so a value and all below it are the slots
/// [own, next).
struct JsonSlot {
    std::uint32_t begin = 0;   ///< raw slice of the text: first byte
    std::uint32_t end = 0;     ///< and one past the last
    std::uint32_t next = 0;    ///< the slot after this value and all below it
    std::uint32_t size = 0;    ///< children, or the decoded bytes of a string
    std::uint32_t textAt = 0;  ///< where the decoded string begins
    std::uint32_t keyAt = 0;   ///< where the decoded name begins
    std::uint32_t keySize = 0;
    std::uint16_t keyHash = 0;
    Type type = Type::Null;
    bool textDecoded : 1 = false;  ///< textAt counts in `decoded`, not in the text
    bool keyDecoded : 1 = false;
};

struct JsonDocument {
    std::string owned;      ///< the text when this owns it
    std::string_view text;  ///< the text, wherever it is
    std::string decoded;    ///< strings that held escapes
    std::vector<JsonSlot> slots;

    [[nodiscard]] std::string_view keyOf(const JsonSlot& slot) const {
        const std::string_view source = slot.keyDecoded ? std::string_view(decoded) : text;
        return {source.data() + slot.keyAt, slot.keySize};
    }
    [[nodiscard]] std::string_view textOf(const JsonSlot& slot) const {
        const std::string_view source = slot.textDecoded ? std::string_view(decoded) : text;
        return {source.data() + slot.textAt, slot.size};
    }
};

/// Reads `document.text` into its slots.
Result<void> readJson(JsonDocument& document, const Limits& limits);

/// Appends `.name` or `name` to a path; a name that is not a plain word becomes `?`.
void appendPathName(std::string& path, std::string_view name);

}  // namespace landfall::fhir
