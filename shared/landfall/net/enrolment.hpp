#pragma once

#include <functional>
#include <memory>
#include <string>

#include "landfall/net/device_key.hpp"
#include "landfall/net/pairing_uri.hpp"
#include "landfall/ports/timers.hpp"
#include "landfall/ports/transport.hpp"

namespace landfall::net {

struct ClinicCard {
    std::string name;
    std::string phone;
    std::string country;  ///< ISO 3166-1 alpha-2
};

enum class DeviceState { Pending, Active, Suspended, Revoked };
/// pending, active, suspended, revoked.
[[nodiscard]] std::string_view name(DeviceState state);
[[nodiscard]] Result<DeviceState> readDeviceState(std::string_view text);

/// All that a pairing leaves behind, to be kept in the encrypted database.
struct Enrolled {
    ports::Endpoint endpoint;
    bool hasBackupPin = false;
    std::string clientId;
    std::string patient;
    std::string epoch;
    DeviceState state = DeviceState::Pending;
    ClinicCard clinic;
    std::string digits;     ///< the six that the clinic's screen shows too
    std::string codeHash;   ///< PairingUri::codeHash(), to know the same code again
    SecretBytes deviceKey;  ///< PKCS #8 DER
};

/// The six digits both sides compute: a code that was intercepted gives others.
[[nodiscard]] std::string comparisonDigits(base::ByteView token, const base::Sha256& thumbprint,
                                           std::string_view clientId);
/// The proof of possession: a JWS over SHA-256(T || thumbprint) as base64url text.
[[nodiscard]] Result<std::string> enrolmentProof(const DeviceKey& key, base::ByteView token);

/// Enrols this phone with a pairing code, and asks whether the clinic has confirmed it. Stores
/// nothing. One enrolment at a time; destroying it cancels and calls nobody.
class Enrolment {
public:
    struct Options {
        std::string appVersion = "0.1.0";
        std::string deviceName = "Linux phone";
        std::int64_t retryDelayMs = 1'000;
    };

    Enrolment(ports::Transport& transport, ports::Timers& timers, Options options);
    Enrolment(ports::Transport& transport, ports::Timers& timers);
    ~Enrolment();

    /// `key` is durable already: the process may end before the answer is here. CodeExpired without
    /// a request when `nowUnixMs` is past the code's end. An answer that was lost is asked for
    /// again with the same key (three tries), so it cannot use up the code. PinsDiffer when the
    /// server names other keys than the code does, PatientDiffers when the code is for another
    /// patient than `patient`; the server looks at both before it uses the code. An empty `patient`
    /// may be any.
    void start(const PairingUri& uri, DeviceKey key, std::int64_t nowUnixMs,
               const std::string& patient, std::function<void(Result<Enrolled>)> done);
    /// How the last enrolment ended: the clinic's server answered, or the request never went out.
    /// Else the clinic may have taken the code, and only the same key gets the same answer (E-07).
    [[nodiscard]] bool wasAnswered() const;
    [[nodiscard]] bool wasSent() const;
    /// One question; call it every two seconds while the waiting page is open.
    void askState(const ports::Endpoint& endpoint, std::string_view clientId,
                  std::function<void(Result<DeviceState>)> done);
    /// Ends what is under way; its callback gets Cancelled.
    void cancel();

private:
    class Work;
    std::shared_ptr<Work> work_;
};

}  // namespace landfall::net
