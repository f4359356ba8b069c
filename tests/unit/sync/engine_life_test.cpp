#include "engine_steps.hpp"

using namespace landfall::sync;
using namespace landfall::sync::test;

TEST_CASE("without a token one is asked for first") {
    Steps s;
    const auto request = only<action::RequestToken>(s.trigger(Trigger::Person, false));
    CHECK(has<action::FreezeNext>(s.answered(request.exchange, {.status = 200})));
}

TEST_CASE("a 401 gets one new token and the same bundle again, then the phone is not accepted") {
    Steps s;
    const auto exchange = s.sendOne();
    const auto expired = s.answered(exchange, {.status = 401, .refusal = "token_expired"});
    REQUIRE(has<action::DropToken>(expired));
    const auto request = only<action::RequestToken>(expired);
    const auto renewed = s.answered(request.exchange, {.status = 200});
    const auto again = only<action::SendBundle>(renewed);
    CHECK(again.bundle == bundle(1));
    const auto refused = s.answered(again.exchange, {.status = 401, .refusal = "token_required"});
    CHECK(only<action::Finish>(refused).report.refusal == Refusal::DeviceNotAccepted);
    CHECK_FALSE(has<action::RequestToken>(refused));
}

TEST_CASE("two bundles that meet an old token ask for one new token") {
    Steps s;
    s.trigger();
    const auto one = only<action::SendBundle>(s.frozen(1)).exchange;
    const auto two = only<action::SendBundle>(s.frozen(2)).exchange;
    const auto request =
        only<action::RequestToken>(s.answered(one, {.status = 401, .refusal = "token_expired"}));
    CHECK(s.answered(two, {.status = 401, .refusal = "token_expired"}).empty());
    CHECK(all<action::SendBundle>(s.answered(request.exchange, {.status = 200})).size() == 2);
}

TEST_CASE("a late 401 for the old token does not condemn the new one") {
    Steps s;
    s.trigger();
    const auto one = only<action::SendBundle>(s.frozen(1)).exchange;
    const auto two = only<action::SendBundle>(s.frozen(2)).exchange;
    const auto request =
        only<action::RequestToken>(s.answered(one, {.status = 401, .refusal = "token_expired"}));
    s.answered(request.exchange, {.status = 200});
    const auto late = s.answered(two, {.status = 401, .refusal = "token_expired"});
    CHECK(only<action::SendBundle>(late).bundle == bundle(2));
    CHECK_FALSE(has<action::Finish>(late));
}

TEST_CASE("a revoked phone stops, keeps everything, and does not try by itself again") {
    Steps s;
    const auto actions = s.answered(s.sendOne(), {.status = 401, .refusal = "device_revoked"});
    CHECK(only<action::Finish>(actions).report.refusal == Refusal::DeviceRevoked);
    CHECK(has<action::DropToken>(actions));
    CHECK_FALSE(has<action::Reject>(actions));
    CHECK_FALSE(has<action::ScheduleRetry>(actions));
    CHECK_FALSE(has<action::FreezeNext>(s.trigger(Trigger::Saved)));
}

TEST_CASE("a phone that is not confirmed yet is told so") {
    Steps s;
    const auto request = only<action::RequestToken>(s.trigger(Trigger::Person, false));
    const auto refused = s.answered(request.exchange, {.status = 403, .refusal = "device_pending"});
    CHECK(only<action::Finish>(refused).report.refusal == Refusal::DevicePending);
}

TEST_CASE("a newer protocol means that an update is needed") {
    Steps s;
    const auto actions = s.answered(s.sendOne(), {.status = 426});
    CHECK(only<action::Finish>(actions).report.state == SyncState::UpdateNeeded);
}

TEST_CASE("the ceiling of the wait doubles to 15 minutes, and the person need not wait") {
    Steps s;
    std::int64_t ceiling = retryBaseMs;
    for (int n = 0; n < 12; ++n) {
        const auto wait = only<action::ScheduleRetry>(s.lost(s.sendOne(), Loss::Offline));
        CHECK(wait.ceilingMs == ceiling);
        ceiling = std::min(retryCeilingMs, ceiling * 2);
        CHECK_FALSE(has<action::FreezeNext>(s.trigger(Trigger::Saved)));
        CHECK_FALSE(has<action::FreezeNext>(s.trigger(Trigger::Periodic)));
    }
    CHECK(ceiling == retryCeilingMs);
}

TEST_CASE("a network that is back ends the wait and starts it anew") {
    Steps s;
    for (int n = 0; n < 5; ++n) s.lost(s.sendOne(), Loss::Offline);
    REQUIRE(has<action::FreezeNext>(s.trigger(Trigger::NetworkBack)));
    const auto exchange = only<action::SendBundle>(s.frozen(1)).exchange;
    CHECK(only<action::ScheduleRetry>(s.lost(exchange, Loss::Offline)).ceilingMs == retryBaseMs);
}

TEST_CASE("Retry-After is honoured within a second and a day") {
    for (const auto& [asked, floor] :
         std::vector<std::pair<std::int64_t, std::int64_t>>{{120'000, 120'000},
                                                            {0, retryFloorMs},
                                                            {-5, retryFloorMs},
                                                            {1'000'000'000'000, retryAfterMaxMs}}) {
        Steps s;
        const auto actions =
            s.answered(s.sendOne(), {.status = 503, .refusal = "busy", .retryAfterMs = asked});
        CHECK(only<action::ScheduleRetry>(actions).floorMs == floor);
        CHECK(only<action::Finish>(actions).report.state == SyncState::Unconfirmed);
    }
}

namespace {
ServerAnswer tooMany(std::optional<std::int64_t> retryAfterMs) {
    return {.status = 429, .refusal = "too_many_requests", .retryAfterMs = retryAfterMs};
}
}  // namespace

TEST_CASE("a sync that is asked for a little patience waits and goes on from there") {
    Steps s;
    s.trigger();
    const auto first = only<action::SendBundle>(s.frozen(1)).exchange;
    const auto second = only<action::SendBundle>(s.frozen(2)).exchange;
    CHECK(only<action::ScheduleResume>(s.answered(first, tooMany(2'000))).waitMs == 2'000);
    // The other one learns the same; one wait is enough, and nothing new is frozen meanwhile.
    CHECK(s.answered(second, tooMany(1'000)).empty());
    CHECK(s.engine.busy());

    const auto again = s.feed(event::Resumed{});
    const auto sent = all<action::SendBundle>(again);
    REQUIRE(sent.size() == 2);
    CHECK(sent[0].bundle == bundle(1));
    CHECK(sent[1].bundle == bundle(2));
    CHECK_FALSE(has<action::FreezeNext>(again));
    CHECK(only<action::Acknowledge>(s.answered(sent[0].exchange, {.status = 200})).bundle ==
          bundle(1));
    CHECK(has<action::FreezeNext>(s.feed(event::Acknowledged{bundle(1), 1})));
    CHECK(s.feed(event::Resumed{}).empty());
}

TEST_CASE("a page of the feed and a token are waited for too") {
    Steps s;
    const auto page = s.pullFrom(at(0));
    CHECK(has<action::ScheduleResume>(s.answered(page.exchange, tooMany(1'000))));
    const auto again = only<action::FetchPage>(s.feed(event::Resumed{}));
    CHECK(again.cursor == page.cursor);
    s.page(again.exchange, pageOf(1, 2, 2));
    CHECK(only<action::Finish>(s.applied({2, 0, 0})).report.state == SyncState::Received);

    Steps t;
    const auto token = only<action::RequestToken>(t.trigger(Trigger::Person, false)).exchange;
    CHECK(has<action::ScheduleResume>(t.answered(token, tooMany(6'000))));
    CHECK(has<action::RequestToken>(t.feed(event::Resumed{})));
}

TEST_CASE("the page that comes while another waits does not end the sync") {
    Steps s;
    const auto page = s.pullFrom(at(0));
    const auto next = only<action::FetchPage>(s.page(page.exchange, pageOf(1, 2, 4)));
    CHECK(has<action::ScheduleResume>(s.answered(next.exchange, tooMany(1'000))));
    CHECK_FALSE(has<action::Finish>(s.applied({2, 0, 0})));
    const auto again = only<action::FetchPage>(s.feed(event::Resumed{}));
    s.page(again.exchange, pageOf(3, 4, 4));
    CHECK(only<action::Finish>(s.applied({2, 0, 0})).report.pulled == 4);
}

TEST_CASE("no sync waits without end: a long wait or too many of them end it as unconfirmed") {
    for (const auto& asked : {std::optional<std::int64_t>(pauseMaxMs + 1), {}}) {
        Steps s;
        const auto actions = s.answered(s.sendOne(), tooMany(asked));
        CHECK(has<action::ScheduleRetry>(actions));
        CHECK(only<action::Finish>(actions).report.state == SyncState::Unconfirmed);
    }
    Steps s;
    auto exchange = s.sendOne();
    for (std::int64_t waited = 0; waited < pausesPerSyncMaxMs; waited += pauseMaxMs) {
        REQUIRE(has<action::ScheduleResume>(s.answered(exchange, tooMany(pauseMaxMs))));
        exchange = only<action::SendBundle>(s.feed(event::Resumed{})).exchange;
    }
    CHECK(has<action::Finish>(s.answered(exchange, tooMany(pauseMaxMs))));
    CHECK(s.feed(event::Resumed{}).empty());
}

TEST_CASE("a sync that is stopped while it waits is over") {
    Steps s;
    REQUIRE(has<action::ScheduleResume>(s.answered(s.sendOne(), tooMany(1'000))));
    CHECK(has<action::Finish>(s.feed(event::Stop{})));
    CHECK(s.feed(event::Resumed{}).empty());
    CHECK_FALSE(s.engine.busy());
}

TEST_CASE("after five server errors in a row only one probe in 15 minutes is made") {
    Steps s;
    for (unsigned n = 1; n < serverErrorsBeforeCircuitOpens; ++n)
        CHECK(only<action::ScheduleRetry>(s.answered(s.sendOne(), {.status = 503})).floorMs ==
              retryFloorMs);
    CHECK(only<action::ScheduleRetry>(s.answered(s.sendOne(), {.status = 500})).floorMs ==
          retryCeilingMs);
    CHECK_FALSE(has<action::FreezeNext>(s.trigger(Trigger::NetworkBack)));
    CHECK_FALSE(has<action::FreezeNext>(s.trigger(Trigger::Saved)));
    // The probe succeeds, and everything is as before.
    REQUIRE(has<action::FreezeNext>(s.trigger(Trigger::Retry)));
    const auto exchange = only<action::SendBundle>(s.frozen(1)).exchange;
    s.answered(exchange, {.status = 200});
    s.feed(event::Acknowledged{bundle(1), 1});
    const auto later = s.feed(event::StoreFailed{});
    CHECK(only<action::ScheduleRetry>(later).floorMs == retryFloorMs);
}

TEST_CASE("what is saved during a sync is pushed by one more round") {
    Steps s;
    const auto fetch = s.pullFrom(at(5));
    CHECK(s.trigger(Trigger::Saved).empty());
    CHECK(has<action::FreezeNext>(s.page(fetch.exchange, emptyPage(5))));
}

TEST_CASE("a sync makes at most three rounds") {
    Steps s;
    s.trigger();
    Actions actions;
    unsigned rounds = 0;
    do {
        ++rounds;
        s.nothingFrozen();
        const auto fetch = only<action::FetchPage>(s.position(at(5)));
        s.trigger(Trigger::Saved);
        actions = s.page(fetch.exchange, emptyPage(5));
    } while (!has<action::Finish>(actions) && rounds < 10);
    CHECK(rounds == roundsPerTriggerMax);
    // What came in last is not forgotten.
    CHECK(only<action::ScheduleRetry>(actions).ceilingMs == retryFloorMs);
}

TEST_CASE("stopping cancels what is under way, and a late answer changes nothing") {
    Steps s;
    const auto exchange = s.sendOne();
    const auto actions = s.feed(event::Stop{});
    CHECK(only<action::Cancel>(actions).exchange == exchange);
    CHECK(has<action::Finish>(actions));
    CHECK_FALSE(s.engine.busy());
    CHECK(s.answered(exchange, {.status = 200}).empty());
    CHECK(s.lost(exchange, Loss::Offline).empty());
}
