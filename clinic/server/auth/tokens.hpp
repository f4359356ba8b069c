#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/db/database.hpp"
#include "server/auth/assertion.hpp"
#include "server/auth/audit_sink.hpp"
#include "server/http/message.hpp"

namespace landfall::clinic::auth {

constexpr std::int64_t accessTokenLifeS = 600;
constexpr std::size_t accessTokenBytes = 32;

/// A device whose assertion verified, before anything was written.
struct VerifiedDevice {
    std::string id;
    std::string patient;
};

/// Finds the key that the assertion names and verifies it, its audience and its time, then the
/// state of the device. AssertionRefused, Clock, DevicePending, DeviceRevoked. Reads only.
[[nodiscard]] Result<std::variant<VerifiedDevice, http::Refusal>> verifyAssertion(
    db::Database& tx, const Assertion& assertion, std::string_view audience,
    const base::Clock& clock);

struct TokenOrigin {
    std::string_view requestId{};
    std::string_view peer{};
};
/// Notes the assertion's id, which counts once, and makes an access token (E-09); audits it. The
/// text of the token, or AssertionRefused when the id was used before.
[[nodiscard]] Result<std::variant<std::string, http::Refusal>> issueToken(
    db::Database& tx, AuditSink& audit, const Assertion& assertion, const VerifiedDevice& device,
    const TokenOrigin& origin, const base::Clock& clock, base::Random& random);

/// The device of an access token. TokenExpired for an unknown or old one, DeviceRevoked for one
/// whose device is no longer active.
[[nodiscard]] Result<std::variant<VerifiedDevice, http::Refusal>> deviceOfToken(
    db::Database& tx, std::string_view token, const base::Clock& clock);

}  // namespace landfall::clinic::auth
