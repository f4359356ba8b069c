#include "store_world.hpp"

using namespace landfall;
using namespace landfall::store;
using namespace landfall::store::testing;

namespace {
std::vector<std::string> textsOf(const Result<std::vector<Entry>>& entries) {
    REQUIRE(entries.has_value());
    std::vector<std::string> out;
    for (const auto& entry : *entries) out.push_back(entry.text);
    return out;
}
base::WallTime after(std::int64_t ms) {
    return {morning.unixMs + ms, 60};
}
}  // namespace

TEST_CASE("a private entry never has anything to send") {
    StoreWorld world;
    auto& journal = world.store->journal();
    const auto entry = journal.create("only for me", true, morning);
    REQUIRE(entry.has_value());
    CHECK(entry->delivery == Delivery::Local);
    REQUIRE(journal.edit(entry->id, "still only for me").has_value());
    CHECK(world.pending() == 0);
    REQUIRE(journal.remove(entry->id).has_value());
    CHECK(world.pending() == 0);
    REQUIRE(journal.restore(entry->id).has_value());
    CHECK(world.pending() == 0);
    CHECK_FALSE(world.store->outbox().freezeNext({}, {})->has_value());
}

TEST_CASE("a shared entry is a record for the clinic with its text") {
    StoreWorld world;
    const auto entry = world.store->journal().create("we walked by the sea", false, morning);
    REQUIRE(entry.has_value());
    CHECK(entry->delivery == Delivery::Saved);
    const auto bundle = world.freezeOne();
    CHECK(holds(bundle.bytes, base::toBase64(base::viewOf("we walked by the sea"))));
    CHECK(holds(bundle.bytes, "Patient/" + world.patient));
    CHECK(world.store->journal().find(entry->id)->delivery == Delivery::Sent);
    REQUIRE(world.store->outbox().acknowledge(bundle.id, world.answer(bundle, "1")).has_value());
    CHECK(world.store->journal().find(entry->id)->delivery == Delivery::Received);
}

TEST_CASE("an entry created and removed before it was sent sends nothing (Y-03)") {
    StoreWorld world;
    auto& journal = world.store->journal();
    const auto entry = journal.create("a thought", false, morning);
    CHECK(world.pending() == 1);
    REQUIRE(journal.remove(entry->id).has_value());
    CHECK(world.pending() == 0);
    CHECK(journal.find(entry->id).error().is(Fault::UnknownEntry));
    const auto back = journal.restore(entry->id);
    REQUIRE(back.has_value());
    CHECK(back->id == entry->id);
    CHECK(back->text == "a thought");
    CHECK(world.pending() == 1);
}

TEST_CASE("removing a received entry sends a deletion, and undoing it in time takes that back") {
    StoreWorld world;
    auto& journal = world.store->journal();
    const auto entry = journal.create("a thought", false, morning);
    world.deliver("1");
    REQUIRE(journal.remove(entry->id).has_value());
    CHECK(world.pending() == 1);
    SECTION("in time: the same entry") {
        const auto back = journal.restore(entry->id);
        REQUIRE(back.has_value());
        CHECK(back->id == entry->id);
        CHECK_FALSE(holds(world.freezeOne().bytes, "\"DELETE\""));
    }
    SECTION("too late: the words come back under a new id (Y-43)") {
        const auto bundle = world.freezeOne();
        CHECK(holds(bundle.bytes, "\"DELETE\""));
        CHECK(holds(bundle.bytes, "W/\\\"1\\\""));
        const auto back = journal.restore(entry->id);
        REQUIRE(back.has_value());
        CHECK(back->id != entry->id);
        CHECK(back->text == "a thought");
    }
}

TEST_CASE("sharing an entry sends it, and taking it back withdraws the clinic's copy (S-39)") {
    StoreWorld world;
    auto& journal = world.store->journal();
    const auto entry = journal.create("between us", true, morning);
    const auto shared = journal.setPrivate(entry->id, false);
    REQUIRE(shared.has_value());
    CHECK(shared->id == entry->id);
    CHECK(world.pending() == 1);
    SECTION("before it was sent nothing is withdrawn") {
        const auto back = journal.setPrivate(entry->id, true);
        REQUIRE(back.has_value());
        CHECK(back->id == entry->id);
        CHECK(back->isPrivate);
        CHECK(world.pending() == 0);
    }
    SECTION("after it was sent a deletion goes and the text stays under a new id") {
        world.deliver("1");
        const auto back = journal.setPrivate(entry->id, true);
        REQUIRE(back.has_value());
        CHECK(back->id != entry->id);
        CHECK(back->text == "between us");
        CHECK(back->authored == morning);
        const auto bundle = world.freezeOne();
        REQUIRE(bundle.entries.size() == 1);
        CHECK(bundle.entries.front().id == entry->id);
        CHECK(holds(bundle.bytes, "\"DELETE\""));
        CHECK_FALSE(holds(bundle.bytes, back->id));
    }
}

TEST_CASE("the list is newest first by authored time and goes on from a page") {
    StoreWorld world;
    auto& journal = world.store->journal();
    REQUIRE(journal.create("second", true, after(2)).has_value());
    REQUIRE(journal.create("first", true, after(1)).has_value());
    REQUIRE(journal.create("third", true, after(3)).has_value());
    REQUIRE(journal.create("third as well", true, after(3)).has_value());
    CHECK(textsOf(journal.list(10)) ==
          std::vector<std::string>{"third as well", "third", "second", "first"});
    CHECK(textsOf(journal.list(1, after(3).unixMs)) == std::vector<std::string>{"second"});
}

TEST_CASE("search finds words as they are typed and forgets what was edited away") {
    StoreWorld world;
    auto& journal = world.store->journal();
    const auto sea = journal.create("The sea was calm, the café open.", true, after(1));
    REQUIRE(journal.create("Seals on the shore", true, after(2)).has_value());
    CHECK(journal.search("sea", 10)->size() == 2);
    CHECK(journal.search("sea ", 10)->size() == 2);
    CHECK(journal.search("sea calm", 10)->size() == 1);
    CHECK(journal.search("calm sea", 10)->size() == 1);
    CHECK(journal.search("cafe", 10)->size() == 1);
    CHECK(journal.search("sho", 10)->size() == 1);
    CHECK(textsOf(journal.search("se", 1)) == std::vector<std::string>{"Seals on the shore"});
    CHECK(holds(journal.search("calm", 10)->front().snippet, "calm"));
    REQUIRE(journal.edit(sea->id, "The lake was calm.").has_value());
    CHECK(journal.search("café", 10)->empty());
    CHECK(journal.search("lake", 10)->size() == 1);
    REQUIRE(journal.remove(sea->id).has_value());
    CHECK(journal.search("lake", 10)->empty());
}

TEST_CASE("search finds scripts without spaces, and parts of words when no word begins so") {
    StoreWorld world;
    auto& journal = world.store->journal();
    REQUIRE(journal.create("今日は港が静かだった", false, morning).has_value());
    REQUIRE(journal.create("我昨天去了海边散步", false, morning).has_value());
    REQUIRE(journal.create("Der Spaziergang am Nordhafen", false, morning).has_value());
    CHECK(journal.search("港", 10)->size() == 1);
    CHECK(journal.search("静か", 10)->size() == 1);
    CHECK(journal.search("海边 散步", 10)->size() == 1);
    CHECK(journal.search("海边 静か", 10)->empty());
    CHECK(journal.search("hafen", 10)->size() == 1);
    CHECK(journal.search("HAFEN gang", 10)->size() == 1);
    CHECK(holds(journal.search("hafen", 10)->front().snippet, "Nordhafen"));
    CHECK(journal.search("hafen berg", 10)->empty());
    CHECK(journal.search("af", 10)->empty());  // too short to say anything
}

TEST_CASE("whatever is typed into search is words and never a query language") {
    StoreWorld world;
    auto& journal = world.store->journal();
    REQUIRE(journal.create("She said \"near\" and not far AND away", true, after(1)).has_value());
    REQUIRE(journal.create("نمت جيدا هذه الليلة", true, after(2)).has_value());
    REQUIRE(journal.create("good night 🌙✨ and 👩‍👧", true, after(3)).has_value());
    for (const auto* typed : {"\"",          "*",
                              "NEAR",        "NEAR(a b)",
                              "a OR b",      "text:near",
                              "^near",       "-near",
                              "(",           ")",
                              "'",           "\"\"\"",
                              "near*",       "; DROP TABLE journal",
                              "%",           "_",
                              "\\",          "{",
                              "+",           "a AND",
                              "🌙*\"",        "\xff\xfe",
                              "journal_text"}) {
        INFO(typed);
        CHECK(journal.search(typed, 10).has_value());
    }
    CHECK(journal.search("\"near\"", 10)->size() == 1);
    CHECK(journal.search("near*", 10)->size() == 1);
    CHECK(journal.search("AND", 10)->size() == 2);
    CHECK(journal.search("NEAR far", 10)->size() == 1);
    CHECK(journal.search("جيدا", 10)->size() == 1);
    CHECK(journal.search("اللي", 10)->size() == 1);
    CHECK(journal.search("🌙", 10)->size() == 1);
    CHECK(journal.search("night 🌙", 10)->size() == 1);
    CHECK(journal.search("👩‍👧", 10)->size() == 1);
    CHECK(journal.search("🌊", 10)->empty());
    CHECK(journal.search("", 10)->empty());
    CHECK(journal.search(" \t", 10)->empty());
    CHECK(journal.search("*", 10)->empty());
}

TEST_CASE("what is being typed survives the end of the app and becomes an entry once") {
    StoreWorld world;
    const auto id = world.store->journal().keepTyping({}, "Today I wo", true, morning);
    REQUIRE(id.has_value());
    REQUIRE(
        world.store->journal().keepTyping(*id, "Today I woke early", true, after(9)).has_value());
    CHECK(world.store->journal().list(10)->empty());
    world.open();
    auto& journal = world.store->journal();
    const auto unfinished = journal.unfinished();
    REQUIRE(unfinished->size() == 1);
    CHECK(unfinished->front().text == "Today I woke early");
    CHECK(unfinished->front().isNew);
    const auto entry = journal.finish(*id);
    REQUIRE(entry.has_value());
    REQUIRE(entry->has_value());
    CHECK((*entry)->id == *id);
    CHECK((*entry)->text == "Today I woke early");
    CHECK(journal.unfinished()->empty());
    CHECK(journal.finish(*id).error().is(Fault::UnknownEntry));

    REQUIRE(journal.keepTyping(*id, "Today I woke late", true, after(20)).has_value());
    CHECK_FALSE(journal.unfinished()->front().isNew);
    REQUIRE(journal.finish(*id).has_value());
    CHECK(textsOf(journal.list(10)) == std::vector<std::string>{"Today I woke late"});
}

TEST_CASE("an empty new text is dropped and an emptied entry stays as it was") {
    StoreWorld world;
    auto& journal = world.store->journal();
    const auto id = journal.keepTyping({}, " \n", false, morning);
    CHECK_FALSE(journal.finish(*id)->has_value());
    CHECK(journal.list(10)->empty());
    CHECK(world.pending() == 0);
    const auto entry = journal.create("words", false, morning);
    REQUIRE(journal.keepTyping(entry->id, "", false, morning).has_value());
    REQUIRE(journal.finish(entry->id).has_value());
    CHECK(journal.find(entry->id)->text == "words");
}

TEST_CASE("an entry past the limit or that is no text is refused") {
    StoreWorld world;
    auto& journal = world.store->journal();
    CHECK(journal.create(std::string(entryTextBytesMax + 1, 'x'), true, morning)
              .error()
              .is(Fault::TooLarge));
    CHECK(journal.create("\xff", true, morning).error().is(Fault::BadRecord));
    CHECK(journal.create(std::string(entryTextBytesMax, 'x'), false, morning).has_value());
}

TEST_CASE("before pairing an entry can be private and not shared") {
    StoreWorld world;
    REQUIRE(world.store->settings().remove(Settings::patient).has_value());
    auto& journal = world.store->journal();
    CHECK(journal.create("shared", false, morning).error().is(Fault::NotPaired));
    const auto entry = journal.create("mine", true, morning);
    REQUIRE(entry.has_value());
    CHECK(journal.setPrivate(entry->id, false).error().is(Fault::NotPaired));
    CHECK(journal.find(entry->id)->isPrivate);
    REQUIRE(world.store->settings().set(Settings::patient, world.patient).has_value());
    REQUIRE(journal.setPrivate(entry->id, false).has_value());
    CHECK(holds(world.freezeOne().bytes, "Patient/" + world.patient));
}
