#include "server/auth/devices.hpp"

#include <sodium.h>

#include <array>

namespace landfall::clinic::auth {

namespace {

constexpr std::array allStates = {DeviceState::Pending, DeviceState::Active, DeviceState::Suspended,
                                  DeviceState::Revoked};

DeviceState stateOf(std::string_view text) {
    for (const auto state : allStates)
        if (toText(state) == text) return state;
    return DeviceState::Revoked;  // the schema lets no other word in; if it did, it opens nothing
}

Device deviceOf(const db::Rows& rows) {
    Device device{.id = rows.string(0),
                  .patient = rows.string(1),
                  .state = stateOf(rows.text(2)),
                  .digits = std::nullopt,
                  .name = rows.string(4),
                  .createdMs = rows.int64(5),
                  .lastSeenMs = rows.maybeInt64(6)};
    if (device.state == DeviceState::Pending) device.digits = rows.maybeString(3);
    return device;
}

Result<std::vector<Device>> all(db::Rows rows) {
    std::vector<Device> devices;
    for (;;) {
        LF_TRY(const bool found, rows.next());
        if (!found) return devices;
        devices.push_back(deviceOf(rows));
    }
}

bool sameDigits(std::string_view given, std::string_view kept) {
    return given.size() == kept.size() &&
           sodium_memcmp(given.data(), kept.data(), kept.size()) == 0;
}

std::string_view reasonOf(Confirmed outcome) {
    switch (outcome) {
        case Confirmed::Active:
            return {};
        case Confirmed::DigitsDiffer:
            return "digits_differ";
        case Confirmed::NotPending:
        case Confirmed::NoSuchDevice:
            return "not_found";
    }
    return {};
}

}  // namespace

std::string_view toText(DeviceState state) {
    switch (state) {
        case DeviceState::Pending:
            return "pending";
        case DeviceState::Active:
            return "active";
        case DeviceState::Suspended:
            return "suspended";
        case DeviceState::Revoked:
            return "revoked";
    }
    return "revoked";
}

Result<std::optional<Device>> findDevice(db::Database& tx, std::string_view id) {
    LF_TRY(auto rows, tx.query("SELECT id, patient, state, digits, name, created_ms, last_seen_ms "
                               "FROM device WHERE id = ?",
                               id));
    LF_TRY(const bool found, rows.next());
    if (!found) return std::optional<Device>{};
    return std::optional<Device>(deviceOf(rows));
}

Result<std::vector<Device>> devicesOf(db::Database& tx, std::string_view patient) {
    LF_TRY(auto rows, tx.query("SELECT id, patient, state, digits, name, created_ms, last_seen_ms "
                               "FROM device WHERE patient = ? ORDER BY created_ms DESC, id DESC",
                               patient));
    return all(std::move(rows));
}

Result<std::vector<Device>> listDevices(db::Database& tx) {
    LF_TRY(auto rows, tx.query("SELECT id, patient, state, digits, name, created_ms, last_seen_ms "
                               "FROM device ORDER BY created_ms DESC, id DESC"));
    return all(std::move(rows));
}

Result<std::vector<Device>> pendingDevices(db::Database& tx) {
    LF_TRY(auto rows, tx.query("SELECT id, patient, state, digits, name, created_ms, last_seen_ms "
                               "FROM device WHERE state = 'pending' ORDER BY created_ms, id"));
    return all(std::move(rows));
}

Result<Confirmed> confirmDevice(db::Database& tx, AuditSink& audit, const http::Actor& by,
                                const Confirmation& confirmation, const base::Clock&) {
    LF_TRY(auto rows,
           tx.query("SELECT patient, state, digits FROM device WHERE id = ?", confirmation.device));
    LF_TRY(const bool found, rows.next());
    std::string patient;
    auto outcome = Confirmed::NoSuchDevice;
    if (found) {
        patient = rows.string(0);
        const auto state = stateOf(rows.text(1));
        // Confirming twice with the right digits is the same as once: an answer may have been lost.
        const bool open = state == DeviceState::Pending || state == DeviceState::Active;
        const bool same = sameDigits(confirmation.digits, rows.text(2));
        outcome =
            !open ? Confirmed::NotPending : (same ? Confirmed::Active : Confirmed::DigitsDiffer);
    }
    if (outcome == Confirmed::Active)
        LF_CHECK(tx.run("UPDATE device SET state = 'active' WHERE id = ? AND state = 'pending'",
                        confirmation.device));
    LF_CHECK(audit.record(
        tx, {.actor = by,
             .action = http::Action::ConfirmDevice,
             .object = found ? std::string_view(confirmation.device) : std::string_view{},
             .patient = patient,
             .outcome = outcome == Confirmed::Active ? Outcome::Done : Outcome::Refused,
             .reason = reasonOf(outcome),
             .requestId = confirmation.requestId,
             .peer = confirmation.peer}));
    return outcome;
}

Result<bool> revokeDevice(db::Database& tx, AuditSink& audit, const http::Actor& by,
                          const Revocation& revocation, const base::Clock&) {
    LF_TRY(const auto device, findDevice(tx, revocation.device));
    if (!device) return false;
    // Its access tokens stay until they run out, so that the phone is told why it is refused.
    LF_CHECK(tx.run("UPDATE device SET state = 'revoked' WHERE id = ?", revocation.device));
    LF_CHECK(audit.record(tx, {.actor = by,
                               .action = http::Action::RevokeDevice,
                               .object = device->id,
                               .patient = device->patient,
                               .requestId = revocation.requestId,
                               .peer = revocation.peer}));
    return true;
}

}  // namespace landfall::clinic::auth
