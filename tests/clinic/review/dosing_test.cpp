#include <catch2/catch_test_macros.hpp>
#include <set>

#include "clinic/store/dosing_day.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
using landfall::fhir::Json;
using landfall::fhir::Node;

namespace {

/// The codes of everything that stands in the way.
std::set<std::string> missingIn(const http::Response& response) {
    std::set<std::string> codes;
    const auto body = parsed(response.body);
    const auto issues = body.get("issue");
    for (std::size_t i = 1; i < issues.size(); ++i)
        codes.emplace(issues[i].get("details").get("coding")[0].get("code").textOr());
    return codes;
}

Node entryIn(const Json& page, const std::string& id) {
    for (const auto entry : page.get("sessions")[0].get("entries").elements())
        if (entry.get("id").textOr() == id) return entry;
    return {};
}

}  // namespace

TEST_CASE("clinical rules 6.2: two baseline pressures count when they are five minutes apart") {
    DosingDay day;
    const auto isMissing = [&] {
        const auto page = day.page();
        for (const auto step : page.get("sessions")[0].get("missing").elements())
            if (step.textOr() == "vitals") return true;
        return false;
    };
    CHECK(isMissing());
    day.save(DosingDay::pressure("2026-09-21T14:00:00+01:00"));
    CHECK(isMissing());
    day.save(DosingDay::pressure("2026-09-21T14:04:59+01:00"));
    CHECK(isMissing());
    // A pulse alone is no pressure, and what is measured after the start is no baseline.
    day.save(
        R"({"step":"vitals","series":"baseline","pulse":70,"at":"2026-09-21T14:10:00+01:00"})");
    day.save(R"({"step":"vitals","series":"monitoring","systolic":120,"diastolic":80,)"
             R"("at":"2026-09-21T14:10:00+01:00"})");
    CHECK(isMissing());
    const auto third = day.save(DosingDay::pressure("2026-09-21T14:05:00+01:00"));
    CHECK_FALSE(isMissing());
    // One that is corrected counts no more, and its correction does.
    const auto correction = [&](const std::string& at) {
        auto body = DosingDay::pressure(at);
        body.pop_back();
        return body + R"(,"reason":"wrong minute","corrects":")";
    };
    const auto moved = day.save(correction("2026-09-21T14:03:00+01:00") + third + "\"}");
    CHECK(isMissing());
    day.save(correction("2026-09-21T14:09:00+01:00") + moved + "\"}");
    CHECK_FALSE(isMissing());
}

TEST_CASE("clinical rules 7: a closed gate keeps a dose from being drawn up, and is named") {
    for (const std::string gate : {"consent", "day-before"}) {
        DosingDay day(gate);
        day.saveBeforeDose();
        const auto refused = day.post(
            day.clinic.clinician,
            R"({"step":"prepared","protocol":"P","product":"X","batch":"B","expiry":"2030-01-01",)"
            R"("doseMg":21.5,"salt":"fumarate","route":"inhaled"})");
        CHECK(refused.status == 409);
        CHECK(missingIn(refused) == std::set<std::string>{gate});
    }
}

TEST_CASE("a dose needs a second person, begins once, and both people are in its record") {
    DosingDay day;
    day.saveBeforeDose();
    const auto dose = day.drawUp();
    const auto start = R"({"step":"start","prepared":")" + dose + "\"}";
    const auto early = day.post(day.clinic.clinician, start);
    CHECK(early.status == 409);
    CHECK(missingIn(early) == std::set<std::string>{"second-check"});
    const auto check = R"({"step":"second-check","prepared":")" + dose + "\"}";
    CHECK(codeOf(day.post(day.clinic.clinician, check)) == "second_person");
    DosingDay::idOf(day.post(day.clinic.otherClinician, check));
    const auto started = day.save(start);
    CHECK(codeOf(day.post(day.clinic.clinician, start)) == "version_conflict");
    const auto stop = R"({"step":"stop","complete":false,"words":"asked to","start":")" + started;
    day.save(stop + "\"}");
    CHECK(codeOf(day.post(day.clinic.clinician, stop + "\"}")) == "version_conflict");
    const auto given = day.records("MedicationAdministration");
    REQUIRE(given.size() == 1);
    const auto& record = given[0];
    CHECK(record.get("status").textOr() == "stopped");
    CHECK(record.get("dosage").get("text").textOr() == "21.5 mg, as fumarate");
    CHECK(record.get("performer")[0].get("actor").get("display").textOr() == "Dr lin");
    CHECK(record.get("performer")[1].get("actor").get("display").textOr() == "Dr ito");
    // Nothing of it is for the patient's phone.
    CHECK(day.clinic
              .ask(day.clinic.phone,
                   {.target = "/fhir/MedicationAdministration?patient=" + day.clinic.patient})
              .body.find("Study drug") == std::string::npos);
}

TEST_CASE("a correction is an entry of its own, and both stay readable") {
    DosingDay day;
    const auto first = day.save(
        R"({"step":"vitals","series":"monitoring","systolic":210,"diastolic":80,"pulse":71})");
    const std::string facts =
        R"({"step":"vitals","series":"monitoring","systolic":120,"diastolic":80,)";
    const auto correcting = [&](const std::string& rest) {
        return day.post(day.clinic.otherClinician, facts + rest);
    };
    CHECK(expressionOf(correcting(R"("corrects":")" + first + "\"}")) == "reason");
    CHECK(expressionOf(correcting(R"("reason":"x","corrects":")" + day.clinic.id() + "\"}")) ==
          "corrects");
    const auto second =
        DosingDay::idOf(correcting(R"("reason":"Cuff had slipped.","corrects":")" + first + "\"}"));
    // Only the newest can be corrected again.
    CHECK(codeOf(correcting(R"("reason":"again","corrects":")" + first + "\"}")) ==
          "version_conflict");
    const auto page = day.page();
    const auto before = entryIn(page, first);
    const auto after = entryIn(page, second);
    CHECK(before.get("facts").get("systolic").integer() == 210);
    CHECK(before.get("correctedBy").textOr() == second);
    CHECK(before.get("by").textOr() == "Dr lin");
    CHECK(before.get("outOfLimits")[0].textOr() == "systolic");
    CHECK(after.get("facts").get("systolic").integer() == 120);
    CHECK(after.get("corrects").textOr() == first);
    CHECK(after.get("reason").textOr() == "Cuff had slipped.");
    CHECK(after.get("by").textOr() == "Dr ito");
    CHECK(after.get("outOfLimits").size() == 0);
    // A step of another kind corrects nothing.
    const auto other =
        day.post(day.clinic.clinician,
                 R"({"step":"after","note":"x","reason":"y","corrects":")" + second + "\"}");
    CHECK(expressionOf(other) == "corrects");

    // Other readers of the vital signs see which ones are wrong.
    int wrong = 0;
    int valid = 0;
    for (const auto& record : day.records("Observation")) {
        if (record.get("category")[0].get("coding")[0].get("code").textOr() != "vital-signs")
            continue;
        (record.get("status").textOr() == "entered-in-error" ? wrong : valid) += 1;
    }
    CHECK(wrong == 2);
    CHECK(valid == 1);
    // The same after the views are made again, and after a new start.
    REQUIRE(day.clinic.run("reindex", {}).has_value());
    day.clinic.reopen();
    CHECK(entryIn(day.page(), first).get("correctedBy").textOr() == second);
}

TEST_CASE("clinical rules 7: nobody is discharged before every part of the recovery is recorded") {
    DosingDay day;
    day.give();
    const std::string discharge = R"({"step":"discharge"})";
    const auto early = day.post(day.clinic.clinician, discharge);
    CHECK(early.status == 409);
    CHECK(missingIn(early) == std::set<std::string>{"orientation", "gait", "bloodPressure",
                                                    "noRisk", "companionHere", "writtenAdvice",
                                                    "mood", "nextContact"});
    day.save(R"({"step":"recovery","orientation":true,"gait":false,"bloodPressure":true,)"
             R"("noRisk":true,"companionHere":true})");
    CHECK(missingIn(day.post(day.clinic.clinician, discharge)) ==
          std::set<std::string>{"gait", "writtenAdvice", "mood", "nextContact"});
    const auto second = day.save(
        R"({"step":"recovery","writtenAdvice":true,"mood":"calm","nextContact":"2026-09-22"})");
    // Nobody goes home while the newest word says no.
    CHECK(missingIn(day.post(day.clinic.clinician, discharge)) == std::set<std::string>{"gait"});
    CHECK(day.page().get("sessions")[0].get("dischargeMissing").size() == 1);
    CHECK(day.page().get("sessions")[0].get("discharged").isNull());
    day.save(R"({"step":"recovery","gait":true})");
    day.save(R"({"step":"discharge","words":"Walks as before, driven home."})");
    CHECK(day.page().get("sessions")[0].get("discharged").isString());
    CHECK(day.page().get("sessions")[0].get("dischargeMissing").size() == 0);

    // A recovery that turns out wrong is corrected, and what it held is missing again.
    day.save(R"({"step":"recovery","mood":"low","reason":"Another patient's.","corrects":")" +
             second + "\"}");
    const auto page = day.page();
    CHECK(page.get("sessions")[0].get("dischargeMissing").size() == 2);
    CHECK(entryIn(page, second).get("facts").get("mood").textOr() == "calm");
}

TEST_CASE("an acute event is an adverse event too, and its correction replaces that one") {
    DosingDay day;
    day.give();
    const auto first = day.save(R"({"step":"event","term":"Nausea","grade":4})");
    const auto effects = [&] {
        return parsed(day.clinic
                          .ask(day.clinic.clinician, {.target = "/review/api/patients/" +
                                                                day.clinic.patient + "/effects"})
                          .body);
    };
    const auto before = effects();
    REQUIRE(before.get("events").size() == 1);
    CHECK(before.get("events")[0].get("acute").boolean() == true);
    CHECK(before.get("events")[0].get("serious").boolean() == true);
    CHECK(before.get("events")[0].get("sinceDose").isObject());
    day.save(R"({"step":"event","term":"Nausea","grade":1,"action":"water","reason":"Misread.",)"
             R"("corrects":")" +
             first + "\"}");
    const auto after = effects();
    REQUIRE(after.get("events").size() == 2);
    CHECK(after.get("counts").get("events").integer() == 1);
    CHECK(after.get("counts").get("serious").integer() == 0);
    CHECK(after.get("events")[0].get("replaces").textOr() ==
          after.get("events")[1].get("id").textOr());
}

TEST_CASE("clinical rules 7: the next minute of the clinic's schedule without a reading is named") {
    DosingDay day;
    const auto next = [&] { return day.page().get("sessions")[0].get("monitoring").get("next"); };
    CHECK(day.page().get("sessions")[0].get("monitoring").get("minutes").size() == 8);
    CHECK(next().integer() == -5);
    day.give();
    // The baseline was read long before the start; a reading of minute 4 is that of minute 5.
    CHECK(next().integer() == -5);
    day.save(R"({"step":"vitals","series":"monitoring","pulse":80,"minute":-5})");
    CHECK(next().integer() == 2);
    day.save(R"({"step":"vitals","series":"monitoring","pulse":80,"minute":4})");
    CHECK(next().integer() == 10);
    day.save(R"({"step":"vitals","series":"monitoring","pulse":80,"minute":60})");
    CHECK(next().isNull());
}

TEST_CASE(
    "clinical rules 7: planned minutes without a reading are named, also after the discharge") {
    DosingDay day;
    const auto unread = [&] {
        std::vector<std::int64_t> minutes;
        const auto page = day.page();
        for (const auto minute : page.get("sessions")[0].get("monitoring").get("unread").elements())
            minutes.push_back(minute.integer().value_or(-1000));
        return minutes;
    };
    CHECK(unread() == std::vector<std::int64_t>{-5, 2, 5, 10, 15, 20, 30, 60});
    day.give();
    // The baseline was read long before the start: it is nobody's minute.
    CHECK(unread().size() == 8);
    day.save(R"({"step":"vitals","series":"monitoring","pulse":80,"minute":4})");
    CHECK(unread() == std::vector<std::int64_t>{-5, 2, 10, 15, 20, 30, 60});
    day.save(R"({"step":"vitals","series":"monitoring","pulse":80,"minute":60})");
    CHECK(unread() == std::vector<std::int64_t>{-5, 2, 10, 15, 20, 30});
    // What comes late is still the minute's that it follows.
    day.save(R"({"step":"vitals","series":"monitoring","pulse":80,"minute":13})");
    CHECK(unread() == std::vector<std::int64_t>{-5, 2, 15, 20, 30});
    day.save(R"({"step":"recovery","orientation":true,"gait":true,"bloodPressure":true,)"
             R"("noRisk":true,"companionHere":true,"writtenAdvice":true,"mood":"calm",)"
             R"("nextContact":"2026-09-22"})");
    day.save(R"({"step":"discharge"})");
    CHECK(day.page().get("sessions")[0].get("discharged").isString());
    CHECK(unread() == std::vector<std::int64_t>{-5, 2, 15, 20, 30});
}
