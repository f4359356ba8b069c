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

TEST_CASE("a form that this phone cannot take is not asked for") {
    UnlockedPhone world;
    const std::string url = "https://clinic.example/Questionnaire/own";
    const auto assign = [&](const std::string& id, const std::string& canonical) {
        fhir::Assignment task;
        task.id = id;
        task.patient = support::confirmedPairing().patient;
        task.questionnaire = canonical;
        task.title = "Own questions";
        task.assigned = morning;
        task.opens = morning;
        task.due = "2026-03-08";
        task.status = "requested";
        world.receive("Task", id, fhir::buildAssignment(task));
    };
    const auto form = [&](const std::string& version, const std::string& type) {
        return R"({"resourceType":"Questionnaire","id":"own","status":"active","url":")" + url +
               R"(","version":")" + version +
               R"(","title":"Own questions","item":[{"linkId":"1","type":")" + type +
               R"(","text":"A question"}]})";
    };
    assign("0195a000-0000-7000-8000-00000000aa01", url + "|1.0.0");
    CHECK(world.phone->overview.today()->empty());
    world.receive("Questionnaire", "own", form("1.0.0", "telepathy"), "1");
    world.phone->profile.refreshLibrary();
    CHECK(world.phone->overview.today()->empty());
    world.receive("Questionnaire", "own", form("1.0.1", "boolean"), "2");
    world.phone->profile.refreshLibrary();
    assign("0195a000-0000-7000-8000-00000000aa02", url + "|1.0.1");
    CHECK(world.phone->overview.today()->size() == 1);
}
