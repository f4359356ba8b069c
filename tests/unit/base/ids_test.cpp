#include "landfall/base/ids.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace landfall::base;

TEST_CASE("a version 7 id sorts by time and says its version") {
    FixedClock clock({1'700'000'000'000, 0});
    SeededRandom random(1);
    const auto first = makeUuidV7(clock, random);
    clock.advanceMs(1);
    const auto second = makeUuidV7(clock, random);
    CHECK(first < second);
    CHECK(first.text().at(14) == '7');
    CHECK(*Uuid::parse(first.text()) == first);
    CHECK(isFhirId(first.text()));
    CHECK(makeUuidV4(random).text().at(14) == '4');
}

TEST_CASE("what is not an id is refused") {
    for (const auto* bad : {"", "123", "0190a0b0-0000-7000-8000-00000000000g",
                            "0190a0b000007000800000000000000000-0"})
        CHECK(Uuid::parse(bad).has_error());
    CHECK_FALSE(isFhirId(""));
    CHECK_FALSE(isFhirId("a/b"));
    CHECK_FALSE(isFhirId(std::string(65, 'a')));
}
