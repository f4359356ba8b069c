#include "landfall/pathway/reminders.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "unit/pathway/some_plan.hpp"

namespace landfall::pathway {
namespace {
using test::at;
using test::day;

Zone london() {
    return Zone::named("Europe/London").value();
}
ReminderInput inputAt(std::string_view now) {
    return {
        .due = {remindableOf(london(), day("2026-03-07"), day("2026-03-09"), day("2026-03-11"))},
        .settings = {},
        .phone = london(),
        .nowMs = at(now).unixMs};
}
std::vector<std::string> planned(const ReminderInput& input) {
    std::vector<std::string> out;
    for (const auto ms : planReminders(input))
        out.push_back(base::toFhirDateTime(input.phone.at(ms)).substr(0, 16));
    return out;
}
using Times = std::vector<std::string>;

TEST_CASE("security S-52: a reminder says nothing about what it reminds of") {
    CHECK(reminderText == "You have a reminder");
}

TEST_CASE("a reminder comes on the first day, on the target day, and each day while it is late") {
    CHECK(planned(inputAt("2026-03-01T12:00:00Z")) ==
          Times{"2026-03-07T09:30", "2026-03-09T09:30", "2026-03-10T09:30", "2026-03-11T09:30"});
    CHECK(planned(inputAt("2026-03-09T09:31:00Z")) ==
          Times{"2026-03-10T09:30", "2026-03-11T09:30"});
    CHECK(planned(inputAt("2026-03-12T00:00:00Z")).empty());
}

TEST_CASE("a last day whose hour of reminders is past is reminded of once, before it ends") {
    auto input = inputAt("2026-03-11T12:00:00Z");
    CHECK(planned(input) == Times{"2026-03-11T20:59"});
    // Computed again after a change: the same moment, and not "now" again.
    input.nowMs = at("2026-03-11T15:00:00Z").unixMs;
    CHECK(planned(input) == Times{"2026-03-11T20:59"});
    input.settings.quietFromMinute = input.settings.quietToMinute = 0;
    CHECK(planned(input) == Times{"2026-03-11T23:00"});
}

TEST_CASE("quiet hours belong to the person, wherever they are") {
    auto input = inputAt("2026-03-11T12:00:00Z");
    input.phone = Zone::named("Asia/Tokyo").value();  // 21:00 there, quiet until 08:00
    CHECK(planned(input) == Times{"2026-03-12T08:00"});
    // 08:00 in Tokyo is 23:00 in London: still inside the window of the clinic's day.
    input.settings.quietToMinute = 9 * 60 + 30;
    // Now the quiet hours last past the window: the last moment before them.
    input.nowMs = at("2026-03-11T10:00:00Z").unixMs;
    input.settings.quietFromMinute = 20 * 60;
    CHECK(planned(input) == Times{"2026-03-11T19:59"});
}

TEST_CASE("a reminder inside the quiet hours comes when they end") {
    auto input = inputAt("2026-03-01T12:00:00Z");
    input.settings.remindMinute = 6 * 60;
    CHECK(planned(input).front() == "2026-03-07T08:00");
    input.settings.quietFromMinute = input.settings.quietToMinute = 0;
    CHECK(planned(input).front() == "2026-03-07T06:00");
}

TEST_CASE("a snooze keeps quiet until then and never outlasts the window") {
    auto input = inputAt("2026-03-09T09:00:00Z");
    input.snoozedUntilMs = at("2026-03-09T11:15:00Z").unixMs;
    CHECK(planned(input) == Times{"2026-03-09T11:15", "2026-03-10T09:30", "2026-03-11T09:30"});
    // What opens after it has not been put off.
    input = inputAt("2026-03-01T12:00:00Z");
    input.snoozedUntilMs = at("2026-03-01T13:00:00Z").unixMs;
    CHECK(planned(input) == planned(inputAt("2026-03-01T12:00:00Z")));
    input = inputAt("2026-03-11T12:00:00Z");
    input.snoozedUntilMs = at("2026-03-13T12:00:00Z").unixMs;
    CHECK(planned(input) == Times{"2026-03-11T20:59"});
}

TEST_CASE("what is due together is one reminder, and the nearest sixty are kept") {
    auto input = inputAt("2026-03-01T12:00:00Z");
    input.due.push_back(input.due.front());
    CHECK(planned(input).size() == 4);
    input.due.clear();
    for (int i = 0; i < 100; ++i)
        input.due.push_back(remindableOf(london(), day("2026-03-07") + days{i},
                                         day("2026-03-07") + days{i}, day("2026-03-07") + days{i}));
    const auto times = planned(input);
    CHECK(times.size() == remindersMax);
    CHECK(times.front() == "2026-03-07T09:30");
    CHECK(std::is_sorted(times.begin(), times.end()));
}

TEST_CASE("the hour of a reminder stays the same over a change of the clocks") {
    auto input = inputAt("2026-03-01T12:00:00Z");
    input.due = {remindableOf(london(), day("2026-03-28"), day("2026-03-28"), day("2026-03-30"))};
    CHECK(planned(input) == Times{"2026-03-28T09:30", "2026-03-29T09:30", "2026-03-30T09:30"});
}

TEST_CASE("the check says whether reminders arrive, and why not") {
    const auto doubtsOf = [](const ReminderInput& input, const DeviceAbility& device) {
        return checkReminders(input, device).doubts;
    };
    const DeviceAbility whole{
        .shows = true, .permitted = true, .survivesExit = true, .isExact = true};
    auto input = inputAt("2026-03-01T12:00:00Z");
    CHECK(checkReminders(input, whole).willArrive);
    CHECK(doubtsOf(input, whole).empty());
    using enum ReminderDoubt;
    CHECK(doubtsOf(input, {}) == std::vector{NoNotifications});
    auto device = whole;
    device.permitted = false;
    CHECK(doubtsOf(input, device) == std::vector{NotPermitted});
    CHECK_FALSE(checkReminders(input, device).willArrive);
    device = whole;
    device.survivesExit = false;
    CHECK(doubtsOf(input, device) == std::vector{OnlyWhileRunning});
    CHECK_FALSE(checkReminders(input, device).willArrive);
    input.settings.enabled = false;
    CHECK(doubtsOf(input, whole) == std::vector{TurnedOff});
    input = inputAt("2026-04-01T12:00:00Z");
    CHECK(doubtsOf(input, whole) == std::vector{NothingPlanned});
    input = inputAt("2026-03-07T12:00:00Z");
    input.due = {remindableOf(london(), day("2026-03-07"), day("2026-03-07"), day("2026-03-07"))};
    input.settings.quietFromMinute = 9 * 60 + 31;
    input.settings.quietToMinute = 9 * 60 + 30;
    CHECK(doubtsOf(input, whole) == std::vector{AllInQuietHours});
    CHECK_FALSE(areSensible({.enabled = true, .remindMinute = 1440}));
    CHECK(areSensible({}));
}

}  // namespace
}  // namespace landfall::pathway
