#include "linux/desktop_notifier.hpp"

#include <QCoreApplication>
#include <QTest>
#include <catch2/catch_session.hpp>
#include <catch2/catch_test_macros.hpp>

#include "platform/noted_notifications.hpp"

using namespace landfall;
using test::NotedNotifications;

namespace {
constexpr std::int64_t startMs = 1'772'000'000'000;
constexpr std::int64_t minuteMs = 60'000;

struct World {
    base::FixedClock clock{{startMs, 0}};
    NotedNotifications desktop;
    platform::DesktopNotifier notifier{{QStringLiteral("Calendar"), {}}, clock};
};

bool becomes(const std::function<bool()>& condition) {
    return QTest::qWaitFor(condition, 10'000);
}
}  // namespace

TEST_CASE("without a service nothing is shown, and it says so") {
    World world;
    CHECK_FALSE(world.notifier.capability().shows);
    CHECK_FALSE(world.notifier.capability().permitted);
    const std::vector<std::int64_t> past = {startMs - 1};
    CHECK(world.notifier.replaceAll(past).has_value());
}

TEST_CASE("with a service they come, and only while the program runs") {
    World world;
    REQUIRE(world.desktop.begin());
    const auto can = world.notifier.capability();
    CHECK(can.shows);
    CHECK(can.permitted);
    CHECK_FALSE(can.survivesExit);
    REQUIRE(world.desktop.end());
    CHECK_FALSE(world.notifier.capability().shows);
}

TEST_CASE("security S-52: what is shown is the fixed sentence and nothing else") {
    World world;
    REQUIRE(world.desktop.begin());
    const std::vector<std::int64_t> moments = {startMs + minuteMs, startMs + 3 * minuteMs};
    REQUIRE(world.notifier.replaceAll(moments).has_value());
    world.clock.advanceMs(minuteMs - 1);
    world.notifier.checkNow();
    QCoreApplication::processEvents();
    CHECK(world.desktop.shown.empty());
    world.clock.advanceMs(1);
    world.notifier.checkNow();
    REQUIRE(becomes([&] { return world.desktop.shown.size() == 1; }));
    const auto& first = world.desktop.shown.front();
    CHECK(first.summary == QStringLiteral("You have a reminder"));
    CHECK(first.body.isEmpty());
    CHECK(first.actions.isEmpty());
    CHECK(first.appName == QStringLiteral("Calendar"));
    CHECK(first.replaces == 0);
}

TEST_CASE("reminders that were slept through are one, and a new list replaces the old") {
    World world;
    REQUIRE(world.desktop.begin());
    const std::vector<std::int64_t> moments = {startMs + minuteMs, startMs + 2 * minuteMs,
                                               startMs + 60 * minuteMs};
    REQUIRE(world.notifier.replaceAll(moments).has_value());
    world.clock.advanceMs(10 * minuteMs);
    world.notifier.checkNow();
    REQUIRE(becomes([&] { return world.desktop.shown.size() == 1; }));
    REQUIRE(becomes([&] { return world.notifier.isShowing(); }));
    // The hour is no longer asked for; another moment is.
    const std::vector<std::int64_t> others = {startMs + 90 * minuteMs};
    REQUIRE(world.notifier.replaceAll(others).has_value());
    world.clock.advanceMs(55 * minuteMs);
    world.notifier.checkNow();
    world.clock.advanceMs(25 * minuteMs);
    world.notifier.checkNow();
    REQUIRE(becomes([&] { return world.desktop.shown.size() == 2; }));
    // It takes the place of the one before, so that a screen never fills with them.
    CHECK(world.desktop.shown[1].replaces == world.desktop.shown[0].id);
}

TEST_CASE("the timer shows what is due without being asked") {
    World world;
    REQUIRE(world.desktop.begin());
    const std::vector<std::int64_t> moments = {startMs + 20};
    REQUIRE(world.notifier.replaceAll(moments).has_value());
    world.clock.advanceMs(minuteMs);
    CHECK(becomes([&] { return world.desktop.shown.size() == 1; }));
}

TEST_CASE("when nothing is due any more, what is shown goes away") {
    World world;
    REQUIRE(world.desktop.begin());
    const std::vector<std::int64_t> moments = {startMs - 1};
    REQUIRE(world.notifier.replaceAll(moments).has_value());
    REQUIRE(becomes([&] { return world.desktop.shown.size() == 1; }));
    REQUIRE(becomes([&] { return world.notifier.isShowing(); }));
    REQUIRE(world.notifier.replaceAll({}).has_value());
    REQUIRE(becomes([&] { return !world.desktop.closed.empty(); }));
    CHECK_FALSE(world.notifier.isShowing());
    CHECK(world.desktop.closed.front() == world.desktop.shown.front().id);
}

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    return Catch::Session().run(argc, argv);
}
