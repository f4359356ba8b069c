#include <algorithm>

#include "landfall/fhir/bundle.hpp"
#include "store_world.hpp"

using namespace landfall;
using namespace landfall::store;
using namespace landfall::store::testing;

namespace {
store::Draft submitted(StoreWorld& world) {
    const auto draft = world.store->drafts().begin(phq9, morning);
    REQUIRE(draft.has_value());
    REQUIRE(world.store->records()
                .submit({.response = world.response(draft->response),
                         .scores = {world.score(draft->response, 12)},
                         .others = {}})
                .has_value());
    return *draft;
}
}  // namespace

TEST_CASE("a bundle is what the clinic reads: a transaction, each resource once (Y-10, Y-11)") {
    StoreWorld world;
    const auto draft = submitted(world);
    const auto bundle = world.freezeOne();
    const auto json = fhir::Json::parse(bundle.bytes);
    REQUIRE(json.has_value());
    const auto read = fhir::readTransaction(json->root());
    REQUIRE(read.has_value());
    CHECK(read->identifier == bundle.id.text());
    REQUIRE(read->entries.size() == 2);
    CHECK(read->entries[0].url == "QuestionnaireResponse/" + draft.response);
    CHECK(read->entries[0].ifMatch.empty());
    CHECK(read->entries[1].urlType == fhir::ResourceType::Observation);
    const auto record =
        world.store->records().read(fhir::ResourceType::QuestionnaireResponse, draft.response);
    CHECK(read->entries[0].resource.raw() == record->bytes);
    CHECK(bundle.entries[0] == RecordKey{"QuestionnaireResponse", draft.response});
}

TEST_CASE("a frozen bundle is sent again byte for byte, also after a restart (Y-12)") {
    StoreWorld world;
    submitted(world);
    const auto first = world.freezeOne();
    REQUIRE(world.store->journal().create("later", false, morning).has_value());
    world.open();
    const auto again = world.freezeOne();
    CHECK(again.id == first.id);
    CHECK(again.bytes == first.bytes);
    CHECK(again.entries == first.entries);
    const base::Uuid known[] = {first.id};
    const auto next = world.store->outbox().freezeNext({}, known);
    REQUIRE(next->has_value());
    CHECK((*next)->id != first.id);
    CHECK(world.store->outbox().inFlight()->size() == 2);
}

TEST_CASE("an edit while a version is in flight waits for its answer (Y-02, Y-10)") {
    StoreWorld world;
    const auto entry = world.store->journal().create("one", false, morning);
    const auto first = world.freezeOne();
    REQUIRE(world.store->journal().edit(entry->id, "two").has_value());
    REQUIRE(world.store->journal().edit(entry->id, "three").has_value());
    CHECK(world.pending() == 2);
    CHECK(world.store->journal().find(entry->id)->delivery == Delivery::Saved);
    const base::Uuid known[] = {first.id};
    CHECK_FALSE(world.store->outbox().freezeNext({}, known)->has_value());
    CHECK(world.freezeOne().bytes == first.bytes);

    REQUIRE(world.store->outbox().acknowledge(first.id, world.answer(first, "4")).has_value());
    const auto second = world.freezeOne();
    CHECK(holds(second.bytes, base::toBase64(base::viewOf("three"))));
    CHECK_FALSE(holds(second.bytes, base::toBase64(base::viewOf("two"))));
    CHECK(holds(second.bytes, "W/\\\"4\\\""));
}

TEST_CASE("edits before the first send are one operation with the newest text (Y-02)") {
    StoreWorld world;
    const auto entry = world.store->journal().create("one", false, morning);
    REQUIRE(world.store->journal().edit(entry->id, "two").has_value());
    CHECK(world.pending() == 1);
    const auto bundle = world.freezeOne();
    CHECK(bundle.entries.size() == 1);
    CHECK(holds(bundle.bytes, base::toBase64(base::viewOf("two"))));
    const auto json = fhir::Json::parse(bundle.bytes);
    const auto source = json->get("entry")[0].get("resource").get("meta").get("source").textOr();
    CHECK(source.starts_with("urn:uuid:"));
}

TEST_CASE("an answer that does not fit the bundle changes nothing (Y-16)") {
    StoreWorld world;
    submitted(world);
    const auto bundle = world.freezeOne();
    auto entries = world.answer(bundle, "1");
    SECTION("too short") {
        entries.pop_back();
    }
    SECTION("in another order") {
        std::swap(entries[0], entries[1]);
    }
    SECTION("another id") {
        entries[1].key.id = "another";
    }
    SECTION("without a version") {
        entries[0].versionId.clear();
    }
    const auto done = world.store->outbox().acknowledge(bundle.id, entries);
    CHECK(done.error().is(Fault::AnswerUnusable));
    CHECK(world.pending() == 2);
    CHECK(world.freezeOne().bytes == bundle.bytes);
}

TEST_CASE("an acknowledgement counts once") {
    StoreWorld world;
    const auto draft = submitted(world);
    const auto bundle = world.freezeOne();
    const auto entries = world.answer(bundle, "1");
    CHECK(*world.store->outbox().acknowledge(bundle.id, entries) == 2);
    CHECK(*world.store->outbox().acknowledge(bundle.id, entries) == 0);
    CHECK(world.pending() == 0);
    CHECK(*world.store->records().delivery(fhir::ResourceType::QuestionnaireResponse,
                                           draft.response) == Delivery::Received);
    CHECK(world.store->records()
              .read(fhir::ResourceType::QuestionnaireResponse, draft.response)
              ->versionId == "1");
    CHECK(
        world.store->outbox().acknowledge(world.newId(), entries).error().is(Fault::UnknownBundle));
}

TEST_CASE("bundles keep their limits and a group travels whole (Y-10)") {
    StoreWorld world;
    for (int i = 0; i < 5; ++i)
        REQUIRE(world.store->journal()
                    .create("entry " + std::to_string(i), false, {morning.unixMs + i, 0})
                    .has_value());
    submitted(world);
    std::vector<base::Uuid> known;
    std::vector<std::size_t> sizes;
    const FreezeLimits limits{.entriesMax = 6, .payloadBytesMax = 768 * 1024};
    for (;;) {
        const auto next = world.store->outbox().freezeNext(limits, known);
        REQUIRE(next.has_value());
        if (!next->has_value()) break;
        known.push_back((*next)->id);
        sizes.push_back((*next)->entries.size());
    }
    // Six would take the response and leave its score behind.
    CHECK(sizes == std::vector<std::size_t>{5, 2});
}

TEST_CASE("a bundle stays below its bytes and a single large record still goes") {
    StoreWorld world;
    const std::string text(60'000, 'x');
    for (int i = 0; i < 3; ++i)
        REQUIRE(world.store->journal().create(text, false, {morning.unixMs + i, 0}).has_value());
    const FreezeLimits limits{.entriesMax = 100, .payloadBytesMax = 170'000};
    const auto first = world.store->outbox().freezeNext(limits, {});
    REQUIRE(first->has_value());
    CHECK((*first)->entries.size() == 2);
    CHECK((*first)->bytes.size() <= limits.payloadBytesMax);
    const base::Uuid known[] = {(*first)->id};
    const auto second =
        world.store->outbox().freezeNext({.entriesMax = 100, .payloadBytesMax = 10}, known);
    REQUIRE(second->has_value());
    CHECK((*second)->entries.size() == 1);
}

TEST_CASE("a refused bundle is taken apart until one operation is left (Y-36)") {
    StoreWorld world;
    for (int i = 0; i < 3; ++i)
        REQUIRE(world.store->journal()
                    .create("entry " + std::to_string(i), false, {morning.unixMs + i, 0})
                    .has_value());
    auto& outbox = world.store->outbox();
    const auto whole = world.freezeOne();
    CHECK(outbox.reject(whole.id, "immutable").error().is(Fault::NotSingle));
    SECTION("in halves") {
        REQUIRE(outbox.split(whole.id, {}).has_value());
        const auto parts = outbox.inFlight();
        REQUIRE(parts->size() == 2);
        CHECK(parts->at(0).entries.size() == 2);
        CHECK(parts->at(1).entries.size() == 1);
        CHECK(parts->at(0).id != whole.id);
    }
    SECTION("with the entry at fault alone") {
        REQUIRE(outbox.split(whole.id, 1).has_value());
        const auto parts = outbox.inFlight();
        REQUIRE(parts->size() == 2);
        REQUIRE(parts->at(0).entries.size() == 1);
        CHECK(parts->at(0).entries.front() == whole.entries.at(1));
        CHECK(outbox.split(parts->at(0).id, {}).error().is(Fault::NotSingle));
        REQUIRE(outbox.reject(parts->at(0).id, "invalid_resource").has_value());
        const auto count = outbox.count();
        CHECK(count->rejected == 1);
        CHECK(count->pending == 2);
    }
    CHECK(outbox.split(whole.id, {}).error().is(Fault::UnknownBundle));
}

TEST_CASE("a rejected operation is kept, holds later ones and is tried again on demand (Y-36)") {
    StoreWorld world;
    const auto entry = world.store->journal().create("one", false, morning);
    auto& outbox = world.store->outbox();
    const auto bundle = world.freezeOne();
    SECTION("an edit made meanwhile is held with it") {
        REQUIRE(world.store->journal().edit(entry->id, "two").has_value());
        REQUIRE(outbox.reject(bundle.id, "invalid_resource").has_value());
        CHECK(outbox.count()->rejected == 2);
        CHECK(world.store->journal().find(entry->id)->delivery == Delivery::Rejected);
        CHECK_FALSE(outbox.freezeNext({}, {})->has_value());
        REQUIRE(outbox.retryRejected().has_value());
        const auto again = world.freezeOne();
        CHECK(again.entries.size() == 1);
        CHECK(holds(again.bytes, base::toBase64(base::viewOf("two"))));
    }
    SECTION("a new edit is a new attempt") {
        REQUIRE(outbox.reject(bundle.id, "invalid_resource").has_value());
        REQUIRE(world.store->journal().edit(entry->id, "three").has_value());
        CHECK(outbox.count()->rejected == 0);
        CHECK(holds(world.freezeOne().bytes, base::toBase64(base::viewOf("three"))));
    }
}

TEST_CASE("a flag that a clinician acknowledged is called seen") {
    StoreWorld world;
    const auto draft = world.store->drafts().begin(phq9, morning);
    REQUIRE(world.store->drafts()
                .saveAnswer({.response = draft->response,
                             .state = "{}",
                             .at = morning,
                             .tier = 1,
                             .flag = world.flag(*draft, 1)})
                .has_value());
    world.deliver("1");
    CHECK(*world.store->records().delivery(fhir::ResourceType::Flag, draft->flag) ==
          Delivery::Received);
    REQUIRE(world.pull("Flag", draft->flag, "2", world.flag(*draft, 1, false).bytes).has_value());
    CHECK(*world.store->records().delivery(fhir::ResourceType::Flag, draft->flag) ==
          Delivery::Seen);
    CHECK(*world.store->records().highestOpenTier() == 0);
    const auto flags = world.store->records().flags();
    REQUIRE(flags->size() == 1);
    CHECK(flags->front().acknowledged.has_value());
    CHECK(world.store->records().flags(true)->empty());
}
