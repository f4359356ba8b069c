#include "store_world.hpp"

using namespace landfall;
using namespace landfall::store;
using namespace landfall::store::testing;

namespace {
std::int64_t deletionsWaiting(StoreWorld& world) {
    std::int64_t count = 0;
    const auto frozen = world.store->outbox().freezeNext({}, {});
    REQUIRE(frozen.has_value());
    if (!frozen->has_value()) return 0;
    const auto& bytes = (*frozen)->bytes;
    for (auto at = bytes.find("\"DELETE\""); at != std::string::npos;
         at = bytes.find("\"DELETE\"", at + 1))
        ++count;
    REQUIRE(world.store->outbox()
                .acknowledge((*frozen)->id, StoreWorld::answer(**frozen, "9"))
                .has_value());
    return count;
}
}  // namespace

TEST_CASE("an erased journal is nowhere on the phone, and what was sent is deleted at the clinic") {
    StoreWorld world;
    auto& journal = world.store->journal();
    const auto shared = *journal.create("lighthouse shared", false, morning);
    REQUIRE(world.deliver("1") == 1);
    REQUIRE(journal.edit(shared.id, "lighthouse edited").has_value());
    REQUIRE(world.deliver("2") == 1);
    const auto secret = *journal.create("lighthouse private", true, morning);
    const auto removed = *journal.create("lighthouse removed", true, morning);
    REQUIRE(journal.remove(removed.id).has_value());
    const auto unsent = *journal.create("lighthouse unsent", false, morning);
    REQUIRE(journal.keepTyping("", "lighthouse typed", true, morning).has_value());

    CHECK(*journal.eraseAll() == 4);
    CHECK(journal.list(10)->empty());
    CHECK(journal.search("lighthouse", 10)->empty());
    CHECK(journal.unfinished()->empty());
    for (const auto& id : {shared.id, secret.id, removed.id, unsent.id}) {
        const auto record = world.store->records().read(fhir::ResourceType::DocumentReference, id);
        REQUIRE(record.has_value());
        CHECK_FALSE(holds(record->bytes, base::toBase64(base::viewOf("lighthouse")).substr(0, 12)));
    }
    // One was sent, so one deletion is; the private ones were never known to anybody.
    CHECK(deletionsWaiting(world) == 1);
    CHECK(world.pending() == 0);
    CHECK(*journal.eraseAll() == 4);
    CHECK(deletionsWaiting(world) == 0);
}

TEST_CASE("an erased journal stays erased when everything is projected anew, and another begins") {
    StoreWorld world;
    auto& journal = world.store->journal();
    const auto old = *journal.create("lighthouse", true, morning);
    REQUIRE(journal.eraseAll().has_value());
    REQUIRE(world.store->records().rebuild().has_value());
    CHECK(journal.list(10)->empty());
    CHECK(journal.search("lighthouse", 10)->empty());
    // Even who brings it back finds no word of it.
    CHECK(journal.restore(old.id)->text.empty());
    REQUIRE(journal.create("harbour", true, morning).has_value());
    CHECK(journal.search("harbour", 10)->size() == 1);
}

TEST_CASE("erasing beside an entry that is on its way deletes it after it has arrived") {
    StoreWorld world;
    auto& journal = world.store->journal();
    REQUIRE(journal.create("lighthouse", false, morning).has_value());
    const auto sent = world.freezeOne();
    REQUIRE(journal.eraseAll().has_value());
    REQUIRE(world.store->outbox().acknowledge(sent.id, StoreWorld::answer(sent, "1")).has_value());
    CHECK(deletionsWaiting(world) == 1);
    CHECK(world.pending() == 0);
}

TEST_CASE("erasing the journal leaves the other records") {
    StoreWorld world;
    const auto draft = *world.store->drafts().begin(phq9, morning);
    REQUIRE(world.store->records()
                .submit({.response = world.response(draft.response), .scores = {}})
                .has_value());
    REQUIRE(world.store->journal().create("lighthouse", true, morning).has_value());
    CHECK(*world.store->journal().eraseAll() == 1);
    CHECK(world.store->records().responses("")->size() == 1);
}
