#include <catch2/catch_test_macros.hpp>
#include <set>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"
#include "landfall/fhir/build.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

namespace {

void sendAll(TestClinic& clinic, const http::Actor& phone,
             const std::vector<std::string>& entries) {
    const auto id = clinic.id();
    REQUIRE(clinic.send(phone, id, bundle(id, entries)).status == 200);
}

void answerPhq9(TestClinic& clinic, const http::Actor& phone, const std::vector<int>& numbers,
                std::int64_t authoredMs = 1'790'000'000'000) {
    const auto id = clinic.id();
    sendAll(clinic, phone,
            {put({"QuestionnaireResponse", id,
                  phq9({.id = id,
                        .patient = phone.patient,
                        .numbers = numbers,
                        .authoredMs = authoredMs})})});
}

landfall::fhir::Json get(TestClinic& clinic, const std::string& target) {
    const auto answer = clinic.ask(clinic.clinician, {.target = target});
    REQUIRE(answer.status == 200);
    CHECK(answer.contentType == "application/json");
    return parsed(answer.body);
}

landfall::fhir::Json page(TestClinic& clinic) {
    return get(clinic, "/review/api/patients/" + clinic.patient);
}

}  // namespace

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
        text.replace(at, what.size(), by);
    return text;
}

/// PHQ-9 under the name of a clinic's own questionnaire.
std::string asOwn(const std::string& text) {
    return replaced(text, "landfall.example/fhir/Questionnaire/phq-9", "clinic.example/moods");
}

}  // namespace

TEST_CASE("answers that came before their questionnaire are shown as if it had been known") {
    TestClinic clinic;
    const auto response = clinic.id();
    const auto score = clinic.id();
    const auto answers =
        put({"QuestionnaireResponse", response,
             asOwn(phq9({response, clinic.patient, {1, 1, 1, 0, 0, 0, 0, 0, 1}}))});
    const auto total =
        put({"Observation", score, asOwn(phq9Score(score, clinic.patient, response, 7))});
    SECTION("together") {
        sendAll(clinic, clinic.phone, {answers, total});
    }
    SECTION("the total first") {
        sendAll(clinic, clinic.phone, {total});
        sendAll(clinic, clinic.phone, {answers});
    }
    const auto unknown = page(clinic);
    CHECK(unknown.get("responses")[0].get("questionnaire").textOr() ==
          "https://clinic.example/moods|1.0.0");
    CHECK(unknown.get("flags").size() == 0);

    const auto before = clinic.clinic->forms().bytesOf("phq-9");
    const auto own = replaced(asOwn(before), R"("id": "phq-9")", R"("id": "moods")");
    REQUIRE(clinic.run("questionnaire add", {{"content", own}}).has_value());

    const auto known = page(clinic);
    const auto answered = known.get("responses")[0];
    CHECK(answered.get("questionnaire").textOr() == "moods");
    CHECK(answered.get("title").textOr() == known.get("scores")[0].get("title").textOr());
    CHECK(answered.get("items")[8].get("value").integer() == 1);
    CHECK_FALSE(answered.get("items")[8].get("text").textOr().empty());
    REQUIRE(known.get("scores").size() == 1);
    CHECK(known.get("scores")[0].get("questionnaire").textOr() == "moods");
    const auto point = known.get("scores")[0].get("points")[0];
    CHECK(point.get("value").integer() == 4);
    CHECK(point.get("differs").boolean() == true);
    CHECK(point.get("sentValue").integer() == 7);
    // Nobody could see the danger before.
    REQUIRE(known.get("flags").size() == 1);
    CHECK(known.get("flags")[0].get("questionnaire").textOr() == "moods");
    CHECK(known.get("flags")[0].get("response").textOr() == response);

    const auto target = "/review/api/patients/" + clinic.patient;
    const auto whole = clinic.ask(clinic.clinician, {.target = target}).body;
    REQUIRE(clinic.run("questionnaire add", {{"content", own}}).has_value());
    CHECK(clinic.ask(clinic.clinician, {.target = target}).body == whole);
    REQUIRE(clinic.run("reindex", {}).has_value());
    CHECK(clinic.ask(clinic.clinician, {.target = target}).body == whole);
}

namespace {
void answerUnknown(TestClinic& clinic, const http::Actor& phone, const std::string& status) {
    const auto id = clinic.id();
    sendAll(clinic, phone,
            {put({"QuestionnaireResponse", id,
                  asOwn(phq9({.id = id,
                              .patient = phone.patient,
                              .numbers = {0, 0, 0, 0, 0, 0, 0, 0, 1},
                              .status = status}))})});
}
}  // namespace

TEST_CASE("an answer to a form that the clinic does not know is a task, once for each patient") {
    TestClinic clinic;
    answerUnknown(clinic, clinic.phone, "entered-in-error");
    CHECK(page(clinic).get("staffTasks").size() == 0);
    answerUnknown(clinic, clinic.phone, "completed");
    const auto first = page(clinic);
    REQUIRE(first.get("responses").size() == 2);
    REQUIRE(first.get("staffTasks").size() == 1);
    const auto task = first.get("staffTasks")[0];
    CHECK(task.get("about").textOr() == "unknown-form");
    CHECK(task.get("title").textOr() == "An answer to an unknown form came in");
    CHECK(task.get("urgent").boolean() == false);
    CHECK(task.get("open").boolean() == true);
    CHECK(task.get("visit").isNull());
    CHECK(task.get("forms")[0].get("questionnaire").textOr() ==
          "https://clinic.example/moods|1.0.0");

    // Work for the staff, and nothing that a phone could show.
    const auto feed = clinic.ask(
        clinic.phone, {.target = "/fhir/Patient/" + clinic.patient + "/$landfall-changes"});
    CHECK(feed.body.find(std::string(task.get("id").textOr())) == std::string::npos);

    answerUnknown(clinic, clinic.phone, "completed");
    CHECK(page(clinic).get("staffTasks").size() == 1);
    answerUnknown(clinic, clinic.otherPhone, "completed");
    CHECK(get(clinic, "/review/api/tasks").root().size() == 2);

    REQUIRE(clinic
                .ask(clinic.clinician, {.method = "POST",
                                        .target = "/review/api/tasks/" +
                                                  std::string(task.get("id").textOr()) + "/close",
                                        .body = R"({"note":"asked the trial office"})"})
                .status == 200);
    answerUnknown(clinic, clinic.phone, "completed");
    const auto closed = page(clinic);
    REQUIRE(closed.get("staffTasks").size() == 1);
    CHECK(closed.get("staffTasks")[0].get("open").boolean() == false);
    CHECK(closed.get("staffTasks")[0].get("note").textOr() == "asked the trial office");
}

namespace {
constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;
constexpr std::int64_t nowMs = 1'790'000'000'000;
constexpr std::int64_t yearsAhead = 1'000 * dayMs;
}  // namespace

TEST_CASE("an answer of a phone whose clock was ahead does not stay the newest for ever") {
    TestClinic clinic;
    const std::vector<int> many = {2, 2, 2, 2, 2, 2, 0, 0, 0};
    answerPhq9(clinic, clinic.phone, many, nowMs + yearsAhead);
    answerPhq9(clinic, clinic.phone, {1, 1, 1, 1, 1, 1, 0, 0, 0}, nowMs + dayMs);
    clinic.clock.advanceMs(3 * dayMs);
    answerPhq9(clinic, clinic.phone, {1, 0, 0, 0, 0, 0, 0, 0, 0}, nowMs + 3 * dayMs);
    const auto check = [&] {
        const auto row = get(clinic, "/review/api/patients").root()[0];
        CHECK(row.get("latest").get("value").integer() == 1);
        CHECK(row.get("sinceBaseline").get("value").integer() == 1);
        const auto json = page(clinic);
        const auto responses = json.get("responses");
        REQUIRE(responses.size() == 3);
        const auto points = json.get("scores")[0].get("points");
        for (int i = 0; i < 3; ++i) {
            CHECK(responses[2 - i].get("id").textOr() == points[i].get("response").textOr());
            CHECK(responses[2 - i].get("clockAhead").boolean() == (i == 0));
            CHECK(points[i].get("clockAhead").boolean() == (i == 0));
        }
        CHECK(points[0].get("value").integer() == 12);
        // Kept exactly, and no longer believed.
        CHECK(points[0].get("authored").textOr() ==
              landfall::base::toFhirDateTime({nowMs + yearsAhead, 60}));
        CHECK(points[1].get("value").integer() == 6);
    };
    check();
    REQUIRE(clinic.run("reindex", {}).has_value());
    check();
}

TEST_CASE("a correction of an answer from a clock that was ahead stays where the answer was") {
    TestClinic clinic;
    const auto id = clinic.id();
    const auto version = [&](const std::string& status, std::int64_t authoredMs,
                             std::optional<int> seen = {}) {
        sendAll(clinic, clinic.phone,
                {put({"QuestionnaireResponse", id,
                      phq9({.id = id,
                            .patient = clinic.patient,
                            .numbers = {1, 0, 0, 0, 0, 0, 0, 0, 0},
                            .status = status,
                            .authoredMs = authoredMs}),
                      seen})});
    };
    version("completed", nowMs + yearsAhead);
    clinic.clock.advanceMs(dayMs);
    answerPhq9(clinic, clinic.phone, {0, 0, 0, 0, 0, 0, 0, 0, 0}, nowMs + dayMs);
    clinic.clock.advanceMs(dayMs);
    version("amended", nowMs + yearsAhead, 1);
    CHECK(page(clinic).get("responses")[1].get("id").textOr() == id);
    CHECK(page(clinic).get("responses")[1].get("clockAhead").boolean() == true);
    // Mended by the phone itself.
    version("amended", nowMs + 2 * dayMs, 2);
    CHECK(page(clinic).get("responses")[0].get("id").textOr() == id);
    CHECK(page(clinic).get("responses")[0].get("clockAhead").boolean() == false);
}

TEST_CASE("an entry and a safety plan from a clock that was ahead do not stay on top") {
    TestClinic clinic;
    const auto at = [](std::string text, std::int64_t ms) {
        return replaced(std::move(text), landfall::base::toFhirDateTime({nowMs, 60}),
                        landfall::base::toFhirDateTime({ms, 60}));
    };
    const auto entry = [&](const std::string& words, std::int64_t ms) {
        const auto id = clinic.id();
        sendAll(clinic, clinic.phone,
                {put({"DocumentReference", id, at(journal(id, clinic.patient, words), ms)})});
    };
    const auto plan = [&](const std::string& words, std::int64_t ms) {
        const auto id = clinic.id();
        sendAll(clinic, clinic.phone,
                {put({"DocumentReference", id,
                      landfall::fhir::buildSafetyPlan({.id = id,
                                                       .patient = clinic.patient,
                                                       .authored = {ms, 60},
                                                       .sections = {{"signs", "Signs", words}},
                                                       .source = ""})})});
    };
    entry("first", nowMs + yearsAhead);
    plan("first", nowMs + yearsAhead);
    clinic.clock.advanceMs(dayMs);
    entry("second", nowMs + dayMs);
    plan("second", nowMs + dayMs);
    const auto json = page(clinic);
    REQUIRE(json.get("journal").size() == 2);
    CHECK(json.get("journal")[0].get("text").textOr() == "second");
    CHECK(json.get("journal")[0].get("clockAhead").boolean() == false);
    CHECK(json.get("journal")[1].get("clockAhead").boolean() == true);
    CHECK(json.get("safetyPlan").get("sections")[0].get("text").textOr() == "second");
}

TEST_CASE("what an older version had put on top for ever is mended when the clinic is opened") {
    TestClinic clinic;
    answerPhq9(clinic, clinic.phone, {2, 0, 0, 0, 0, 0, 0, 0, 0}, nowMs + yearsAhead);
    clinic.clock.advanceMs(dayMs);
    answerPhq9(clinic, clinic.phone, {1, 0, 0, 0, 0, 0, 0, 0, 0}, nowMs + dayMs);
    const auto set = [&](landfall::db::Sql statement) {
        REQUIRE(clinic.clinic->connections()
                    .write([&](landfall::db::Database& database) {
                        return database.run(statement, nowMs + yearsAhead, nowMs);
                    })
                    .has_value());
    };
    set("UPDATE view_response SET authored_ms = ? WHERE received_ms = ?");
    set("UPDATE view_score SET authored_ms = ? WHERE received_ms = ?");
    CHECK(get(clinic, "/review/api/patients").root()[0].get("latest").get("value").integer() == 2);
    REQUIRE(clinic.clinic->connections()
                .write([](landfall::db::Database& database) {
                    return database.run("PRAGMA user_version = 3");
                })
                .has_value());
    clinic.reopen();
    CHECK(get(clinic, "/review/api/patients").root()[0].get("latest").get("value").integer() == 1);
    CHECK(page(clinic).get("responses")[1].get("clockAhead").boolean() == true);
}

TEST_CASE("the list shows who needs somebody now first") {
    TestClinic clinic;
    answerPhq9(clinic, clinic.phone, {3, 3, 3, 3, 3, 3, 0, 0, 0});
    answerPhq9(clinic, clinic.otherPhone, {0, 0, 0, 0, 0, 0, 0, 0, 2});
    const auto list = get(clinic, "/review/api/patients");
    REQUIRE(list.root().size() == 2);
    const auto first = list.root()[0];
    CHECK(first.get("id").textOr() == clinic.otherPatient);
    CHECK(first.get("openFlags").integer() == 1);
    CHECK(first.get("highestTier").integer() == 2);
    CHECK(first.get("oldestFlag").isString());
    CHECK(first.get("topFlag").get("tier").integer() == 2);
    CHECK(first.get("topFlag").get("title").textOr() == "PHQ-9");
    CHECK(first.get("topFlag").get("itemLabel").textOr() == "9");
    CHECK(first.get("topFlag").get("received").textOr() == first.get("oldestFlag").textOr());
    const auto second = list.root()[1];
    CHECK(second.get("openFlags").integer() == 0);
    CHECK(second.get("topFlag").isNull());
    CHECK(second.get("latest").get("value").integer() == 18);
    CHECK(second.get("latest").get("band").textOr() == "moderately-severe");
    CHECK(second.get("latest").get("change").isNull());
    CHECK(second.get("spark")[0].integer() == 18);
    CHECK(second.get("lastReceived").isString());
}

TEST_CASE("the list counts what is due and overdue") {
    TestClinic clinic;
    for (const char* due : {"2026-09-21", "2090-01-01", ""}) {
        std::map<std::string, std::string, std::less<>> options{{"patient", clinic.patient},
                                                                {"questionnaire", "gad-7"}};
        if (*due != '\0') options["due"] = due;
        REQUIRE(clinic.run("assign", options).has_value());
    }
    constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;
    clinic.clock.advanceMs(2 * dayMs);
    const auto list = get(clinic, "/review/api/patients");
    CHECK(list.root()[0].get("id").textOr() == clinic.patient);
    CHECK(list.root()[0].get("overdue").integer() == 1);
    CHECK(list.root()[0].get("due").integer() == 2);
}

TEST_CASE("a patient's page has the answers beside the ones before") {
    TestClinic clinic;
    answerPhq9(clinic, clinic.phone, {1, 0, 0, 0, 0, 0, 0, 0, 0});
    answerPhq9(clinic, clinic.phone, {2, 9, 0, 0, 0, 0, 0, 0, 1}, 1'790'000'500'000);
    const auto json = page(clinic);
    REQUIRE(json.get("responses").size() == 2);
    const auto newest = json.get("responses")[0];
    CHECK(newest.get("questionnaire").textOr() == "phq-9");
    CHECK(newest.get("title").textOr() == "PHQ-9");
    CHECK(newest.get("version").textOr() == "1.0.0");
    const auto items = newest.get("items");
    CHECK(items[0].get("label").textOr() == "1");
    CHECK(items[0].get("value").integer() == 2);
    CHECK(items[0].get("previous").integer() == 1);
    CHECK(items[0].get("danger").boolean() == false);
    CHECK(items[1].get("declined").boolean() == true);
    CHECK(items[1].get("answer").isNull());
    CHECK(items[8].get("danger").boolean() == true);
    CHECK(json.get("responses")[1].get("items")[0].get("previous").isNull());

    const auto score = json.get("scores")[0];
    CHECK(score.get("questionnaire").textOr() == "phq-9");
    CHECK(score.get("max").integer() == 27);
    CHECK(score.get("bands").size() == 5);
    REQUIRE(score.get("points").size() == 2);
    CHECK(score.get("points")[0].get("value").integer() == 1);

    const auto flag = json.get("flags")[0];
    CHECK(flag.get("itemLabel").textOr() == "9");
    CHECK(flag.get("item").textOr() == "phq9-9");
    CHECK_FALSE(flag.get("itemText").textOr().empty());
    CHECK(flag.get("status").textOr() == "active");
    CHECK(flag.get("note").isNull());
}

TEST_CASE("a shared entry is shown with its newest text and marked as edited") {
    TestClinic clinic;
    const auto id = clinic.id();
    sendAll(clinic, clinic.phone,
            {put({"DocumentReference", id, journal(id, clinic.patient, "<b>first</b>")})});
    sendAll(clinic, clinic.phone,
            {put({"DocumentReference", id, journal(id, clinic.patient, "second \u202e text"), 1})});
    const auto json = page(clinic);
    REQUIRE(json.get("journal").size() == 1);
    const auto entry = json.get("journal")[0];
    CHECK(entry.get("text").textOr() == "second \u202e text");
    CHECK(entry.get("version").integer() == 2);
    CHECK(entry.get("edited").boolean() == true);
    sendAll(clinic, clinic.phone, {del("DocumentReference", id, 2, clinic.id())});
    CHECK(page(clinic).get("journal").size() == 0);
}

TEST_CASE("acknowledging closes the flag on the phone and keeps the note at the clinic") {
    TestClinic clinic;
    answerPhq9(clinic, clinic.phone, {0, 0, 0, 0, 0, 0, 0, 0, 1});
    const auto flagId = std::string(page(clinic).get("flags")[0].get("id").textOr());
    const auto acknowledge = [&](const std::string& body) {
        return clinic.ask(clinic.clinician,
                          {.method = "POST",
                           .target = "/review/api/flags/" + flagId + "/acknowledge",
                           .body = body});
    };
    CHECK(codeOf(acknowledge(R"({"note":""})")) == "bad_request");
    CHECK(codeOf(acknowledge(R"({"note":" \n "})")) == "bad_request");
    CHECK(codeOf(acknowledge("{\"note\":\"" + std::string(2001, 'n') + "\"}")) == "bad_request");
    CHECK(codeOf(acknowledge("[]")) == "bad_json");
    const auto done = acknowledge(R"({"note":"spoke by telephone"})");
    REQUIRE(done.status == 200);
    CHECK(parsed(done.body).get("id").textOr() == flagId);

    const auto flag = page(clinic).get("flags")[0].raw();
    const auto shown = parsed(std::string(flag));
    CHECK(shown.get("status").textOr() == "inactive");
    CHECK(shown.get("note").textOr() == "spoke by telephone");
    CHECK(shown.get("acknowledgedBy").textOr() == clinic.clinician.name);
    CHECK(shown.get("acknowledged").isString());

    const auto feed = clinic.ask(
        clinic.phone, {.target = "/fhir/Patient/" + clinic.patient + "/$landfall-changes"});
    CHECK(feed.body.find("\"inactive\"") != std::string::npos);
    CHECK(feed.body.find("spoke by telephone") == std::string::npos);
    CHECK(codeOf(acknowledge(R"({"note":"again"})")) == "version_conflict");
    CHECK(clinic.audited().back() == "clinician acknowledge-flag version_conflict");
}

TEST_CASE("assigning answers with the id and refuses what is not there") {
    TestClinic clinic;
    const auto assign = [&](const std::string& body) {
        return clinic.ask(clinic.clinician,
                          {.method = "POST",
                           .target = "/review/api/patients/" + clinic.patient + "/assignments",
                           .body = body});
    };
    const auto made = assign(R"({"questionnaire":"gad-7","due":"2026-12-01"})");
    REQUIRE(made.status == 201);
    const auto tasks = page(clinic);
    const auto task = tasks.get("assignments")[0];
    CHECK(task.get("id").textOr() == parsed(made.body).get("id").textOr());
    CHECK(task.get("questionnaire").textOr() == "gad-7");
    CHECK(task.get("due").textOr() == "2026-12-01");
    CHECK(task.get("status").textOr() == "requested");
    CHECK(codeOf(assign(R"({"questionnaire":"nothing"})")) == "not_found");
    CHECK(codeOf(assign(R"({"questionnaire":"gad-7","due":"2026-02-30"})")) == "bad_request");
}

TEST_CASE("nothing is assigned for a day that is over") {
    // The clock stands at 21 September 2026.
    TestClinic clinic;
    const auto assign = [&](const std::string& due) {
        return clinic.ask(clinic.clinician,
                          {.method = "POST",
                           .target = "/review/api/patients/" + clinic.patient + "/assignments",
                           .body = R"({"questionnaire":"gad-7","due":")" + due + "\"}"});
    };
    for (const auto* over : {"2020-01-01", "2026-09-20"}) {
        const auto answer = assign(over);
        INFO(answer.body);
        CHECK(answer.status == 400);
        CHECK(expressionOf(answer) == "due");
        CHECK(parsed(answer.body).get("issue")[0].get("details").get("text").textOr() ==
              "The form was not assigned: the day it is due is over. Nothing was stored. Give "
              "today or a later day.");
    }
    CHECK(assign("2026-09-21").status == 201);
}

TEST_CASE("two patients of one name are told apart by their birth dates in the list") {
    TestClinic clinic;
    const auto list = [&] {
        return parsed(clinic.ask(clinic.clinician, {.target = "/review/api/patients"}).body);
    };
    const auto name = std::string(list().root()[0].get("name").textOr());
    REQUIRE(
        clinic
            .run("patient add",
                 {{"name", name}, {"clinician", "lin@example.org"}, {"birth-date", "1980-12-31"}})
            .has_value());
    std::multiset<std::string> born;
    const auto both = list();
    for (const auto row : both.root().elements())
        if (row.get("name").textOr() == name) born.emplace(row.get("birthDate").textOr("unknown"));
    CHECK(born == std::multiset<std::string>{"1980-12-31", "unknown"});
}

TEST_CASE("what was received nudges the open pages of the patient's clinician and of nobody else") {
    TestClinic clinic;
    auto mine = clinic.ask(clinic.clinician, {.target = "/review/api/events"});
    auto others = clinic.ask(clinic.otherClinician, {.target = "/review/api/events"});
    auto administrators = clinic.ask(clinic.administrator, {.target = "/review/api/events"});
    REQUIRE(mine.events);
    answerPhq9(clinic, clinic.phone, {0, 0, 0, 0, 0, 0, 0, 0, 0});
    const auto heard = mine.events->take().bytes;
    CHECK(heard.find("event: change") != std::string::npos);
    CHECK(heard.find("{\"patient\":\"" + clinic.patient + "\",\"seq\":2}") != std::string::npos);
    CHECK(others.events->take().bytes.empty());
    CHECK(administrators.events->take().bytes.empty());
}

TEST_CASE("a questionnaire that the clinic added can be assigned, answered data and all") {
    TestClinic clinic;
    const std::string definition =
        R"({"resourceType":"Questionnaire","id":"tea-check","url":"https://clinic.example/q/tea",)"
        R"("version":"1.0.0","status":"active","title":"Tea check","item":[)"
        R"({"linkId":"t1","text":"Cups today","type":"integer"}]})";
    REQUIRE(clinic.run("questionnaire add", {{"content", definition}}).has_value());
    const auto list = get(clinic, "/review/api/questionnaires");
    bool listed = false;
    for (const auto one : list.root().elements())
        listed = listed || one.get("id").textOr() == "tea-check";
    CHECK(listed);
    REQUIRE(clinic.run("assign", {{"patient", clinic.patient}, {"questionnaire", "tea-check"}})
                .has_value());
    const auto read = clinic.ask(clinic.phone, {.target = "/fhir/Questionnaire/tea-check"});
    REQUIRE(read.status == 200);
    CHECK(read.body.find("Cups today") != std::string::npos);
    clinic.reopen();
    CHECK(clinic.run("assign", {{"patient", clinic.patient}, {"questionnaire", "tea-check"}})
              .has_value());
}

TEST_CASE("a patient's page has the number under which the clinic reaches the patient") {
    TestClinic clinic;
    CHECK(page(clinic).get("patient").get("phone").isNull());
    const auto set = [&](const std::string& phone) {
        return clinic.run("patient set-phone", {{"patient", clinic.patient}, {"phone", phone}})
            .has_value();
    };
    CHECK(set("+44 20 7946 0002"));
    CHECK(page(clinic).get("patient").get("phone").textOr() == "+44 20 7946 0002");
    CHECK_FALSE(set("Ada's sister"));
    CHECK_FALSE(set("-"));
    CHECK(page(clinic).get("patient").get("phone").textOr() == "+44 20 7946 0002");
    CHECK(set("020 7946 0003"));
    const auto record = page(clinic);
    CHECK(record.get("patient").get("phone").textOr() == "020 7946 0003");
    CHECK_FALSE(record.get("patient").get("name").textOr().empty());
    CHECK(clinic.run("patient remove-phone", {{"patient", clinic.patient}}).has_value());
    CHECK(page(clinic).get("patient").get("phone").isNull());
    CHECK_FALSE(page(clinic).get("patient").get("name").textOr().empty());
}
