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
    plan.done();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::NoLeaf; }));
    auto& again = opened(world);
    CHECK(partOf(again, "people") == "Sam");
    CHECK(again.trustedPhone() == "0171 5550100");
}

TEST_CASE("a part can be emptied again") {
    PhoneWorld world;
    world.setUp();
    auto& plan = opened(world);
    plan.write("people", "Sam");
    plan.done();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::NoLeaf; }));
    auto& again = opened(world);
    again.write("people", "");
    again.done();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::NoLeaf; }));
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
    plan.done();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::NoLeaf; }));
    CHECK(partOf(opened(world), "people") == "Sam");
}

TEST_CASE("the locked phone shows the plan only when the person has switched that on") {
    PhoneWorld world;
    world.setUp();
    auto& plan = opened(world);
    CHECK(plan.whereText().contains("it is not shown"));
    plan.write("alone", "Shower");
    plan.writePerson("Sam", "0171 5550100");
    plan.done();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::NoLeaf; }));
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

TEST_CASE("Today opens the plan with what is written, and Done is its answer") {
    PhoneWorld world;
    world.setUp();
    auto& plan = opened(world);
    plan.write("people", "Sam");
    plan.done();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::NoLeaf; }));
    world.assign("safety-plan", "2026-03-08", "task-1");
    auto* const today = world.shell().today();
    REQUIRE(today->cards()->rowCount() == 1);
    today->begin("safety-plan");
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::SafetyPlanLeaf; }));
    CHECK_FALSE(world.shell().questionnaireOpen());
    CHECK(partOf(*world.shell().safetyPlan(), "people") == "Sam");
    world.shell().safetyPlan()->done();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::NoLeaf; }));
    REQUIRE(world.until([&] { return today->cards()->rowCount() == 0; }));
}
