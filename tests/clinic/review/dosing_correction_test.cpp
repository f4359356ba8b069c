#include <catch2/catch_test_macros.hpp>

#include "clinic/store/dosing_day.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
using landfall::fhir::Json;

// Corrections of what was given, and what is written down late. The clock stands at 15:13:20.
namespace {

using Codes = std::set<std::string>;
constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;

/// A dose drawn up at 14:20, checked at 14:25, begun at 14:30 and ended at 14:40.
struct Given {
    DosingDay day;
    std::string prepared;
    std::string check;
    std::string start;
    std::string stop;

    Given() {
        day.saveBeforeDose();
        prepared = day.drawUpWith(R"("at":"2026-09-21T14:20:00+01:00")");
        check = DosingDay::idOf(day.post(day.clinic.otherClinician,
                                         R"({"step":"second-check","prepared":")" + prepared +
                                             R"(","at":"2026-09-21T14:25:00+01:00"})"));
        start = day.save(startAt("14:30:00") + "}");
        stop = day.save(R"({"step":"stop","complete":true,"at":"2026-09-21T14:40:00+01:00",)"
                        R"("start":")" +
                        start + "\"}");
    }
    std::string startAt(const std::string& time) const {
        return R"({"step":"start","prepared":")" + prepared + R"(","at":"2026-09-21T)" + time +
               R"(+01:00")";
    }
    std::string correctDose(const std::string& id, const std::string& mg) {
        return day.save(
            R"({"step":"prepared","protocol":"Trial 1","product":"Study drug","batch":"B-18",)"
            R"("expiry":"2030-01-31","salt":"fumarate","route":"intravenous","reason":"Misread.",)"
            R"("doseMg":)" +
            mg + R"(,"corrects":")" + id + "\"}");
    }
    http::Response correctStart(const std::string& time) {
        return day.post(day.clinic.clinician,
                        startAt(time) + R"(,"reason":"By the pump.","corrects":")" + start + "\"}");
    }
    /// The one dose as it is exported.
    Json dose() {
        auto all = day.records("MedicationAdministration");
        REQUIRE(all.size() == 1);
        return std::move(all.front());
    }
    Codes missing() {
        Codes out;
        const auto page = day.page();
        for (const auto step : page.get("sessions")[0].get("missing").elements())
            out.emplace(step.textOr());
        return out;
    }
    std::string shown(const char* time) {
        return std::string(day.page().get("sessions")[0].get(time).textOr());
    }
};

std::string nameOf(const Json& dose, const std::string& function) {
    for (const auto one : dose.get("performer").elements())
        if (one.get("function").get("coding")[0].get("code").textOr() == function)
            return std::string(one.get("actor").get("display").textOr());
    return {};
}

void recover(DosingDay& day) {
    day.save(R"({"step":"recovery","orientation":true,"gait":true,"bloodPressure":true,)"
             R"("noRisk":true,"companionHere":true,"writtenAdvice":true,"mood":"calm",)"
             R"("nextContact":"2026-09-23"})");
}

}  // namespace

TEST_CASE("a corrected dose is exported as corrected, and is checked anew by a second person") {
    Given given;
    CHECK(nameOf(given.dose(), "checker") == "Dr ito");
    const auto corrected = given.correctDose(given.prepared, "27.5");
    CHECK(given.dose().get("dosage").get("text").textOr() == "27.5 mg, as fumarate");
    CHECK(given.dose().get("status").textOr() == "completed");
    CHECK(nameOf(given.dose(), "checker").empty());
    CHECK(given.missing() == Codes{"second-check"});
    // What is given already goes on.
    recover(given.day);
    given.day.save(R"({"step":"discharge"})");
    CHECK(codeOf(given.day.post(given.day.clinic.clinician,
                                R"({"step":"second-check","prepared":")" + corrected + "\"}")) ==
          "second_person");
    // Also on another day.
    given.day.clinic.clock.advanceMs(dayMs);
    given.day.check(corrected);
    CHECK(given.missing().empty());
    CHECK(nameOf(given.dose(), "checker") == "Dr ito");
}

TEST_CASE("the start of a corrected dose is corrected too, with either of its entries") {
    for (const bool older : {true, false}) {
        Given given;
        const auto corrected = given.correctDose(given.prepared, "27.5");
        if (!older) given.prepared = corrected;
        const auto answer = given.correctStart("14:31:00");
        INFO(answer.body);
        CHECK(answer.status == 201);
        CHECK(given.dose().get("dosage").get("text").textOr() == "27.5 mg, as fumarate");
    }
}

TEST_CASE("correcting the start takes its stop along, and the dose stays one record") {
    Given given;
    const auto before = std::string(given.dose().get("id").textOr());
    const auto corrected = DosingDay::idOf(given.correctStart("14:31:00"));
    const auto dose = given.dose();
    CHECK(dose.get("id").textOr() == before);
    CHECK(dose.get("status").textOr() == "completed");
    CHECK(dose.get("effectivePeriod").get("start").textOr().starts_with("2026-09-21T14:31:00"));
    CHECK(dose.get("effectivePeriod").get("end").textOr().starts_with("2026-09-21T14:40:00"));
    CHECK(given.shown("started").starts_with("2026-09-21T14:31"));
    CHECK(given.shown("stopped").starts_with("2026-09-21T14:40"));
    // The same dose has no second end, whichever entry is named, and its end can be corrected.
    for (const auto& start : {given.start, corrected})
        CHECK(codeOf(given.day.post(given.day.clinic.clinician,
                                    R"({"step":"stop","complete":true,"start":")" + start +
                                        "\"}")) == "version_conflict");
    given.day.save(R"({"step":"stop","complete":false,"reason":"Pump log.","start":")" + corrected +
                   R"(","corrects":")" + given.stop + "\"}");
    CHECK(given.dose().get("status").textOr() == "stopped");
    recover(given.day);
    given.day.save(R"({"step":"discharge"})");
}

TEST_CASE("a corrected start lies on the session's day, after the check and before the stop") {
    Given given;
    CHECK(DosingDay::codesIn(given.correctStart("14:15:00")) == Codes{"prepared", "second-check"});
    const auto late = given.correctStart("14:41:00");
    CHECK(late.status == 422);
    CHECK(expressionOf(late) == "at");
    const auto other = given.day.post(
        given.day.clinic.clinician, R"({"step":"start","at":"2026-09-20T14:30:00+01:00",)"
                                    R"("reason":"x","prepared":")" +
                                        given.prepared + R"(","corrects":")" + given.start + "\"}");
    CHECK(DosingDay::codesIn(other).contains("session-day"));
}

TEST_CASE("flags and withdrawals that came after a dose stop no correction of it") {
    Given given;
    given.day.answer("asq", R"({"asq-1":true,"asq-5":true})", "D+1", "2026-09-21T15:10:00+01:00");
    const auto corrected = given.correctDose(given.prepared, "22");
    given.day.withdraw();
    given.correctDose(corrected, "22.5");
    CHECK(given.correctStart("14:31:00").status == 201);
    CHECK(given.dose().get("dosage").get("text").textOr() == "22.5 mg, as fumarate");
}

TEST_CASE("an entry of the morning that was corrected after the dose stops no correction of it") {
    Given given;
    given.day.save(
        R"({"step":"team","leadMonitor":"Dr Lin","assistant":"Dr Ito",)"
        R"("physicianReachable":false,"rescueMedicines":true,"rescueMedicinesBy":"Dr Ito",)"
        R"("crashKit":true,"crashKitBy":"Dr Ito"})");
    CHECK(given.correctStart("14:31:00").status == 201);
    given.correctDose(given.prepared, "22");
}

TEST_CASE("a dose is written down whole the day after, whatever came in between") {
    DosingDay day("go");
    day.clinic.clock.advanceMs(dayMs);
    day.withdraw();
    day.answer("asq", R"({"asq-1":true,"asq-5":true})", "D+1", "2026-09-22T15:10:00+01:00");
    const auto at = [](const std::string& minute) {
        return R"("at":"2026-09-21T15:)" + minute + R"(:00+01:00")";
    };
    day.arrive(at("30"));
    day.save(DosingDay::pressure("2026-09-21T15:33:00+01:00"));
    day.save(DosingDay::pressure("2026-09-21T15:39:00+01:00"));
    day.save(R"({"step":"go-no-go","go":true,)" + at("40") + "}");
    CHECK(day.inTheWay().contains("consent"));
    const auto dose = day.drawUpWith(at("42"));
    DosingDay::idOf(day.post(day.clinic.otherClinician, R"({"step":"second-check","prepared":")" +
                                                            dose + "\"," + at("43") + "}"));
    const auto start = day.save(R"({"step":"start","prepared":")" + dose + "\"," + at("45") + "}");
    day.save(R"({"step":"stop","complete":true,"start":")" + start + "\"," + at("55") + "}");
    CHECK(day.records("MedicationAdministration").size() == 1);
}

TEST_CASE("a dose is drawn up and checked on the session's own day") {
    DosingDay day;
    day.saveBeforeDose();
    const auto codes = DosingDay::codesIn(
        day.post(day.clinic.clinician,
                 R"({"step":"prepared","protocol":"P","product":"X","batch":"B","doseMg":21.5,)"
                 R"("salt":"fumarate","route":"inhaled","expiry":"2030-01-31",)"
                 R"("at":"2026-09-20T23:00:00+01:00"})"));
    CHECK(codes.contains("session-day"));
    const auto dose = day.drawUp();
    CHECK(DosingDay::codesIn(
              day.post(day.clinic.otherClinician, R"({"step":"second-check","prepared":")" + dose +
                                                      R"(","at":"2026-09-20T23:00:00+01:00"})")) ==
          Codes{"session-day"});
}

TEST_CASE("a dose that was drawn up for the day before the session was moved is not given") {
    DosingDay day;
    day.saveBeforeDose();
    const auto dose = day.drawUp();
    day.check(dose);
    CHECK(day.plan(R"({"do":"move","session":1,"date":"2026-09-23"})") == 200);
    Codes missing;
    const auto page = day.page();
    for (const auto step : page.get("sessions")[0].get("missing").elements())
        missing.emplace(step.textOr());
    CHECK(missing.contains("prepared"));
    day.clinic.clock.advanceMs(2 * dayMs);
    const auto refused = DosingDay::codesIn(
        day.post(day.clinic.clinician, R"({"step":"start","prepared":")" + dose + "\"}"));
    CHECK(refused.contains("prepared"));
    CHECK(refused.contains("second-check"));
    // Nor is it checked anew.
    CHECK(DosingDay::codesIn(day.post(day.clinic.otherClinician,
                                      R"({"step":"second-check","prepared":")" + dose + "\"}")) ==
          Codes{"prepared"});
}

TEST_CASE("nothing is drawn up after the dose has begun, and nobody leaves twice") {
    Given given;
    const auto again = given.day.post(
        given.day.clinic.clinician,
        R"({"step":"prepared","protocol":"P","product":"X","batch":"B","doseMg":21.5,)"
        R"("salt":"fumarate","route":"inhaled","expiry":"2030-01-31"})");
    CHECK(codeOf(again) == "version_conflict");
    recover(given.day);
    given.day.save(R"({"step":"discharge"})");
    const auto left = given.day.post(given.day.clinic.clinician, R"({"step":"discharge"})");
    CHECK(codeOf(left) == "version_conflict");
    CHECK(left.body.find("The discharge of session 1 was already recorded") != std::string::npos);
}

TEST_CASE("an entry about a cancelled session is refused in words") {
    DosingDay day;
    CHECK(day.plan(R"({"do":"cancel","session":1})") == 200);
    const auto refused =
        day.post(day.clinic.clinician, R"({"step":"vitals","series":"baseline","pulse":70})");
    CHECK(refused.status == 404);
    CHECK(expressionOf(refused) == "session");
    CHECK(refused.body.find("Session 1 was cancelled") != std::string::npos);
}

TEST_CASE("clinical rules 7: a check from before the dose is not corrected to after its start") {
    Given given;
    const auto correct = [&](const std::string& time) {
        return given.day.post(given.day.clinic.otherClinician,
                              R"({"step":"second-check","reason":"Misread.","prepared":")" +
                                  given.prepared + R"(","corrects":")" + given.check +
                                  R"(","at":"2026-09-21T)" + time + R"(:00+01:00"})");
    };
    CHECK(DosingDay::codesIn(correct("14:31")) == Codes{"start"});
    CHECK(correct("14:26").status == 201);
}
