#include "landfall/fhir/read.hpp"
#include "unit/patient/unlocked_phone.hpp"

using namespace landfall;
using namespace landfall::patient;
using namespace landfall::patient::testing;

namespace {
std::vector<fhir::SafetyPlan> stored(UnlockedPhone& world) {
    std::vector<fhir::SafetyPlan> out;
    const auto records = *world.store().records().all(fhir::ResourceType::DocumentReference);
    for (const auto& record : records) {
        const auto json = *fhir::Json::borrow(record.bytes);
        if (auto plan = fhir::readSafetyPlan(json.root()); plan.has_value())
            out.push_back(*std::move(plan));
    }
    return out;
}

std::string textOf(const SafetyPlanView& view, std::string_view part) {
    for (const auto& section : view.sections)
        if (section.code == part) return section.text;
    FAIL("no such part");
    return {};
}
}  // namespace

TEST_CASE("an unwritten plan has its seven empty parts and no record") {
    UnlockedPhone world;
    const auto view = *world.phone->safetyPlanning.show();
    REQUIRE(view.sections.size() == 7);
    CHECK(view.sections.front().code == "warning-signs");
    CHECK(view.sections.back().code == "reasons");
    CHECK(view.record.empty());
    CHECK(view.saved.empty());
    CHECK(stored(world).empty());
    CHECK(world.store().records().all(fhir::ResourceType::DocumentReference)->empty());
}

TEST_CASE(
    "each edit is a new version of one record that goes to the clinic, and survives a restart") {
    UnlockedPhone world;
    auto first = *world.phone->safetyPlanning.set("people", "Kim, then my sister");
    CHECK(first.delivery == store::Delivery::Saved);
    CHECK(world.deliver() == 1);
    world.advanceMinutes(5);
    const auto second = *world.phone->safetyPlanning.set("alone", "Walk");
    CHECK(second.record == first.record);
    CHECK(second.saved > first.saved);
    CHECK(world.deliver() == 1);
    CHECK(world.phone->safetyPlanning.show()->delivery == store::Delivery::Received);
    world.restart();
    CHECK(world.phone->safetyPlanning.show().error().is(Fault::Locked));
    world.unlock();
    const auto view = *world.phone->safetyPlanning.show();
    CHECK(textOf(view, "people") == "Kim, then my sister");
    CHECK(textOf(view, "alone") == "Walk");
    REQUIRE(stored(world).size() == 1);
    CHECK(stored(world)[0].patient == support::confirmedPairing().patient);
}

TEST_CASE("a part may be emptied again, and the same text once more changes nothing") {
    UnlockedPhone world;
    REQUIRE(world.phone->safetyPlanning.set("people", "Kim").has_value());
    REQUIRE(world.deliver() == 1);
    REQUIRE(world.phone->safetyPlanning.set("people", "Kim").has_value());
    CHECK(world.deliver() == 0);
    CHECK(textOf(*world.phone->safetyPlanning.set("people", ""), "people").empty());
    CHECK(world.deliver() == 1);
}

TEST_CASE("what is no part of the plan, or too long, is refused and stores nothing") {
    UnlockedPhone world;
    auto& planning = world.phone->safetyPlanning;
    CHECK(planning.set("title", "x").error().is(instrument::Fault::UnknownItem));
    CHECK(planning.set("alone", std::string(2'001, 'x')).error().is(instrument::Fault::TooLong));
    CHECK(planning.set("alone", "\xFF").has_error());
    CHECK(stored(world).empty());
    CHECK(planning.set("alone", std::string(2'000, 'x')).has_value());
}

TEST_CASE("a plan that was answered as a form is the plan, and later edits stand above it") {
    UnlockedPhone world;
    REQUIRE(world.phone->safetyPlanning.set("alone", "Walk").has_value());
    world.advanceMinutes(1);
    REQUIRE(world.phone->checkIns.answer("safety-plan", {{"people", "Kim"}, {"alone", "Run"}})
                .has_value());
    auto view = *world.phone->safetyPlanning.show();
    CHECK(textOf(view, "people") == "Kim");
    CHECK(textOf(view, "alone") == "Run");
    // Also with a clock that was set back meanwhile.
    world.advanceMinutes(-60);
    view = *world.phone->safetyPlanning.set("people", "Sam");
    CHECK(textOf(view, "people") == "Sam");
    CHECK(textOf(view, "alone") == "Run");
    CHECK(stored(world).size() == 1);
}

TEST_CASE("a plan is no entry of the journal") {
    UnlockedPhone world;
    REQUIRE(world.phone->safetyPlanning.set("alone", "Walk by the lake").has_value());
    CHECK(world.phone->journaling.list()->empty());
    CHECK(world.phone->journaling.search("lake")->empty());
}

TEST_CASE("a plan from another phone of the person is shown, and of two both are kept") {
    UnlockedPhone world;
    fhir::SafetyPlan theirs;
    theirs.id = "0195a000-0000-7000-8000-0000000000f1";
    theirs.patient = support::confirmedPairing().patient;
    theirs.authored = morning;
    theirs.sections = {{"alone", "On my own", "Swim"}, {"older-part", "Before", "Kept"}};
    world.receive("DocumentReference", theirs.id, fhir::buildSafetyPlan(theirs));
    auto view = *world.phone->safetyPlanning.show();
    CHECK(view.record == theirs.id);
    CHECK(textOf(view, "alone") == "Swim");
    CHECK(textOf(view, "older-part") == "Kept");
    theirs.id = "0195a000-0000-7000-8000-0000000000f2";
    theirs.authored.unixMs += 1'000;
    theirs.sections = {{"alone", "On my own", "Sing"}};
    world.receive("DocumentReference", theirs.id, fhir::buildSafetyPlan(theirs));
    view = *world.phone->safetyPlanning.show();
    CHECK(textOf(view, "alone") == "Sing");
    REQUIRE(view.otherCopies.size() == 1);
    CHECK(textOf(*world.phone->safetyPlanning.copy(view.otherCopies[0]), "alone") == "Swim");
}
