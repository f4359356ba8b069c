#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "clinic/store/dosing_day.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

// What a clinician's go has to have known. The clock stands at 15:13:20 on the session's day.
namespace {

using Codes = std::set<std::string>;

const std::string emergency = R"({"asq-1":true,"asq-5":true})";
const std::string thisMorning = "2026-09-21T15:10:00+01:00";

std::vector<std::string> against(DosingDay& day) {
    std::vector<std::string> codes;
    const auto page = day.page();
    for (const auto one : page.get("sessions")[0].get("against").elements())
        codes.emplace_back(one.get("code").textOr());
    return codes;
}

bool isAgainst(DosingDay& day, const std::string& code) {
    const auto codes = against(day);
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// Everything up to the second person's check; the body of the start.
std::string readyToStart(DosingDay& day) {
    day.saveBeforeDose();
    const auto dose = day.drawUp();
    day.check(dose);
    return R"({"step":"start","prepared":")" + dose + "\"}";
}

/// What stands in the way of the start, once the flags are closed; a go with words lifts it.
void checkNeedsGoWithWords(DosingDay& day, const std::string& start, const std::string& code) {
    CHECK(DosingDay::codesIn(day.post(day.clinic.clinician, start)).contains("go-no-go"));
    day.closeFlags();
    CHECK(DosingDay::codesIn(day.post(day.clinic.clinician, start)) == Codes{"go-no-go"});
    CHECK(isAgainst(day, code));
    CHECK(expressionOf(day.post(day.clinic.clinician, R"({"step":"go-no-go","go":true})")) ==
          "words");
    day.save(R"({"step":"go-no-go","go":true,"words":"Seen by the psychiatrist."})");
    day.save(start);
}

}  // namespace

TEST_CASE("clinical rules 5.1: an answer of danger after the go needs a new go with words") {
    DosingDay day;
    const auto start = readyToStart(day);
    day.answer("asq", emergency, "D+1", thisMorning);
    checkNeedsGoWithWords(day, start, "danger-answer");
}

TEST_CASE("clinical rules 5.1: an answer of danger before the go speaks against the dose too") {
    DosingDay day("go");
    day.answer("asq", R"({"asq-1":true,"asq-5":false})", "D+1", thisMorning);
    day.closeFlags();
    CHECK(against(day) == std::vector<std::string>{"danger-answer"});
    day.saveBeforeDose();
    CHECK(expressionOf(day.post(day.clinic.clinician, R"({"step":"go-no-go","go":true})")) ==
          "words");
}

TEST_CASE("clinical rules 5.1: a flag that no answer raised needs a new go with words") {
    DosingDay day;
    const auto start = readyToStart(day);
    day.save(R"({"step":"event","term":"Chest tightness","grade":3})");
    checkNeedsGoWithWords(day, start, "danger-flag");
}

TEST_CASE("what came before the day before speaks against no dose once its flag is closed") {
    DosingDay day("go");
    day.answer("asq", emergency, "D+1", thisMorning);
    CHECK(day.plan(R"({"do":"move","session":1,"date":"2026-09-28"})") == 200);
    CHECK(against(day) == std::vector<std::string>{"open-flag"});
    day.closeFlags();
    CHECK(against(day).empty());
}

TEST_CASE("a go said before what came, and written down after it, has not known it") {
    DosingDay day("go");
    day.saveBeforeDose();
    day.clinic.clock.advanceMs(10LL * 60 * 1000);
    day.answer("asq", emergency, "D+1", thisMorning);
    day.closeFlags();
    // 15:15, when nothing had come.
    day.save(R"({"step":"go-no-go","go":true,"at":"2026-09-21T15:15:00+01:00"})");
    CHECK(day.inTheWay() == Codes{"go-no-go"});
    day.save(R"({"step":"go-no-go","go":true,"words":"Spoke with her."})");
    CHECK(day.inTheWay().empty());
}

TEST_CASE("clinical rules 7: a go holds only after two readings of the baseline") {
    DosingDay day("go");
    day.arrive();
    const std::string go = R"({"step":"go-no-go","go":true})";
    day.save(go);
    day.save(DosingDay::pressure("2026-09-21T14:00:00+01:00"));
    day.save(go);
    day.save(DosingDay::pressure("2026-09-21T14:05:00+01:00"));
    CHECK(day.inTheWay() == Codes{"go-no-go"});
    // Nor does one that says it was said between the two.
    day.save(R"({"step":"go-no-go","go":true,"at":"2026-09-21T14:02:00+01:00"})");
    CHECK(day.inTheWay() == Codes{"go-no-go"});
    day.save(go);
    CHECK(day.inTheWay().empty());
    // A third one within the limits asks for nothing.
    day.save(DosingDay::pressure("2026-09-21T15:10:00+01:00"));
    CHECK(day.inTheWay().empty());
}

TEST_CASE("clinical rules 7: a stop stays until it is corrected or a go has words for it") {
    const std::string arrived =
        R"("identityFirst":true,"identitySecond":true,"asqDone":true,"companion":true,)"
        R"("transport":true,"pregnancyTest":)";
    DosingDay day("go");
    day.saveBeforeDose();
    const std::string go = R"({"step":"go-no-go","go":true})";
    const auto stopped = day.save(R"({"step":"arrival",)" + arrived + R"("positive"})");
    CHECK(day.inTheWay() == Codes{"arrival", "go-no-go"});
    day.save(R"({"step":"arrival",)" + arrived + R"("not-needed"})");
    CHECK(day.inTheWay() == Codes{"go-no-go"});
    CHECK(against(day) == std::vector<std::string>{"stop"});
    CHECK(expressionOf(day.post(day.clinic.clinician, go)) == "words");

    SECTION("a go names it") {
        day.save(
            R"({"step":"go-no-go","go":true,"words":"Wrong strip; a blood test is negative."})");
        CHECK(day.inTheWay().empty());
    }
    SECTION("it is corrected with the reason") {
        day.save(R"({"step":"arrival",)" + arrived + R"("negative","reason":"Wrong strip.",)" +
                 R"("corrects":")" + stopped + "\"}");
        CHECK(against(day).empty());
        day.save(go);
        CHECK(day.inTheWay().empty());
    }
}

TEST_CASE("clinical rules 7: whoever was not willing is asked why a dose may go on") {
    DosingDay day;
    day.saveBeforeDose();
    day.save(R"({"step":"consent","willing":false,"mayWithdrawTold":true,"touch":"ask-first"})");
    day.save(R"({"step":"consent","willing":true,"mayWithdrawTold":true,"touch":"ask-first"})");
    CHECK(day.inTheWay() == Codes{"go-no-go"});
    const auto page = day.page();
    const auto said = page.get("sessions")[0].get("against")[0].get("text").textOr();
    CHECK(said.find("not willing") != std::string::npos);
}
