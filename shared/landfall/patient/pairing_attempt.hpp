#pragma once

#include "landfall/net/device_key.hpp"
#include "landfall/net/pairing_uri.hpp"
#include "landfall/patient/profile.hpp"

namespace landfall::patient {

/// The key of an enrolment whose answer is not here yet (security rule E-07). It is durable before
/// the code is sent, so that a phone that was killed comes back with the same key and gets the same
/// answer. In an unlocked profile it is kept in the database, else in a file (docs/adr/0002).
class PairingAttempts {
public:
    struct Attempt {
        net::DeviceKey key;
        bool goesOn = false;  ///< the key was made by an earlier try of the same code
    };

    explicit PairingAttempts(Profile& profile) : profile_(profile) {}

    /// The key of this code; a new one, kept, when the last try was with another code or none.
    [[nodiscard]] Result<Attempt> forCode(const net::PairingUri& uri);
    /// The clinic has answered: the key has its place, or the code is of no use.
    Result<void> clear();

private:
    [[nodiscard]] base::SecretText kept() const;
    Result<void> keep(const base::SecretText& text);

    Profile& profile_;
};

/// Overwrites and removes a file; one that is not there is no error.
Result<void> erase(base::Files& files, const std::filesystem::path& path);

}  // namespace landfall::patient
