#pragma once

#include <functional>
#include <memory>
#include <string>

#include "landfall/net/enrolment.hpp"
#include "landfall/patient/helping.hpp"
#include "landfall/patient/pairing_attempt.hpp"
#include "landfall/patient/profile.hpp"

namespace landfall::patient {

/// A pairing under way or done, as a person sees it.
struct PairingView {
    std::string clinicName;
    std::string device;  ///< client id
    std::string digits;  ///< six, the same on the clinic's screen
    bool confirmed = false;
    bool hasBackupPin = true;  ///< false: the app warns (security rule E-06)
    bool goesOn = false;       ///< the code was the one of this very pairing; nobody was asked
};

/// Connecting this phone to a clinic (security rules E-02 to E-10). Nothing is stored when it is
/// refused; what waits for a passphrase is in one small file (docs/adr/0002).
class Pairing {
public:
    using Done = std::function<void(Result<PairingView>)>;

    Pairing(Profile& profile, Helping& helping);

    /// Reads the code, makes the device key, enrols. The same code again goes on where it was: with
    /// the pairing it made, or, when the answer was lost, with the same key (E-07). Another code
    /// while a pairing waits for its passphrase begins anew, and what waited stays until the clinic
    /// has taken the new code. A folder that has a clinic is AlreadyPaired, but an unlocked one
    /// whose pairing was stopped pairs again with its data kept: with the same clinic (OtherClinic)
    /// and for the same patient (OtherPatient; the clinic then does not use the code), with a new
    /// device key. What was not received yet
    /// then goes out as the new device.
    void begin(std::string_view code, Done done);
    /// The pairing that waits for a passphrase, also after a restart. NotPaired when none does.
    [[nodiscard]] Result<PairingView> pending() const;
    /// Asks the clinic once whether it has confirmed; works before and after set-up. Suspended when
    /// the clinic has stopped it.
    void ask(Done done);
    /// Gives up; the file is overwritten and removed. A pairing with a passphrase is not touched.
    /// The key of an enrolment that is under way stays: the clinic may have taken the code.
    Result<void> abandon();

    /// What waits, with its key; for Access.
    [[nodiscard]] Result<net::Enrolled> waiting() const;
    /// After unlocking: writes the card of Help now anew when it was lost or cannot be read.
    void mendHelpCard();
    /// The file has been moved into the database.
    Result<void> clearWaiting();

private:
    Result<PairingView> keepWaiting(const net::Enrolled& enrolled);
    void beginAgain(const net::PairingUri& uri, Done done);
    void enrolAgain(const net::PairingUri& uri, Done done);
    void enrol(const net::PairingUri& uri, const std::string& patient, Done done,
               Result<PairingView> (Pairing::*keep)(const net::Enrolled&));
    Result<PairingView> keepAgain(const net::Enrolled& enrolled);
    Result<PairingView> stateIs(net::Enrolled enrolled, net::DeviceState state);

    Profile& profile_;
    Helping& helping_;
    PairingAttempts attempts_;
    net::Enrolment enrolment_;
};

}  // namespace landfall::patient
