#pragma once

#include <array>
#include <optional>
#include <string>

#include "landfall/keys/recovery_code.hpp"
#include "landfall/patient/pairing.hpp"
#include "landfall/patient/profile.hpp"

namespace landfall::patient {

using RecoveryGroups = std::array<std::string, keys::RecoveryCode::groupCount>;

/// The passphrase and the recovery code.
class Access {
public:
    Access(Profile& profile, Pairing& pairing) : profile_(profile), pairing_(pairing) {}

    /// The end of set-up: makes keys and database, moves the waiting pairing into it, and leaves
    /// the phone unlocked. Refuses a weak passphrase (keys::Fault) with nothing changed.
    Result<void> create(const base::SecretText& passphrase);
    /// keys::Fault::WrongPassphrase with nothing changed; the database's states as db::Fault.
    Result<void> unlock(const base::SecretText& passphrase);
    /// The recovery code opens the same data and sets a new passphrase.
    Result<void> recover(std::string_view code, const base::SecretText& newPassphrase);

    /// The code that still has to be written down; empty once it was confirmed.
    [[nodiscard]] Result<std::optional<RecoveryGroups>> unconfirmedCode();
    /// Compares two typed groups (0 to 6) and, when both fit, forgets the code's text.
    [[nodiscard]] Result<bool> confirmCode(std::size_t firstGroup, std::string_view first,
                                           std::size_t secondGroup, std::string_view second);
    /// A new code; the old one opens nothing any more once this returns.
    [[nodiscard]] Result<RecoveryGroups> renewCode();

private:
    Result<void> prepare(const base::SecretText& passphrase, const net::Enrolled& enrolled);

    Profile& profile_;
    Pairing& pairing_;
};

}  // namespace landfall::patient
