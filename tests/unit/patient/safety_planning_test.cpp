#include "landfall/fhir/care_plan.hpp"
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

namespace {
bool isAskedFor(UnlockedPhone& world) {
    const auto due = *world.phone->overview.today();
    return std::any_of(due.begin(), due.end(), [](const auto& one) {
        return one.id == SafetyPlanning::planForm && one.state != DueView::State::Later;
    });
}

/// The preparation before a session on 20 March asks for the plan.
void preparing(UnlockedPhone& world) {
    fhir::CarePlan plan;
    plan.id = "0195a000-0000-7000-8000-00000000ca01";
    plan.patient = support::confirmedPairing().patient;
    plan.protocol = "https://landfall.example/fhir/PlanDefinition/dmt-trd|1.0.0";
    plan.zone = "Europe/Berlin";
    plan.start = "2026-02-02";
    plan.created = morning;
    plan.sessions.push_back({.number = 1, .changes = {{morning, "2026-03-20", false}}});
    world.receive("CarePlan", plan.id, fhir::buildCarePlan(plan));
    REQUIRE(isAskedFor(world));
}
}  // namespace

TEST_CASE("a plan that was looked through answers the visit that asks for it, once") {
    UnlockedPhone world;
    preparing(world);
    auto& planning = world.phone->safetyPlanning;
    REQUIRE(planning.set("people", "Kim").has_value());
    REQUIRE(planning.set("alone", "r").has_value());  // a text like any other
    CHECK(isAskedFor(world));                         // still being written
    CHECK(*planning.lookedThrough());
    CHECK_FALSE(isAskedFor(world));
    const auto responses = *world.store().records().responses("");
    REQUIRE(responses.size() == 1);
    const auto answers = world.phone->progress.answers(responses[0].id);
    REQUIRE(answers.has_value());
    CHECK(answers->lines.size() == 7);
    CHECK_FALSE(*planning.lookedThrough());
    CHECK(world.store().records().responses("")->size() == 1);
    // What is written afterwards stands above it.
    CHECK(textOf(*planning.set("people", "Sam"), "people") == "Sam");
}

TEST_CASE("an empty plan, one that nobody asks for and one begun as a form answer nothing") {
    UnlockedPhone world;
    auto& planning = world.phone->safetyPlanning;
    REQUIRE(planning.set("people", "Kim").has_value());
    CHECK_FALSE(*planning.lookedThrough());
    preparing(world);
    REQUIRE(planning.set("people", "").has_value());
    CHECK_FALSE(*planning.lookedThrough());
    REQUIRE(planning.set("people", "Kim").has_value());
    REQUIRE(world.phone->answering.open(SafetyPlanning::planForm).has_value());
    REQUIRE(world.phone->answering.answer("people", std::string("Sam")).has_value());
    world.phone->answering.close();
    CHECK_FALSE(*planning.lookedThrough());
    CHECK(isAskedFor(world));
}
