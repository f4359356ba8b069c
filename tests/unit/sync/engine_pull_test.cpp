#include "engine_steps.hpp"

using namespace landfall::sync;
using namespace landfall::sync::test;

TEST_CASE("the next page is on its way before the last one is written") {
    Steps s;
    const auto first = s.pullFrom(at(5));
    CHECK(first.cursor == "c5");
    const auto actions = s.page(first.exchange, pageOf(6, 10, 12));
    REQUIRE(actions.size() == 2);
    const auto& next = std::get<action::FetchPage>(actions[0]);
    CHECK(next.cursor == "c10");
    CHECK(std::get<action::ApplyPage>(actions[1]).next.seq == 10);
    CHECK(s.applied({.applied = 5}).empty());
    CHECK(only<action::ApplyPage>(s.page(next.exchange, pageOf(11, 12, 12))).next.seq == 12);
    CHECK(only<action::Finish>(s.applied({.applied = 2})).report.pulled == 7);
}

TEST_CASE("an empty first page still stores the epoch and the cursor") {
    Steps s;
    const auto fetch = s.pullFrom({});
    const auto apply = only<action::ApplyPage>(s.page(fetch.exchange, emptyPage(0)));
    CHECK(apply.next.epoch == firstEpoch);
    CHECK(apply.next.cursor == "c0");
    CHECK(has<action::Finish>(s.applied()));
}

TEST_CASE("a page that leaves out a number is not applied; the feed is read from the start") {
    for (const bool inside : {true, false}) {
        Steps s;
        const auto fetch = s.pullFrom(at(5));
        auto page = pageOf(inside ? 6 : 7, 10, 10);
        page.gapless = !inside;
        const auto actions = s.page(fetch.exchange, page);
        CHECK_FALSE(has<action::ApplyPage>(actions));
        CHECK(only<action::StartOver>(actions).epoch == firstEpoch);
        const auto again = only<action::FetchPage>(actions);
        CHECK(again.cursor.empty());
        // From the start, the hole is still there: that is refused, not worked around.
        const auto refused = s.page(again.exchange, pageOf(2, 10, 10));
        CHECK(only<action::Finish>(refused).report.refusal == Refusal::FeedGap);
    }
}

TEST_CASE("a new epoch starts the feed over and keeps the records") {
    Steps s;
    const auto fetch = s.pullFrom(at(5));
    const auto actions = s.page(fetch.exchange, pageOf(6, 6, 6), otherEpoch);
    CHECK(only<action::StartOver>(actions).epoch == otherEpoch);
    const auto again = only<action::FetchPage>(actions);
    CHECK(again.cursor.empty());
    const auto applied = s.page(again.exchange, pageOf(1, 3, 3), otherEpoch);
    CHECK(only<action::ApplyPage>(applied).next.epoch == otherEpoch);
}

TEST_CASE("a cursor of another epoch starts the feed over") {
    Steps s;
    const auto fetch = s.pullFrom(at(5));
    const auto actions =
        s.answered(fetch.exchange, {.status = 410, .refusal = "gone", .epoch = otherEpoch});
    CHECK(only<action::StartOver>(actions).epoch == otherEpoch);
    CHECK(has<action::FetchPage>(actions));
}

TEST_CASE("an epoch that comes back is refused") {
    Steps s;
    auto fetch = s.pullFrom(at(5));
    fetch = only<action::FetchPage>(s.page(fetch.exchange, emptyPage(5), otherEpoch));
    const auto actions = s.page(fetch.exchange, emptyPage(5), firstEpoch);
    CHECK(only<action::Finish>(actions).report.refusal == Refusal::EpochUnstable);
}

TEST_CASE("an epoch that is new on every answer stops the pull, not the push") {
    Steps s;
    auto fetch = s.pullFrom(at(5));
    Actions actions;
    for (int n = 10; n < 20; ++n) {
        actions = s.page(fetch.exchange, emptyPage(0), "epoch-" + std::to_string(n));
        if (has<action::Finish>(actions)) break;
        fetch = only<action::FetchPage>(actions);
    }
    CHECK(only<action::Finish>(actions).report.refusal == Refusal::EpochUnstable);
    CHECK(has<action::FreezeNext>(s.trigger(Trigger::Saved)));
}

TEST_CASE("a cursor that does not move ends the pull") {
    Steps s;
    const auto fetch = s.pullFrom(at(5));
    auto page = pageOf(6, 8, 20);
    page.nextCursor = "c5";
    CHECK(only<action::Finish>(s.page(fetch.exchange, page)).report.refusal == Refusal::Runaway);
}

TEST_CASE("a page that would withdraw a lot is not applied") {
    struct Case {
        DeletionWeight weight;
        bool refused;
    };
    for (const auto& each :
         {Case{{100, 10, 0}, false}, Case{{100, 20, 0}, false}, Case{{100, 21, 0}, true},
          Case{{20, 11, 0}, true}, Case{{1000, 5, 5}, false}, Case{{1000, 6, 6}, true}}) {
        Steps s;
        const auto fetch = s.pullFrom(at(5));
        auto page = pageOf(6, 40, 40);
        page.weight = each.weight;
        const auto actions = s.page(fetch.exchange, page);
        CHECK(has<action::ApplyPage>(actions) == !each.refused);
        if (each.refused)
            CHECK(only<action::Finish>(actions).report.refusal == Refusal::TooManyDeletions);
    }
}

TEST_CASE("withdrawals spread over pages are added up") {
    Steps s;
    auto fetch = s.pullFrom(at(0));
    auto page = pageOf(1, 3, 6);
    page.weight = {1000, 3, 3};
    fetch = only<action::FetchPage>(s.page(fetch.exchange, page));
    s.applied();
    page = pageOf(4, 6, 6);
    page.weight = {1000, 3, 3};
    CHECK(only<action::Finish>(s.page(fetch.exchange, page)).report.refusal ==
          Refusal::TooManyDeletions);
}

TEST_CASE("a page above the limit is asked for in smaller pieces") {
    Steps s;
    auto fetch = s.pullFrom(at(5));
    CHECK(fetch.changesMax == changesPerPage);
    Actions actions;
    while (fetch.changesMax > 1) {
        actions = s.lost(fetch.exchange, Loss::TooLarge);
        const auto smaller = only<action::FetchPage>(actions);
        CHECK(smaller.changesMax < fetch.changesMax);
        CHECK(smaller.cursor == "c5");
        fetch = smaller;
    }
    CHECK(has<action::Finish>(s.lost(fetch.exchange, Loss::TooLarge)));
}

TEST_CASE("conflict copies made by a pull are pushed by another round") {
    Steps s;
    const auto fetch = s.pullFrom(at(5));
    s.page(fetch.exchange, pageOf(6, 6, 6));
    REQUIRE(has<action::FreezeNext>(s.applied({.applied = 1, .conflictCopies = 1})));
    s.nothingFrozen();
    const auto last = only<action::FetchPage>(s.position(at(6)));
    const auto done = only<action::Finish>(s.page(last.exchange, emptyPage(6)));
    CHECK(done.report.conflicts == 1);
    CHECK(done.report.state == SyncState::Received);
}

TEST_CASE("a lost page is no unknown outcome") {
    Steps s;
    const auto fetch = s.pullFrom(at(5));
    const auto actions = s.lost(fetch.exchange, Loss::Interrupted);
    CHECK(only<action::Finish>(actions).report.state == SyncState::Offline);
}
