#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "clinic/review/planned_patient.hpp"
#include "clinic/store/bundles.hpp"
#include "landfall/fhir/build.hpp"
#include "server/admin/fault.hpp"
#include "server/review/staff_rounds.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

// The clinic's clock stands at 21 September 2026.

TEST_CASE("without a plan the page says so, and a session has nothing to belong to") {
    TestClinic clinic;
    CHECK(planOf(clinic).get("plan").isNull());
    CHECK(clinic.run("session", {{"patient", clinic.patient}, {"date", "2026-09-07"}})
              .error()
              .is(admin::Fault::PlanMissing));
    CHECK(clinic.run("plan", {{"patient", clinic.id()}}).error().is(admin::Fault::PatientUnknown));
}

TEST_CASE("a plan brings its protocol along into the patient's feed, each change a new version") {
    TestClinic clinic;
    clinic.beginPlan();
    REQUIRE(
        clinic.run("session", {{"patient", clinic.patient}, {"move", "1"}, {"date", "2026-09-08"}})
            .has_value());
    std::vector<std::string> feed;
    REQUIRE(clinic.clinic->store()
                .read([&](store::Reading& reading) {
                    return reading.changes(clinic.patient, 0, 1000,
                                           [&](const store::ChangeView& change) {
                                               feed.push_back(std::string(change.type) + ' ' +
                                                              std::to_string(change.version));
                                               return landfall::ok();
                                           });
                })
                .has_value());
    const auto count = [&](const std::string& what) {
        return std::count(feed.begin(), feed.end(), what);
    };
    CHECK(count("PlanDefinition 1") == 1);
    CHECK(count("CarePlan 1") == 1);
    CHECK(count("CarePlan 2") == 1);
    CHECK(count("CarePlan 3") == 1);
    CHECK(count("Questionnaire 1") >= 2);
    const auto audited = clinic.audited();
    CHECK(std::count_if(audited.begin(), audited.end(), [](const std::string& row) {
              return row.find("change-plan") != std::string::npos;
          }) == 3);
    const auto page = planOf(clinic);
    CHECK(page.get("plan").get("sessions")[0].get("date").textOr() == "2026-09-08");
    CHECK(page.get("plan").get("today").textOr() == "2026-09-21");
}

TEST_CASE("the clinic says whether the patient's phone shows numbers") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto plan = [&](const std::string& scores) {
        return clinic.run("plan", {{"patient", clinic.patient}, {"scores", scores}});
    };
    CHECK(plan("hidden")->at("scores") == "hidden");
    // Another change leaves it as it is.
    CHECK(clinic.run("plan", {{"patient", clinic.patient}, {"zone", "Europe/Berlin"}})
              ->at("scores") == "hidden");
    CHECK(plan("perhaps").error().is(admin::Fault::ScoresUnknown));
    CHECK(plan("shown")->at("scores") == "shown");
}

TEST_CASE("a phone cannot write a plan") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto id = clinic.id();
    const auto plan = clinic.id();
    const auto answer = clinic.send(
        clinic.phone, id,
        bundle(id,
               {put({"CarePlan", plan,
                     R"({"resourceType":"CarePlan","id":")" + plan +
                         R"(","status":"active","intent":"plan","subject":{"reference":"Patient/)" +
                         clinic.patient + R"("}})"})}));
    CHECK(answer.status >= 400);
}

TEST_CASE("clinical rules 4: a missed first week is one task, however often somebody looks") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto first = planOf(clinic);
    const auto week = missedOf(first, "W1");
    REQUIRE(week);
    CHECK(week.get("since").textOr() == "2026-09-16T23:00:00.000Z");
    CHECK(week.get("task").isString());
    const auto made = staffTasks(clinic);
    CHECK(made >= 1);
    planOf(clinic);
    CHECK(clinic.ask(clinic.clinician, {.target = "/review/api/patients"}).status == 200);
    CHECK(staffTasks(clinic) == made);
    // It is work for the staff and not for the patient's phone.
    const auto task = std::string(week.get("task").textOr());
    CHECK(clinic.ask(clinic.phone, {.target = "/fhir/Task/" + task}).status == 404);
    const auto found = clinic.ask(clinic.phone, {.target = "/fhir/Task?patient=" + clinic.patient});
    CHECK(found.status == 200);
    CHECK(found.body.find(task) == std::string::npos);
}

TEST_CASE("the list makes the tasks too") {
    TestClinic clinic;
    clinic.beginPlan();
    CHECK(clinic.ask(clinic.clinician, {.target = "/review/api/patients"}).status == 200);
    CHECK(staffTasks(clinic) >= 1);
}

namespace {
/// A round over all patients; how many turns it took.
int round(review::StaffRounds& rounds) {
    int turns = 1;
    while (rounds.turn() == 0) ++turns;
    return turns;
}
}  // namespace

TEST_CASE("clinical rules 4: a visit that is missed becomes a task with nobody looking") {
    TestClinic clinic;
    clinic.beginPlan();
    // Somebody without a plan has no turn.
    review::Services services{clinic.clinic->store(),  clinic.clinic->forms(),
                              clinic.clinic->events(), clinic.clock,
                              clinic.random,           clinic.clinic->protocols()};
    review::StaffRounds rounds(services);
    auto mine = clinic.ask(clinic.clinician, {.target = "/review/api/events"}).events;
    auto others = clinic.ask(clinic.otherClinician, {.target = "/review/api/events"}).events;
    REQUIRE(mine);
    CHECK(round(rounds) == 2);
    const auto made = staffTasks(clinic);
    CHECK(made >= 1);
    CHECK(clinic.audited().back() == "server maintain-store ok");
    CHECK(mine->take().bytes.find("{\"patient\":\"" + clinic.patient + '"') != std::string::npos);
    CHECK(others->take().bytes.empty());

    // Said once, by the rounds and by whoever looks.
    const auto audited = clinic.audited().size();
    CHECK(round(rounds) == 2);
    CHECK(staffTasks(clinic) == made);
    CHECK(clinic.audited().size() == audited);
    CHECK(mine->take().bytes.empty());
    planOf(clinic);
    CHECK(staffTasks(clinic) == made);

    // The next visit is missed when its time has run out, and not before.
    constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;
    const auto until = [&](std::int64_t more) {
        for (int day = 0; day < 60 && staffTasks(clinic) < more; ++day) {
            clinic.clock.advanceMs(dayMs);
            round(rounds);
        }
    };
    until(made + 1);
    CHECK(staffTasks(clinic) > made);
}

TEST_CASE("a withdrawal becomes a task with nobody looking, without a plan too") {
    TestClinic clinic;
    const auto id = clinic.id();
    landfall::fhir::ConsentRecord event;
    event.id = id;
    event.patient = clinic.patient;
    event.event = "withdrawn";
    event.purpose = "participation";
    event.document = "own";
    event.documentVersion = "1.0.0";
    event.sha256 = "ab12";
    event.signedName = "Robin";
    event.dataChoice = "erase";
    event.at = clinic.clock.now();
    const auto bundleId = clinic.id();
    const auto sent =
        clinic.send(clinic.phone, bundleId,
                    bundle(bundleId, {put({"Consent", id, landfall::fhir::buildConsent(event)})}));
    INFO(sent.body);
    REQUIRE(sent.status == 200);
    review::Services services{clinic.clinic->store(),  clinic.clinic->forms(),
                              clinic.clinic->events(), clinic.clock,
                              clinic.random,           clinic.clinic->protocols()};
    review::StaffRounds rounds(services);
    CHECK(round(rounds) == 2);
    const auto tasks = parsed(clinic.ask(clinic.clinician, {.target = "/review/api/tasks"}).body);
    REQUIRE(tasks.root().size() == 1);
    CHECK(tasks.root()[0].get("about").textOr() == "withdrawal");
    CHECK(tasks.root()[0].get("urgent").boolean() == true);
}

TEST_CASE("clinical rules 6: a decision is one of clinicians, and class A needs two") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto reasonOf = [&](const landfall::fhir::Json& page) {
        return std::string(
            page.get("plan").get("sessions")[0].get("gates")[0].get("reason").textOr());
    };
    CHECK(reasonOf(planOf(clinic)) == "No clinician has decided about eligibility.");
    CHECK(post(clinic, clinic.clinician,
               R"({"do":"decide","eligible":true,"class":"A","reason":" "})") == 400);
    CHECK(post(clinic, clinic.clinician,
               R"({"do":"decide","eligible":true,"class":"Q","reason":"x"})") == 400);
    const std::string yes =
        R"({"do":"decide","eligible":true,"class":"A","reason":"seen by the cardiologist"})";
    CHECK(post(clinic, clinic.clinician, yes) == 200);
    CHECK(post(clinic, clinic.clinician, yes) == 200);
    CHECK(reasonOf(planOf(clinic)) ==
          "An answer of class A needs the decision of a second person.");
    // Somebody who does not treat the patient decides nothing.
    CHECK(post(clinic, clinic.otherClinician, yes) == 403);
    REQUIRE(clinic.clinic->store()
                .write([&](store::Writing& writing) {
                    return writing.addCare(clinic.otherClinician.id, clinic.patient, 1);
                })
                .has_value());
    CHECK(post(clinic, clinic.otherClinician, yes) == 200);
    const auto page = planOf(clinic);
    CHECK(page.get("plan").get("sessions")[0].get("gates")[0].get("open").boolean() == true);
    CHECK(page.get("plan").get("decision").get("class").textOr() == "A");
}

TEST_CASE("clinical rules 4: a preparation that took place opens its gate") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto gate = [&] {
        const auto page = planOf(clinic);
        const auto node = page.get("plan").get("sessions")[0].get("gates")[2];
        CHECK(node.get("gate").textOr() == "preparation");
        return node.get("open").boolean().value_or(false);
    };
    CHECK_FALSE(gate());
    CHECK(post(clinic, clinic.clinician,
               R"({"do":"prepared","session":1,"at":"2026-09-01T10:00:00+01:00"})") == 200);
    CHECK(gate());
    CHECK(post(clinic, clinic.clinician, R"({"do":"prepared","session":1,"at":"noon"})") == 400);
    CHECK(post(clinic, clinic.clinician, R"({"do":"prepared","session":5,"at":"noon"})") == 400);
    CHECK(post(clinic, clinic.clinician, R"({"do":"dance"})") == 400);
    CHECK(post(clinic, clinic.clinician, R"({"do":"ready","session":1})") == 200);
    // Of the day that it has moved away from nothing more is said; of the new one it can be.
    const auto asksForExperience = [&] {
        const auto page = planOf(clinic);
        for (const auto visit : page.get("plan").get("visits").elements())
            for (const auto form : visit.get("forms").elements())
                if (visit.get("visit").textOr() == "D0" &&
                    form.get("questionnaire").textOr() == "ebi")
                    return true;
        return false;
    };
    CHECK(asksForExperience());
    CHECK(post(clinic, clinic.clinician, R"({"do":"move","session":1,"date":"2026-09-22"})") ==
          200);
    CHECK_FALSE(asksForExperience());
}

TEST_CASE("clinical rules 4: the visit of a moved session is missed anew, and once for each day") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto first = planOf(clinic);
    const std::string task(missedOf(first, "D+1").get("task").textOr());
    REQUIRE_FALSE(task.empty());
    REQUIRE(clinic
                .ask(clinic.clinician, {.method = "POST",
                                        .target = "/review/api/tasks/" + task + "/close",
                                        .body = R"({"note":"The session did not happen."})"})
                .status == 200);
    const auto moveTo = [&](const std::string& date) {
        REQUIRE(clinic.run("session", {{"patient", clinic.patient}, {"move", "1"}, {"date", date}})
                    .has_value());
    };
    moveTo("2026-09-10");
    const auto made = staffTasks(clinic);
    const std::string second(missedOf(planOf(clinic), "D+1").get("task").textOr());
    CHECK_FALSE(second.empty());
    CHECK(second != task);
    const auto after = staffTasks(clinic);
    CHECK(after > made);
    planOf(clinic);
    CHECK(staffTasks(clinic) == after);
    // Put back: the first day was asked after.
    moveTo("2026-09-07");
    CHECK(missedOf(planOf(clinic), "D+1").get("task").textOr() == task);
}
