#pragma once

#include <string_view>

#include "landfall/base/secret.hpp"
#include "landfall/net/enrolment.hpp"

namespace landfall::patient {

/// A pairing as it is kept: in `pairing.pending` until there is a passphrase, then in the encrypted
/// database.
[[nodiscard]] base::SecretText writePairing(const net::Enrolled& enrolled);
[[nodiscard]] Result<net::Enrolled> readPairing(std::string_view kept);

}  // namespace landfall::patient
