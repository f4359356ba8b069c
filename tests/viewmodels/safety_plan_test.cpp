#include <QAbstractItemModelTester>
#include <catch2/generators/catch_generators.hpp>

#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
SafetyPlanModel& opened(PhoneWorld& world) {
    world.shell().me()->openSafetyPlan();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::SafetyPlanLeaf; }));
    return *world.shell().safetyPlan();
}

QString partOf(SafetyPlanModel& plan, const QString& part) {
    const auto row = static_cast<int>(column(plan.parts(), "part").indexOf(part));
    return row < 0 ? QString() : cell(plan.parts(), row, "words").toString();
}
/// Done, and "Not now" where the page asks whether the locked phone shows it.
void leave(PhoneWorld& world) {
    auto& plan = *world.shell().safetyPlan();
    plan.done();
    REQUIRE(world.until(
        [&] { return plan.asksWhileLocked() || world.shell().leaf() == ShellModel::NoLeaf; }));
    if (plan.asksWhileLocked()) plan.notNow();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::NoLeaf; }));
}
}  // namespace

TEST_CASE("the plan has seven parts, each may be empty, and what is typed is kept with a pause") {
    PhoneWorld world;
    world.setUp();
    auto& plan = opened(world);
    const QAbstractItemModelTester tester(plan.parts());
    CHECK(plan.parts()->rowCount() == 7);
    CHECK(column(plan.parts(), "words") == QStringList(7, QString()));
    plan.write("alone", "The long way");
    plan.write("alone", "The long way to the harbour");
    plan.write("reasons", "My brother");
    REQUIRE(world.until([&] { return plan.savedText() == "Saved on this phone"; }));
    world.restart();
    world.unlock();
    auto& again = opened(world);
    CHECK(partOf(again, "alone") == "The long way to the harbour");
    CHECK(partOf(again, "reasons") == "My brother");
    CHECK(partOf(again, "people").isEmpty());
}

TEST_CASE("going to the background keeps what was typed at once") {
    PhoneWorld world;
    world.setUp();
    opened(world).write("people", "Sam");
    world.shell().flush();
    world.restart();
    world.unlock();
    CHECK(partOf(opened(world), "people") == "Sam");
}

TEST_CASE("Done keeps the last words before the page closes") {
    PhoneWorld world;
    world.setUp();
    auto& plan = opened(world);
    plan.write("people", "Sam");
    plan.writePerson("Sam", "0171 5550100");
    leave(world);
    auto& again = opened(world);
    CHECK(partOf(again, "people") == "Sam");
    CHECK(again.trustedPhone() == "0171 5550100");
}

TEST_CASE("a part can be emptied again") {
    PhoneWorld world;
    world.setUp();
    auto& plan = opened(world);
    plan.write("people", "Sam");
    leave(world);
    auto& again = opened(world);
    again.write("people", "");
    leave(world);
    CHECK(partOf(opened(world), "people").isEmpty());
}

TEST_CASE("what cannot be kept stays on the page, which does not close over it") {
    PhoneWorld world;
    world.setUp();
    auto& plan = opened(world);
    plan.write("people", QString(200'000, u'x'));
    plan.done();
    REQUIRE(world.until([&] { return !plan.error().isEmpty(); }));
    CHECK(world.shell().leaf() == ShellModel::SafetyPlanLeaf);
    plan.write("people", "Sam");
    leave(world);
    CHECK(partOf(opened(world), "people") == "Sam");
}

TEST_CASE("the locked phone shows the plan only when the person has switched that on") {
    PhoneWorld world;
    world.setUp();
    auto& plan = opened(world);
    CHECK_FALSE(plan.shownWhileLocked());
    plan.write("alone", "Shower");
    plan.writePerson("Sam", "0171 5550100");
    leave(world);
    const bool isShown = GENERATE(false, true);
    if (isShown) {
        world.shell().me()->toggleShownWhileLocked();
        REQUIRE(world.until([&] { return world.shell().me()->shownWhileLocked(); }));
    }
    world.shell().me()->lock();
    REQUIRE(world.untilPlace(ShellModel::Locked));
    CHECK(plan.parts()->rowCount() == 0);
    CHECK(plan.trustedName().isEmpty());
    world.shell().openHelp();
    world.settle();
    auto& help = *world.shell().help();
    CHECK(column(help.contacts(), "kind").contains("trusted") == isShown);
    CHECK(column(help.contacts(), "kind").contains("plan") == isShown);
    CHECK(column(help.plan(), "words") == (isShown ? QStringList{"Shower"} : QStringList{}));
    CHECK_FALSE(help.mayEditPlan());
}

TEST_CASE("whoever has written something is asked once whether the locked phone shows it") {
    PhoneWorld world;
    world.setUp();
    auto& empty = opened(world);
    empty.done();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::NoLeaf; }));
    auto& plan = opened(world);
    if (GENERATE(false, true))
        plan.write("alone", "Shower");
    else
        plan.writePerson("Sam", "0171 5550100");
    plan.done();
    REQUIRE(world.until([&] { return plan.asksWhileLocked(); }));
    CHECK(world.shell().leaf() == ShellModel::SafetyPlanLeaf);
    const bool shows = GENERATE(false, true);
    if (shows)
        plan.showWhileLocked();
    else
        plan.notNow();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::NoLeaf; }));
    REQUIRE(world.until([&] { return world.shell().me()->shownWhileLocked() == shows; }));
    world.restart();
    world.unlock();
    auto& again = opened(world);
    CHECK(again.shownWhileLocked() == shows);
    again.write("people", "My brother");
    again.done();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::NoLeaf; }));
    CHECK_FALSE(again.asksWhileLocked());
}

TEST_CASE("the switch on the plan's page is the one of Me") {
    PhoneWorld world;
    world.setUp();
    auto& plan = opened(world);
    plan.toggleShownWhileLocked();
    REQUIRE(world.until([&] { return plan.shownWhileLocked(); }));
    plan.write("alone", "Shower");
    plan.done();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::NoLeaf; }));
    REQUIRE(world.until([&] { return world.shell().me()->shownWhileLocked(); }));
}

TEST_CASE("Today opens the plan with what is written, and Done is its answer") {
    PhoneWorld world;
    world.setUp();
    auto& plan = opened(world);
    plan.write("people", "Sam");
    leave(world);
    world.assign("safety-plan", "2026-03-08", "task-1");
    auto* const today = world.shell().today();
    REQUIRE(today->cards()->rowCount() == 1);
    today->begin("safety-plan");
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::SafetyPlanLeaf; }));
    CHECK_FALSE(world.shell().questionnaireOpen());
    CHECK(partOf(*world.shell().safetyPlan(), "people") == "Sam");
    leave(world);
    REQUIRE(world.until([&] { return today->cards()->rowCount() == 0; }));
}
