#include <catch2/catch_test_macros.hpp>

#include "clinic/store/bundles.hpp"
#include "clinic/store/dosing_day.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/instrument/library.hpp"
#include "landfall/instrument/response.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
using landfall::fhir::Json;

// Acute events of a dosing day and what clinicians make of them. The clock stands at 15:13:20.
namespace {

http::Response confirm(DosingDay& day, const std::string& members) {
    // What is saved in one millisecond has no order.
    day.clinic.clock.advanceMs(1000);
    return day.clinic.ask(
        day.clinic.clinician,
        {.method = "POST",
         .target = "/review/api/patients/" + day.clinic.patient + "/adverse-events",
         .body = R"({"causality":"possible","expectedness":"expected",)" + members + "}"});
}

/// The id of the event.
std::string confirmed(DosingDay& day, const std::string& members) {
    return DosingDay::idOf(confirm(day, members));
}

Json effectsOf(DosingDay& day) {
    return parsed(day.clinic
                      .ask(day.clinic.clinician,
                           {.target = "/review/api/patients/" + day.clinic.patient + "/effects"})
                      .body);
}

Json recordOf(DosingDay& day, const std::string& event) {
    for (auto& one : day.records("AdverseEvent"))
        if (one.get("id").textOr() == event) return std::move(one);
    FAIL("no such event");
    return parsed("{}");
}

/// A response of the phone, by the ordinals of its answers; its id.
std::string respond(DosingDay& day, const std::string& questionnaire,
                    const std::vector<std::string>& ordinals) {
    static const auto library = *landfall::instrument::Library::bundled();
    const auto form = library.find(questionnaire);
    REQUIRE(form);
    const auto answers = *landfall::instrument::answersFromOrdinals(*form, ordinals);
    const auto bundleId = day.clinic.id();
    const auto id = day.clinic.id();
    const auto bytes = landfall::fhir::buildResponse(
        landfall::instrument::toResponse(*form, answers,
                                         {id,
                                          day.clinic.patient,
                                          {day.clinic.clock.now().unixMs, 60},
                                          "urn:uuid:" + day.clinic.id()}));
    REQUIRE(day.clinic
                .send(day.clinic.phone, bundleId,
                      bundle(bundleId, {put({"QuestionnaireResponse", id, bytes})}))
                .status == 200);
    return id;
}

const std::string severe =
    R"("term":"Faint","grade":3,"criteria":["hospital"],"outcome":"recovering")";

}  // namespace

TEST_CASE("an acute event that a clinician has assessed is corrected among the adverse events") {
    DosingDay day;
    day.give();
    const auto entry = day.save(R"({"step":"event","term":"Nausea","grade":2})");
    const std::string event(effectsOf(day).get("events")[0].get("id").textOr());
    confirmed(day, R"("session":1,"term":"Nausea","grade":2,"outcome":"ongoing","words":"Seen.",)"
                   R"("reason":"Assessed.","replaces":")" +
                       event + "\"");
    const auto refused =
        day.post(day.clinic.clinician, R"({"step":"event","term":"Nausea","grade":1,)"
                                       R"("reason":"Misread.","corrects":")" +
                                           entry + "\"}");
    CHECK(codeOf(refused) == "version_conflict");
    CHECK(refused.body.find("among the adverse events") != std::string::npos);
    const auto effects = effectsOf(day);
    CHECK(effects.get("counts").get("events").integer() == 1);
    CHECK(effects.get("counts").get("grades")[1].integer() == 1);
    CHECK(effects.get("events")[0].get("causality").textOr() == "possible");
}

TEST_CASE("an acute event is over neither before it began nor in the future") {
    DosingDay day;
    day.give();
    const auto event = [&](const std::string& resolved) {
        return day.post(day.clinic.clinician,
                        R"({"step":"event","term":"Nausea","grade":1,)"
                        R"("at":"2026-09-21T15:10:00+01:00","resolved":"2026-09-21T)" +
                            resolved + R"(:00+01:00"})");
    };
    const auto early = event("15:09");
    CHECK(early.status == 422);
    CHECK(expressionOf(early) == "resolved");
    CHECK(early.body.find("before it began") != std::string::npos);
    const auto late = event("16:30");
    CHECK(late.status == 422);
    CHECK(expressionOf(late) == "resolved");
    CHECK(event("15:10").status == 201);
    CHECK(event("15:12").status == 201);
}

TEST_CASE("an adverse event names the dose of the session that its newest version names") {
    DosingDay day;
    day.give();
    REQUIRE(day.plan(R"({"do":"session","date":"2026-10-12"})") == 200);
    const std::string rest = R"("term":"Headache","grade":2,"outcome":"ongoing")";
    const auto first = confirmed(day, R"("session":1,)" + rest);
    const std::string dose(day.records("MedicationAdministration")[0].get("id").textOr());
    const auto suspected = [&](const std::string& event) {
        return std::string(
            recordOf(day, event).get("suspectEntity")[0].get("instance").get("reference").textOr());
    };
    const auto sessionOf = [&] {
        return effectsOf(day).get("events")[0].get("session").integer().value_or(0);
    };
    const auto replaced = [&](const std::string& session, const std::string& event) {
        return confirmed(day, session + rest + R"(,"reason":"x","replaces":")" + event + "\"");
    };
    CHECK(suspected(first) == "MedicationAdministration/" + dose);
    // What does not say a session leaves it as it was.
    const auto second = replaced("", first);
    CHECK(suspected(second) == "MedicationAdministration/" + dose);
    const auto third = replaced(R"("session":2,)", second);
    CHECK(suspected(third).empty());
    CHECK(sessionOf() == 2);
    const auto fourth = replaced(R"("session":1,)", third);
    CHECK(suspected(fourth) == "MedicationAdministration/" + dose);
    const auto fifth = replaced(R"("session":null,)", fourth);
    CHECK(suspected(fifth).empty());
    CHECK(sessionOf() == 0);
}

TEST_CASE("clinical rules 8: a confirmed event of grade 3 or 4 raises a flag for the staff") {
    DosingDay day;
    confirmed(day, R"("term":"Tiredness","grade":2,"outcome":"ongoing")");
    CHECK(day.flags().empty());
    const auto first = confirmed(day, severe);
    CHECK(day.flags() == std::vector<std::string>{"2 adverse-event Grade 3: Faint"});
    // It is work for the staff and nothing for the phone.
    CHECK(day.clinic.records("Task", "contact-").size() == 1);
    const auto feed =
        day.clinic.ask(day.clinic.phone, {.target = "/fhir/Flag?patient=" + day.clinic.patient});
    CHECK(feed.body.find("Faint") == std::string::npos);
    // A later version that is no worse raises nothing, one that is worse does.
    const auto second = confirmed(day, severe + R"(,"reason":"told","replaces":")" + first + "\"");
    CHECK(day.flags().size() == 1);
    confirmed(day, R"("term":"Faint","grade":4,"criteria":["life-threatening"],)"
                   R"("outcome":"recovering","reason":"worse","replaces":")" +
                       second + "\"");
    CHECK(day.flags() == std::vector<std::string>{"3 adverse-event Grade 4: Faint",
                                                  "2 adverse-event Grade 3: Faint"});
}

TEST_CASE("clinical rules 8: what the report has raised itself is not raised again") {
    DosingDay day;
    // Severe, in the way of looking after oneself: grade 3 by the patient's own words.
    const auto report = respond(day, "side-effects", {"0", "3", "2", "3", "1", "0", "0", "0"});
    REQUIRE(day.flags().size() == 1);
    REQUIRE(day.flags()[0].starts_with("2 "));
    const auto event = confirmed(day, severe + R"(,"report":")" + report + "\"");
    CHECK(day.flags().size() == 1);
    confirmed(day, R"("term":"Faint","grade":4,"criteria":["life-threatening"],)"
                   R"("outcome":"recovering","reason":"worse","replaces":")" +
                       event + "\"");
    REQUIRE(day.flags().size() == 2);
    CHECK(day.flags()[0] == "3 adverse-event Grade 4: Faint");
}

TEST_CASE("clinical rules 8: an acute event that is assessed is flagged once") {
    DosingDay day;
    day.save(R"({"step":"event","term":"Chest tightness","grade":3})");
    const std::string event(effectsOf(day).get("events")[0].get("id").textOr());
    confirmed(day, severe + R"(,"reason":"Assessed.","replaces":")" + event + "\"");
    CHECK(day.flags() == std::vector<std::string>{"2 acute-event Grade 3: Chest tightness"});
}

TEST_CASE("an adverse event with a member of another kind is refused by its name") {
    DosingDay day;
    const auto other = respond(day, "asq", {"0", "0", "0", "0"});
    const auto refused = [&](const std::string& member, const std::string& more) {
        const auto answer = confirm(day, R"("term":"Faint","grade":2,"outcome":"ongoing",)" + more);
        INFO(answer.body);
        CHECK(answer.status == 422);
        CHECK(expressionOf(answer) == member);
    };
    refused("criteria", R"("criteria":"hospital")");
    refused("session", R"("session":"1")");
    refused("session", R"("session":1.5)");
    refused("report", R"("report":1)");
    // No report of an effect.
    refused("report", R"("report":")" + other + "\"");
    CHECK(confirm(day, R"("term":"Faint","grade":2,"outcome":"ongoing","criteria":null,)"
                       R"("session":null,"report":null)")
              .status == 201);
}

TEST_CASE("who says that something is the matter now has not reported nothing") {
    DosingDay day;
    respond(day, "side-effects", {"1", "0"});
    const auto effects = effectsOf(day);
    REQUIRE(effects.get("reports").size() == 1);
    CHECK(effects.get("reports")[0].get("term").isNull());
}

TEST_CASE("nobody knew of an adverse event before it began") {
    DosingDay day;
    const auto known = [&](const std::string& onset) {
        return confirm(day, R"("term":"Headache","grade":1,"outcome":"ongoing","onset":")" + onset +
                                R"(","aware":"2026-09-20T08:00:00+01:00")");
    };
    const auto early = known("2026-09-21");
    CHECK(early.status == 422);
    CHECK(expressionOf(early) == "aware");
    CHECK(early.body.find("before it began") != std::string::npos);
    CHECK(known("2026-09-20").status == 201);
}
