#include "landfall/pathway/instance.hpp"

#include <catch2/catch_test_macros.hpp>

#include "unit/pathway/some_plan.hpp"

namespace landfall::pathway {
namespace {
using namespace test;

TEST_CASE("a plan survives its record: zone, start, sessions with their history, settings") {
    auto plan = withSession(londonPlan(), "2026-03-23", at("2026-03-10T09:00:00Z")).value();
    plan = withSessionMoved(plan, 1, "2026-03-04", at("2026-02-20T09:00:00Z")).value();
    plan = withSessionCancelled(plan, 2, at("2026-03-11T09:00:00+01:00")).value();
    plan.sessions[0].experienceReady = at("2026-03-04T15:00:00Z");
    plan.preparations = {{1, at("2026-02-25T10:00:00Z")}};
    plan.settings = {
        .assignedForms = {canonicalOf("pcl-5")}, .preparationHours = 48, .impairmentHours = 36};
    const auto json = fhir::Json::parse(fhir::buildCarePlan(plan)).value();
    const auto read = fhir::readCarePlan(json.root()).value();
    CHECK(read.zone == "Europe/London");
    CHECK(read.start == "2026-02-02");
    CHECK(read.protocol == plan.protocol);
    CHECK(read.sessions == plan.sessions);
    CHECK(read.preparations == plan.preparations);
    CHECK(read.settings == plan.settings);
}

TEST_CASE("a new version keeps every element that is not known here") {
    auto text = fhir::buildCarePlan(londonPlan());
    text.insert(text.size() - 1, R"(,"note":[{"text":"kept"}],"weight":1.50)");
    const auto before = fhir::Json::parse(text).value();
    const auto plan = fhir::readCarePlan(before.root()).value();
    const auto moved = withSessionMoved(plan, 1, "2026-03-09", at("2026-02-20T09:00:00Z")).value();
    const auto after = fhir::carePlanWith(before, moved).value();
    CHECK(after.find(R"("note":[{"text":"kept"}],"weight":1.50)") != std::string::npos);
    const auto json = fhir::Json::parse(after).value();
    CHECK(fhir::readCarePlan(json.root()).value().sessions == moved.sessions);
}

TEST_CASE("a plan whose dates cannot be computed is refused with the place") {
    const auto refusalOf = [](std::string text, std::string_view from, std::string_view to) {
        const auto found = text.find(from);
        REQUIRE(found != std::string::npos);
        text.replace(found, from.size(), to);
        const auto json = fhir::Json::parse(std::move(text)).value();
        const auto read = fhir::readCarePlan(json.root());
        REQUIRE(read.has_error());
        return read.error();
    };
    const auto text = fhir::buildCarePlan(londonPlan());
    CHECK(refusalOf(text, R"("period":{"start":"2026-02-02"},)", "").is(fhir::Fault::Missing));
    CHECK(refusalOf(text, "StructureDefinition/timezone", "StructureDefinition/zone")
              .is(fhir::Fault::Missing));
    CHECK(refusalOf(text, R"("valueDate":"2026-03-02")", R"("valueDate":"2026-02-30")")
              .is(fhir::Fault::BadDateTime));
    // Two places that do not agree about the date.
    CHECK(refusalOf(text, R"("valueDate":"2026-03-02")", R"("valueDate":"2026-03-03")").where ==
          "activity[0].detail.scheduledPeriod");
    CHECK(
        refusalOf(text, R"("valueInteger":24)", R"("valueInteger":12)").is(fhir::Fault::BadValue));
    auto elsewhere = londonPlan();
    elsewhere.zone = "Europe/Atlantis";
    CHECK(Instance::from(elsewhere).error().is(Fault::UnknownZone));
}

TEST_CASE("a session is moved and cancelled, and its number is never used again") {
    auto plan = withSessionCancelled(londonPlan(), 1, at("2026-02-20T09:00:00Z")).value();
    plan = withSession(plan, "2026-03-02", at("2026-02-21T09:00:00Z")).value();
    REQUIRE(plan.sessions.size() == 2);
    CHECK(plan.sessions[1].number == 2);
    CHECK(withSessionMoved(plan, 1, "2026-03-09", at("2026-02-22T09:00:00Z"))
              .error()
              .is(Fault::SessionCancelled));
    CHECK(withSessionMoved(plan, 3, "2026-03-09", at("2026-02-22T09:00:00Z"))
              .error()
              .is(Fault::UnknownSession));
    CHECK(withSession(plan, "2026-03-02", at("2026-02-22T09:00:00Z")).error().is(Fault::SameDay));
    CHECK(
        withSession(plan, "2026-02-01", at("2026-02-22T09:00:00Z")).error().is(Fault::BeforeStart));
    CHECK(withSession(plan, "2026-02-30", at("2026-02-22T09:00:00Z")).error().is(Fault::BadDate));
    // To the day it is on: nothing happened.
    CHECK(withSessionMoved(plan, 2, "2026-03-02", at("2026-02-22T09:00:00Z")).value().sessions ==
          plan.sessions);
}

TEST_CASE("no plan begins and no session is on a day more than two years from today") {
    // In London it is 1 July already.
    const auto now = at("2026-06-30T23:30:00Z");
    CHECK(withSession(londonPlan(), "2028-07-01", now).has_value());
    const auto refused = withSession(londonPlan(), "2028-07-02", now);
    CHECK(refused.error().is(Fault::TooFarAhead));
    CHECK(refused.error().where == "date");
    CHECK(withSessionMoved(londonPlan(), 1, "2028-07-01", now).has_value());
    CHECK(withSessionMoved(londonPlan(), 1, "9999-12-31", now).error().is(Fault::TooFarAhead));
    // Two years after 29 February are over with February.
    const auto leap = at("2028-02-29T12:00:00Z");
    CHECK(withSession(londonPlan(), "2030-02-28", leap).has_value());
    CHECK(withSession(londonPlan(), "2030-03-01", leap).error().is(Fault::TooFarAhead));
    // A day that is over stays possible, however long.
    CHECK(withSession(londonPlan(), "2026-02-03", at("2040-01-01T09:00:00Z")).has_value());
    const auto begin = [&](const std::string& start) {
        return beginPlan({.id = "p",
                          .patient = "a",
                          .protocol = "dmt-trd",
                          .zone = "Europe/London",
                          .start = start},
                         now);
    };
    CHECK(begin("2028-07-01").has_value());
    CHECK(begin("2028-07-02").error().is(Fault::TooFarAhead));
    CHECK(begin("2028-07-02").error().where == "start");
}

TEST_CASE("a session stands where it stood at the moment in question") {
    const auto plan =
        withSessionMoved(londonPlan(), 1, "2026-03-09", at("2026-02-20T09:00:00Z")).value();
    const auto instance = Instance::from(plan).value();
    CHECK(instance.sessionsAt(at("2026-02-20T08:59:59Z"))[0].day == day("2026-03-02"));
    CHECK(instance.sessionsAt(at("2026-02-20T09:00:00Z"))[0].day == day("2026-03-09"));
    CHECK(instance.sessions()[0].day == day("2026-03-09"));
    CHECK_FALSE(instance.sessionsAt(at("2026-02-01T09:00:00Z"))[0].known);
}

TEST_CASE("the visits of an answer survive its record") {
    const std::string bare = R"({"resourceType":"QuestionnaireResponse","id":"r1"})";
    const std::vector<fhir::VisitMark> marks = {{1, "W1", false}, {2, "BASE", true}};
    const auto text = fhir::withAnsweredVisits(bare, marks).value();
    CHECK(fhir::answeredVisits(fhir::Json::parse(text).value().root()) == marks);
    CHECK(fhir::withAnsweredVisits(bare, {}).value() == bare);
    CHECK(fhir::answeredVisits(fhir::Json::parse(bare).value().root()).empty());
}

}  // namespace
}  // namespace landfall::pathway
