#include "engine_steps.hpp"

using namespace landfall::sync;
using namespace landfall::sync::test;

TEST_CASE("a sync pushes, pulls to the head, and ends as received") {
    Steps s;
    REQUIRE(only<action::FreezeNext>(s.trigger()).inFlight.empty());
    const auto first = s.frozen(1, 3);
    const auto sent = only<action::SendBundle>(first);
    CHECK(sent.bundle == bundle(1));
    // A second bundle is asked for while the first is on its way, and not the same one.
    CHECK(only<action::FreezeNext>(first).inFlight == std::vector{bundle(1)});
    CHECK(s.nothingFrozen().empty());
    const auto answer = s.answered(sent.exchange, {.status = 200});
    CHECK(only<action::Acknowledge>(answer).bundle == bundle(1));
    CHECK(has<action::FreezeNext>(s.feed(event::Acknowledged{bundle(1), 3})));
    REQUIRE(has<action::LoadPosition>(s.nothingFrozen()));
    const auto fetch = only<action::FetchPage>(s.position({}));
    CHECK(fetch.cursor.empty());
    CHECK(has<action::ApplyPage>(s.page(fetch.exchange, pageOf(1, 3, 3))));
    const auto done = only<action::Finish>(s.applied({.applied = 3}));
    CHECK(done.report.state == SyncState::Received);
    CHECK(done.report.pushed == 3);
    CHECK(done.report.pulled == 3);
    CHECK_FALSE(s.engine.busy());
}

TEST_CASE("never more than two bundles are in flight") {
    Steps s;
    s.trigger();
    const auto one = s.frozen(1);
    REQUIRE(has<action::FreezeNext>(one));
    const auto two = s.frozen(2);
    CHECK(only<action::SendBundle>(two).bundle == bundle(2));
    CHECK_FALSE(has<action::FreezeNext>(two));
    const auto sent = only<action::SendBundle>(one);
    // While the first answer is being stored, its bundle still counts.
    CHECK_FALSE(has<action::FreezeNext>(s.answered(sent.exchange, {.status = 200})));
    const auto next = s.feed(event::Acknowledged{bundle(1), 1});
    CHECK(only<action::FreezeNext>(next).inFlight == std::vector{bundle(2)});
}

TEST_CASE("a lost answer leaves the sync unconfirmed and is tried again with jitter") {
    Steps s;
    const auto exchange = s.sendOne();
    const auto actions = s.lost(exchange, Loss::Interrupted);
    const auto retry = only<action::ScheduleRetry>(actions);
    CHECK(retry.floorMs == retryFloorMs);
    CHECK(retry.ceilingMs == retryBaseMs);
    CHECK(only<action::Finish>(actions).report.state == SyncState::Unconfirmed);
    // The outbox gives the same frozen bundle again, because nothing has settled it.
    REQUIRE(has<action::FreezeNext>(s.trigger(Trigger::Retry)));
    CHECK(only<action::SendBundle>(s.frozen(1)).bundle == bundle(1));
}

TEST_CASE("without a connection the sync ends as offline") {
    Steps s;
    const auto actions = s.lost(s.sendOne(), Loss::Offline);
    CHECK(only<action::Finish>(actions).report.state == SyncState::Offline);
    CHECK(has<action::ScheduleRetry>(actions));
}

TEST_CASE("a wrong key stops without a retry, until the person tries again") {
    Steps s;
    const auto actions = s.lost(s.sendOne(), Loss::PinMismatch);
    CHECK(only<action::Finish>(actions).report.refusal == Refusal::PinMismatch);
    CHECK_FALSE(has<action::ScheduleRetry>(actions));
    for (const auto trigger : {Trigger::Saved, Trigger::Periodic, Trigger::NetworkBack}) {
        const auto refused = s.trigger(trigger);
        CHECK(only<action::Finish>(refused).report.state == SyncState::Refused);
        CHECK_FALSE(has<action::FreezeNext>(refused));
    }
    CHECK(has<action::FreezeNext>(s.trigger(Trigger::Person)));
}

TEST_CASE("a refused bundle is split until one entry is to blame, and that one is rejected") {
    for (const int status : {400, 403, 413, 422}) {
        Steps s;
        const auto many = s.answered(
            s.sendOne(4), {.status = status, .refusal = "invalid_resource", .entryAt = 2});
        CHECK(only<action::Split>(many).at == 2U);
        CHECK_FALSE(has<action::Reject>(many));

        Steps single;
        const auto one =
            single.answered(single.sendOne(1), {.status = status, .refusal = "invalid_resource"});
        CHECK(only<action::Reject>(one).code == "invalid_resource");
        CHECK_FALSE(has<action::Split>(one));
    }
}

TEST_CASE("a refusal that is not in the clinic's words takes nothing apart") {
    // A portal or a proxy on the way may answer anything.
    for (const int status : {400, 403, 404, 410, 412, 413, 422}) {
        Steps s;
        const auto actions = s.answered(s.sendOne(1), {.status = status});
        CHECK_FALSE(has<action::Reject>(actions));
        CHECK_FALSE(has<action::Split>(actions));
        CHECK_FALSE(has<action::FetchCurrent>(actions));
        CHECK(only<action::Finish>(actions).report.state == SyncState::Unconfirmed);
    }
}

TEST_CASE("another version on the server is fetched and both sides are kept") {
    Steps s;
    const auto sent = s.sendOne(1);
    s.nothingFrozen();
    const auto refused = s.answered(sent, {.status = 412, .refusal = "version_conflict"});
    const auto fetch = only<action::FetchCurrent>(refused);
    CHECK(fetch.bundle == bundle(1));
    const auto current = s.answered(fetch.exchange, {.status = 200});
    CHECK_FALSE(only<action::ResolveConflict>(current).gone);
    const auto resolved = s.feed(event::ConflictResolved{bundle(1), ConflictOutcome::Copied});
    CHECK(has<action::FreezeNext>(resolved));
}

TEST_CASE("a record that is gone from the server is kept under a new id") {
    Steps s;
    const auto refused = s.answered(s.sendOne(1), {.status = 410, .refusal = "gone", .entryAt = 0});
    const auto fetch = only<action::FetchCurrent>(refused);
    const auto current = s.answered(fetch.exchange, {.status = 410, .refusal = "gone"});
    CHECK(only<action::ResolveConflict>(current).gone);
}

TEST_CASE("an answer that does not fit the bundle is asked for again with the same bytes") {
    Steps s;
    auto exchange = s.sendOne(2);
    s.nothingFrozen();
    for (unsigned n = 1; n < unusableAnswersMax; ++n) {
        s.answered(exchange, {.status = 200});
        const auto again = only<action::SendBundle>(s.feed(event::AnswerUnusable{bundle(1)}));
        CHECK(again.bundle == bundle(1));
        exchange = again.exchange;
    }
    s.answered(exchange, {.status = 200});
    const auto last = s.feed(event::AnswerUnusable{bundle(1)});
    CHECK(only<action::Finish>(last).report.state == SyncState::Unconfirmed);
}

TEST_CASE("endless conflicts end the sync") {
    Steps s;
    s.trigger();
    Actions actions;
    std::size_t resolved = 0;
    for (;; ++resolved) {
        const auto sent = only<action::SendBundle>(s.frozen(1)).exchange;
        s.nothingFrozen();
        const auto fetch = only<action::FetchCurrent>(
            s.answered(sent, {.status = 412, .refusal = "version_conflict"}));
        actions = s.answered(fetch.exchange, {.status = 200});
        if (has<action::Finish>(actions)) break;
        REQUIRE(resolved <= conflictsPerSyncMax);
        s.feed(event::ConflictResolved{bundle(1), ConflictOutcome::Copied});
    }
    CHECK(resolved == conflictsPerSyncMax);
    CHECK(only<action::Finish>(actions).report.refusal == Refusal::Runaway);
}

TEST_CASE("a fault of the phone's own store ends the sync and says so") {
    Steps s;
    const auto exchange = s.sendOne();
    const auto actions = s.feed(event::StoreFailed{});
    CHECK(only<action::Cancel>(actions).exchange == exchange);
    CHECK(only<action::Finish>(actions).storeFailed);
    CHECK(has<action::ScheduleRetry>(actions));
}
