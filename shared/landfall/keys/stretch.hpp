#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "landfall/base/clock.hpp"
#include "landfall/base/secret.hpp"
#include "landfall/keys/fault.hpp"

namespace landfall::keys {

/// Argon2id v1.3 with one lane, as libsodium has it.
struct Stretch {
    std::uint32_t passes = 3;
    std::uint32_t memoryKib = 64 * 1024;
    friend bool operator==(const Stretch&, const Stretch&) = default;
};

/// What a shipped program never goes below: OWASP's password storage cheat sheet, 19 MiB and t = 2.
constexpr Stretch stretchFloor{.passes = 2, .memoryKib = 19 * 1024};
/// What a file may ask for; a larger number in it is damage or an attack on this phone's memory.
constexpr Stretch stretchCeiling{.passes = 64, .memoryKib = 1024 * 1024};

using Salt = std::array<std::uint8_t, 16>;

/// crypto_pwhash(32, secret, salt, passes, memory, ARGON2ID13); NotEnoughMemory when it cannot.
[[nodiscard]] Result<base::Key32> stretch(std::string_view secret, const Salt& salt,
                                          const Stretch& with);

/// Chooses the parameters for this phone, once at set-up: from 3 passes over 64 MiB, passes are
/// raised (to 10 at most) until one run takes 500 ms; where the memory cannot be had it goes down
/// to 46, 32 and 19 MiB. `run` performs one stretch; the shipped one is `stretch` on a fixed input.
[[nodiscard]] Result<Stretch> calibrate(const base::Clock& clock,
                                        const std::function<Result<void>(const Stretch&)>& run);
[[nodiscard]] Result<Stretch> calibrate(const base::Clock& clock);

}  // namespace landfall::keys
