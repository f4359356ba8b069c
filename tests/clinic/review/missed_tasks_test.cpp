#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <utility>

#include "clinic/store/bundles.hpp"
#include "clinic/store/dosing_day.hpp"
#include "clinic/store/test_clinic.hpp"
#include "server/review/staff_rounds.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
namespace lf = landfall::fhir;

// The clinic's clock stands at 21 September 2026.
namespace {

struct Course {
    TestClinic clinic;

    Course() { clinic.beginPlan(); }
    void session(std::map<std::string, std::string, std::less<>> options) {
        options.emplace("patient", clinic.patient);
        REQUIRE(clinic.run("session", std::move(options)).has_value());
    }
    void moveTo(const std::string& date) { session({{"move", "1"}, {"date", date}}); }

    lf::Json page() {
        const auto answer =
            clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient});
        REQUIRE(answer.status == 200);
        return parsed(answer.body);
    }
    /// The id of the task about this visit of session 1 as the plan has it now.
    std::string missed(std::string_view visit) {
        const auto now = page();
        for (const auto one : now.get("plan").get("missed").elements())
            if (one.get("visit").textOr() == visit && one.get("session").integer() == 1)
                return std::string(one.get("task").textOr());
        return {};
    }
    store::Record record(const std::string& id) {
        std::optional<store::Record> found;
        REQUIRE(clinic.clinic->store()
                    .read([&](store::Reading& reading) -> landfall::Result<void> {
                        LF_TRY(found, reading.current({"Task", id}));
                        return landfall::ok();
                    })
                    .has_value());
        REQUIRE(found);
        return *found;
    }
    lf::Json task(const std::string& id) { return parsed(record(id).body); }
    std::string status(const std::string& id) {
        return std::string(task(id).get("status").textOr());
    }
    std::string reason(const std::string& id) {
        return std::string(task(id).get("statusReason").get("text").textOr());
    }
    /// Another version of a task, as another program would write it.
    void write(const std::string& id, const std::string& body) {
        const auto before = record(id);
        REQUIRE(clinic.clinic->store()
                    .write([&](store::Writing& writing) -> landfall::Result<void> {
                        LF_TRY([[maybe_unused]] const auto written,
                               writing.append({.key = {"Task", id},
                                               .patient = std::string_view(clinic.patient),
                                               .body = std::string_view(body),
                                               .device = std::nullopt,
                                               .receivedMs = 1},
                                              store::RecordState(before)));
                        return landfall::ok();
                    })
                    .has_value());
    }
    void replace(const std::string& id, const std::string& from, const std::string& to) {
        auto body = record(id).body;
        const auto at = body.find(from);
        REQUIRE(at != std::string::npos);
        write(id, body.replace(at, from.size(), to));
    }
};

/// The entry of a list of staff tasks with this id.
lf::Node entryOf(const lf::Node& list, const std::string& id) {
    for (const auto task : list.elements())
        if (task.get("id").textOr() == id) return task;
    return {};
}

}  // namespace

TEST_CASE("a task about a missed visit says the visit and the day of its session") {
    Course course;
    const auto id = course.missed("W1");
    REQUIRE_FALSE(id.empty());
    CHECK(course.task(id).get("description").textOr() ==
          "Ask after: One week after, session 1 on 7 September 2026");
    const auto page = course.page();
    const auto shown = entryOf(page.get("staffTasks"), id);
    CHECK(shown.get("title").textOr() ==
          "Ask after: One week after, session 1 on 7 September 2026");
    CHECK(shown.get("sessionDate").textOr() == "2026-09-07");
    CHECK(shown.get("reason").isNull());
}

TEST_CASE("a session that moves ends the tasks about its former day, with the reason") {
    Course course;
    const auto id = course.missed("W1");
    const auto version = course.record(id).version;
    course.moveTo("2026-09-12");
    // In the transaction of the move, before anybody looks.
    CHECK(course.record(id).version == version + 1);
    CHECK(course.status(id) == "cancelled");
    const std::string why =
        "The session was moved from 7 September 2026 to 12 September 2026, so this visit is no "
        "longer on its former day.";
    CHECK(course.reason(id) == why);
    CHECK(course.task(id).get("statusReason").get("coding")[0].get("code").textOr() ==
          "session-moved");
    // What it was about stays readable.
    CHECK(course.task(id).get("description").textOr() ==
          "Ask after: One week after, session 1 on 7 September 2026");
    const auto page = course.page();
    const auto shown = entryOf(page.get("staffTasks"), id);
    CHECK(shown.get("open").boolean() == false);
    CHECK(shown.get("reason").textOr() == why);
    CHECK(shown.get("closed").textOr() == "2026-09-21T14:13:20.000Z");
    CHECK(shown.get("closedBy").isNull());
    const auto open =
        parsed(course.clinic.ask(course.clinic.clinician, {.target = "/review/api/tasks"}).body);
    CHECK_FALSE(entryOf(open.root(), id));
    // Once: whoever looks next changes nothing more.
    CHECK(course.record(id).version == version + 1);
}

TEST_CASE("a session that is cancelled ends the tasks about its visits") {
    Course course;
    const auto id = course.missed("D+1");
    course.session({{"cancel", "1"}});
    CHECK(course.status(id) == "cancelled");
    CHECK(course.reason(id) ==
          "The session of 7 September 2026 was cancelled, so this visit does not take place.");
    const auto open =
        parsed(course.clinic.ask(course.clinic.clinician, {.target = "/review/api/tasks"}).body);
    for (const auto task : open.root().elements()) CHECK(task.get("session").integer() == 0);
}

TEST_CASE("what the review page asks for ends tasks in the same transaction too") {
    Course course;
    const auto id = course.missed("W1");
    const auto answer =
        course.clinic.ask(course.clinic.clinician,
                          {.method = "POST",
                           .target = "/review/api/patients/" + course.clinic.patient + "/plan",
                           .body = R"({"do":"move","session":1,"date":"2026-09-25"})"});
    CHECK(answer.status == 200);
    CHECK(course.status(id) == "cancelled");
}

TEST_CASE("a session that moves back opens the task of that day anew") {
    Course course;
    const auto id = course.missed("W1");
    course.moveTo("2026-09-25");
    REQUIRE(course.status(id) == "cancelled");
    course.moveTo("2026-09-07");
    CHECK(course.missed("W1") == id);
    CHECK(course.status(id) == "requested");
    CHECK_FALSE(course.task(id).get("statusReason"));
    const auto page = course.page();
    CHECK(entryOf(page.get("staffTasks"), id).get("open").boolean() == true);
}

TEST_CASE("a start that moves ends the tasks about what came before any session") {
    Course course;
    const auto now = course.page();
    std::string id;
    for (const auto one : now.get("plan").get("missed").elements())
        if (one.get("session").integer() == 0) id = one.get("task").textOr();
    REQUIRE_FALSE(id.empty());
    CHECK(course.task(id).get("description").textOr() ==
          "Ask after: Screening, plan from 3 August 2026");
    const auto start = [&](const std::string& day) {
        REQUIRE(course.clinic.run("plan", {{"patient", course.clinic.patient}, {"start", day}})
                    .has_value());
    };
    // A day earlier it is missed all the same.
    start("2026-08-02");
    CHECK(course.status(id) == "requested");
    course.page();
    CHECK(course.task(id).get("description").textOr() ==
          "Ask after: Screening, plan from 2 August 2026");
    course.session({{"move", "1"}, {"date", "2026-10-20"}});
    start("2026-09-21");
    CHECK(course.status(id) == "cancelled");
    CHECK(course.reason(id) ==
          "The plan now begins on 21 September 2026 and not on 2 August 2026, so this visit is no "
          "longer on its former day.");
}

TEST_CASE("a task that somebody has taken or done is never changed by a move") {
    Course course;
    const auto taken = course.missed("W1");
    const auto done = course.missed("D+1");
    course.replace(taken, R"("status":"requested")", R"("status":"in-progress")");
    REQUIRE(course.clinic
                .ask(course.clinic.clinician, {.method = "POST",
                                               .target = "/review/api/tasks/" + done + "/close",
                                               .body = R"({"note":"Rang her."})"})
                .status == 200);
    const auto takenBefore = course.record(taken);
    const auto doneBefore = course.record(done);
    course.session({{"cancel", "1"}});
    course.page();
    CHECK(course.record(taken).body == takenBefore.body);
    CHECK(course.record(taken).version == takenBefore.version);
    CHECK(course.record(done).version == doneBefore.version);
    const auto page = course.page();
    CHECK(entryOf(page.get("staffTasks"), taken).get("open").boolean() == true);
    CHECK(entryOf(page.get("staffTasks"), done).get("note").textOr() == "Rang her.");
    CHECK(entryOf(page.get("staffTasks"), done).get("reason").isNull());
}

TEST_CASE("tasks from before they said their day are given it, and end with their session") {
    Course course;
    const auto stays = course.missed("W1");
    const auto goes = course.missed("D+1");
    for (const auto& id : {stays, goes}) {
        course.replace(id, ", session 1 on 7 September 2026", "");
        course.replace(id, R"({"type":{"text":"session-date"},"valueDate":"2026-09-07"},)", "");
        course.replace(id, "2026-09-21T", "2026-09-18T");
    }
    const std::string created(course.task(stays).get("authoredOn").textOr());
    course.page();
    CHECK(course.task(stays).get("description").textOr() ==
          "Ask after: One week after, session 1 on 7 September 2026");
    CHECK(course.task(stays).get("authoredOn").textOr() == created);
    // Taken back to the old form, it is known by its id which day it was about.
    course.replace(goes, ", session 1 on 7 September 2026", "");
    course.replace(goes, R"({"type":{"text":"session-date"},"valueDate":"2026-09-07"},)", "");
    course.moveTo("2026-09-12");
    CHECK(course.status(goes) == "cancelled");
}

TEST_CASE("a round ends what ended without it, and tells whoever looks") {
    Course course;
    const auto id = course.missed("W1");
    auto& clinic = course.clinic;
    course.moveTo("2026-09-25");
    // As a program before this one left it.
    course.replace(id, R"("status":"cancelled")", R"("status":"requested")");
    review::Services services{clinic.clinic->store(),  clinic.clinic->forms(),
                              clinic.clinic->events(), clinic.clock,
                              clinic.random,           clinic.clinic->protocols()};
    review::StaffRounds rounds(services);
    auto live = clinic.ask(clinic.clinician, {.target = "/review/api/events"}).events;
    while (rounds.turn() == 0) {
    }
    CHECK(course.status(id) == "cancelled");
    CHECK(clinic.audited().back() == "server maintain-store ok");
    CHECK(live->take().bytes.find(clinic.patient) != std::string::npos);
}

namespace {
/// The open tasks about missed visits, by title.
std::vector<std::string> openTitles(Course& course) {
    std::vector<std::string> titles;
    const auto page = course.page();
    for (const auto task : page.get("staffTasks").elements())
        if (task.get("about").textOr() == "missed-visit" &&
            task.get("open").boolean().value_or(false))
            titles.emplace_back(task.get("title").textOr());
    return titles;
}
bool plan(Course& course, const std::string& body) {
    return course.clinic
               .ask(course.clinic.clinician,
                    {.method = "POST",
                     .target = "/review/api/patients/" + course.clinic.patient + "/plan",
                     .body = body})
               .status == 200;
}
/// The visits of session 1 that are missed.
std::vector<std::string> missedOfSession(Course& course) {
    std::vector<std::string> visits;
    const auto page = course.page();
    for (const auto one : page.get("plan").get("missed").elements())
        if (one.get("session").integer() == 1) visits.emplace_back(one.get("visit").textOr());
    return visits;
}
std::string wasItHeldOn(const std::string& day) {
    return "Session 1 on " + day +
           ": was it held? No dose is recorded. Write down the dose, or move or cancel the "
           "session.";
}
const std::string wasItHeld = wasItHeldOn("7 September 2026");
constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;
}  // namespace

TEST_CASE("nobody is asked after a session that was decided against and has no dose") {
    Course course;
    REQUIRE_FALSE(course.missed("D+1").empty());
    Course decided;
    decided.clinic.clock.advanceMs(-20 * dayMs);
    REQUIRE(plan(decided, R"({"do":"decide","eligible":false,"class":"B","reason":"Not now."})"));
    decided.clinic.clock.advanceMs(20 * dayMs);
    CHECK(decided.missed("D+1").empty());
    CHECK(decided.missed("W1").empty());
    const auto titles = openTitles(decided);
    CHECK(std::count(titles.begin(), titles.end(), wasItHeld) == 1);
    CHECK(std::none_of(titles.begin(), titles.end(), [](const auto& title) {
        return title.find("The day after") != std::string::npos;
    }));
    const auto page = decided.page();
    for (const auto task : page.get("staffTasks").elements())
        if (task.get("title").textOr() == wasItHeld) {
            CHECK(task.get("priority").textOr() == "routine");
            CHECK(task.get("visit").isNull());
            CHECK(task.get("session").integer() == 1);
        }
    // A decision that came after the day says nothing of the session.
    Course later;
    REQUIRE(plan(later, R"({"do":"decide","eligible":false,"class":"B","reason":"Not now."})"));
    CHECK_FALSE(later.missed("D+1").empty());
    // A yes that comes later is about another day.
    REQUIRE(plan(decided, R"({"do":"decide","eligible":true,"class":"B","reason":"Well now."})"));
    CHECK(decided.missed("D+1").empty());
    const auto after = openTitles(decided);
    CHECK(std::count(after.begin(), after.end(), wasItHeld) == 1);
    // Moved, the question is over.
    decided.moveTo("2026-10-20");
    const auto moved = openTitles(decided);
    CHECK(std::count(moved.begin(), moved.end(), wasItHeld) == 0);
}

TEST_CASE("a dosing day on which somebody said no is asked about, until it is said") {
    Course course;
    const auto says = [&](const std::string& willing) {
        course.clinic.clock.advanceMs(-14 * dayMs);
        const auto answer = course.clinic.ask(
            course.clinic.clinician,
            {.method = "POST",
             .target = "/review/api/patients/" + course.clinic.patient + "/dosing/1",
             .body = R"({"step":"consent","willing":)" + willing +
                     R"(,"mayWithdrawTold":true,"touch":"ask-first"})"});
        INFO(answer.body);
        REQUIRE(answer.status == 201);
        course.clinic.clock.advanceMs(14 * dayMs);
    };
    // A day that was begun may have a dose that nobody has written down yet.
    says("true");
    CHECK_FALSE(course.missed("D+1").empty());
    course.clinic.clock.advanceMs(60'000);
    says("false");
    auto titles = openTitles(course);
    CHECK(std::count(titles.begin(), titles.end(), wasItHeld) == 1);
    CHECK(missedOfSession(course).empty());
    // Whoever lets the patient be asked about it says that it was held: what is missed is asked
    // after, and the dose is still to be written down.
    REQUIRE(plan(course, R"({"do":"ready","session":1})"));
    CHECK_FALSE(course.missed("W1").empty());
    titles = openTitles(course);
    CHECK(std::count(titles.begin(), titles.end(), wasItHeld) == 1);
}

TEST_CASE("a session without a dose is asked about from the day after it, whatever was said") {
    Course course;
    auto titles = openTitles(course);
    CHECK(std::count(titles.begin(), titles.end(), wasItHeld) == 1);
    // Nobody has said no, so a dose may have been given: the days after are asked after too.
    CHECK_FALSE(course.missed("D+1").empty());
    CHECK_FALSE(course.missed("W1").empty());
    course.moveTo("2026-09-21");
    titles = openTitles(course);
    CHECK(std::none_of(titles.begin(), titles.end(), [](const auto& title) {
        return title.find("was it held?") != std::string::npos;
    }));
    course.moveTo("2026-09-20");
    titles = openTitles(course);
    CHECK(std::count(titles.begin(), titles.end(), wasItHeldOn("20 September 2026")) == 1);
    course.session({{"cancel", "1"}});
    titles = openTitles(course);
    CHECK(std::none_of(titles.begin(), titles.end(), [](const auto& title) {
        return title.find("was it held?") != std::string::npos;
    }));
}

TEST_CASE("after a no nothing of the session is chased, and what was chased ends with the reason") {
    Course course;
    const auto dayBefore = course.missed("D-1");
    const auto dayAfter = course.missed("D+1");
    REQUIRE_FALSE(dayBefore.empty());
    REQUIRE_FALSE(dayAfter.empty());
    course.clinic.clock.advanceMs(-14 * dayMs);
    REQUIRE(plan(course, R"({"do":"decide","eligible":false,"class":"B","reason":"Not now."})"));
    course.clinic.clock.advanceMs(14 * dayMs);
    CHECK(missedOfSession(course).empty());
    for (const auto& id : {dayBefore, dayAfter}) {
        CHECK(course.status(id) == "cancelled");
        CHECK(course.task(id).get("statusReason").get("coding")[0].get("code").textOr() ==
              "session-not-held");
        CHECK(course.reason(id) ==
              "It was decided against the session of 7 September 2026, and no dose of it is "
              "recorded, so nobody is asked after this visit.");
    }
    // What was answered before any session is asked after as ever.
    const auto page = course.page();
    CHECK(page.get("plan").get("missed").size() > 0);
    // It was held after all.
    REQUIRE(plan(course, R"({"do":"ready","session":1})"));
    CHECK(course.missed("D+1") == dayAfter);
    CHECK(course.status(dayAfter) == "requested");
}

TEST_CASE("a no of the day that a session has moved away from says nothing of its new day") {
    Course course;
    course.clinic.clock.advanceMs(-14 * dayMs);
    REQUIRE(course.clinic
                .ask(course.clinic.clinician,
                     {.method = "POST",
                      .target = "/review/api/patients/" + course.clinic.patient + "/dosing/1",
                      .body = R"({"step":"consent","willing":false,"mayWithdrawTold":true,)"
                              R"("touch":"ask-first"})"})
                .status == 201);
    course.clinic.clock.advanceMs(60'000);
    course.moveTo("2026-09-14");
    course.clinic.clock.advanceMs(14 * dayMs);
    CHECK_FALSE(course.missed("D+1").empty());
    const auto titles = openTitles(course);
    CHECK(std::count(titles.begin(), titles.end(), wasItHeldOn("14 September 2026")) == 1);
}

TEST_CASE("a later session that was refused does not end the asking after an earlier dose") {
    DosingDay day;
    day.give();
    REQUIRE(day.clinic.run("session", {{"patient", day.clinic.patient}, {"date", "2026-10-05"}})
                .has_value());
    REQUIRE(day.plan(R"({"do":"decide","eligible":false,"class":"B","reason":"Not again."})") ==
            200);
    day.clinic.clock.advanceMs(200 * dayMs);
    const auto page = parsed(
        day.clinic
            .ask(day.clinic.clinician, {.target = "/review/api/patients/" + day.clinic.patient})
            .body);
    std::set<std::string> missed;
    for (const auto one : page.get("plan").get("missed").elements())
        missed.insert(std::to_string(one.get("session").integer().value_or(0)) + ' ' +
                      std::string(one.get("visit").textOr()));
    for (const auto* visit : {"1 D+1", "1 W1", "1 W4", "1 M3", "1 M6"}) {
        INFO(visit);
        CHECK(missed.contains(visit));
    }
    CHECK(std::none_of(missed.begin(), missed.end(),
                       [](const auto& one) { return one.starts_with("2 "); }));
}
