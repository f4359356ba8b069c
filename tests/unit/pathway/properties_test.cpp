#include <rapidcheck.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "landfall/pathway/reminders.hpp"
#include "unit/pathway/some_plan.hpp"

// Rules that hold for every plan, however often its sessions are moved.
namespace landfall::pathway {
namespace {
using namespace test;

// Always the same cases, so that a failure is the change's; RC_PARAMS=seed=... tries others.
const bool seeded = ::setenv("RC_PARAMS", "seed=20260302", 0) == 0;

constexpr std::int64_t hourMs = 3'600'000;

const std::vector<std::string>& zones() {
    static const std::vector<std::string> all = {"Europe/London",       "America/Sao_Paulo",
                                                 "Asia/Beirut",         "Pacific/Auckland",
                                                 "Australia/Lord_Howe", "Pacific/Apia"};
    return all;
}
const std::vector<std::string>& forms() {
    static const std::vector<std::string> all = {
        "phq-9", "asq", "who-5", "side-effects", "transport", "eligibility", "day-before"};
    return all;
}

/// A plan with a session, and answers over 260 days that no phone has marked.
struct World {
    fhir::CarePlan plan;
    std::vector<Answered> answers;
    std::int64_t lastMs = 0;
};
World someWorld() {
    World world;
    const auto start = day("2026-01-05") + days{*rc::gen::inRange(0, 900)};
    const auto zone = *rc::gen::elementOf(zones());
    world.plan = planIn(zone, toFhirDate(start));
    const auto dosing = start + days{*rc::gen::inRange(1, 60)};
    world.plan = withSession(world.plan, toFhirDate(dosing), world.plan.created).value();
    world.lastMs = world.plan.created.unixMs;
    const int count = *rc::gen::inRange(0, 12);
    for (int i = 0; i < count; ++i) {
        const auto ms =
            world.plan.created.unixMs + *rc::gen::inRange<std::int64_t>(0, 24 * 260) * hourMs;
        world.answers.push_back({.response = "r" + std::to_string(i),
                                 .questionnaire = canonicalOf(*rc::gen::elementOf(forms())),
                                 .authored = {ms, *rc::gen::inRange(-12, 14) * 60}});
        world.lastMs = std::max(world.lastMs, ms);
    }
    return world;
}
/// One change that the clinic makes at this moment; plans that refuse it stay as they are.
fhir::CarePlan changed(const fhir::CarePlan& plan, const base::WallTime& now) {
    const auto date = toFhirDate(dayFrom(plan.start).value() + days{*rc::gen::inRange(0, 400)});
    const int number = *rc::gen::inRange(1, 4);
    const int kind = *rc::gen::inRange(0, 4);
    auto after = kind == 0   ? withSession(plan, date, now)
                 : kind == 1 ? withSessionCancelled(plan, number, now)
                             : withSessionMoved(plan, number, date, now);
    return after.has_value() ? *after : plan;
}
Schedule scheduleFor(const fhir::CarePlan& plan, const std::vector<Answered>& answers,
                     std::int64_t nowMs) {
    const auto instance = Instance::from(plan).value();
    return scheduleOf({*protocol(), instance, answers, {nowMs, 0}, {}});
}

TEST_CASE("no later change of a plan takes an answer away from its visits") {
    REQUIRE(seeded);
    CHECK(rc::check([] {
        const auto world = someWorld();
        const auto before = scheduleFor(world.plan, world.answers, world.lastMs);
        auto plan = world.plan;
        const int changes = *rc::gen::inRange(1, 6);
        for (int i = 0; i < changes; ++i)
            plan = changed(plan, {world.lastMs + (i + 1) * hourMs, 0});
        const auto after = scheduleFor(plan, world.answers, world.lastMs + 10 * hourMs);
        for (std::size_t i = 0; i < world.answers.size(); ++i)
            for (const auto& key : before.answers[i].visits)
                RC_ASSERT(std::find(after.answers[i].visits.begin(), after.answers[i].visits.end(),
                                    key) != after.answers[i].visits.end());
    }));
}

TEST_CASE("a moved session carries all its visits along by the same number of days") {
    CHECK(rc::check([] {
        auto world = someWorld();
        const int by = *rc::gen::inRange(0, 200);
        const auto from = dayFrom(world.plan.sessions[0].date()).value();
        const auto moved =
            withSessionMoved(world.plan, 1, toFhirDate(from + days{by}), {world.lastMs, 0}).value();
        const auto before = scheduleFor(world.plan, {}, world.lastMs);
        const auto after = scheduleFor(moved, {}, world.lastMs);
        for (const auto& visit : before.visits) {
            if (visit.session == 0) continue;
            const auto* other = after.find(visit.key());
            RC_ASSERT(other != nullptr);
            RC_ASSERT(*other->target - *visit.target == days{by});
            RC_ASSERT(*other->opens - *visit.opens == days{by});
            RC_ASSERT(*other->closes - *visit.closes == days{by});
        }
    }));
}

TEST_CASE("the series of two sessions never ask on the same side of a dosing day") {
    CHECK(rc::check([] {
        auto world = someWorld();
        const auto first = dayFrom(world.plan.sessions[0].date()).value();
        const auto second = first + days{*rc::gen::inRange(1, 250)};
        const auto plan = withSession(world.plan, toFhirDate(second), {world.lastMs, 0}).value();
        for (const auto& visit : scheduleFor(plan, {}, world.lastMs).visits) {
            if (visit.ended || visit.session == 0) continue;
            if (visit.session == 1) RC_ASSERT(*visit.closes < second);
            if (visit.session == 2) RC_ASSERT(*visit.opens > first);
            RC_ASSERT(*visit.opens <= *visit.target);
            RC_ASSERT(*visit.target <= *visit.closes);
        }
    }));
}

TEST_CASE("a schedule does not depend on the order in which answers arrived") {
    CHECK(rc::check([] {
        auto world = someWorld();
        const auto before = scheduleFor(world.plan, world.answers, world.lastMs);
        auto reversed = world.answers;
        std::reverse(reversed.begin(), reversed.end());
        const auto after = scheduleFor(world.plan, reversed, world.lastMs);
        for (const auto& given : before.answers)
            RC_ASSERT(after.answer(given.response)->visits == given.visits);
    }));
}

TEST_CASE("no reminder is early, late, in quiet hours or one too many") {
    CHECK(rc::check([] {
        const auto clinic = Zone::named(*rc::gen::elementOf(zones())).value();
        const auto phone = Zone::named(*rc::gen::elementOf(zones())).value();
        ReminderInput input{.due = {}, .settings = {}, .phone = phone, .nowMs = 0};
        const auto start = day("2026-01-05") + days{*rc::gen::inRange(0, 400)};
        input.nowMs = clinic.startOf(start) + *rc::gen::inRange<std::int64_t>(0, 96) * hourMs / 2;
        input.settings.remindMinute = *rc::gen::inRange(0, 1440);
        input.settings.quietFromMinute = *rc::gen::inRange(0, 1440);
        input.settings.quietToMinute = *rc::gen::inRange(0, 1440);
        if (*rc::gen::inRange(0, 2) == 1)
            input.snoozedUntilMs = input.nowMs + *rc::gen::inRange<std::int64_t>(1, 50) * hourMs;
        const int count = *rc::gen::inRange(0, 30);
        for (int i = 0; i < count; ++i) {
            const auto opens = start + days{*rc::gen::inRange(-5, 200)};
            const auto target = opens + days{*rc::gen::inRange(0, 4)};
            input.due.push_back(
                remindableOf(clinic, opens, target, target + days{*rc::gen::inRange(0, 4)}));
        }
        const auto planned = planReminders(input);
        RC_ASSERT(planned.size() <= remindersMax);
        for (const auto at : planned) {
            RC_ASSERT(at >= input.nowMs);
            RC_ASSERT(std::any_of(input.due.begin(), input.due.end(), [&](const auto& due) {
                return at >= due.opensMs && at < due.closesMs;
            }));
            const int minute = phone.minuteOfDay(at);
            const int from = input.settings.quietFromMinute;
            const int to = input.settings.quietToMinute;
            const bool quiet = from < to   ? minute >= from && minute < to
                               : from > to ? minute >= from || minute < to
                                           : false;
            RC_ASSERT_FALSE(quiet);
        }
    }));
}

}  // namespace
}  // namespace landfall::pathway
