#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "landfall/base/bytes.hpp"
#include "landfall/base/result.hpp"
#include "landfall/fhir/json.hpp"

namespace landfall::clinic::auth {

/// The one signature a phone makes: ECDSA on P-384 with SHA-384. There is no choice of algorithm
/// anywhere in this component, so none can be confused with another.
constexpr std::size_t coordinateBytes = 48;
constexpr std::size_t signatureBytes = 96;  ///< r and s, 48 bytes each

/// A point that has been checked to lie on P-384, as x and y.
class DeviceKey {
public:
    /// From a JWK with exactly kty, crv, x and y. KeyMalformed.
    [[nodiscard]] static Result<DeviceKey> fromJwk(const fhir::Node& jwk);
    /// From the 96 bytes that `bytes` gave. KeyMalformed.
    [[nodiscard]] static Result<DeviceKey> fromBytes(base::ByteView bytes);

    [[nodiscard]] base::ByteView bytes() const { return point_; }
    /// RFC 7638, 32 bytes.
    [[nodiscard]] base::Sha256 thumbprint() const;
    /// True only for a signature of exactly 96 bytes by this key over `signedText`.
    [[nodiscard]] bool verifies(std::string_view signedText, base::ByteView signature) const;

private:
    explicit DeviceKey(const std::array<std::uint8_t, 2 * coordinateBytes>& point)
        : point_(point) {}
    std::array<std::uint8_t, 2 * coordinateBytes> point_{};
};

/// A compact JWS taken apart: three parts of strict base64url without padding, nothing else.
struct CompactJws {
    std::string header;           ///< decoded text
    std::string payload;          ///< decoded text
    std::string_view signedText;  ///< header and payload as they were signed; a view of the input
    base::Bytes signature;
};
[[nodiscard]] std::optional<CompactJws> readCompactJws(std::string_view text, std::size_t bytesMax);

}  // namespace landfall::clinic::auth
