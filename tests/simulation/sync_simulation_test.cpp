#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "world.hpp"

using namespace landfall::simulation;

namespace {
/// The size of the campaign: LANDFALL_SIMULATION_SEEDS, and where it begins.
std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// Whether one of the first seeds notices a mistake.
bool isNoticed(Mistake mistake) {
    constexpr std::uint64_t seeds = 60;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        World world(seed, mistake);
        world.run();
        if (!world.violations().empty()) return true;
    }
    return false;
}
}  // namespace

TEST_CASE("whatever the network, the server and the phone do, nothing is lost or doubled") {
    const auto first = setting("LANDFALL_SIMULATION_FIRST_SEED", 1);
    const auto count = setting("LANDFALL_SIMULATION_SEEDS", 60);
    for (auto seed = first; seed < first + count; ++seed) {
        World world(seed);
        world.run();
        INFO("seed " << seed);
        CHECK(world.violations() == std::vector<std::string>{});
    }
}

TEST_CASE("the same seed gives the same course of events") {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        World first(seed);
        World second(seed);
        first.run();
        second.run();
        CHECK(first.trace() == second.trace());
    }
}

TEST_CASE("the simulation notices a server that forgets what it has applied") {
    CHECK(isNoticed(Mistake::ServerForgetsBundles));
}

TEST_CASE("the simulation notices a phone that freezes a sent bundle again") {
    CHECK(isNoticed(Mistake::PhoneFreezesAgain));
}

TEST_CASE("the simulation notices a cursor that is stored before its page") {
    CHECK(isNoticed(Mistake::CursorBeforePage));
}
