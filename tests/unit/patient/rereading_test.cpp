#include "unit/patient/unlocked_phone.hpp"

using namespace landfall;
using namespace landfall::patient;
using namespace landfall::patient::testing;

TEST_CASE("own intentions are read again, the newest of them, without what was left out") {
    UnlockedPhone world;
    auto& phone = *world.phone;
    CHECK_FALSE(phone.rereading.newest("intentions")->has_value());
    REQUIRE(phone.checkIns.answer("intentions", {{"hope", "To sleep"}, {"fear", "Losing control"}})
                .has_value());
    world.advanceMinutes(60);
    REQUIRE(phone.checkIns.answer("intentions", {{"hope", "To feel at home"}}).has_value());
    const auto view = **phone.rereading.newest("intentions");
    REQUIRE(view.lines.size() == 1);
    CHECK(view.lines[0].item == "hope");
    CHECK(view.lines[0].question == "What do you hope for?");
    CHECK(view.lines[0].answer == "To feel at home");
    CHECK(view.delivery == store::Delivery::Saved);
}

TEST_CASE("a form that nobody knows and a locked phone are named") {
    UnlockedPhone world;
    CHECK(world.phone->rereading.newest("nothing").error().is(Fault::UnknownQuestionnaire));
    world.restart();
    CHECK(world.phone->rereading.newest("intentions").error().is(Fault::Locked));
}
