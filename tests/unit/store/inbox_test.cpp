#include "store_world.hpp"

using namespace landfall;
using namespace landfall::store;
using namespace landfall::store::testing;

TEST_CASE("a page and its cursor are one (Y-25)") {
    StoreWorld world;
    CHECK(world.store->inbox().position()->cursor.empty());
    REQUIRE(world.pull("Task", "task-1", "1", world.task("task-1")).has_value());
    world.open();
    const auto position = world.store->inbox().position();
    CHECK(position->epoch == "epoch-1");
    CHECK(position->cursor == "cursor-1");
    CHECK(position->seq == 1);
    const auto tasks = world.store->records().assignments();
    REQUIRE(tasks->size() == 1);
    CHECK(tasks->front().id == "task-1");
    CHECK(tasks->front().questionnaire == phq9);
    CHECK(tasks->front().due == "2026-03-08");
    CHECK(world.store->records().read(fhir::ResourceType::Task, "task-1")->bytes ==
          world.task("task-1"));
}

TEST_CASE("our own writes come back and change nothing (Y-28)") {
    StoreWorld world;
    const auto entry = world.store->journal().create("mine", false, morning);
    const auto record =
        world.store->records().read(fhir::ResourceType::DocumentReference, entry->id);
    SECTION("after the acknowledgement") {
        world.deliver("1");
        const auto outcome = world.pull("DocumentReference", entry->id, "1", record->bytes);
        REQUIRE(outcome.has_value());
        CHECK(outcome->applied == 0);  // nothing that came from others
        CHECK(world.store->journal().find(entry->id)->delivery == Delivery::Received);
    }
    SECTION("before the acknowledgement") {
        const auto bundle = world.freezeOne();
        const auto outcome = world.pull("DocumentReference", entry->id, "1", record->bytes);
        REQUIRE(outcome.has_value());
        CHECK(outcome->applied == 0);
        CHECK(world.store->journal().find(entry->id)->delivery == Delivery::Sent);
        REQUIRE(
            world.store->outbox().acknowledge(bundle.id, world.answer(bundle, "1")).has_value());
    }
    CHECK(world.pending() == 0);
    CHECK(world.store->journal().list(10)->size() == 1);
}

TEST_CASE("what cannot be understood is put aside and the rest goes on (Y-25)") {
    StoreWorld world;
    const auto good = world.task("task-1");
    const std::string other = R"({"resourceType":"Spaceship","id":"s-1"})";
    FeedPage page;
    const auto add = [&](std::string type, std::string id, std::string_view bytes) {
        page.changes.push_back({.seq = page.changes.size() + 1,
                                .key = {std::move(type), std::move(id)},
                                .versionId = "1",
                                .lastModified = {},
                                .resource = bytes,
                                .deleted = false});
    };
    add("Spaceship", "s-1", other);
    add("Task", "task-0", "{not json");
    add("Task", "task-9", good);
    add("Task", "task-1", good);
    page.next = {"epoch-1", "c", 4};
    const auto outcome = world.store->inbox().applyPage(page);
    REQUIRE(outcome.has_value());
    CHECK(outcome->applied == 4);
    CHECK(outcome->quarantined == 3);
    CHECK(world.store->records().assignments()->size() == 1);
    CHECK(world.store->inbox().position()->seq == 4);
}

TEST_CASE("absence is never a deletion (Y-45)") {
    StoreWorld world;
    REQUIRE(world.pull("Task", "task-1", "1", world.task("task-1")).has_value());
    REQUIRE(world.store->inbox().startOver("epoch-2").has_value());
    FeedPage empty;
    empty.next = {"epoch-2", "end", 0};
    REQUIRE(world.store->inbox().applyPage(empty).has_value());
    CHECK(world.store->records().assignments()->size() == 1);
}

TEST_CASE("the clinic can withdraw what it wrote and not erase what the patient wrote (Y-45)") {
    StoreWorld world;
    REQUIRE(world.pull("Task", "task-1", "1", world.task("task-1")).has_value());
    const auto entry = world.store->journal().create("mine", false, morning);
    world.deliver("1");
    REQUIRE(world.pull("Task", "task-1", "2", {}).has_value());
    REQUIRE(world.pull("DocumentReference", entry->id, "2", {}).has_value());
    CHECK(world.store->records().assignments(false)->empty());
    const auto kept = world.store->journal().find(entry->id);
    REQUIRE(kept.has_value());
    CHECK(kept->text == "mine");
    CHECK(kept->delivery == Delivery::Withdrawn);
}

TEST_CASE("a page says how much it would withdraw before it is applied (Y-37)") {
    StoreWorld world;
    REQUIRE(world.pull("Task", "task-1", "1", world.task("task-1")).has_value());
    const auto entry = world.store->journal().create("mine", false, morning);
    world.deliver("1");
    REQUIRE(world.store->journal().create("private", true, morning).has_value());
    FeedPage page;
    page.changes.push_back({.seq = 9,
                            .key = {"DocumentReference", entry->id},
                            .versionId = "2",
                            .lastModified = {},
                            .resource = {},
                            .deleted = true});
    page.changes.push_back({.seq = 10,
                            .key = {"Task", "unheard-of"},
                            .versionId = "2",
                            .lastModified = {},
                            .resource = {},
                            .deleted = true});
    const auto weight = world.store->inbox().weigh(page);
    REQUIRE(weight.has_value());
    CHECK(weight->live == 2);
    CHECK(weight->deleted == 1);
    CHECK(weight->patientAuthored == 1);
}

TEST_CASE("reading the feed again from the start brings nothing back that is behind us (Y-26)") {
    StoreWorld world;
    REQUIRE(world.pull("Task", "task-1", "1", world.task("task-1")).has_value());
    REQUIRE(world.pull("Task", "task-1", "2", world.task("task-1", "completed")).has_value());
    REQUIRE(world.store->inbox().startOver("epoch-2").has_value());
    CHECK(world.store->inbox().position()->epoch == "epoch-2");
    CHECK(world.store->inbox().position()->cursor.empty());
    CHECK(world.store->inbox().position()->seq == 0);
    REQUIRE(world.pull("Task", "task-1", "1", world.task("task-1")).has_value());
    REQUIRE(world.store->records().assignments(false)->size() == 1);
    CHECK(world.store->records().assignments(false)->front().status == "completed");
}

TEST_CASE("an entry written on another phone appears in list and search") {
    StoreWorld world;
    REQUIRE(world
                .pull("DocumentReference", "entry-9", "3",
                      world.entryBytes("entry-9", "written elsewhere"))
                .has_value());
    const auto found = world.store->journal().search("elsewhere", 5);
    REQUIRE(found->size() == 1);
    CHECK(found->front().delivery == Delivery::Received);
    CHECK_FALSE(found->front().isPrivate);
    REQUIRE(world.store->journal().edit("entry-9", "and changed here").has_value());
    CHECK(holds(world.freezeOne().bytes, "W/\\\"3\\\""));
}

TEST_CASE("a questionnaire the clinic sent is kept as the bytes that came") {
    StoreWorld world;
    const std::string bytes =
        R"({"resourceType":"Questionnaire","id":"q-1","status":"active","x-unknown": 1.00 })";
    REQUIRE(world.pull("Questionnaire", "q-1", "1", bytes).has_value());
    const auto all = world.store->records().all(fhir::ResourceType::Questionnaire);
    REQUIRE(all->size() == 1);
    CHECK(all->front().bytes == bytes);
}

TEST_CASE("any number of entries of one moment can be pulled") {
    StoreWorld world;
    std::vector<std::string> bodies;
    for (int i = 0; i < 1100; ++i)
        bodies.push_back(world.entryBytes("entry-" + std::to_string(i), "at once"));
    FeedPage page;
    for (std::size_t i = 0; i < bodies.size(); ++i)
        page.changes.push_back({.seq = i + 1,
                                .key = {"DocumentReference", "entry-" + std::to_string(i)},
                                .versionId = "1",
                                .resource = bodies[i]});
    page.next = {"epoch-1", "c", bodies.size()};
    const auto outcome = world.store->inbox().applyPage(page);
    REQUIRE(outcome.has_value());
    CHECK(outcome->quarantined == 0);
    CHECK(world.store->journal().list(2000)->size() == 1100);
}

TEST_CASE(
    "a questionnaire of 2,000 questions with their words is taken, and nothing else so large") {
    StoreWorld world;
    const auto definition = [](std::size_t bytes) {
        return R"({"resourceType":"Questionnaire","id":"long","status":"active","title":")" +
               std::string(bytes, 'x') + "\"}";
    };
    // Above a mebibyte no string is read, so the bytes are of several.
    const auto large = [&](std::size_t bytes) {
        std::string items;
        while (items.size() < bytes)
            items += std::string(items.empty() ? "" : ",") +
                     R"({"linkId":"i","type":"display","text":")" + std::string(1'000, 'x') + "\"}";
        auto text = definition(1);
        text.pop_back();
        return text + R"(,"item":[)" + items + "]}";
    };
    constexpr std::size_t mebibyte = 1024 * 1024;
    const auto taken = world.pull("Questionnaire", "long", "1", large(3 * mebibyte));
    REQUIRE(taken.has_value());
    CHECK(taken->quarantined == 0);
    CHECK(world.store->records().read(fhir::ResourceType::Questionnaire, "long").has_value());
    CHECK(world.pull("Questionnaire", "long", "2", large(5 * mebibyte))->quarantined == 1);
    auto task = world.task("task-1");
    task.insert(task.size() - 1, R"(,"description":")" + std::string(300'000, 'x') + "\"");
    CHECK(world.pull("Task", "task-1", "1", task)->quarantined == 1);
}
