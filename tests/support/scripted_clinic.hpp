#pragma once

#include <string>

#include "landfall/net/enrolment.hpp"
#include "support/scripted_transport.hpp"

namespace landfall::support {

/// The clinic's end of a pairing: one code, one phone. It answers `enrol` as a server would, from
/// the key that the phone sent, and shows its own six digits.
class ScriptedClinic {
public:
    explicit ScriptedClinic(ScriptedTransport& transport);

    /// A code that is good until `expiresUnixS`, with or without a spare key.
    [[nodiscard]] std::string code(std::int64_t expiresUnixS, bool withBackupPin = true) const;
    /// What the clinic's screen shows; empty until a phone has enrolled.
    [[nodiscard]] const std::string& digits() const { return digits_; }
    /// The answer to the waiting phone: pending, active, suspended or revoked.
    void setState(net::DeviceState state) { state_ = state; }
    /// From now on `enrol` is refused with this status and code of the interface.
    void refuse(int status, const std::string& code);
    /// From now on the connection ends like this.
    void fail(ports::FailureKind kind);
    [[nodiscard]] const std::string& clientId() const { return clientId_; }

private:
    [[nodiscard]] ports::Reply enrol(const ports::Request& request);

    ScriptedTransport& transport_;
    std::array<std::uint8_t, 16> token_{};
    std::string clientId_ = "0195a000-0000-7000-8000-0000000000c1";
    std::string digits_;
    net::DeviceState state_ = net::DeviceState::Pending;
};

/// A pairing as a clinic has confirmed it, for tests that begin after it.
[[nodiscard]] net::Enrolled confirmedPairing();

}  // namespace landfall::support
