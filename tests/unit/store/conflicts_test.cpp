#include "store_world.hpp"

using namespace landfall;
using namespace landfall::store;
using namespace landfall::store::testing;

namespace {
/// An entry both sides know, changed here and in flight.
struct Edited {
    Entry entry;
    FrozenBundle bundle;
};
Edited editedInFlight(StoreWorld& world) {
    const auto entry = world.store->journal().create("before", false, morning);
    REQUIRE(entry.has_value());
    world.deliver("1");
    REQUIRE(world.store->journal().edit(entry->id, "mine").has_value());
    return {*entry, world.freezeOne()};
}
std::vector<Entry> entriesOf(StoreWorld& world) {
    const auto list = world.store->journal().list(10);
    REQUIRE(list.has_value());
    return *list;
}
const Entry* withText(const std::vector<Entry>& entries, std::string_view text) {
    for (const auto& entry : entries)
        if (entry.text == text) return &entry;
    return nullptr;
}
}  // namespace

TEST_CASE("a text changed on both sides is kept twice (Y-40)") {
    StoreWorld world;
    const auto edited = editedInFlight(world);
    const auto theirs = world.entryBytes(edited.entry.id, "theirs");
    const auto outcome = world.store->outbox().resolveConflict(
        edited.bundle.id,
        {.versionId = "2", .lastModified = "2026-03-01T09:00:00.000Z", .resource = theirs});
    REQUIRE(outcome.has_value());
    CHECK(*outcome == ConflictOutcome::Copied);
    const auto entries = entriesOf(world);
    REQUIRE(entries.size() == 2);
    const auto* server = withText(entries, "theirs");
    const auto* local = withText(entries, "mine");
    REQUIRE(server != nullptr);
    REQUIRE(local != nullptr);
    CHECK(server->id == edited.entry.id);
    CHECK(server->delivery == Delivery::Received);
    CHECK(local->id != edited.entry.id);
    CHECK(local->conflictOf == edited.entry.id);
    CHECK(local->authored == morning);
    CHECK(world.store->outbox().count()->conflicts == 1);
    const auto copy = world.freezeOne();
    REQUIRE(copy.entries.size() == 1);
    CHECK(copy.entries.front().id == local->id);
    CHECK(holds(copy.bytes, "conflict-of"));
    CHECK_FALSE(holds(copy.bytes, "ifMatch"));
}

TEST_CASE("a conflict with our own earlier write is an acknowledgement (Y-14)") {
    StoreWorld world;
    const auto edited = editedInFlight(world);
    const auto record =
        world.store->records().read(fhir::ResourceType::DocumentReference, edited.entry.id);
    const auto outcome = world.store->outbox().resolveConflict(
        edited.bundle.id, {.versionId = "2", .lastModified = {}, .resource = record->bytes});
    CHECK(*outcome == ConflictOutcome::AlreadyOurs);
    CHECK(entriesOf(world).size() == 1);
    CHECK(world.pending() == 0);
    CHECK(entriesOf(world).front().delivery == Delivery::Received);
}

TEST_CASE("our own flag that the clinic has acknowledged since is no second flag (Y-14)") {
    StoreWorld world;
    const auto draft = world.store->drafts().begin(phq9, morning);
    REQUIRE(draft.has_value());
    AnswerSave save{.response = draft->response,
                    .state = {},
                    .at = morning,
                    .tier = 1,
                    .flag = world.flag(*draft, 1)};
    REQUIRE(world.store->drafts().saveAnswer(save).has_value());
    const auto bundle = world.freezeOne();
    REQUIRE(bundle.entries.size() == 1);
    const auto ours = world.store->records().read(fhir::ResourceType::Flag, draft->flag);
    const auto read = fhir::Json::parse(ours->bytes);
    const auto theirs = fhir::acknowledgedFlag(*read, morning);
    REQUIRE(theirs.has_value());
    const auto outcome = world.store->outbox().resolveConflict(
        bundle.id, {.versionId = "2", .lastModified = {}, .resource = *theirs});
    CHECK(*outcome == ConflictOutcome::AlreadyOurs);
    CHECK(world.pending() == 0);
    const auto flags = world.store->records().flags();
    REQUIRE(flags->size() == 1);
    CHECK(flags->front().acknowledged.has_value());
}

TEST_CASE("an edit of what was deleted elsewhere comes back under a new id (Y-42, Y-43)") {
    StoreWorld world;
    const auto edited = editedInFlight(world);
    const auto outcome = world.store->outbox().resolveConflict(
        edited.bundle.id, {.gone = true, .versionId = "2", .lastModified = {}, .resource = {}});
    CHECK(*outcome == ConflictOutcome::Copied);
    const auto entries = entriesOf(world);
    REQUIRE(entries.size() == 1);
    CHECK(entries.front().text == "mine");
    CHECK(entries.front().id != edited.entry.id);
    CHECK(entries.front().conflictOf == edited.entry.id);
}

TEST_CASE("a deletion here gives way to an edit elsewhere (Y-42)") {
    StoreWorld world;
    const auto entry = world.store->journal().create("before", false, morning);
    world.deliver("1");
    REQUIRE(world.store->journal().remove(entry->id).has_value());
    const auto bundle = world.freezeOne();
    const auto theirs = world.entryBytes(entry->id, "theirs");
    const auto outcome = world.store->outbox().resolveConflict(
        bundle.id, {.versionId = "2", .lastModified = {}, .resource = theirs});
    CHECK(*outcome == ConflictOutcome::Dropped);
    CHECK(world.pending() == 0);
    const auto entries = entriesOf(world);
    REQUIRE(entries.size() == 1);
    CHECK(entries.front().text == "theirs");
    CHECK(world.store->journal().search("theirs", 5)->size() == 1);
}

TEST_CASE("a pulled version beside an unsent edit makes the copy at once (Y-40)") {
    StoreWorld world;
    const auto entry = world.store->journal().create("before", false, morning);
    world.deliver("1");
    REQUIRE(world.store->journal().edit(entry->id, "mine").has_value());
    const auto outcome =
        world.pull("DocumentReference", entry->id, "2", world.entryBytes(entry->id, "theirs"));
    REQUIRE(outcome.has_value());
    CHECK(outcome->conflictCopies == 1);
    const auto entries = entriesOf(world);
    REQUIRE(entries.size() == 2);
    CHECK(withText(entries, "theirs")->id == entry->id);
    CHECK(withText(entries, "mine")->conflictOf == entry->id);
    CHECK(world.pending() == 1);
}

TEST_CASE("a pulled version beside a text in flight waits for that text's answer") {
    StoreWorld world;
    const auto edited = editedInFlight(world);
    const auto outcome = world.pull("DocumentReference", edited.entry.id, "2",
                                    world.entryBytes(edited.entry.id, "theirs"));
    REQUIRE(outcome.has_value());
    CHECK(outcome->conflictCopies == 0);
    CHECK(world.freezeOne().bytes == edited.bundle.bytes);
    CHECK(entriesOf(world).size() == 1);
    CHECK(entriesOf(world).front().text == "mine");
}

TEST_CASE("later words that were typed while the conflict travelled are the ones kept") {
    StoreWorld world;
    const auto edited = editedInFlight(world);
    REQUIRE(world.store->journal().edit(edited.entry.id, "mine, and more").has_value());
    const auto theirs = world.entryBytes(edited.entry.id, "theirs");
    REQUIRE(world.store->outbox()
                .resolveConflict(edited.bundle.id,
                                 {.versionId = "2", .lastModified = {}, .resource = theirs})
                .has_value());
    const auto entries = entriesOf(world);
    REQUIRE(entries.size() == 2);
    CHECK(withText(entries, "theirs") != nullptr);
    CHECK(withText(entries, "mine, and more") != nullptr);
    CHECK(world.pending() == 1);
}

TEST_CASE("an assignment takes the further of two states and its content from the clinic") {
    StoreWorld world;
    REQUIRE(world.pull("Task", "task-1", "1", world.task("task-1")).has_value());
    const auto operation = world.newId();
    const RecordWrite done{fhir::ResourceType::Task, "task-1", world.task("task-1", "completed"),
                           operation};
    REQUIRE(world.store->records().write({done}).has_value());
    SECTION("ours is further: the clinic's content with our status is sent") {
        REQUIRE(world.pull("Task", "task-1", "2", world.task("task-1", "requested", "2026-04-01"))
                    .has_value());
        const auto tasks = world.store->records().assignments(false);
        REQUIRE(tasks->size() == 1);
        CHECK(tasks->front().status == "completed");
        CHECK(tasks->front().due == "2026-04-01");
        const auto bundle = world.freezeOne();
        CHECK(holds(bundle.bytes, "W/\\\"2\\\""));
    }
    SECTION("the clinic's is final: nothing of ours is sent") {
        REQUIRE(world.pull("Task", "task-1", "2", world.task("task-1", "cancelled")).has_value());
        CHECK(world.pending() == 0);
        CHECK(world.store->records().assignments(true)->empty());
    }
}
