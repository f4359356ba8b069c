#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

// The clinic's clock stands at Monday 21 September 2026, 15:13 in London.
namespace {

constexpr std::int64_t nowMs = 1'790'000'000'000;
constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;

int putFlag(TestClinic& clinic, const std::string& id, const std::string& response, int tier,
            std::optional<int> ifMatch = {}) {
    const auto bundleId = clinic.id();
    return clinic
        .send(clinic.phone, bundleId,
              bundle(bundleId,
                     {put({"Flag", id, flag(id, clinic.patient, response, tier), ifMatch})}))
        .status;
}

std::string sentFlag(TestClinic& clinic, int tier) {
    const auto id = clinic.id();
    REQUIRE(putFlag(clinic, id, clinic.id(), tier) == 200);
    return id;
}

void answer(TestClinic& clinic, const std::vector<int>& numbers, std::int64_t authoredMs) {
    const auto bundleId = clinic.id();
    const auto id = clinic.id();
    REQUIRE(clinic
                .send(clinic.phone, bundleId,
                      bundle(bundleId, {put({"QuestionnaireResponse", id,
                                             phq9({.id = id,
                                                   .patient = clinic.patient,
                                                   .numbers = numbers,
                                                   .authoredMs = authoredMs})})}))
                .status == 200);
}

std::vector<store::Record> contactTasks(TestClinic& clinic) {
    std::vector<store::Record> found;
    REQUIRE(clinic.clinic->store()
                .read([&](store::Reading& reading) {
                    return reading.search(
                        clinic.patient, "Task", "", 100, [&](const store::Record& record) {
                            if (record.body.find("contact-patient") != std::string::npos)
                                found.push_back(record);
                            return landfall::ok();
                        });
                })
                .has_value());
    return found;
}

store::Record only(TestClinic& clinic) {
    auto tasks = contactTasks(clinic);
    REQUIRE(tasks.size() == 1);
    return std::move(tasks.front());
}

/// Priority and the end of the period of the only one.
std::string onlyTask(TestClinic& clinic) {
    const auto record = only(clinic);
    const auto task = parsed(record.body);
    return std::string(task.get("priority").textOr()) + ' ' +
           std::string(task.get("restriction").get("period").get("end").textOr());
}

landfall::fhir::Json page(TestClinic& clinic) {
    return parsed(
        clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient}).body);
}

landfall::fhir::Node listed(const landfall::fhir::Json& page, std::string_view id) {
    for (const auto task : page.get("staffTasks").elements())
        if (task.get("id").textOr() == id) return task;
    return {};
}

http::Response close(TestClinic& clinic, const std::string& task) {
    return clinic.ask(clinic.clinician, {.method = "POST",
                                         .target = "/review/api/tasks/" + task + "/close",
                                         .body = R"({"note":"called"})"});
}

}  // namespace

TEST_CASE("clinical rules 5.1: a flag of the phone opens one task for the staff") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto flag = sentFlag(clinic, 2);
    const auto record = only(clinic);
    const auto task = parsed(record.body);
    CHECK(task.get("status").textOr() == "requested");
    CHECK(task.get("intent").textOr() == "order");
    CHECK(task.get("code").get("coding")[0].get("code").textOr() == "contact-patient");
    CHECK(task.get("focus").get("reference").textOr() == "Flag/" + flag);
    CHECK(task.get("for").get("reference").textOr() == "Patient/" + clinic.patient);
    CHECK(task.get("description").isString());
    // It is work for the staff: no phone gets it, and none can name it in a bundle.
    const auto& id = record.id;
    CHECK(clinic.ask(clinic.phone, {.target = "/fhir/Task/" + id}).status == 404);
    auto done = record.body;
    done.replace(done.find("requested"), 9, "completed");
    const auto bundleId = clinic.id();
    CHECK(clinic.send(clinic.phone, bundleId, bundle(bundleId, {put({"Task", id, done, 1})}))
              .status == 400);
    const auto listedTask =
        parsed(clinic.ask(clinic.clinician, {.target = "/review/api/tasks"}).body);
    CHECK(listedTask.root()[0].get("id").textOr() == id);
}

TEST_CASE("clinical rules 5.1: the tier says until when, by the clinic's calendar") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto friday = [&] { clinic.clock.set({nowMs + 4 * dayMs, 60}); };
    SECTION("an emergency at once") {
        sentFlag(clinic, 3);
        CHECK(onlyTask(clinic) == "stat 2026-09-21T15:13:20.000+01:00");
    }
    SECTION("urgent the same day") {
        sentFlag(clinic, 2);
        CHECK(onlyTask(clinic) == "urgent 2026-09-21T23:59:59.000+01:00");
    }
    SECTION("contact by the next working day") {
        sentFlag(clinic, 1);
        CHECK(onlyTask(clinic) == "routine 2026-09-22T23:59:59.000+01:00");
    }
    SECTION("urgent on a Friday") {
        friday();
        sentFlag(clinic, 2);
        CHECK(onlyTask(clinic) == "urgent 2026-09-25T23:59:59.000+01:00");
    }
    SECTION("contact over a weekend") {
        friday();
        sentFlag(clinic, 1);
        CHECK(onlyTask(clinic) == "routine 2026-09-28T23:59:59.000+01:00");
    }
    SECTION("the clinic's day, not that of Greenwich") {
        // 23:30 on the 21st in Greenwich is the 22nd in London.
        clinic.clock.set({1'790'033'400'000, 0});
        sentFlag(clinic, 2);
        CHECK(onlyTask(clinic) == "urgent 2026-09-22T23:59:59.000+01:00");
    }
}

TEST_CASE("what the server finds by itself opens a task too") {
    TestClinic clinic;
    clinic.beginPlan();
    SECTION("the answers reach a tier and the phone said nothing") {
        answer(clinic, {0, 0, 0, 0, 0, 0, 0, 0, 2}, nowMs);
        CHECK(onlyTask(clinic).starts_with("urgent "));
    }
    SECTION("a score is reliably worse") {
        answer(clinic, {1, 1, 1, 0, 0, 0, 0, 0, 0}, nowMs - 17 * dayMs);
        CHECK(contactTasks(clinic).empty());
        answer(clinic, {2, 2, 2, 2, 2, 2, 0, 0, 0}, nowMs);
        CHECK(onlyTask(clinic).starts_with("routine "));
    }
    SECTION("a clinician's rating") {
        REQUIRE(clinic
                    .ask(clinic.clinician,
                         {.method = "POST",
                          .target = "/review/api/patients/" + clinic.patient + "/ratings",
                          .body = R"({"questionnaire":"madrs","answers":[0,0,0,0,0,0,0,0,0,5]})"})
                    .status == 201);
        CHECK(onlyTask(clinic).starts_with("urgent "));
    }
}

TEST_CASE("a tier that rises makes the same task more pressing; nothing makes it less") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto id = clinic.id();
    const auto response = clinic.id();
    REQUIRE(putFlag(clinic, id, response, 1) == 200);
    REQUIRE(putFlag(clinic, id, response, 1, 1) == 200);
    CHECK(only(clinic).version == 1);
    clinic.clock.advanceMs(60'000);
    REQUIRE(putFlag(clinic, id, response, 3, 2) == 200);
    CHECK(onlyTask(clinic) == "stat 2026-09-21T15:14:20.000+01:00");
    CHECK(only(clinic).version == 2);
    // Late is late: a tier that rises gives no more time.
    const auto other = clinic.id();
    REQUIRE(putFlag(clinic, other, response, 1) == 200);
    clinic.clock.set({nowMs + 3 * dayMs, 60});
    REQUIRE(putFlag(clinic, other, response, 2, 1) == 200);
    std::vector<std::string> due;
    for (const auto& task : contactTasks(clinic))
        due.emplace_back(parsed(task.body).get("restriction").get("period").get("end").textOr());
    CHECK(due == std::vector<std::string>{"2026-09-21T15:14:20.000+01:00",
                                          "2026-09-22T23:59:59.000+01:00"});
}

TEST_CASE("the task ends with its flag, by the same person and with the same note") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto id = clinic.id();
    const auto response = clinic.id();
    REQUIRE(putFlag(clinic, id, response, 2) == 200);
    const auto task = only(clinic).id;
    auto before = page(clinic);
    CHECK(before.get("flags")[0].get("task").get("id").textOr() == task);
    CHECK(before.get("flags")[0].get("task").get("priority").textOr() == "urgent");
    CHECK(before.get("flags")[0].get("task").get("due").textOr() ==
          "2026-09-21T23:59:59.000+01:00");
    CHECK(listed(before, task).get("about").textOr() == "contact");
    CHECK(listed(before, task).get("flag").textOr() == id);
    CHECK(listed(before, task).get("open").boolean() == true);

    // Not the other way round: what was done about the danger is said at the flag.
    const auto refused = close(clinic, task);
    CHECK(codeOf(refused) == "not_ready");
    CHECK(refused.body.find("The flag") != std::string::npos);
    CHECK(page(clinic).get("flags")[0].get("status").textOr() == "active");

    REQUIRE(clinic
                .ask(clinic.clinician, {.method = "POST",
                                        .target = "/review/api/flags/" + id + "/acknowledge",
                                        .body = R"({"note":"called, is with her sister"})"})
                .status == 200);
    const auto after = page(clinic);
    CHECK(listed(after, task).get("open").boolean() == false);
    CHECK(listed(after, task).get("note").textOr() == "called, is with her sister");
    CHECK(listed(after, task).get("closedBy").textOr() == "Dr lin");
    CHECK(parsed(only(clinic).body).get("status").textOr() == "completed");

    // Something worse under the same flag is work again.
    clinic.clock.set({nowMs + dayMs, 60});
    REQUIRE(putFlag(clinic, id, response, 3, 2) == 200);
    CHECK(onlyTask(clinic) == "stat 2026-09-22T15:13:20.000+01:00");
    const auto again = page(clinic);
    CHECK(listed(again, task).get("open").boolean() == true);
    CHECK(listed(again, task).get("note").isNull());
}

TEST_CASE("the export holds the tasks of flags") {
    TestClinic clinic;
    sentFlag(clinic, 3);
    const auto folder = clinic.folder.path() / "out";
    REQUIRE(clinic.run("export", {{"to", folder.string()}}).has_value());
    std::ifstream file(folder / "Task.ndjson");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    CHECK(text.find("contact-patient") != std::string::npos);
}
