#include <catch2/catch_test_macros.hpp>

#include "landfall/fhir/care_plan.hpp"
#include "unit/store/store_world.hpp"

using namespace landfall;
using namespace landfall::store;

namespace {
fhir::CarePlan planOf(const StoreWorld& world, std::string_view id, std::string_view date) {
    fhir::CarePlan plan;
    plan.id = id;
    plan.patient = world.patient;
    plan.protocol = "https://landfall.example/fhir/PlanDefinition/dmt-trd|1.0.0";
    plan.zone = "Europe/London";
    plan.start = "2026-02-02";
    plan.created = morning;
    plan.sessions = {{.number = 1, .changes = {{morning, std::string(date), false}}}};
    return plan;
}
}  // namespace

TEST_CASE("the clinic's plan is known in its newest version, also after a rebuild") {
    StoreWorld world;
    auto& records = world.store->records();
    CHECK_FALSE(records.activePlan()->has_value());
    const auto first = fhir::buildCarePlan(planOf(world, "plan-1", "2026-03-09"));
    const auto second = fhir::buildCarePlan(planOf(world, "plan-1", "2026-03-16"));
    REQUIRE(world.pull("CarePlan", "plan-1", "1", first).has_value());
    CHECK(records.activePlan().value() == first);
    REQUIRE(world.pull("CarePlan", "plan-1", "2", second).has_value());
    CHECK(records.activePlan().value() == second);
    REQUIRE(records.rebuild().has_value());
    CHECK(records.activePlan().value() == second);
    auto ended = planOf(world, "plan-1", "2026-03-16");
    ended.status = "completed";
    REQUIRE(world.pull("CarePlan", "plan-1", "3", fhir::buildCarePlan(ended)).has_value());
    CHECK_FALSE(records.activePlan()->has_value());
    // A plan of another kind is no plan of the pathway.
    REQUIRE(
        world
            .pull("CarePlan", "plan-2", "1",
                  R"({"resourceType":"CarePlan","id":"plan-2","status":"active","intent":"plan",)"
                  R"("subject":{"reference":"Patient/)" +
                      world.patient + R"("}})")
            .has_value());
    CHECK_FALSE(records.activePlan()->has_value());
}

TEST_CASE("what a response says about its visits is known, also after a rebuild") {
    StoreWorld world;
    auto& records = world.store->records();
    const std::vector<fhir::VisitMark> marks = {{1, "W1", false}, {2, "BASE", true}};
    auto marked = world.response("response-1");
    marked.bytes = fhir::withAnsweredVisits(marked.bytes, marks).value();
    REQUIRE(records.submit({.response = marked, .scores = {}, .others = {}}).value());
    world.clock.advanceMs(1000);
    REQUIRE(records.submit({.response = world.response("response-2"), .scores = {}, .others = {}})
                .value());
    for (int round = 0; round < 2; ++round) {
        const auto rows = records.answered().value();
        REQUIRE(rows.size() == 2);
        CHECK(rows[0].id == "response-1");
        CHECK(rows[0].visits == marks);
        CHECK(rows[1].visits.empty());
        REQUIRE(records.rebuild().has_value());
    }
}
