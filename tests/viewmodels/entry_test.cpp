#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
struct Desk : PhoneWorld {
    Desk() { setUp(); }
    EntryModel& entry() { return *shell().entry(); }
    QAbstractListModel* entries() { return shell().journal()->entries(); }
    void open(const QString& id = {}) {
        if (id.isEmpty())
            shell().journal()->write();
        else
            shell().journal()->open(id);
        REQUIRE(until([&] { return shell().entryOpen(); }));
    }
    void finish() {
        shell().closeEntry();
        REQUIRE(until([&] { return !shell().entryOpen(); }));
        settle();
    }
    QString add(const std::string& text, bool isPrivate) {
        return QString::fromStdString(onPhone(
            [&](patient::Phone& phone) { return phone.journaling.add(text, isPrivate)->id; }));
    }
    store::Entry stored(const QString& id) {
        return onPhone(
            [&](patient::Phone& phone) { return *phone.journaling.show(id.toStdString()); });
    }
    /// The clinic receives everything that waits.
    void deliver() {
        const bool delivered = onPhone([](patient::Phone& phone) {
            auto& outbox = (*phone.profile.store())->outbox();
            const auto frozen = outbox.freezeNext({}, {});
            if (frozen.has_error() || !frozen->has_value()) return false;
            std::vector<store::AppliedEntry> applied;
            for (const auto& key : (*frozen)->entries)
                applied.push_back({key, "1", "2026-03-01T08:00:05.000Z"});
            return outbox.acknowledge((*frozen)->id, applied).has_value();
        });
        REQUIRE(delivered);
    }
    std::size_t pending() {
        return onPhone(
            [](patient::Phone& phone) { return phone.overview.status().pending.value_or(0); });
    }
};
}  // namespace

TEST_CASE("a new entry is private, empty and says so in one sentence") {
    Desk world;
    world.open();
    CHECK(world.entry().isNew());
    CHECK(world.entry().isPrivate());
    CHECK(world.entry().text().isEmpty());
    CHECK(world.entry().savedText().isEmpty());
    CHECK(world.entry().explanation() == "Nobody reads this unless you share it.");
    SECTION("closed without a word it leaves nothing") {
        world.finish();
        CHECK(world.entries()->rowCount() == 0);
    }
}

TEST_CASE("a pause stores what was typed; a process that ends then loses nothing") {
    Desk world;
    world.open();
    world.entry().setText("the sea was");
    CHECK(world.entry().savedText().isEmpty());
    REQUIRE(world.until([&] { return world.entry().savedText() == "Saved on this phone"; }));
    world.entry().setText("the sea was calm");
    CHECK(world.entry().savedText().isEmpty());
    REQUIRE(world.until([&] { return !world.entry().savedText().isEmpty(); }));
    world.restart();
    world.unlock();
    CHECK(world.entries()->rowCount() == 0);
    world.open();
    CHECK(world.entry().text() == "the sea was calm");
    world.finish();
    CHECK(column(world.entries(), "text") == QStringList{"the sea was calm"});
}

TEST_CASE("an app that is closed keeps what was typed last, without a pause") {
    Desk world;
    world.open();
    world.entry().setText("typed and closed at once");
    world.shell().flush();
    world.restart();
    world.unlock();
    world.open();
    CHECK(world.entry().text() == "typed and closed at once");
}

TEST_CASE("typing, pausing and closing quickly is one entry") {
    Desk world;
    world.open();
    // Each step is under way before the one before has come back with the entry's id.
    world.entry().setText("one");
    world.entry().flush();
    world.entry().setText("one entry");
    world.entry().flush();
    world.finish();
    CHECK(column(world.entries(), "text") == QStringList{"one entry"});
    CHECK_FALSE(world.onPhone(
        [](patient::Phone& phone) { return phone.journaling.unfinished()->has_value(); }));
}

TEST_CASE("what is typed while the editor closes is kept too") {
    Desk world;
    world.open();
    world.entry().setText("nearly");
    world.shell().closeEntry();
    world.entry().setText("nearly all");
    REQUIRE(world.until([&] { return !world.shell().entryOpen(); }));
    world.settle();
    CHECK(column(world.entries(), "text") == QStringList{"nearly all"});
}

TEST_CASE("sharing asks once, and only a yes shares") {
    Desk world;
    world.open();
    world.entry().setText("for my therapist");
    world.entry().togglePrivate();
    CHECK(world.entry().askShare());
    CHECK(world.entry().isPrivate());
    SECTION("no") {
        world.entry().cancelShare();
        CHECK_FALSE(world.entry().askShare());
        world.finish();
        CHECK(column(world.entries(), "isPrivate") == QStringList{"true"});
        CHECK(world.pending() == 0);
    }
    SECTION("yes") {
        world.entry().confirmShare();
        CHECK_FALSE(world.entry().isPrivate());
        CHECK(world.entry().explanation().contains("care team can read"));
        world.finish();
        CHECK(column(world.entries(), "isPrivate") == QStringList{"false"});
        CHECK(world.pending() == 1);
    }
}

TEST_CASE("without the choice to share the journal, sharing is not offered and says why") {
    Desk world;
    world.onPhone([](patient::Phone& phone) {
        auto& consenting = phone.consenting;
        REQUIRE(consenting.markRead().has_value());
        const auto document = *consenting.document();
        for (const auto& question : document->questions())
            REQUIRE(consenting.answer(question.id, question.right).has_value());
        REQUIRE(consenting.sign({.name = "Robin Example", .agreeTo = {}}).has_value());
        return true;
    });
    world.open();
    world.entry().setText("for myself");
    world.entry().togglePrivate();
    CHECK_FALSE(world.entry().askShare());
    CHECK(world.entry().isPrivate());
    CHECK(world.entry().error().contains("You chose not to share your journal"));
    world.finish();
    CHECK(column(world.entries(), "isPrivate") == QStringList{"true"});
}

TEST_CASE(
    "an entry that is there can be shared later, and made private again with an honest word") {
    Desk world;
    const auto id = world.add("kept to myself", true);
    world.open(id);
    CHECK_FALSE(world.entry().isNew());
    CHECK(world.entry().text() == "kept to myself");
    world.entry().togglePrivate();
    world.entry().confirmShare();
    world.finish();
    CHECK_FALSE(world.stored(id).isPrivate);
    CHECK(world.pending() == 1);

    world.open(id);
    CHECK_FALSE(world.entry().isPrivate());
    world.entry().togglePrivate();
    CHECK(world.entry().isPrivate());
    CHECK_FALSE(world.entry().askShare());
    CHECK(world.entry().explanation().contains("may already have been read"));
    world.entry().setText("kept to myself, after all");
    world.finish();
    CHECK(world.stored(id).isPrivate);
    CHECK(world.stored(id).text == "kept to myself, after all");
}

TEST_CASE("made private after the clinic has it: one entry here, and its copy is withdrawn") {
    Desk world;
    const auto id = world.add("told too much", false);
    world.deliver();
    CHECK(world.pending() == 0);
    world.open(id);
    world.entry().togglePrivate();
    world.entry().setText("told too much, I think");
    world.finish();
    CHECK(column(world.entries(), "text") == QStringList{"told too much, I think"});
    CHECK(column(world.entries(), "isPrivate") == QStringList{"true"});
    CHECK(world.pending() == 1);  // the deletion
    CHECK_FALSE(world.onPhone(
        [](patient::Phone& phone) { return phone.journaling.unfinished()->has_value(); }));
}

TEST_CASE("an edited entry stays one entry, and emptied it stays as it was") {
    Desk world;
    const auto id = world.add("first words", true);
    world.open(id);
    world.entry().setText("better words");
    world.finish();
    CHECK(column(world.entries(), "text") == QStringList{"better words"});
    world.open(id);
    world.entry().setText("   ");
    world.finish();
    CHECK(column(world.entries(), "text") == QStringList{"better words"});
}

TEST_CASE("removing in the editor closes it and offers an undo in the journal") {
    Desk world;
    const auto id = world.add("to be removed", false);
    world.open(id);
    world.entry().remove();
    REQUIRE(world.until([&] { return !world.shell().entryOpen(); }));
    world.settle();
    CHECK(world.entries()->rowCount() == 0);
    CHECK(world.shell().journal()->undoText() == "Entry removed");
    world.shell().journal()->undo();
    world.settle();
    CHECK(column(world.entries(), "text") == QStringList{"to be removed"});
}

TEST_CASE("a new entry that is thrown away leaves nothing and offers no undo") {
    Desk world;
    world.open();
    world.entry().remove();
    REQUIRE(world.until([&] { return !world.shell().entryOpen(); }));
    world.settle();
    CHECK(world.entries()->rowCount() == 0);
    CHECK(world.shell().journal()->undoText().isEmpty());
}

TEST_CASE("a text that cannot be stored keeps the editor open and says so") {
    Desk world;
    world.open();
    world.entry().setText("must not be lost");
    world.onPhone([](patient::Phone& phone) { phone.profile.lock(); });
    world.shell().closeEntry();
    world.settle();
    CHECK(world.shell().entryOpen());
    CHECK(world.entry().text() == "must not be lost");
    CHECK_FALSE(world.entry().error().isEmpty());
    const bool opened = world.onPhone([](patient::Phone& phone) {
        return phone.access.unlock(base::SecretText(passphrase.toStdString())).has_value();
    });
    REQUIRE(opened);
    world.finish();
    CHECK(column(world.entries(), "text") == QStringList{"must not be lost"});
}

TEST_CASE("on a full disk the text stays in the editor, and what was there before stays too") {
    Desk world;
    const auto earlier = world.add("written while there was room", true);
    world.leaveRoom(64 * 1024);
    // Past the room that is left and past the reserve that the store sets aside.
    const QString text(100 * 1024, u'w');
    for (int i = 0; i < 8 && world.entry().error().isEmpty(); ++i) {
        world.open();
        world.entry().setText(text);
        world.shell().closeEntry();
        world.settle();
    }
    CHECK(world.entry().error().contains("storage is full"));
    CHECK(world.shell().entryOpen());
    CHECK(world.entry().text() == text);
    CHECK(world.stored(earlier).text == "written while there was room");
    world.entry().setText("a shorter word");
    world.settle();
    CHECK(world.entry().text() == "a shorter word");
}
