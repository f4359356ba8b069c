#include <catch2/catch_test_macros.hpp>

#include "clinic/store/dosing_day.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

// What comes on the session's own day before the dose. The clock stands at 15:13:20.
namespace {

using Codes = std::set<std::string>;

const std::string thisMorning = "2026-09-21T08:02:00+01:00";

Codes against(DosingDay& day) {
    Codes codes;
    const auto page = day.page();
    for (const auto one : page.get("sessions")[0].get("against").elements())
        codes.emplace(one.get("code").textOr());
    return codes;
}

/// Everything up to the second person's check; the body of the start.
std::string readyToStart(DosingDay& day) {
    day.saveBeforeDose();
    const auto dose = day.drawUp();
    day.check(dose);
    return R"({"step":"start","prepared":")" + dose + "\"}";
}

/// What speaks against the dose needs a go with words; with them the dose may begin.
void checkNeedsWords(DosingDay& day, const std::string& start) {
    CHECK(DosingDay::codesIn(day.post(day.clinic.clinician, start)) == Codes{"go-no-go"});
    CHECK(expressionOf(day.post(day.clinic.clinician, R"({"step":"go-no-go","go":true})")) ==
          "words");
    day.save(R"({"step":"go-no-go","go":true,"words":"Spoke with her."})");
    day.save(start);
}

const std::string onlyAlcohol =
    R"({"illness":null,"new-medicine":null,"alcohol":true,"pregnancy":null,"sleep":null,)"
    R"("companion":null,"still-willing":null})";

}  // namespace

TEST_CASE("clinical rules 4: the day before said anew on the morning speaks against the dose") {
    // No visit waits for it any more; a phone may still say which one it means.
    for (const std::string visit : {"", "D-1"}) {
        INFO(visit);
        DosingDay day;
        const auto start = readyToStart(day);
        day.answer("day-before", R"({"illness":true,"companion":false,"still-willing":false})",
                   visit, thisMorning);
        CHECK(against(day) == Codes{"illness", "companion", "still-willing"});
        checkNeedsWords(day, start);
    }
}

TEST_CASE("what was sent in part on the morning of the dose speaks against it") {
    DosingDay day;
    const auto start = readyToStart(day);
    day.answer("day-before", onlyAlcohol, "", thisMorning);
    CHECK(against(day) == Codes{"alcohol"});
    checkNeedsWords(day, start);
}

TEST_CASE("clinical rules 5.8: a way home that falls through on the morning speaks against it") {
    DosingDay day;
    const auto start = readyToStart(day);
    day.answer("transport", R"({"way-home":"not-settled","companion-stays":false})", "",
               thisMorning);
    CHECK(against(day) == Codes{"way-home", "companion-stays"});
    checkNeedsWords(day, start);
}

TEST_CASE("what is well on the morning takes back what was said the day before") {
    DosingDay day("go");
    day.answer("day-before", R"({"companion":false})", "D-1", "2026-09-20T13:00:00+01:00");
    CHECK(against(day) == Codes{"companion"});
    day.answer("day-before", "{}", "", thisMorning);
    CHECK(against(day).empty());
}

TEST_CASE("of a session that was moved the morning speaks of another day, the way home holds") {
    DosingDay day("go");
    day.answer("day-before", R"({"illness":true})", "", thisMorning);
    day.answer("transport", R"({"companion-stays":false})", "", thisMorning);
    CHECK(day.plan(R"({"do":"move","session":1,"date":"2026-09-28"})") == 200);
    CHECK(against(day) == Codes{"companion-stays"});
}

TEST_CASE("what is said the day after the session speaks against no dose of it") {
    DosingDay day("go");
    day.clinic.clock.advanceMs(24LL * 60 * 60 * 1000);
    day.answer("day-before", R"({"illness":true})", "D-1", "2026-09-22T08:02:00+01:00");
    CHECK(against(day).empty());
}

TEST_CASE("clinical rules 7: a reading of minute -5 beyond the limits speaks against the dose") {
    DosingDay day;
    const auto start = readyToStart(day);
    day.save(R"({"step":"vitals","series":"monitoring","minute":-5,"systolic":210,)"
             R"("diastolic":130,"pulse":150})");
    CHECK(against(day) == Codes{"vitals"});
    checkNeedsWords(day, start);
}

TEST_CASE("readings after the dose do not speak against one that is written down late") {
    for (const std::string minute : {R"(,"minute":2)", ""}) {
        INFO(minute);
        DosingDay day;
        day.saveBeforeDose();
        day.save(R"({"step":"vitals","series":"monitoring","systolic":180,"diastolic":110,)"
                 R"("at":"2026-09-21T14:32:00+01:00")" +
                 minute + "}");
        const auto dose = day.drawUpWith(R"("at":"2026-09-21T14:20:00+01:00")");
        DosingDay::idOf(day.post(day.clinic.otherClinician,
                                 R"({"step":"second-check","at":"2026-09-21T14:25:00+01:00",)"
                                 R"("prepared":")" +
                                     dose + "\"}"));
        day.save(R"({"step":"start","at":"2026-09-21T14:30:00+01:00","prepared":")" + dose + "\"}");
    }
}

TEST_CASE("the word that was said last counts, whatever was written down last") {
    DosingDay day("go");
    day.saveBeforeDose();
    day.clinic.clock.advanceMs(10LL * 60 * 1000);
    day.save(R"({"step":"go-no-go","go":false,"words":"She asks for more time."})");
    day.save(R"({"step":"go-no-go","go":true,"at":"2026-09-21T15:15:00+01:00"})");
    CHECK(day.inTheWay() == Codes{"go-no-go"});
    day.save(R"({"step":"go-no-go","go":true})");
    CHECK(day.inTheWay().empty());
}

TEST_CASE("an older entry that is noted late hides no newer one that says no") {
    DosingDay day("go");
    day.saveBeforeDose();
    day.save(R"({"step":"consent","willing":false,"mayWithdrawTold":true,"touch":"agreed"})");
    day.save(R"({"step":"consent","willing":true,"mayWithdrawTold":true,"touch":"agreed",)"
             R"("at":"2026-09-21T14:00:00+01:00"})");
    CHECK(day.inTheWay() == Codes{"consent", "go-no-go"});
}

TEST_CASE("a diastolic pressure above the systolic one is refused by its name") {
    DosingDay day;
    const auto refused =
        day.post(day.clinic.clinician,
                 R"({"step":"vitals","series":"baseline","systolic":80,"diastolic":120})");
    CHECK(refused.status == 422);
    CHECK(expressionOf(refused) == "diastolic");
}
