#include <QAbstractItemModelTester>

#include "viewmodels/phone_world.hpp"

using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

TEST_CASE("a day without anything due says so") {
    PhoneWorld world;
    world.setUp();
    auto* const today = world.shell().today();
    CHECK(today->dateText() == "Sunday 1 March");
    CHECK(today->greeting() == "Good morning");
    CHECK(today->cards()->rowCount() == 0);
    CHECK(today->nothingDueText() == "Nothing is asked of you today.");
    CHECK(today->seenText().isEmpty());
}

TEST_CASE("a card says what it is, how long it takes and until when") {
    PhoneWorld world;
    world.setUp();
    auto* const today = world.shell().today();
    const QAbstractItemModelTester tester(today->cards());
    world.assign("phq-9", "2026-03-08", "task-1");
    REQUIRE(today->cards()->rowCount() == 1);
    CHECK(cell(today->cards(), 0, "questionnaireId") == "phq-9");
    CHECK(cell(today->cards(), 0, "title") == "PHQ-9");
    CHECK(cell(today->cards(), 0, "detail").toString().startsWith("9 question"));
    CHECK(cell(today->cards(), 0, "detail").toString().endsWith("Open until Sunday 8 March."));
    CHECK(cell(today->cards(), 0, "action") == "Begin");
    CHECK_FALSE(cell(today->cards(), 0, "overdue").toBool());
    CHECK(today->nothingDueText().isEmpty());
}

TEST_CASE("the day something closes, and the days after, shame nobody") {
    PhoneWorld world;
    world.setUp();
    world.assign("phq-9", "2026-03-01", "task-1");
    auto* const today = world.shell().today();
    CHECK(cell(today->cards(), 0, "detail").toString().endsWith("Open until the end of today."));
    world.advanceDays(2);
    world.shell().refresh();
    world.settle();
    CHECK(cell(today->cards(), 0, "detail").toString().endsWith("Still open."));
    CHECK(cell(today->cards(), 0, "overdue").toBool());
}

TEST_CASE("what was begun says Go on, also after the app was ended, and goes on where it stopped") {
    PhoneWorld world;
    world.setUp();
    world.assign("phq-9", "2026-03-08", "task-1");
    world.shell().today()->begin("phq-9");
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen(); }));
    world.shell().questionnaire()->choose(1);
    REQUIRE(world.until([&] { return world.shell().questionnaire()->position() == 2; }));
    world.restart();
    world.unlock();
    REQUIRE(world.shell().today()->cards()->rowCount() == 1);
    CHECK(cell(world.shell().today()->cards(), 0, "action") == "Go on");
    world.shell().today()->begin("phq-9");
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen(); }));
    CHECK(world.shell().questionnaire()->position() == 2);
}

TEST_CASE("two requests for the same questionnaire are one card, and never more than three show") {
    PhoneWorld world;
    world.setUp();
    world.assign("phq-9", "2026-03-08", "task-1");
    world.assign("phq-9", "2026-03-09", "task-2");
    world.assign("gad-7", "2026-03-08", "task-3");
    CHECK(column(world.shell().today()->cards(), "questionnaireId") ==
          QStringList{"phq-9", "gad-7"});
    world.assign("unknown-1", "2026-03-10", "task-4");
    world.assign("unknown-2", "2026-03-11", "task-5");
    CHECK(world.shell().today()->cards()->rowCount() == 3);
}

TEST_CASE("what is due and cannot be read is an error, not an empty day") {
    PhoneWorld world;
    world.setUp();
    auto* const today = world.shell().today();
    CHECK(today->error().isEmpty());
    CHECK_FALSE(today->nothingDueText().isEmpty());
    world.onPhone([](landfall::patient::Phone& phone) { phone.lock(); });
    today->refresh();
    world.settle();
    CHECK_FALSE(today->error().isEmpty());
    CHECK(today->nothingDueText().isEmpty());
    today->forget();
    CHECK(today->error().isEmpty());
}
