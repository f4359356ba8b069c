#include <catch2/catch_test_macros.hpp>

#include "clinic/store/dosing_day.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

// Which recovery and which discharge are those after the dose. The clock stands at 15:13:20.
namespace {

using Codes = std::set<std::string>;
constexpr std::int64_t weekMs = 7LL * 24 * 60 * 60 * 1000;
const Codes everyFact{"orientation",   "gait",          "bloodPressure", "noRisk",
                      "companionHere", "writtenAdvice", "mood",          "nextContact"};
const std::string discharge = R"({"step":"discharge"})";

void recover(DosingDay& day, const std::string& members = {}) {
    day.save(R"({"step":"recovery","orientation":true,"gait":true,"bloodPressure":true,)"
             R"("noRisk":true,"companionHere":true,"writtenAdvice":true,"mood":"calm",)"
             R"("nextContact":"2026-10-05")" +
             (members.empty() ? "" : "," + members) + "}");
}

Codes dischargeMissing(DosingDay& day) {
    Codes out;
    const auto page = day.page();
    for (const auto fact : page.get("sessions")[0].get("dischargeMissing").elements())
        out.emplace(fact.textOr());
    return out;
}

std::string discharged(DosingDay& day) {
    return std::string(day.page().get("sessions")[0].get("discharged").textOr());
}

http::Response leave(DosingDay& day, const std::string& body = discharge) {
    return day.post(day.clinic.clinician, body);
}

/// A dose from 14:30 to 14:40.
void giveAtHalfPastTwo(DosingDay& day) {
    day.saveBeforeDose();
    const auto dose = day.drawUpWith(R"("at":"2026-09-21T14:20:00+01:00")");
    DosingDay::idOf(day.post(day.clinic.otherClinician,
                             R"({"step":"second-check","at":"2026-09-21T14:25:00+01:00",)"
                             R"("prepared":")" +
                                 dose + "\"}"));
    const auto start =
        day.save(R"({"step":"start","at":"2026-09-21T14:30:00+01:00","prepared":")" + dose + "\"}");
    day.save(R"({"step":"stop","complete":true,"at":"2026-09-21T14:40:00+01:00","start":")" +
             start + "\"}");
}

/// The session moves from the 21st to the 28th, and it is the 28th.
void moveByAWeek(DosingDay& day) {
    REQUIRE(day.plan(R"({"do":"move","session":1,"date":"2026-09-28"})") == 200);
    day.clinic.clock.advanceMs(weekMs);
}

void giveOnThe28th(DosingDay& day) {
    day.answer("asq", R"({"asq-1":false,"asq-2":false,"asq-3":false,"asq-4":false})", "D-1",
               "2026-09-27T12:00:00+01:00");
    day.answer("day-before", "{}", "D-1", "2026-09-27T12:00:00+01:00");
    day.arrive();
    day.save(DosingDay::pressure("2026-09-28T14:00:00+01:00"));
    day.save(DosingDay::pressure("2026-09-28T14:05:00+01:00"));
    day.save(R"({"step":"go-no-go","go":true})");
    const auto dose = day.drawUp();
    day.check(dose);
    const auto start = day.save(R"({"step":"start","prepared":")" + dose + "\"}");
    day.save(R"({"step":"stop","complete":true,"start":")" + start + "\"}");
}

}  // namespace

TEST_CASE("clinical rules 7: a recovery from before the dose is none after it") {
    DosingDay day;
    recover(day, R"("at":"2026-09-21T14:10:00+01:00")");
    giveAtHalfPastTwo(day);
    CHECK(dischargeMissing(day) == everyFact);
    CHECK(DosingDay::codesIn(leave(day)) == everyFact);
    // Nor is one while it ran.
    recover(day, R"("at":"2026-09-21T14:35:00+01:00")");
    CHECK(dischargeMissing(day) == everyFact);
    recover(day, R"("at":"2026-09-21T14:50:00+01:00")");
    CHECK(dischargeMissing(day).empty());
    CHECK(leave(day).status == 201);
}

TEST_CASE("who was sent home without a dose leaves anew after the dose of another day") {
    DosingDay day;
    recover(day);
    CHECK(leave(day).status == 201);
    CHECK_FALSE(discharged(day).empty());
    moveByAWeek(day);
    CHECK(discharged(day).empty());
    giveOnThe28th(day);
    CHECK(discharged(day).empty());
    CHECK(dischargeMissing(day) == everyFact);
    CHECK(DosingDay::codesIn(leave(day)) == everyFact);
    recover(day);
    CHECK(leave(day).status == 201);
    CHECK(discharged(day).starts_with("2026-09-28"));
    CHECK(codeOf(leave(day)) == "version_conflict");
}

TEST_CASE("who is sent home a second time without a dose leaves a second time") {
    DosingDay day;
    recover(day);
    CHECK(leave(day).status == 201);
    CHECK(codeOf(leave(day)) == "version_conflict");
    moveByAWeek(day);
    CHECK(DosingDay::codesIn(leave(day)) == everyFact);
    recover(day);
    CHECK(leave(day).status == 201);
    CHECK(discharged(day).starts_with("2026-09-28"));
}

TEST_CASE("clinical rules 7: nobody leaves before the dose that they were given has ended") {
    DosingDay day;
    giveAtHalfPastTwo(day);
    recover(day);
    for (const std::string time : {"07:00", "14:35"})
        CHECK(DosingDay::codesIn(leave(day, R"({"step":"discharge","at":"2026-09-21T)" + time +
                                                R"(:00+01:00"})")) == Codes{"stop"});
    CHECK(leave(day).status == 201);
}

TEST_CASE("clinical rules 7: the recovery that was seen last counts, not the one noted last") {
    DosingDay day;
    giveAtHalfPastTwo(day);
    recover(day, R"("at":"2026-09-21T14:50:00+01:00")");
    day.save(R"({"step":"recovery","gait":false,"at":"2026-09-21T15:10:00+01:00"})");
    day.save(R"({"step":"recovery","gait":true,"at":"2026-09-21T15:00:00+01:00"})");
    CHECK(dischargeMissing(day) == Codes{"gait"});
    CHECK(DosingDay::codesIn(leave(day)) == Codes{"gait"});
    // Of two of one minute the one that was noted last.
    day.save(R"({"step":"recovery","gait":true,"at":"2026-09-21T15:10:00+01:00"})");
    CHECK(leave(day).status == 201);
}

TEST_CASE("an entry in which nothing is filled in is refused, and says so") {
    DosingDay day;
    for (const auto* step : {"recovery", "after"}) {
        const auto empty =
            day.post(day.clinic.clinician, std::string(R"({"step":")") + step + "\"}");
        CHECK(empty.status == 422);
        CHECK(empty.body.find("nothing is filled in") != std::string::npos);
    }
}
