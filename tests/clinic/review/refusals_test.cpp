#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "clinic/store/bundles.hpp"
#include "clinic/store/dosing_day.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
namespace lf = landfall::fhir;

// The clinic's clock stands at 21 September 2026, 15:13 in London.
namespace {

struct Asking {
    TestClinic clinic;

    Asking() {
        clinic.beginPlan({"2026-10-05", "2026-11-02"});
        post(R"({"do":"cancel","session":2})");
        post(R"({"do":"session","date":"2026-10-12"})");
    }
    http::Response post(const std::string& body, const std::string& path = "plan") {
        return clinic.ask(clinic.clinician,
                          {.method = "POST",
                           .target = "/review/api/patients/" + clinic.patient + '/' + path,
                           .body = body});
    }
    int plans() {
        int versions = 0;
        REQUIRE(clinic.clinic->store()
                    .read([&](store::Reading& reading) {
                        return reading.search(clinic.patient, "CarePlan", "", 10,
                                              [&](const store::Record& record) {
                                                  versions += static_cast<int>(record.version);
                                                  return landfall::ok();
                                              });
                    })
                    .has_value());
        return versions;
    }
};

std::string sentenceOf(const http::Response& answer) {
    return std::string(parsed(answer.body).get("issue")[0].get("details").get("text").textOr());
}

}  // namespace

TEST_CASE("a refused change of the plan names the field and says why, and that nothing is stored") {
    Asking asking;
    struct Row {
        std::string body;
        std::string member;
        std::string begins;
        std::string why;
    };
    const std::string preparation = "The preparation was not recorded: ";
    const std::string appointment = "The appointment was not stored: ";
    const std::string decision = "The decision was not recorded: ";
    const std::string talk = R"({"do":"appoint","title":"Talk","date":"2026-09-25","time":"09:30")";
    const auto before = asking.plans();
    for (const auto& row : {
             Row{R"({"do":"prepared","session":1,"at":"2027-01-01T10:00:00+00:00"})", "at",
                 preparation, "still to come"},
             Row{R"({"do":"prepared","session":1,"at":"noon"})", "at", preparation, "offset"},
             Row{R"({"do":"prepared","session":9,"at":"2026-09-01T10:00:00+00:00"})", "session",
                 preparation, "no session of that number"},
             Row{R"({"do":"session","date":"2026-13-01"})", "date",
                 "The session was not added: ", "not one of the calendar"},
             Row{R"({"do":"session"})", "date",
                 "The session was not added: ", "not one of the calendar"},
             Row{R"({"do":"session","date":"2026-10-05"})", "date",
                 "The session was not added: ", "another session is on that day"},
             Row{R"({"do":"session","date":"2026-08-02"})", "date",
                 "The session was not added: ", "before the plan begins"},
             Row{R"({"do":"move","session":1,"date":"2026-02-30"})", "date",
                 "The session was not moved: ", "not one of the calendar"},
             Row{R"({"do":"session","date":"2028-09-22"})", "date",
                 "The session was not added: ", "more than two years from today"},
             Row{R"({"do":"move","session":1,"date":"9999-12-31"})", "date",
                 "The session was not moved: ", "more than two years from today"},
             Row{R"({"do":"begin","start":"2028-09-22"})", "start",
                 "The plan was not changed: ", "more than two years from today"},
             Row{R"({"do":"move","session":2,"date":"2026-10-06"})", "session",
                 "The session was not moved: ", "was cancelled"},
             Row{R"({"do":"cancel","session":-1})", "session",
                 "The session was not cancelled: ", "no session of that number"},
             Row{R"({"do":"ready","session":5})", "session",
                 "The patient is not asked about the experience yet: ", "no session"},
             Row{R"({"do":"begin","start":"2026-13-01"})", "start",
                 "The plan was not changed: ", "not one of the calendar"},
             Row{R"({"do":"begin","start":"2027-01-01"})", "start",
                 "The plan was not changed: ", "a session would be before"},
             Row{R"({"do":"begin","zone":"Moon/Base"})", "zone",
                 "The plan was not changed: ", "no time zone of that name"},
             Row{R"({"do":"begin","protocol":"none"})", "protocol",
                 "The plan was not changed: ", "no protocol of that name"},
             Row{R"({"do":"begin","scores":"perhaps"})", "scores",
                 "The plan was not changed: ", "shown or hidden"},
             Row{R"({"do":"dance"})", "do", "The plan was not changed: ", "what to do"},
             Row{talk + R"(,"minutes":-5})", "minutes", appointment, "whole number of minutes"},
             Row{talk + R"(,"minutes":0})", "minutes", appointment, "whole number of minutes"},
             Row{talk + R"(,"minutes":"ten"})", "minutes", appointment, "whole number of minutes"},
             Row{talk + R"(,"note":")" + std::string(501, 'x') + "\"}", "note", appointment,
                 "longer than 500 bytes"},
             Row{R"({"do":"appoint","title":" ","date":"2026-09-25","time":"09:30"})", "title",
                 appointment, "what it is for"},
             Row{R"({"do":"appoint","title":"Talk","date":"2026-13-01","time":"09:30"})", "date",
                 appointment, "not one of the calendar"},
             Row{R"({"do":"appoint","title":"Talk","date":"2026-09-25","time":"9.30"})", "time",
                 appointment, "09:30"},
             Row{R"({"do":"appoint","title":"Talk","date":"2026-09-20","time":"09:30"})", "date",
                 appointment, "are over"},
             Row{R"({"do":"cancel-appointment","appointment":3})", "appointment",
                 "The appointment was not cancelled: ", "no appointment of that number"},
             // house(words): the key of what two clinicians decide.
             Row{R"({"do":"decide","eligible":true,"class":"D","reason":"seen"})", "class",
                 decision, "none of U, A, B and C"},
             // house(words): the key of what two clinicians decide.
             Row{R"({"do":"decide","eligible":true,"class":"B","reason":" "})", "reason", decision,
                 "reason is missing"},
             // house(words): the key of what two clinicians decide.
             Row{R"({"do":"decide","class":"B","reason":"seen"})", "eligible", decision,
                 "whether the patient goes on"},
         }) {
        INFO(row.body);
        const auto answer = asking.post(row.body);
        INFO(answer.body);
        CHECK(answer.status == 400);
        CHECK(codeOf(answer) == "bad_request");
        CHECK(expressionOf(answer) == row.member);
        const auto sentence = sentenceOf(answer);
        CHECK(sentence.starts_with(row.begins));
        CHECK(sentence.find(row.why) != std::string::npos);
        CHECK(sentence.find(". Nothing was stored. ") != std::string::npos);
        CHECK(sentence.ends_with('.'));
        CHECK(sentence.find("Moon") == std::string::npos);
    }
    CHECK(asking.plans() == before);
}

TEST_CASE("a day more than two years from today is refused to the operator in the same words") {
    Asking asking;
    const auto& patient = asking.clinic.patient;
    const auto before = asking.plans();
    const auto move =
        asking.clinic.run("session", {{"patient", patient}, {"move", "1"}, {"date", "9999-12-31"}});
    REQUIRE(move.has_error());
    CHECK(move.error().where == "--date");
    CHECK(move.error().code.message() ==
          "The session was not moved: that day is more than two years from today. Nothing was "
          "stored. Choose an earlier day.");
    const auto begin = asking.clinic.run("plan", {{"patient", patient}, {"start", "9999-12-31"}});
    REQUIRE(begin.has_error());
    CHECK(begin.error().where == "--start");
    TestClinic other;
    const auto first = other.run("plan", {{"patient", other.patient}, {"start", "9999-12-31"}});
    REQUIRE(first.has_error());
    CHECK(first.error().where == "--start");
    CHECK(asking.plans() == before);
    // The last day that is near enough.
    CHECK(asking.post(R"({"do":"session","date":"2028-09-21"})").status == 200);
}

TEST_CASE("a change of a plan that is not there says to begin one") {
    TestClinic clinic;
    const auto answer =
        clinic.ask(clinic.clinician, {.method = "POST",
                                      .target = "/review/api/patients/" + clinic.patient + "/plan",
                                      .body = R"({"do":"session","date":"2026-10-05"})"});
    CHECK(answer.status == 404);
    CHECK(sentenceOf(answer) ==
          "The session was not added: the patient has no plan. Nothing was stored. Begin the plan "
          "first.");
}

TEST_CASE("a note that is missing and a due day that is none are named") {
    Asking asking;
    const auto due = asking.post(R"({"questionnaire":"gad-7","due":"2026-13-01"})", "assignments");
    CHECK(due.status == 400);
    CHECK(expressionOf(due) == "due");
    CHECK(sentenceOf(due) ==
          "The form was not assigned: the day it is due is not one of the calendar, written like "
          "2026-03-01. Nothing was stored. Give a day that exists.");
}

TEST_CASE("a note that is missing when something is closed is asked for") {
    Asking asking;
    auto& clinic = asking.clinic;
    const auto flagId = clinic.id();
    const auto bundleId = clinic.id();
    REQUIRE(clinic
                .send(clinic.phone, bundleId,
                      bundle(bundleId,
                             {put({"Flag", flagId, flag(flagId, clinic.patient, clinic.id(), 2)})}))
                .status == 200);
    const auto page = parsed(
        clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient}).body);
    std::string task;
    for (const auto one : page.get("staffTasks").elements())
        if (one.get("about").textOr() == "missed-visit") task = one.get("id").textOr();
    REQUIRE_FALSE(task.empty());
    for (const auto& [path, begins] :
         {std::pair("/review/api/flags/" + flagId + "/acknowledge", "The flag was not closed: "),
          std::pair("/review/api/tasks/" + task + "/close", "The task was not closed: ")})
        for (const std::string& body : {std::string("{}"), std::string(R"({"note":" "})"),
                                        R"({"note":")" + std::string(2001, 'x') + "\"}"}) {
            const auto answer =
                clinic.ask(clinic.clinician, {.method = "POST", .target = path, .body = body});
            INFO(answer.body);
            CHECK(answer.status == 400);
            CHECK(expressionOf(answer) == "note");
            CHECK(sentenceOf(answer) ==
                  begins + std::string("a note of 1 to 2,000 characters is needed. Nothing was "
                                       "stored. Write what was done, and send it again."));
        }
}

TEST_CASE("a dose that was started already says when and by whom") {
    DosingDay day;
    const auto start = day.give();
    const auto page = day.page();
    std::string body;
    for (const auto entry : page.get("sessions")[0].get("entries").elements())
        if (entry.get("id").textOr() == start)
            body = R"({"step":"start","prepared":")" +
                   std::string(entry.get("facts").get("prepared").textOr()) + "\"}";
    REQUIRE_FALSE(body.empty());
    const auto again = day.post(day.clinic.otherClinician, body);
    INFO(again.body);
    CHECK(again.status == 412);
    CHECK(codeOf(again) == "version_conflict");
    CHECK(expressionOf(again) == "step");
    const auto sentence = sentenceOf(again);
    CHECK(sentence.starts_with(
        "The start of the dose of session 1 was already recorded, on 21 September 2026 at "));
    CHECK(sentence.find(" by Dr lin. Nothing was stored. ") != std::string::npos);
}

TEST_CASE("a rating with an answer that cannot be names the question") {
    Asking asking;
    const auto outOfRange =
        asking.post(R"({"questionnaire":"madrs","answers":[1,2,7]})", "ratings");
    CHECK(outOfRange.status == 422);
    CHECK(codeOf(outOfRange) == "invalid_fact");
    CHECK(expressionOf(outOfRange) == "answer 3");
    CHECK(sentenceOf(outOfRange) ==
          "Nothing was stored: the answer is out of range (answer 3). Correct it, and send all of "
          "it again.");
    const auto tooMany =
        asking.post(R"({"questionnaire":"madrs","answers":[1,1,1,1,1,1,1,1,1,1,1]})", "ratings");
    CHECK(tooMany.status == 422);
    CHECK(expressionOf(tooMany) == "answers");
    CHECK(
        sentenceOf(tooMany).starts_with("Nothing was stored: there are more answers than items."));
}

TEST_CASE("the commands refuse with the same sentences, and name the option") {
    Asking asking;
    auto& clinic = asking.clinic;
    const auto line = [&](const std::string& command,
                          std::map<std::string, std::string, std::less<>> options) {
        options.emplace("patient", clinic.patient);
        const auto answer = clinic.run(command, std::move(options));
        return answer.has_error() ? answer.error().line() : std::string();
    };
    CHECK(line("appointment",
               {{"title", "Talk"}, {"date", "2026-09-25"}, {"time", "09:30"}, {"minutes", "-5"}}) ==
          "The appointment was not stored: the length is not a whole number of minutes from 1 to "
          "720. Nothing was stored. Give the minutes, or leave them out. (--minutes)");
    CHECK(line("appointment", {{"move", "x"}, {"date", "2026-09-25"}})
              .ends_with("choose one of its appointments. (--move)"));
    CHECK(line("session", {{"date", "2026-13-01"}})
              .starts_with("The session was not added: the day is not one of the calendar"));
    CHECK(line("session", {{"cancel", "7"}}).ends_with("(--cancel)"));
    CHECK(line("session", {{"move", "0"}, {"date", "2026-10-07"}}).ends_with("(--move)"));
    CHECK(line("plan", {{"start", "2026-13-01"}}).ends_with("(--start)"));
}
