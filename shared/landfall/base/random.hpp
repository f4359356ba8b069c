#pragma once

#include <cstdint>
#include <span>

namespace landfall::base {

/// Port: randomness. Everything that needs chance takes this, so that a test can replay it.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;
    /// A number in [0, bound); bound > 0. Rejection sampling, so no value is favoured.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
};

/// libsodium's generator, which is the operating system's.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> out) override;
};

/// The same numbers for the same seed; for tests and campaigns only.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    void fill(std::span<std::uint8_t> out) override;

private:
    std::uint64_t state_;
};

}  // namespace landfall::base
