#include <catch2/catch_test_macros.hpp>

#include "clinic/store/dosing_day.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

// Somebody stops taking part right after a dose. The clock stands on 21 September 2026, 15:13.
namespace {

constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;

/// "urgent 2026-09-21T23:59:59+01:00 open Stopped ...", of each task about something.
std::vector<std::string> tasksAbout(DosingDay& day, const std::string& about) {
    std::vector<std::string> out;
    const auto page = parsed(
        day.clinic
            .ask(day.clinic.clinician, {.target = "/review/api/patients/" + day.clinic.patient})
            .body);
    for (const auto task : page.get("staffTasks").elements())
        if (task.get("about").textOr() == about)
            out.push_back(std::string(task.get("priority").textOr()) + ' ' +
                          std::string(task.get("due").textOr("null")).substr(0, 19) + ' ' +
                          std::string(task.get("title").textOr()).substr(0, 24));
    return out;
}

/// Another version of a task that waits, as whoever took or closed it would write it.
void setStatus(DosingDay& day, const std::string& id, const std::string& status) {
    REQUIRE(day.clinic.clinic->store()
                .write([&](store::Writing& writing) -> landfall::Result<void> {
                    LF_TRY(const auto before, writing.current({"Task", id}));
                    REQUIRE(before);
                    auto body = before->body;
                    const std::string from = R"("status":"requested")";
                    body.replace(body.find(from), from.size(), R"("status":")" + status + '"');
                    LF_TRY([[maybe_unused]] const auto written,
                           writing.append({.key = {"Task", id},
                                           .patient = std::string_view(day.clinic.patient),
                                           .body = std::string_view(body),
                                           .device = std::nullopt,
                                           .receivedMs = 1},
                                          store::RecordState(*before)));
                    return landfall::ok();
                })
                .has_value());
}

}  // namespace

TEST_CASE("clinical rules 4: who withdraws on the day of the dose is asked after by the clinic") {
    DosingDay day;
    day.give();
    CHECK(tasksAbout(day, "after-dose").empty());
    day.withdraw();
    CHECK(tasksAbout(day, "withdrawal") ==
          std::vector<std::string>{"urgent 2026-09-21T23:59:59 Stopped taking part; the"});
    const std::vector<std::string> asked{"urgent 2026-09-22T23:59:59 Ask after: the day after"};
    CHECK(tasksAbout(day, "after-dose") == asked);
    // Once, and nothing of it is for the phone.
    day.withdraw();
    CHECK(tasksAbout(day, "after-dose") == asked);
    const auto feed =
        day.clinic.ask(day.clinic.phone, {.target = "/fhir/Task?patient=" + day.clinic.patient});
    CHECK(feed.body.find("Ask after") == std::string::npos);
}

TEST_CASE("a phone whose clock is wrong costs nobody the care after a dose") {
    for (const auto ahead : {4 * dayMs, -5 * dayMs}) {
        DosingDay day;
        day.give();
        day.withdraw(ahead);
        CHECK(tasksAbout(day, "withdrawal") ==
              std::vector<std::string>{"urgent 2026-09-21T23:59:59 Stopped taking part; the"});
        CHECK(tasksAbout(day, "after-dose").size() == 1);
    }
    // And what came before a dose stands in its way, whatever hour the phone gave it.
    DosingDay day;
    day.saveBeforeDose();
    day.withdraw(4 * dayMs);
    CHECK(day.inTheWay().contains("consent"));
}

TEST_CASE("clinical rules 4: who withdraws the day after the dose is asked after that day") {
    DosingDay day;
    day.give();
    day.clinic.clock.advanceMs(dayMs);
    day.withdraw();
    CHECK(tasksAbout(day, "withdrawal") ==
          std::vector<std::string>{"urgent 2026-09-22T23:59:59 Stopped taking part; the"});
    CHECK(tasksAbout(day, "after-dose").size() == 1);
}

TEST_CASE("who withdraws without a dose, or two days after it, gives a task without a time") {
    DosingDay without;
    without.withdraw();
    DosingDay later;
    later.give();
    later.clinic.clock.advanceMs(2 * dayMs);
    later.withdraw();
    for (auto* day : {&without, &later}) {
        CHECK(tasksAbout(*day, "withdrawal") ==
              std::vector<std::string>{"routine null Stopped taking part; the"});
        CHECK(tasksAbout(*day, "after-dose").empty());
    }
}

TEST_CASE("a dose written down after a withdrawal of its day makes the open task urgent") {
    DosingDay day;
    day.saveBeforeDose();
    const auto dose = day.drawUp();
    day.check(dose);
    const auto given = landfall::base::toFhirDateTime({day.clinic.clock.now().unixMs, 60});
    day.clinic.clock.advanceMs(dayMs / 24);
    day.withdraw();
    const std::vector<std::string> routine{"routine null Stopped taking part; the"};
    CHECK(tasksAbout(day, "withdrawal") == routine);
    day.clinic.clock.advanceMs(dayMs);
    day.save(R"({"step":"start","prepared":")" + dose + R"(","at":")" + given + "\"}");
    const std::vector<std::string> urgent{"urgent 2026-09-22T23:59:59 Stopped taking part; the"};
    CHECK(tasksAbout(day, "withdrawal") == urgent);
    CHECK(tasksAbout(day, "after-dose").size() == 1);
    // Its time stays that of the day on which the clinic got to know.
    day.clinic.clock.advanceMs(dayMs);
    CHECK(tasksAbout(day, "withdrawal") == urgent);
}

TEST_CASE("a withdrawal task that somebody has taken becomes urgent, a closed one stays closed") {
    for (const std::string status : {"in-progress", "completed"}) {
        DosingDay day;
        day.saveBeforeDose();
        const auto dose = day.drawUp();
        day.check(dose);
        const auto given = landfall::base::toFhirDateTime({day.clinic.clock.now().unixMs, 60});
        day.clinic.clock.advanceMs(dayMs / 24);
        const auto consent = day.withdraw();
        REQUIRE(tasksAbout(day, "withdrawal").size() == 1);
        setStatus(day, "withdrawn-" + consent, status);
        day.save(R"({"step":"start","prepared":")" + dose + R"(","at":")" + given + "\"}");
        CHECK(tasksAbout(day, "withdrawal") ==
              std::vector<std::string>{
                  status == "completed" ? "routine null Stopped taking part; the"
                                        : "urgent 2026-09-21T23:59:59 Stopped taking part; the"});
        // Whatever became of it, the person is asked after.
        CHECK(tasksAbout(day, "after-dose").size() == 1);
    }
}

TEST_CASE("a dose that is written down late ends the question whether its session was held") {
    DosingDay day;
    day.saveBeforeDose();
    const auto dose = day.drawUp();
    day.check(dose);
    const auto given = landfall::base::toFhirDateTime({day.clinic.clock.now().unixMs, 60});
    const auto asked = [](DosingDay& here) {
        tasksAbout(here, "missed-visit");
        std::vector<std::string> out;
        for (const auto& task : here.records("Task"))
            if (task.get("description").textOr().find("was it held?") != std::string::npos)
                out.push_back(
                    std::string(task.get("status").textOr()) + ' ' +
                    std::string(
                        task.get("statusReason").get("coding")[0].get("code").textOr("no end")));
        return out;
    };
    CHECK(asked(day).empty());
    day.clinic.clock.advanceMs(dayMs);
    CHECK(asked(day) == std::vector<std::string>{"requested no end"});
    // Whoever stopped taking part may have had a dose too.
    day.withdraw();
    CHECK(asked(day) == std::vector<std::string>{"requested no end"});
    day.save(R"({"step":"start","prepared":")" + dose + R"(","at":")" + given + "\"}");
    CHECK(asked(day) == std::vector<std::string>{"cancelled session-recorded"});
    DosingDay recorded;
    recorded.give();
    recorded.clinic.clock.advanceMs(dayMs);
    CHECK(asked(recorded).empty());
}
