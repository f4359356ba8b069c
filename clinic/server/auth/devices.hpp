#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/db/database.hpp"
#include "server/auth/audit_sink.hpp"

namespace landfall::clinic::auth {

/// pending: enrolled, waits for the digits to be compared. suspended: its code was used twice.
enum class DeviceState : std::uint8_t { Pending, Active, Suspended, Revoked };
[[nodiscard]] std::string_view toText(DeviceState state);

/// A phone, without its key.
struct Device {
    std::string id;
    std::string patient;
    DeviceState state = DeviceState::Pending;
    std::optional<std::string> digits;  ///< six digits, while pending
    std::string name;                   ///< as the phone called itself; plain text from outside
    std::int64_t createdMs = 0;
    std::optional<std::int64_t> lastSeenMs;  ///< the last accepted token
};

[[nodiscard]] Result<std::optional<Device>> findDevice(db::Database& tx, std::string_view id);
/// Newest first.
[[nodiscard]] Result<std::vector<Device>> devicesOf(db::Database& tx, std::string_view patient);
[[nodiscard]] Result<std::vector<Device>> listDevices(db::Database& tx);
[[nodiscard]] Result<std::vector<Device>> pendingDevices(db::Database& tx);

/// The six digits that a person read from the phone's screen.
struct Confirmation {
    std::string device;
    std::string digits;
    std::string_view requestId{};
    std::string_view peer{};
};
enum class Confirmed : std::uint8_t { Active, DigitsDiffer, NotPending, NoSuchDevice };
/// Makes a pending device active if the digits are those on its screen, and audits either outcome
/// in the caller's transaction. The caller commits whatever the outcome, so that a wrong try stays
/// on record. Errors are the database's only.
[[nodiscard]] Result<Confirmed> confirmDevice(db::Database& tx, AuditSink& audit,
                                              const http::Actor& by,
                                              const Confirmation& confirmation,
                                              const base::Clock& clock);

/// Ends a device and its access tokens at once (E-10). False when there is no such device.
struct Revocation {
    std::string device;
    std::string_view requestId{};
    std::string_view peer{};
};
[[nodiscard]] Result<bool> revokeDevice(db::Database& tx, AuditSink& audit, const http::Actor& by,
                                        const Revocation& revocation, const base::Clock& clock);

}  // namespace landfall::clinic::auth
