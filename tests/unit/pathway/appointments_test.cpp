#include "landfall/pathway/appointments.hpp"

#include "unit/pathway/some_plan.hpp"

namespace landfall::pathway {
namespace {
using namespace test;

const auto monday = at("2026-02-02T08:00:00Z");
const AppointmentOrder talk{.title = "Preparation talk",
                            .date = "2026-02-25",
                            .time = "09:30",
                            .minutes = 50,
                            .with = "Dr Lin",
                            .where = "Room 2",
                            .note = "Bring your questions"};

TEST_CASE("an appointment survives the record of the plan, at the clinic's time") {
    const auto plan = withAppointment(londonPlan(), talk, monday).value();
    const auto json = fhir::Json::parse(fhir::buildCarePlan(plan)).value();
    REQUIRE(fhir::validateResource(json.root()).has_value());
    const auto read = fhir::readCarePlan(json.root()).value();
    REQUIRE(read.appointments == plan.appointments);
    CHECK(read.appointments[0].number == 1);
    CHECK(base::toFhirDateTime(read.appointments[0].start) == "2026-02-25T09:30:00.000+00:00");
    CHECK(read.sessions == plan.sessions);
}

TEST_CASE(
    "it moves under its number, across daylight saving too, and is cancelled, never deleted") {
    auto plan = withAppointment(londonPlan(), talk, monday).value();
    auto later = talk;
    later.number = 1;
    later.date = "2026-04-01";
    plan = withAppointment(plan, later, monday).value();
    REQUIRE(plan.appointments.size() == 1);
    CHECK(base::toFhirDateTime(plan.appointments[0].start) == "2026-04-01T09:30:00.000+01:00");
    plan = withAppointmentCancelled(plan, 1).value();
    const auto before = fhir::Json::parse(fhir::buildCarePlan(londonPlan())).value();
    const auto written = fhir::carePlanWith(before, plan).value();
    const auto json = fhir::Json::parse(written).value();
    CHECK(fhir::readCarePlan(json.root()).value().appointments[0].cancelled);
    CHECK(withAppointmentCancelled(plan, 1).error().is(Fault::AppointmentCancelled));
    CHECK(withAppointment(plan, later, monday).error().is(Fault::AppointmentCancelled));
    CHECK(withAppointment(plan, talk, monday).value().appointments.back().number == 2);
}

TEST_CASE("what a change does not say stays as it is") {
    const auto plan = withAppointment(londonPlan(), talk, monday).value();
    const auto moved = withAppointment(plan, {.number = 1, .date = "2026-04-01"}, monday).value();
    auto expected = plan.appointments[0];
    expected.start = moved.appointments[0].start;
    CHECK(moved.appointments[0] == expected);
    CHECK(base::toFhirDateTime(expected.start) == "2026-04-01T09:30:00.000+01:00");
    const auto open = withAppointment(plan, {.number = 1, .minutes = 0, .where = ""}, monday);
    CHECK(open.value().appointments[0].minutes == 0);
    CHECK(open.value().appointments[0].where.empty());
    CHECK(open.value().appointments[0].with == "Dr Lin");
}

TEST_CASE("what cannot be an appointment is refused") {
    const auto refusal = [](auto&& spoil) {
        auto order = talk;
        spoil(order);
        const auto made = withAppointment(londonPlan(), order, monday);
        REQUIRE(made.has_error());
        return made.error();
    };
    CHECK(refusal([](auto& o) { o.title = "  "; }).is(Fault::BadAppointment));
    CHECK(refusal([](auto& o) { o.note = std::string(501, 'x'); }).is(Fault::BadAppointment));
    CHECK(refusal([](auto& o) { o.where = "\xFF"; }).is(Fault::BadAppointment));
    CHECK(refusal([](auto& o) { o.minutes = 721; }).is(Fault::BadAppointment));
    CHECK(refusal([](auto& o) { o.date = "2026-02-30"; }).is(Fault::BadDate));
    CHECK(refusal([](auto& o) { o.date = "2026-02-01"; }).is(Fault::InThePast));
    for (const auto* time : {"", "9:30", "24:00", "09:60", "09-30", "0a:30", "09:30:00"})
        CHECK(refusal([&](auto& o) { o.time = time; }).is(Fault::BadTime));
    // London's clocks skip this hour.
    CHECK(refusal([](auto& o) {
              o.date = "2026-03-29";
              o.time = "01:30";
          }).is(Fault::BadTime));
    CHECK(refusal([](auto& o) { o.number = 7; }).is(Fault::UnknownAppointment));
    CHECK(withAppointmentCancelled(londonPlan(), 1).error().is(Fault::UnknownAppointment));
}

TEST_CASE("the next one is the first that is not over and not cancelled") {
    auto plan = withAppointment(londonPlan(), talk, monday).value();
    auto early = talk;
    early.date = "2026-02-10";
    plan = withAppointment(plan, early, monday).value();
    CHECK(appointmentsOf(plan)[0].number == 2);
    CHECK(nextAppointment(plan, monday)->number == 2);
    CHECK(nextAppointment(plan, at("2026-02-10T10:20:00Z"))->number == 2);
    CHECK(nextAppointment(plan, at("2026-02-10T10:20:01Z"))->number == 1);
    plan = withAppointmentCancelled(plan, 1).value();
    CHECK_FALSE(nextAppointment(plan, at("2026-02-11T10:00:00Z")));
}

TEST_CASE("an appointment that cannot be read makes the plan refused with the place") {
    const auto text = fhir::buildCarePlan(withAppointment(londonPlan(), talk, monday).value());
    const auto refusalOf = [&](std::string_view from, std::string_view to) {
        auto changed = text;
        const auto found = changed.find(from);
        REQUIRE(found != std::string::npos);
        changed.replace(found, from.size(), to);
        const auto json = fhir::Json::parse(std::move(changed)).value();
        const auto read = fhir::readCarePlan(json.root());
        REQUIRE(read.has_error());
        return read.error();
    };
    CHECK(refusalOf(R"("description":"Preparation talk")", R"("description":"")").where ==
          "activity[1].detail.description");
    CHECK(
        refusalOf("2026-02-25T10:20:00.000", "2026-02-25T08:20:00.000").is(fhir::Fault::BadValue));
}
}  // namespace
}  // namespace landfall::pathway
