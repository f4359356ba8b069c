#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "landfall/base/bytes.hpp"
#include "landfall/base/random.hpp"

namespace landfall::clinic::auth {

/// Time-based codes (RFC 6238: SHA-1, 30 s, 6 digits, as every authenticator app reads them).
constexpr std::size_t totpSecretBytes = 20;
constexpr std::int64_t totpStepSeconds = 30;

[[nodiscard]] base::Bytes makeTotpSecret(base::Random& random);

/// otpauth://totp/<issuer>:<account>?secret=...&issuer=...
[[nodiscard]] std::string otpauthUri(base::ByteView secret, std::string_view issuer,
                                     std::string_view account);

/// The time step whose code this is: the present one or a neighbour, and newer than `stepUsed`, so
/// that each code counts once. Nothing when it is none of them.
[[nodiscard]] std::optional<std::int64_t> acceptedStep(base::ByteView secret, std::string_view code,
                                                       std::int64_t unixMs, std::int64_t stepUsed);

}  // namespace landfall::clinic::auth
