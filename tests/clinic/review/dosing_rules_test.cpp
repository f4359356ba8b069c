#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "clinic/store/dosing_day.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

// What has to hold before a dose and before anybody goes home. The clock stands at 15:13:20.
namespace {

using Codes = std::set<std::string>;

/// A dose that was drawn up and checked at these times of the day.
std::string checkedDose(DosingDay& day, const std::string& drawnUp, const std::string& checked) {
    const auto dose =
        day.save(R"({"step":"prepared","protocol":"P","product":"X","batch":"B","doseMg":21.5,)"
                 R"("salt":"fumarate","route":"inhaled","expiry":"2030-01-31","at":"2026-09-21T)" +
                 drawnUp + "+01:00\"}");
    DosingDay::idOf(day.post(day.clinic.otherClinician,
                             R"({"step":"second-check","at":"2026-09-21T)" + checked +
                                 R"(+01:00","prepared":")" + dose + "\"}"));
    return dose;
}

Codes startRefused(DosingDay& day, const std::string& dose, const std::string& at) {
    const auto answer = day.post(day.clinic.clinician, R"({"step":"start","at":")" + at +
                                                           R"(","prepared":")" + dose + "\"}");
    INFO(answer.body);
    CHECK(answer.status == 409);
    return DosingDay::codesIn(answer);
}

void recover(DosingDay& day) {
    day.save(R"({"step":"recovery","orientation":true,"gait":true,"bloodPressure":true,)"
             R"("noRisk":true,"companionHere":true,"writtenAdvice":true,"mood":"calm",)"
             R"("nextContact":"2026-09-22"})");
}

/// What stands in the way of a dose that was drawn up at this time of the day.
Codes inTheWayAt(DosingDay& day, const std::string& at) {
    return DosingDay::codesIn(
        day.post(day.clinic.clinician,
                 R"({"step":"prepared","protocol":"P","product":"X","batch":"B","doseMg":21.5,)"
                 R"("salt":"fumarate","route":"inhaled","expiry":"2030-01-31","at":"2026-09-21T)" +
                     at + "+01:00\"}"));
}

}  // namespace

TEST_CASE("clinical rules 4: the hours since the preparation count to the dose's own time") {
    DosingDay day({}, "2026-09-20T14:40:00+01:00");
    day.saveBeforeDose();
    // 23 hours and 50 minutes, although it is recorded later.
    const auto early =
        day.post(day.clinic.clinician,
                 R"({"step":"prepared","protocol":"P","product":"X","batch":"B","doseMg":21.5,)"
                 R"("salt":"fumarate","route":"inhaled","expiry":"2030-01-31",)"
                 R"("at":"2026-09-21T14:30:00+01:00"})");
    CHECK(DosingDay::codesIn(early) == Codes{"preparation"});
    const auto dose = checkedDose(day, "14:40:00", "14:41:00");
    CHECK(startRefused(day, dose, "2026-09-21T14:39:00+01:00").contains("preparation"));
    day.save(R"({"step":"start","at":"2026-09-21T14:42:00+01:00","prepared":")" + dose + "\"}");
}

TEST_CASE("clinical rules 4: a preparation counts within its days, and none that is to come") {
    DosingDay early({}, "2026-08-20T10:00:00+01:00");
    early.saveBeforeDose();
    CHECK(early.inTheWay() == Codes{"preparation"});
    CHECK(early.plan(R"({"do":"prepared","session":1,"at":"2026-09-22T10:00:00+01:00"})") == 400);
}

TEST_CASE("clinical rules 7: a dose begins on the session's day, drawn up and checked before") {
    DosingDay day;
    day.saveBeforeDose();
    const auto dose = checkedDose(day, "14:20:00", "14:25:00");
    CHECK(startRefused(day, dose, "2026-09-21T14:15:00+01:00") ==
          Codes{"prepared", "second-check"});
    CHECK(startRefused(day, dose, "2026-09-21T14:22:00+01:00") == Codes{"second-check"});
    const auto before = startRefused(day, dose, "2026-09-20T14:30:00+01:00");
    CHECK(before.contains("session-day"));
    CHECK(before.contains("vitals"));
    day.save(R"({"step":"start","at":"2026-09-21T14:25:00+01:00","prepared":")" + dose + "\"}");
}

TEST_CASE("a dose that was given is written down whatever came after it") {
    DosingDay day;
    day.saveBeforeDose();
    constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;
    day.clinic.clock.advanceMs(dayMs);
    const auto dose = checkedDose(day, "15:20:00", "15:25:00");
    CHECK(day.plan(R"({"do":"decide","eligible":false,"class":"A","reason":"Not again."})") == 200);
    CHECK(day.inTheWay().contains("eligibility"));
    // What was not there at its time still stands in its way.
    CHECK(startRefused(day, dose, "2026-09-21T15:22:00+01:00").contains("second-check"));
    day.save(R"({"step":"start","at":"2026-09-21T15:26:00+01:00","prepared":")" + dose + "\"}");
}

TEST_CASE("clinical rules 4: a decision that came after a dose does not open its gate") {
    DosingDay day;
    day.saveBeforeDose();
    REQUIRE(day.plan(R"({"do":"decide","eligible":false,"class":"A","reason":"Asks more."})") ==
            200);
    constexpr std::int64_t hourMs = 60LL * 60 * 1000;
    day.clinic.clock.advanceMs(hourMs);
    REQUIRE(day.plan(R"({"do":"decide","eligible":true,"class":"A","reason":"Spoken with."})") ==
            200);
    day.clinic.clock.advanceMs(1000);
    REQUIRE(day.plan(day.clinic.otherClinician,
                     R"({"do":"decide","eligible":true,"class":"A","reason":"Read too."})") == 200);
    CHECK(inTheWayAt(day, "15:30:00") == Codes{"eligibility"});
    CHECK(inTheWayAt(day, "16:13:21") == Codes{});
}

TEST_CASE("clinical rules 4: a countersignature that came after a dose does not open its gate") {
    DosingDay day("consent");
    day.sign();
    day.saveBeforeDose();
    constexpr std::int64_t hourMs = 60LL * 60 * 1000;
    day.clinic.clock.advanceMs(hourMs);
    day.countersign();
    CHECK(inTheWayAt(day, "15:30:00") == Codes{"consent"});
    CHECK(inTheWayAt(day, "16:13:20") == Codes{});
}

TEST_CASE("a withdrawal that the clinic got to know of after a dose undoes none of its record") {
    constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;
    constexpr std::int64_t hourMs = 60LL * 60 * 1000;
    // By the phone's clock five days before the dose.
    DosingDay day;
    day.saveBeforeDose();
    day.clinic.clock.advanceMs(hourMs);
    day.withdraw(-5 * dayMs);
    const auto dose = checkedDose(day, "15:30:00", "15:31:00");
    day.save(R"({"step":"start","at":"2026-09-21T15:32:00+01:00","prepared":")" + dose + "\"}");
    const auto page = day.page();
    for (const auto gate : page.get("sessions")[0].get("gates").elements())
        CHECK(gate.get("open").boolean() == true);
    CHECK(page.get("sessions")[0].get("gatesSince").size() == 1);
}

TEST_CASE("clinical rules 7: the baseline is measured on the session's day and before the dose") {
    DosingDay day;
    day.saveBeforeDose(false);
    day.save(DosingDay::pressure("2026-09-20T14:00:00+01:00"));
    day.save(DosingDay::pressure("2026-09-20T14:10:00+01:00"));
    CHECK(day.inTheWay() == Codes{"vitals", "go-no-go"});
    day.save(DosingDay::pressure("2026-09-21T14:10:00+01:00"));
    day.save(DosingDay::pressure("2026-09-21T14:30:00+01:00"));
    day.save(R"({"step":"go-no-go","go":true})");
    const auto dose = checkedDose(day, "14:20:00", "14:25:00");
    CHECK(startRefused(day, dose, "2026-09-21T14:28:00+01:00") == Codes{"vitals"});
}

TEST_CASE("a product that has expired before the session's day is not drawn up") {
    DosingDay day;
    day.saveBeforeDose();
    CHECK(day.inTheWay("2026-09-20") == Codes{"expiry"});
    CHECK(day.inTheWay("2026-09-21").empty());
}

TEST_CASE("clinical rules 5.1: no dose while a flag of tier 2 or 3 is open, nor home after it") {
    DosingDay day("go");
    day.answer("asq", R"({"asq-1":true,"asq-5":true})", "D-1");
    day.saveBeforeDose();
    CHECK(day.inTheWay().contains("open-flag"));
    day.closeFlags();
    // The answer still speaks against it: somebody says why it may go on.
    CHECK(day.inTheWay() == Codes{"go-no-go"});
    CHECK(expressionOf(day.post(day.clinic.clinician, R"({"step":"go-no-go","go":true})")) ==
          "words");
    day.save(R"({"step":"go-no-go","go":true,"words":"Spoke with her and the psychiatrist."})");
    CHECK(day.inTheWay().empty());
}

TEST_CASE("clinical rules 4: a clinician says go after the day before was answered") {
    DosingDay day("go");
    day.saveBeforeDose();
    CHECK(day.inTheWay() == Codes{"go-no-go"});
    day.save(R"({"step":"go-no-go","go":false,"words":"Not today."})");
    CHECK(day.inTheWay() == Codes{"go-no-go"});
    day.save(R"({"step":"go-no-go","go":true})");
    CHECK(day.inTheWay().empty());
    // What is answered anew has to be read anew.
    day.clinic.clock.advanceMs(60'000);
    day.answer("day-before", R"({"illness":true})", "D-1");
    CHECK(day.inTheWay() == Codes{"go-no-go"});
    day.save(R"({"step":"go-no-go","go":true,"words":"A cold, no fever."})");
    CHECK(day.inTheWay().empty());
}

TEST_CASE("clinical rules 4: each answer of the day before that speaks against it needs a word") {
    for (const std::string items :
         {R"({"illness":true})", R"({"new-medicine":true})", R"({"alcohol":true})",
          R"({"pregnancy":"yes"})", R"({"pregnancy":"not-sure"})", R"({"companion":false})",
          R"({"still-willing":false})"}) {
        INFO(items);
        DosingDay day("go");
        day.answer("day-before", items, "D-1");
        CHECK(expressionOf(day.post(day.clinic.clinician, R"({"step":"go-no-go","go":true})")) ==
              "words");
        const auto page = day.page();
        CHECK(page.get("sessions")[0].get("against").size() == 1);
    }
}

TEST_CASE("clinical rules 5.8: a way home that is not safe needs a word before a dose") {
    for (const std::string items :
         {R"({"way-home":"not-settled"})", R"({"companion-stays":false})",
          R"({"no-driving":false})", R"({"no-childcare-alone":false})", R"({"no-signing":false})",
          R"({"no-big-decisions":false})", R"({"no-alcohol":false})"}) {
        INFO(items);
        DosingDay day("go");
        day.answer("transport", items, "PREP", "2026-09-20T12:01:00+01:00");
        CHECK(expressionOf(day.post(day.clinic.clinician, R"({"step":"go-no-go","go":true})")) ==
              "words");
        CHECK(day.page().get("sessions")[0].get("against").size() == 1);
        // What is planned last counts.
        day.answer("transport", "{}", "PREP", "2026-09-20T12:02:00+01:00");
        CHECK(day.page().get("sessions")[0].get("against").size() == 0);
    }
}

TEST_CASE("the day before counts when it was answered on the day before") {
    DosingDay late("day-before");
    late.answer("day-before", "{}", "D-1", "2026-09-21T09:00:00+01:00");
    late.saveBeforeDose();
    CHECK(late.inTheWay() == Codes{"day-before"});
}

TEST_CASE("clinical rules 7: a pressure beyond the limits needs a go with a reason") {
    DosingDay day;
    day.saveBeforeDose(false);
    day.clinic.clock.advanceMs(60'000);
    day.save(R"({"step":"vitals","series":"baseline","systolic":190,"diastolic":120,)"
             R"("at":"2026-09-21T14:00:00+01:00"})");
    day.save(R"({"step":"vitals","series":"baseline","systolic":188,"diastolic":118,)"
             R"("at":"2026-09-21T14:06:00+01:00"})");
    CHECK(day.inTheWay() == Codes{"go-no-go"});
    CHECK(expressionOf(day.post(day.clinic.clinician, R"({"step":"go-no-go","go":true})")) ==
          "words");
    day.save(R"({"step":"go-no-go","go":true,"words":"Read again lying down: 128/80."})");
    CHECK(day.inTheWay().empty());
}

TEST_CASE("clinical rules 7: the lead monitor and the assistant are two people") {
    DosingDay day;
    const auto answer =
        day.post(day.clinic.clinician,
                 R"({"step":"team","leadMonitor":"Dr Lin","assistant":" dr lin ",)"
                 R"("physicianReachable":true,"rescueMedicines":true,"rescueMedicinesBy":"Dr Ito",)"
                 R"("crashKit":true,"crashKitBy":"Dr Ito"})");
    CHECK(answer.status == 422);
    CHECK(codeOf(answer) == "second_person");
}

TEST_CASE("a session whose dose has begun is neither moved nor cancelled, and goes on") {
    DosingDay day;
    day.saveBeforeDose();
    const auto dose = checkedDose(day, "14:20:00", "14:25:00");
    const auto start =
        day.save(R"({"step":"start","at":"2026-09-21T14:30:00+01:00","prepared":")" + dose + "\"}");
    CHECK(day.plan(R"({"do":"move","session":1,"date":"2026-10-01"})") == 409);
    CHECK(day.plan(R"({"do":"cancel","session":1})") == 409);
    CHECK(day.page().get("sessions")[0].get("date").textOr() == "2026-09-21");
    day.save(R"({"step":"vitals","series":"monitoring","pulse":90})");
    day.save(R"({"step":"event","term":"Nausea","grade":1})");
    day.save(R"({"step":"stop","complete":false,"start":")" + start + "\"}");
}

TEST_CASE("who drew the dose up, who checked it and who gave it are in its record by function") {
    DosingDay day;
    day.give();
    const auto given = day.records("MedicationAdministration");
    REQUIRE(given.size() == 1);
    Codes functions;
    for (const auto one : given[0].get("performer").elements())
        functions.emplace(std::string(one.get("function").get("coding")[0].get("code").textOr()) +
                          ' ' + std::string(one.get("actor").get("display").textOr()));
    CHECK(functions == Codes{"preparer Dr lin", "checker Dr ito", "giver Dr lin"});
}

TEST_CASE("clinical rules 7: nobody goes home while the dose runs or the recovery says no") {
    DosingDay day;
    day.saveBeforeDose();
    const auto dose = checkedDose(day, "14:20:00", "14:25:00");
    const auto start =
        day.save(R"({"step":"start","at":"2026-09-21T14:30:00+01:00","prepared":")" + dose + "\"}");
    recover(day);
    const std::string discharge = R"({"step":"discharge","words":"x"})";
    const auto leaving = [&] {
        return DosingDay::codesIn(day.post(day.clinic.clinician, discharge));
    };
    CHECK(leaving() == Codes{"stop"});
    day.save(R"({"step":"stop","complete":true,"start":")" + start + "\"}");
    day.save(R"({"step":"recovery","gait":false,"noRisk":false})");
    CHECK(leaving() == Codes{"gait", "noRisk"});
    CHECK(expressionOf(day.post(day.clinic.clinician,
                                R"({"step":"recovery","nextContact":"2026-09-20"})")) ==
          "nextContact");
    day.answer("asq", R"({"asq-1":true,"asq-5":false})", "D+1");
    day.save(R"({"step":"recovery","gait":true,"noRisk":true})");
    CHECK(leaving() == Codes{"open-flag"});
    day.closeFlags();
    day.save(discharge);
}

TEST_CASE("clinical rules 8: an acute event of grade 3 or 4 raises a flag for the staff") {
    DosingDay day;
    day.give();
    day.save(R"({"step":"event","term":"Nausea","grade":2})");
    CHECK(day.flags().empty());
    day.save(R"({"step":"event","term":"Chest tightness","grade":3})");
    day.save(R"({"step":"event","term":"Seizure","grade":4})");
    CHECK(day.flags() == std::vector<std::string>{"3 acute-event Grade 4: Seizure",
                                                  "2 acute-event Grade 3: Chest tightness"});
    // It is work for the staff and nothing for the phone.
    const auto feed =
        day.clinic.ask(day.clinic.phone, {.target = "/fhir/Flag?patient=" + day.clinic.patient});
    CHECK(feed.body.find("Seizure") == std::string::npos);
}

TEST_CASE("clinical rules 8: grade 4 is life-threatening, and the dose of its session is named") {
    DosingDay day;
    day.give();
    const auto confirm = [&](const std::string& criteria) {
        return day.clinic.ask(
            day.clinic.clinician,
            {.method = "POST",
             .target = "/review/api/patients/" + day.clinic.patient + "/adverse-events",
             .body = R"({"session":1,"term":"Seizure","grade":4,"criteria":)" + criteria +
                     R"(,"causality":"possible","expectedness":"expected","outcome":"ongoing"})"});
    };
    const auto refused = confirm("[]");
    CHECK(refused.status == 422);
    CHECK(expressionOf(refused) == "criteria");
    CHECK(refused.body.find("life-threatening") != std::string::npos);
    CHECK(confirm(R"(["life-threatening"])").status == 201);
    const auto events = day.records("AdverseEvent");
    REQUIRE(events.size() == 1);
    const auto given = day.records("MedicationAdministration");
    CHECK(events[0].get("suspectEntity")[0].get("instance").get("reference").textOr() ==
          "MedicationAdministration/" + std::string(given[0].get("id").textOr()));
}
