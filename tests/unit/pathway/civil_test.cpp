#include "landfall/pathway/civil.hpp"

#include <catch2/catch_test_macros.hpp>

#include "unit/pathway/some_plan.hpp"

namespace landfall::pathway {
namespace {
using test::at;
using test::day;

constexpr std::int64_t hourMs = 3'600'000;

TEST_CASE("a day is the one on the clinic's calendar, whatever offset the phone writes") {
    const auto auckland = Zone::named("Pacific/Auckland").value();
    CHECK(toFhirDate(auckland.dayOf(at("2026-03-01T13:00:00Z"))) == "2026-03-02");
    CHECK(toFhirDate(auckland.dayOf(at("2026-03-01T03:00:00-10:00"))) == "2026-03-02");
    const auto honolulu = Zone::named("Pacific/Honolulu").value();
    CHECK(toFhirDate(honolulu.dayOf(at("2026-03-02T09:59:59Z"))) == "2026-03-01");
    CHECK(toFhirDate(honolulu.dayOf(at("2026-03-02T10:00:00Z"))) == "2026-03-02");
}

TEST_CASE("days with 23 and 25 hours are one day each") {
    const auto london = Zone::named("Europe/London").value();
    const auto lengthOf = [&](std::string_view date) {
        return london.startOf(day(date) + days{1}) - london.startOf(day(date));
    };
    CHECK(lengthOf("2026-03-29") == 23 * hourMs);
    CHECK(lengthOf("2026-10-25") == 25 * hourMs);
    CHECK(lengthOf("2026-03-30") == 24 * hourMs);
}

TEST_CASE("a day whose midnight does not exist begins when the clocks have been put forward") {
    const auto beirut = Zone::named("Asia/Beirut").value();
    const auto start = beirut.startOf(day("2026-03-29"));
    CHECK(base::toFhirDateTime(beirut.at(start)) == "2026-03-29T01:00:00.000+03:00");
    CHECK(beirut.dayOf({start, 0}) == day("2026-03-29"));
    CHECK(beirut.dayOf({start - 1, 0}) == day("2026-03-28"));
}

TEST_CASE("leap days and month ends are counted like any day") {
    CHECK(toFhirDate(day("2028-02-28") + days{1}) == "2028-02-29");
    CHECK(toFhirDate(day("2027-02-28") + days{1}) == "2027-03-01");
    CHECK(toFhirDate(day("2026-01-31") + days{28}) == "2026-02-28");
    CHECK(dayFrom("2027-02-29").has_error());
    CHECK(dayFrom("2026-2-1").error().is(Fault::BadDate));
}

TEST_CASE("a zone that nobody knows is refused") {
    CHECK(Zone::named("Europe/Lundun").error().is(Fault::UnknownZone));
    CHECK(Zone::named("").error().is(Fault::UnknownZone));
    CHECK(Zone::named("../../etc/passwd").error().is(Fault::UnknownZone));
}

}  // namespace
}  // namespace landfall::pathway
