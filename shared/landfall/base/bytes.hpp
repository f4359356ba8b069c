#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/base/result.hpp"

namespace landfall::base {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using Sha256 = std::array<std::uint8_t, 32>;

[[nodiscard]] inline ByteView viewOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view textOf(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

[[nodiscard]] std::string toHex(ByteView bytes);
[[nodiscard]] Result<Bytes> fromHex(std::string_view hex);

/// base64url without padding (RFC 4648 section 5), read strictly.
[[nodiscard]] std::string toBase64Url(ByteView bytes);
[[nodiscard]] Result<Bytes> fromBase64Url(std::string_view text);

/// base64 with padding (RFC 4648 section 4), as FHIR base64Binary uses it.
[[nodiscard]] std::string toBase64(ByteView bytes);
[[nodiscard]] Result<Bytes> fromBase64(std::string_view text);

/// Crockford base32, most significant bits first, no padding. Reading ignores case, spaces and
/// dashes, takes O as 0 and I, L as 1, and refuses U and everything else. `bits` is how many bits
/// of the symbols count; the rest must be zero.
[[nodiscard]] std::string toCrockford32(ByteView bytes, std::size_t bits);
[[nodiscard]] Result<Bytes> fromCrockford32(std::string_view text, std::size_t bits);

[[nodiscard]] Sha256 sha256(ByteView bytes);
[[nodiscard]] Sha256 sha256(std::initializer_list<ByteView> parts);

}  // namespace landfall::base
