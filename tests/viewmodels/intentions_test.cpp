#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
IntentionsModel& opened(PhoneWorld& world) {
    world.shell().me()->openIntentions();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::IntentionsLeaf; }));
    return *world.shell().intentions();
}
}  // namespace

TEST_CASE("intentions are written in their form and shown as my intentions afterwards") {
    PhoneWorld world;
    world.setUp();
    auto& intentions = opened(world);
    CHECK_FALSE(intentions.isWritten());
    intentions.write();
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen(); }));
    const bool stored = world.onPhone([](patient::Phone& phone) {
        return phone.answering.answer("hope", std::string("To call my brother")).has_value() &&
               phone.answering.submit().has_value();
    });
    REQUIRE(stored);
    world.shell().closeQuestionnaire();
    world.settle();
    REQUIRE(intentions.isWritten());
    CHECK(cell(intentions.lines(), 0, "asked") == "What do you hope for?");
    CHECK(cell(intentions.lines(), 0, "said") == "To call my brother");
    CHECK(intentions.writtenText().contains("1 March"));
    world.shell().me()->lock();
    REQUIRE(world.untilPlace(ShellModel::Locked));
    CHECK(intentions.lines()->rowCount() == 0);
}
