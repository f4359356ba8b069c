#include "landfall/base/clock.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace landfall::base;

TEST_CASE("a FHIR dateTime keeps its moment and its offset") {
    const auto time = fromFhirDateTime("2026-03-01T09:00+01:00");
    REQUIRE(time.has_value());
    CHECK(toFhirDateTime(*time) == "2026-03-01T09:00:00.000+01:00");
    CHECK(toFhirInstant(time->unixMs) == "2026-03-01T08:00:00.000Z");
    CHECK(toFhirDate(*time) == "2026-03-01");
    CHECK(toFhirDateTime(*fromFhirDateTime("2026-01-01T00:30:15.250-03:30")) ==
          "2026-01-01T00:30:15.250-03:30");
}

TEST_CASE("a dateTime that is not one is refused") {
    for (const auto* bad :
         {"", "2026-03-01", "2026-03-01T09:00", "2026-13-01T09:00:00Z", "2026-02-30T09:00:00Z",
          "2026-03-01T09:00:00+25:00", "2026-03-01T09:00:00+0100", "2026-03-01T09:00:00Zx",
          "2026-03-01 09:00Z"})
        CHECK(fromFhirDateTime(bad).has_error());
    CHECK(isFhirDate("2028-02-29"));
    CHECK_FALSE(isFhirDate("2026-02-29"));
    CHECK_FALSE(isFhirDate("2026-2-9"));
}
