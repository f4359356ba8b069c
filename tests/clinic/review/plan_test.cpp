#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"
#include "landfall/fhir/build.hpp"
#include "server/admin/fault.hpp"
#include "server/review/staff_rounds.hpp"
#include "unit/pathway/sample_consents.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

// The clinic's clock stands at 21 September 2026.
namespace {

landfall::fhir::Json planOf(TestClinic& clinic) {
    const auto answer =
        clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient});
    REQUIRE(answer.status == 200);
    return parsed(answer.body);
}

int post(TestClinic& clinic, const http::Actor& actor, const std::string& body) {
    return clinic
        .ask(actor, {.method = "POST",
                     .target = "/review/api/patients/" + clinic.patient + "/plan",
                     .body = body})
        .status;
}

void begin(TestClinic& clinic) {
    REQUIRE(
        clinic
            .run("plan",
                 {{"patient", clinic.patient}, {"start", "2026-08-03"}, {"zone", "Europe/London"}})
            .has_value());
    REQUIRE(
        clinic.run("session", {{"patient", clinic.patient}, {"date", "2026-09-07"}}).has_value());
}

landfall::fhir::Node missedOf(const landfall::fhir::Json& page, std::string_view visit) {
    for (const auto one : page.get("plan").get("missed").elements())
        if (one.get("visit").textOr() == visit) return one;
    return {};
}

std::int64_t staffTasks(TestClinic& clinic) {
    std::int64_t count = 0;
    REQUIRE(clinic.clinic->store()
                .read([&](store::Reading& reading) {
                    return reading.search(clinic.patient, "Task", "", 100,
                                          [&](const store::Record& record) {
                                              count += record.id.starts_with("missed-") ? 1 : 0;
                                              return landfall::ok();
                                          });
                })
                .has_value());
    return count;
}

}  // namespace

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
    begin(clinic);
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
    begin(clinic);
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
    begin(clinic);
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
    begin(clinic);
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
    begin(clinic);
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
    begin(clinic);
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
    begin(clinic);
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
    begin(clinic);
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

namespace {
/// What a patient does about the consent, step by step.
struct Consenting {
    TestClinic& clinic;
    std::string before{};

    std::string step(const std::string& event, const landfall::pathway::ConsentDocument& text,
                     const std::string& data = "keep") {
        landfall::fhir::ConsentRecord consent;
        consent.id = clinic.id();
        consent.follows = std::exchange(before, consent.id);
        consent.patient = clinic.patient;
        consent.event = event;
        consent.purpose = "participation";
        consent.at = {1'788'000'000'000, 60};
        consent.document = text.id();
        consent.documentVersion = text.version();
        consent.documentTitle = text.title();
        consent.sha256 = text.sha256();
        consent.signedName = "Sam Reed";
        if (event == "withdrawn") consent.dataChoice = data;
        const auto id = clinic.id();
        const auto answer = clinic.send(
            clinic.phone, id,
            bundle(id, {put({"Consent", consent.id, landfall::fhir::buildConsent(consent)})}));
        INFO(answer.body);
        CHECK(answer.status == 200);
        return consent.id;
    }
    void countersign(const std::string& consent) {
        CHECK(clinic
                  .run("consent countersign",
                       {{"patient", clinic.patient}, {"consent", consent}, {"name", "Dr Lin"}})
                  .has_value());
    }
    void signAndCountersign(const landfall::pathway::ConsentDocument& text) {
        countersign(step("signed", text));
    }
    landfall::pathway::ConsentLibrary::Document send(const sample::ConsentParts& parts) {
        const auto text = sample::consent(parts);
        const auto sent =
            clinic.run("consent send", {{"patient", clinic.patient}, {"content", text}});
        CHECK(sent.has_value());
        landfall::pathway::ConsentLibrary library;
        return library.add(text).value();
    }
    /// "open", or why not; and the state of the visit CON.
    std::pair<std::string, std::string> now() {
        const auto page = planOf(clinic);
        const auto gate = page.get("plan").get("sessions")[0].get("gates")[1];
        CHECK(gate.get("gate").textOr() == "consent");
        std::string state;
        for (const auto visit : page.get("plan").get("visits").elements())
            if (visit.get("visit").textOr() == "CON") state = visit.get("state").textOr();
        const bool open = gate.get("open").boolean().value_or(false);
        return {open ? "open" : std::string(gate.get("reason").textOr()), state};
    }
};
using Standing = std::pair<std::string, std::string>;
}  // namespace

TEST_CASE("clinical rules 4: a signed consent opens its gate, and taking it back closes it") {
    TestClinic clinic;
    begin(clinic);
    Consenting consent{clinic};
    const auto text = consent.send({});
    CHECK(consent.now().first == "The consent is not signed.");
    consent.step("read", *text);
    CHECK(consent.now().first == "The consent is not signed.");
    const auto first = consent.step("signed", *text);
    // The person has done their part, and the clinic not yet.
    CHECK(consent.now() ==
          Standing{"The consent is signed, and not countersigned by the clinic.", "done"});
    consent.countersign(first);
    CHECK(consent.now() == Standing{"open", "done"});
    consent.step("withdrawn", *text);
    CHECK(consent.now().first == "The consent was withdrawn.");
    CHECK(consent.now().second != "done");
    consent.signAndCountersign(*text);
    CHECK(consent.now() == Standing{"open", "done"});
    // One that says nothing of what it follows ends everything.
    consent.before.clear();
    consent.step("withdrawn", *text, "erase");
    CHECK(consent.now().first == "The consent was withdrawn.");

    // Each is work for the staff, once, however often somebody looks.
    const auto page = planOf(clinic);
    std::vector<std::string> urgent;
    std::vector<std::string> ended;
    for (const auto task : page.get("staffTasks").elements()) {
        if (task.get("about").textOr() != "withdrawal") continue;
        if (task.get("urgent").boolean().value_or(false))
            urgent.emplace_back(task.get("title").textOr());
        else
            ended.emplace_back(task.get("reason").textOr());
    }
    REQUIRE(urgent.size() == 1);
    CHECK(urgent.front().find("erased as far as the law allows") != std::string::npos);
    // The first withdrawal was looked at while it stood, and ended with the new signature.
    CHECK(ended ==
          std::vector<std::string>{
              "The person signed anew on 29 August 2026 and takes part again, so nothing is to be "
              "done about the withdrawal."});
}

TEST_CASE("the template opens no gate, and its signature stands for no text of the clinic's own") {
    TestClinic clinic;
    begin(clinic);
    Consenting consent{clinic};
    consent.signAndCountersign(*landfall::pathway::ConsentLibrary::bundled()->current());
    const auto reason = consent.now().first;
    CHECK(reason.find("template") != std::string::npos);
    CHECK(reason.find("Send the clinic's own text") != std::string::npos);
    const auto own = consent.send({});
    CHECK(consent.now().second == "due");
    consent.signAndCountersign(*own);
    CHECK(consent.now() == Standing{"open", "done"});
}

namespace {
/// The patient's tasks about withdrawals, the newest withdrawal last.
std::vector<landfall::fhir::Json> withdrawals(TestClinic& clinic) {
    planOf(clinic);
    std::vector<landfall::fhir::Json> tasks;
    REQUIRE(clinic.clinic->store()
                .read([&](store::Reading& reading) {
                    return reading.search(clinic.patient, "Task", "", 100,
                                          [&](const store::Record& record) {
                                              if (record.id.starts_with("withdrawn-"))
                                                  tasks.push_back(parsed(record.body));
                                              return landfall::ok();
                                          });
                })
                .has_value());
    return tasks;
}
std::string said(const landfall::fhir::Json& task, std::string_view member) {
    return std::string(task.get(member).textOr());
}
std::string whyEnded(const landfall::fhir::Json& task) {
    return std::string(task.get("statusReason").get("coding")[0].get("code").textOr());
}
}  // namespace

TEST_CASE("whoever signs anew leaves no order to erase behind") {
    TestClinic clinic;
    begin(clinic);
    Consenting consent{clinic};
    const auto text = consent.send({});
    consent.step("signed", *text);
    consent.step("withdrawn", *text, "erase");
    REQUIRE(withdrawals(clinic).size() == 1);
    CHECK(said(withdrawals(clinic).front(), "status") == "requested");
    // Reading again is no return yet.
    consent.step("read", *text);
    CHECK(said(withdrawals(clinic).front(), "status") == "requested");
    consent.step("signed", *text);
    const auto ended = withdrawals(clinic);
    REQUIRE(ended.size() == 1);
    CHECK(said(ended.front(), "status") == "cancelled");
    CHECK(whyEnded(ended.front()) == "signed-anew");
    const auto open = parsed(clinic.ask(clinic.clinician, {.target = "/review/api/tasks"}).body);
    for (const auto task : open.root().elements())
        CHECK(task.get("about").textOr() != "withdrawal");
    // What comes together leaves the same: only the last withdrawal is work.
    consent.step("withdrawn", *text, "erase");
    consent.step("signed", *text);
    consent.step("withdrawn", *text, "keep");
    const auto now = withdrawals(clinic);
    REQUIRE(now.size() == 2);
    CHECK(said(now[1], "status") == "requested");
    CHECK(said(now[1], "priority") == "routine");
}

TEST_CASE("a withdrawal that somebody has taken on stays, and says that the person came back") {
    TestClinic clinic;
    begin(clinic);
    Consenting consent{clinic};
    const auto text = consent.send({});
    consent.step("signed", *text);
    consent.step("withdrawn", *text, "erase");
    const auto all = withdrawals(clinic);
    const auto& waiting = all.front();
    const auto task = said(waiting, "id");
    REQUIRE(clinic.clinic->store()
                .write([&](store::Writing& writing) -> landfall::Result<void> {
                    const store::RecordKey key{"Task", task};
                    LF_TRY(const auto bytes,
                           landfall::fhir::assignmentWithStatus(waiting, "in-progress", ""));
                    LF_TRY(const auto before, writing.state(key));
                    LF_TRY([[maybe_unused]] const auto written,
                           writing.append({.key = key,
                                           .patient = std::string_view(clinic.patient),
                                           .body = std::string_view(bytes),
                                           .device = std::nullopt,
                                           .receivedMs = 0},
                                          before));
                    return landfall::ok();
                })
                .has_value());
    consent.step("signed", *text);
    const auto later = withdrawals(clinic);
    const auto& taken = later.front();
    CHECK(said(taken, "status") == "in-progress");
    CHECK(said(taken, "description") ==
          "Has come back and signed anew on 29 August 2026: nothing is to be erased any more. "
          "Before that: Stopped taking part, and asks that the data be erased as far as the law "
          "allows");
    // Once, however often somebody looks.
    CHECK(said(withdrawals(clinic).front(), "description") == said(taken, "description"));
}

TEST_CASE("another choice about the data is a task of its own, and ends the one before") {
    TestClinic clinic;
    begin(clinic);
    Consenting consent{clinic};
    const auto text = consent.send({});
    consent.step("signed", *text);
    consent.step("withdrawn", *text, "keep");
    CHECK(said(withdrawals(clinic).front(), "priority") == "routine");
    consent.step("withdrawn", *text, "erase");
    auto tasks = withdrawals(clinic);
    REQUIRE(tasks.size() == 2);
    CHECK(said(tasks[0], "status") == "cancelled");
    CHECK(whyEnded(tasks[0]) == "data-choice-changed");
    CHECK(said(tasks[1], "status") == "requested");
    CHECK(said(tasks[1], "priority") == "urgent");
    consent.step("withdrawn", *text, "keep");
    tasks = withdrawals(clinic);
    REQUIRE(tasks.size() == 3);
    CHECK(said(tasks[1], "status") == "cancelled");
    CHECK(said(tasks[2], "priority") == "routine");
}

TEST_CASE("a withdrawal is listed after a signature from a phone whose clock was ahead") {
    TestClinic clinic;
    begin(clinic);
    Consenting consent{clinic};
    const auto text = consent.send({});
    constexpr std::int64_t hour = 3'600'000;
    clinic.clock.advanceMs(hour);
    consent.step("signed", *text);
    clinic.clock.advanceMs(-hour);
    consent.step("withdrawn", *text);
    std::vector<std::string> events;
    for (const auto one : planOf(clinic).get("consents").elements())
        events.emplace_back(one.get("event").textOr());
    CHECK(events == std::vector<std::string>{"signed", "withdrawn"});
}

TEST_CASE("clinical rules 4: a change that matters closes the gate until it is signed anew") {
    TestClinic clinic;
    begin(clinic);
    Consenting consent{clinic};
    consent.signAndCountersign(*consent.send({}));
    CHECK(consent.now() == Standing{"open", "done"});
    consent.send({.version = "1.0.1", .replaces = "1.0.0", .material = false});
    CHECK(consent.now() == Standing{"open", "done"});
    const auto risk = consent.send({.version = "1.1.0", .replaces = "1.0.1"});
    CHECK(consent.now() ==
          Standing{"The text of the consent has changed in what matters; it has to "
                   "be signed again.",
                   "due"});
    consent.signAndCountersign(*risk);
    CHECK(consent.now() == Standing{"open", "done"});
}

TEST_CASE("clinical rules 4: the visit of a moved session is missed anew, and once for each day") {
    TestClinic clinic;
    begin(clinic);
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

TEST_CASE("nobody is asked after who has stopped taking part, and their withdrawal is work once") {
    TestClinic clinic;
    begin(clinic);
    Consenting consent{clinic};
    const auto text = consent.send({});
    consent.signAndCountersign(*text);
    consent.step("withdrawn", *text);
    const auto page = planOf(clinic);
    CHECK(staffTasks(clinic) == 0);
    CHECK(page.get("plan").get("missed").size() == 0);
    CHECK(page.get("staffTasks").size() == 1);
    CHECK(page.get("staffTasks")[0].get("about").textOr() == "withdrawal");
    consent.signAndCountersign(*text);
    planOf(clinic);
    CHECK(staffTasks(clinic) >= 1);
}
