#include "landfall/keys/stretch.hpp"

#include <catch2/catch_test_macros.hpp>
#include <vector>

using namespace landfall;
using namespace landfall::keys;

namespace {
const base::WallTime start{0, 0};
}

TEST_CASE("calibration raises the passes until one run takes long enough (S-08)") {
    base::FixedClock clock(start);
    // A phone on which one pass over 64 MiB takes 60 ms.
    const auto chosen = calibrate(clock, [&](const Stretch& with) -> Result<void> {
        clock.advanceMs(with.passes * 60);
        return ok();
    });
    REQUIRE(chosen.has_value());
    CHECK(chosen->memoryKib == 64 * 1024);
    CHECK(chosen->passes == 9);
}

TEST_CASE("a fast phone stops at ten passes and a slow one at three (S-08)") {
    base::FixedClock clock(start);
    const auto fast = calibrate(clock, [&](const Stretch&) -> Result<void> {
        clock.advanceMs(5);
        return ok();
    });
    CHECK(fast->passes == 10);
    const auto slow = calibrate(clock, [&](const Stretch&) -> Result<void> {
        clock.advanceMs(2000);
        return ok();
    });
    CHECK(*slow == Stretch{.passes = 3, .memoryKib = 64 * 1024});
}

TEST_CASE("where memory is short it steps down and takes more time instead (S-08)") {
    base::FixedClock clock(start);
    std::vector<std::uint32_t> tried;
    const auto small = [&](std::uint32_t mostKib) {
        return calibrate(clock, [&clock, &tried, mostKib](const Stretch& with) -> Result<void> {
            tried.push_back(with.memoryKib);
            if (with.memoryKib > mostKib) return Fault::NotEnoughMemory;
            clock.advanceMs(with.passes * 100);
            return ok();
        });
    };
    const auto chosen = small(40 * 1024);
    REQUIRE(chosen.has_value());
    CHECK(*chosen == Stretch{.passes = 5, .memoryKib = 32 * 1024});
    CHECK(tried.front() == 64 * 1024);
    CHECK(small(8 * 1024).error().is(Fault::NotEnoughMemory));
}

TEST_CASE("stretching is Argon2id as libsodium has it") {
    const Stretch small{.passes = 1, .memoryKib = 8};
    Salt salt{};
    const auto one = stretch("a passphrase", salt, small);
    const auto same = stretch("a passphrase", salt, small);
    REQUIRE(one.has_value());
    CHECK(std::equal(one->bytes().begin(), one->bytes().end(), same->bytes().begin()));
    salt[0] = 1;
    const auto other = stretch("a passphrase", salt, small);
    CHECK_FALSE(std::equal(one->bytes().begin(), one->bytes().end(), other->bytes().begin()));
}
