#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "landfall/base/bytes.hpp"
#include "server/auth/es384.hpp"

namespace landfall::clinic::auth {

/// A client assertion (SMART Backend Services, RFC 7523) whose form is right and whose signature
/// has not been looked at. Only the holder of the key named by `clientId` can have made it, if it
/// verifies.
struct Assertion {
    std::string clientId;  ///< kid, iss and sub, which are the same
    std::string audience;
    std::string id;  ///< jti
    std::int64_t expiresS = 0;
    CompactJws jws;

    [[nodiscard]] bool verifies(const DeviceKey& key) const {
        return key.verifies(jws.signedText, jws.signature);
    }
};

constexpr std::size_t assertionBytesMax = 2048;
constexpr std::int64_t assertionLifeMaxS = 300;
constexpr std::int64_t clockSkewS = 60;

/// Reads an assertion. `alg` must be ES384 before anything else of it is read; the header has
/// exactly alg, kid and typ. `text` must live as long as the result. Nothing when a rule is broken.
[[nodiscard]] std::optional<Assertion> readAssertion(std::string_view text);

/// True when `expiresS` is ahead by at most 300 s, give or take 60 s for a clock that is off.
[[nodiscard]] bool expiryFits(std::int64_t expiresS, std::int64_t nowS);

}  // namespace landfall::clinic::auth
