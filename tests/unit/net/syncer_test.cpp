#include "landfall/net/syncer.hpp"

#include <catch2/catch_test_macros.hpp>

#include "landfall/net/fault.hpp"
#include "scripted_transport.hpp"

using namespace landfall;
using namespace landfall::net;
using namespace landfall::net::test;

namespace {
const std::string epoch = "0190a5b0-0000-4000-8000-000000000003";

/// A store with at most one thing to send, and a fault when the test wants one.
struct SmallReplica final : sync::Outbox, sync::Inbox {
    std::optional<sync::FrozenBundle> waiting;
    bool failing = false;
    std::vector<sync::AppliedEntry> acknowledged;
    sync::FeedPosition at;
    std::vector<std::string> applied;

    static Error fault() { return base::Fault::DiskFull; }

    Result<std::optional<sync::FrozenBundle>> freezeNext(
        const sync::FreezeLimits&, std::span<const sync::BundleId> inFlight) override {
        if (failing) return fault();
        if (!inFlight.empty()) return std::optional<sync::FrozenBundle>();
        return waiting;
    }
    Result<std::uint64_t> acknowledge(const sync::BundleId&,
                                      std::span<const sync::AppliedEntry> entries) override {
        acknowledged.assign(entries.begin(), entries.end());
        waiting.reset();
        return entries.size();
    }
    Result<void> split(const sync::BundleId&, std::optional<std::size_t>) override { return ok(); }
    Result<void> reject(const sync::BundleId&, std::string_view) override { return ok(); }
    Result<sync::ConflictOutcome> resolveConflict(const sync::BundleId&,
                                                  const sync::ServerVersion&) override {
        return sync::ConflictOutcome::Copied;
    }
    Result<sync::OutboxCount> count() override {
        return sync::OutboxCount{waiting ? std::uint64_t{1} : std::uint64_t{0}, 4};
    }
    Result<sync::FeedPosition> position() override { return at; }
    Result<sync::DeletionWeight> weigh(const sync::FeedPage&) override {
        return sync::DeletionWeight{};
    }
    Result<sync::PageOutcome> applyPage(const sync::FeedPage& page) override {
        at = page.next;
        for (const auto& change : page.changes) applied.emplace_back(change.resource);
        return sync::PageOutcome{page.changes.size(), 0, 0};
    }
    Result<void> startOver(std::string_view newEpoch) override {
        at = {std::string(newEpoch), "", 0};
        return ok();
    }
};

ports::Reply token(const ports::Request&) {
    return answerOf(200, R"({"access_token":"t-1","token_type":"bearer","expires_in":600})");
}
ports::Reply stored(const ports::Request&) {
    return answerOf(
        200,
        R"({"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{"status":"201 Created",)"
        R"("location":"Flag/f-1/_history/1","etag":"W/\"1\"","lastModified":"2026-03-01T09:00:00.000Z"}}]})");
}
ports::Reply feed(const ports::Request&) {
    return answerOf(
        200,
        R"({"resourceType":"Bundle","type":"history","link":[{"relation":"self","url":"https://x/y?cursor=c1"}],)"
        R"("entry":[{"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/change-sequence",)"
        R"("valuePositiveInt":1}],"resource":{"resourceType":"Task","id":"t-1"},)"
        R"("request":{"method":"PUT","url":"Task/t-1"},"response":{"etag":"W/\"1\""}}]})",
        {{"Landfall-Epoch", epoch}, {"Landfall-Head", "1"}});
}

struct Bench {
    ScriptedTransport transport;
    HandWoundTimers timers;
    base::FixedClock clock{{1'700'000'000'000, 0}};
    base::SeededRandom random{1};
    SmallReplica replica;
    std::unique_ptr<Syncer> syncer = std::make_unique<Syncer>(
        Syncer::Parts{transport, timers, clock, random, replica, replica},
        Syncer::Identity{{"clinic.example", 443, "/", {ports::SpkiPin{1}}, ports::Trust::Private},
                         "client-1",
                         "p-1",
                         *DeviceKey::make()});
    std::optional<Result<sync::SyncReport>> report;

    void somethingWaits() {
        sync::FrozenBundle bundle;
        bundle.id.bytes[15] = 7;
        bundle.bytes = std::make_shared<const std::string>("the frozen bytes");
        bundle.entries = {{"Flag", "f-1"}};
        replica.waiting = bundle;
    }
    void sync(sync::Trigger trigger = sync::Trigger::Person) {
        report.reset();
        syncer->syncNow(trigger, [this](const auto& r) { report.emplace(r); });
        transport.deliver();
    }
};
}  // namespace

TEST_CASE("a sync sends the frozen bytes as they are and applies what comes back") {
    Bench b;
    b.somethingWaits();
    b.transport.then(token);
    b.transport.then(stored);
    b.transport.then(feed);
    b.sync();
    REQUIRE(b.report.has_value());
    REQUIRE(b.report->has_value());
    const auto& report = **b.report;
    CHECK(report.state == sync::SyncState::Received);
    CHECK(report.pushed == 1);
    CHECK(report.pulled == 1);
    CHECK(report.pending == 0);
    CHECK(report.rejected == 4);
    CHECK(b.replica.acknowledged[0].versionId == "1");
    CHECK(b.replica.applied == std::vector<std::string>{R"({"resourceType":"Task","id":"t-1"})"});
    CHECK(b.replica.at.cursor == "c1");
    CHECK(b.replica.at.seq == 1);
    CHECK(b.replica.at.epoch == epoch);

    const auto& post = b.transport.requests[1];
    CHECK(*post.body == "the frozen bytes");
    const auto has = [&](const char* name, const std::string& value) {
        for (const auto& header : post.headers)
            if (header.name == name) return header.value == value;
        return false;
    };
    CHECK(has("Landfall-Bundle",
              b.replica.acknowledged.empty() ? "" : "00000000-0000-0000-0000-000000000007"));
    CHECK(has("Landfall-Protocol", "1"));
    CHECK(has("Authorization", "Bearer t-1"));
    CHECK(has("Content-Type", "application/fhir+json"));
    CHECK(b.transport.requests[2].target == "fhir/Patient/p-1/$landfall-changes?_count=500");
}

TEST_CASE("a sync that is told to come again a little later goes on by itself") {
    Bench b;
    b.somethingWaits();
    b.transport.then(token);
    b.transport.then([](const ports::Request&) {
        auto refused = refusalOf(429, "too_many_requests");
        refused.headers.push_back({"Retry-After", "2"});
        return ports::Reply(refused);
    });
    b.transport.then(stored);
    b.transport.then(feed);
    b.sync();
    CHECK_FALSE(b.report.has_value());
    CHECK(b.syncer->busy());
    CHECK(b.timers.ring() == 2'000);
    b.transport.deliver();
    REQUIRE(b.report.has_value());
    REQUIRE(b.report->has_value());
    CHECK((*b.report)->state == sync::SyncState::Received);
    CHECK((*b.report)->pushed == 1);
    CHECK(*b.transport.requests[1].body == *b.transport.requests[2].body);
}

TEST_CASE("without a connection the report says so and the same bytes wait") {
    Bench b;
    b.somethingWaits();
    b.transport.then(ports::Failure{ports::FailureKind::Offline, false, {}});
    b.sync();
    REQUIRE(b.report.has_value());
    CHECK((*b.report)->state == sync::SyncState::Offline);
    CHECK((*b.report)->pending == 1);
    CHECK(b.timers.size() == 1);
    // The back-off timer tries again by itself.
    b.transport.then(token);
    b.transport.then(stored);
    b.transport.then(feed);
    CHECK(b.timers.ring() >= 1'000);
    b.transport.deliver();
    CHECK_FALSE(b.replica.waiting.has_value());
}

TEST_CASE("a wrong key is reported with the fingerprint that was seen") {
    Bench b;
    b.transport.then(ports::Failure{ports::FailureKind::PinMismatch, false,
                                    ports::PinDifference{{ports::SpkiPin{1}}, ports::SpkiPin{2}}});
    b.sync();
    REQUIRE(b.report.has_value());
    CHECK((*b.report)->refusal == sync::Refusal::PinMismatch);
    CHECK((*b.report)->seenPin == ports::pinText({2}));
    CHECK(b.timers.size() == 0);
}

TEST_CASE("a fault of the phone's own store is an error, not a report") {
    Bench b;
    b.replica.failing = true;
    b.transport.then(token);
    b.sync();
    REQUIRE(b.report.has_value());
    REQUIRE(b.report->has_error());
    CHECK(b.report->error().is(base::Fault::DiskFull));
}

TEST_CASE("a page of another kind changes nothing") {
    const std::vector<ports::Reply> pages = {
        answerOf(200, "<html>", {{"Landfall-Epoch", epoch}}), answerOf(200, "{}"),
        answerOf(200, std::get<ports::Answer>(feed({})).body)};  // without an epoch
    for (const auto& page : pages) {
        Bench b;
        b.transport.then(token);
        b.transport.then(page);
        b.sync();
        REQUIRE(b.report.has_value());
        CHECK((*b.report)->state == sync::SyncState::Unconfirmed);
        CHECK(b.replica.at.cursor.empty());
    }
}

TEST_CASE("saves of one moment travel together") {
    Bench b;
    b.syncer->saved();
    b.syncer->saved();
    CHECK(b.timers.size() == 1);
    CHECK(b.timers.ring() == savedDelayMs);
    CHECK(b.syncer->busy());
}

TEST_CASE("the period goes on by itself") {
    Bench b;
    b.syncer->schedule();
    b.syncer->schedule();
    CHECK(b.timers.size() == 1);
    CHECK(b.timers.ring() == periodMs);
    CHECK(b.timers.size() == 1);
}

TEST_CASE("a second wish joins the sync under way") {
    Bench b;
    int called = 0;
    b.syncer->syncNow(sync::Trigger::Person, [&](const auto&) { ++called; });
    b.syncer->syncNow(sync::Trigger::Person, [&](const auto&) { ++called; });
    b.transport.then(ports::Failure{ports::FailureKind::Offline, false, {}});
    b.transport.deliver();
    CHECK(called == 2);
    CHECK(b.transport.requests.size() == 1);
}

TEST_CASE("cancelling reports, destroying does not, and a callback may destroy") {
    Bench b;
    int called = 0;
    b.syncer->syncNow(sync::Trigger::Person, [&](const auto&) { ++called; });
    b.syncer->cancel();
    CHECK(called == 1);
    CHECK_FALSE(b.syncer->busy());
    b.syncer->syncNow(sync::Trigger::Person, [&](const auto&) { ++called; });
    b.syncer.reset();
    b.transport.deliverCancelled();
    CHECK(called == 1);
    CHECK(b.timers.size() == 0);

    Bench self;
    self.syncer->syncNow(sync::Trigger::Person, [&](const auto&) { self.syncer.reset(); });
    self.transport.then(ports::Failure{ports::FailureKind::Offline, false, {}});
    self.transport.deliver();
    CHECK(self.syncer == nullptr);
}
