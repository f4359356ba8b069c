#pragma once

#include <functional>
#include <optional>
#include <string>

#include "landfall/net/enrolment.hpp"
#include "landfall/patient/helping.hpp"
#include "landfall/patient/profile.hpp"

namespace landfall::patient {

/// A pairing under way or done, as a person sees it.
struct PairingView {
    std::string clinicName;
    std::string device;  ///< client id
    std::string digits;  ///< six, the same on the clinic's screen
    bool confirmed = false;
    bool hasBackupPin = true;  ///< false: the app warns (security E-06)
};

/// Connecting this phone to a clinic (security 2.7). Nothing is stored when it is refused; what
/// waits for a passphrase is in one small file (docs/adr/0002).
class Pairing {
public:
    using Done = std::function<void(Result<PairingView>)>;

    Pairing(Profile& profile, Helping& helping) : profile_(profile), helping_(helping) {}

    /// Reads the code, makes the device key, enrols. AlreadyPaired when the folder has a clinic.
    void begin(std::string_view code, Done done);
    /// The pairing that waits for a passphrase, also after a restart.
    [[nodiscard]] Result<PairingView> pending() const;
    /// Asks the clinic once whether it has confirmed. Suspended or revoked is an error.
    void ask(Done done);
    /// Gives up; the file is overwritten and removed.
    Result<void> abandon();

    /// What Access moves into the database.
    [[nodiscard]] Result<net::Enrolled> takePending() const;

private:
    Profile& profile_;
    Helping& helping_;
};

}  // namespace landfall::patient
