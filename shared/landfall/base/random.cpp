#include "landfall/base/random.hpp"

#include <sodium.h>

#include <cstdlib>
#include <cstring>

namespace landfall::base {

std::uint64_t Random::below(std::uint64_t bound) {
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
    for (;;) {
        std::uint8_t raw[8];
        fill(raw);
        std::uint64_t value = 0;
        std::memcpy(&value, raw, sizeof value);
        if (value < limit) return value % bound;
    }
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
    if (sodium_init() < 0) std::abort();  // without randomness no key may be made
    randombytes_buf(out.data(), out.size());
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
    // splitmix64: good enough to vary tests, useless as a secret, and its name says so.
    for (auto& byte : out) {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
        byte = static_cast<std::uint8_t>((z ^ z >> 31) & 0xFFU);
    }
}

}  // namespace landfall::base
