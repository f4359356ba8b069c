#include <QAbstractItemModelTester>

#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
struct Diary : PhoneWorld {
    Diary() { setUp(); }
    JournalModel& journal() { return *shell().journal(); }
    QAbstractListModel* entries() { return journal().entries(); }
    std::string add(const std::string& text, bool isPrivate = true) {
        const auto id = onPhone(
            [&](patient::Phone& phone) { return phone.journaling.add(text, isPrivate)->id; });
        journal().refresh();
        settle();
        return id;
    }
};
}  // namespace

TEST_CASE("an empty journal invites, and a search without a hit says so") {
    Diary world;
    CHECK(world.journal().empty());
    CHECK(world.journal().emptyText().contains("stays private"));
    world.add("fog over the water");
    CHECK_FALSE(world.journal().empty());
    CHECK(world.journal().emptyText().isEmpty());
    world.journal().setSearch("volcano");
    world.settle();
    CHECK(world.journal().empty());
    CHECK(world.journal().emptyText() == "No entry has these words.");
}

TEST_CASE("entries come newest first, by day, with privacy and delivery in words") {
    Diary world;
    const QAbstractItemModelTester tester(world.entries());
    world.add("the first evening");
    world.advanceDays(1);
    world.add("the second evening", false);
    CHECK(column(world.entries(), "text") ==
          QStringList{"the second evening", "the first evening"});
    CHECK(column(world.entries(), "day") == QStringList{"Today", "Yesterday"});
    CHECK(column(world.entries(), "isPrivate") == QStringList{"false", "true"});
    CHECK(column(world.entries(), "delivery") ==
          QStringList{"Saved on this phone, not sent yet", ""});
    CHECK(column(world.entries(), "time") == QStringList{"09:00", "09:00"});
    world.advanceDays(10);
    world.journal().refresh();
    world.settle();
    CHECK(column(world.entries(), "day") == QStringList{"Monday 2 March", "Sunday 1 March"});
}

TEST_CASE("search filters as it is typed and shows only the answer to the newest words") {
    Diary world;
    world.add("gulls over the harbour");
    world.add("a lantern at the harbour");
    QStringList shown;
    QObject::connect(world.entries(), &QAbstractItemModel::modelReset,
                     [&] { shown.append(column(world.entries(), "text").join(u'|')); });
    // Typed faster than any answer comes back: three questions are under way at once.
    world.journal().setSearch("h");
    world.journal().setSearch("ha gu");
    world.journal().setSearch("lantern");
    world.settle();
    REQUIRE(shown.size() == 1);
    CHECK(shown.front().contains("lantern"));
    CHECK(world.entries()->rowCount() == 1);
    world.journal().setSearch("harbour lant");
    world.settle();
    CHECK(world.entries()->rowCount() == 1);
    world.journal().setSearch("");
    world.settle();
    CHECK(world.entries()->rowCount() == 2);
}

TEST_CASE("a removed entry can be brought back") {
    Diary world;
    const auto id = QString::fromStdString(world.add("worth keeping"));
    QSignalSpy written(&world.journal(), &JournalModel::written);
    CHECK(world.journal().undoText().isEmpty());
    world.journal().remove(id);
    world.settle();
    CHECK(world.journal().empty());
    CHECK(world.journal().undoText() == "Entry removed");
    world.journal().undo();
    world.settle();
    CHECK(column(world.entries(), "text") == QStringList{"worth keeping"});
    CHECK(column(world.entries(), "isPrivate") == QStringList{"true"});
    CHECK(world.journal().undoText().isEmpty());
    CHECK(written.size() == 2);
    world.journal().undo();  // nothing is left to undo
    world.settle();
    CHECK(world.entries()->rowCount() == 1);
}

TEST_CASE("removing what is not there says so and offers no undo") {
    Diary world;
    world.journal().remove("0195a000-0000-7000-8000-000000000bad");
    world.settle();
    CHECK_FALSE(world.journal().error().isEmpty());
    CHECK(world.journal().undoText().isEmpty());
}
