#include "landfall/keys/stretch.hpp"

#include <sodium.h>

#include <algorithm>

namespace landfall::keys {

namespace {
constexpr std::uint32_t memoryStepsKib[] = {64 * 1024, 46 * 1024, 32 * 1024, 19 * 1024};
constexpr std::uint32_t firstPasses = 3;
constexpr std::uint32_t passesMax = 10;
constexpr std::int64_t wantedMs = 500;
}  // namespace

Result<base::Key32> stretch(std::string_view secret, const Salt& salt, const Stretch& with) {
    if (sodium_init() < 0) return Fault::NotEnoughMemory;
    base::Key32 out;
    if (crypto_pwhash(out.bytes().data(), out.bytes().size(), secret.data(), secret.size(),
                      salt.data(), with.passes, std::size_t{with.memoryKib} * 1024,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        return Fault::NotEnoughMemory;
    return out;
}

Result<Stretch> calibrate(const base::Clock& clock,
                          const std::function<Result<void>(const Stretch&)>& run) {
    for (const auto memoryKib : memoryStepsKib) {
        Stretch tried{.passes = firstPasses, .memoryKib = memoryKib};
        bool fits = true;
        while (fits) {
            const auto before = clock.monotonicMs();
            fits = run(tried).has_value();
            const auto took = std::max<std::int64_t>(clock.monotonicMs() - before, 1);
            if (!fits || took >= wantedMs || tried.passes == passesMax) break;
            // Time grows with the passes; one proportional step lands close to the goal.
            const auto wanted = static_cast<std::uint32_t>(
                std::min<std::int64_t>(passesMax, (tried.passes * wantedMs + took - 1) / took));
            tried.passes = std::max(wanted, tried.passes + 1);
        }
        if (fits) return tried;
    }
    return Fault::NotEnoughMemory;
}

Result<Stretch> calibrate(const base::Clock& clock) {
    return calibrate(clock, [](const Stretch& with) -> Result<void> {
        LF_CHECK(stretch("landfall calibration", Salt{}, with));
        return ok();
    });
}

}  // namespace landfall::keys
