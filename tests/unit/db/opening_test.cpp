#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "database_world.hpp"

using namespace landfall;
using namespace landfall::db;
using namespace landfall::db::testing;

namespace {
constexpr std::size_t pageBytes = 4096;
constexpr int rowsOfAFewPages = 200;

/// Leaves a hot journal behind: a process that dies inside a transaction whose pages are written.
void dieInTransaction(
    DatabaseWorld& world, std::int64_t rowMax = rowsOfAFewPages,
    Sql change = "UPDATE note SET text = text || ' changed', body = zeroblob(900) WHERE n <= ?1") {
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        auto database = world.open();
        if (database.has_error()) ::_exit(1);
        if (database->pragma("PRAGMA cache_size = 2").has_error()) ::_exit(2);
        auto transaction = Transaction::begin(*database);
        if (database->run(change, rowMax).has_error()) ::_exit(3);
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    REQUIRE(fs::file_size(world.sidecar("-journal")) > 0);
}

/// One bit of a page, counted from 1; the page's authentication code no longer fits.
void damagePage(const fs::path& file, std::size_t page) {
    auto bytes = DatabaseWorld::bytesOf(file);
    const auto at = (page - 1) * pageBytes + 100;
    REQUIRE(at < bytes.size());
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    DatabaseWorld::put(file, bytes);
}

/// The number of the n-th page in a waiting journal, from 0: records of number, page and checksum
/// behind one sector of header (https://www.sqlite.org/fileformat2.html).
std::size_t journaledPage(const DatabaseWorld& world, std::size_t n) {
    constexpr std::size_t sectorBytes = 512;
    const auto journal = DatabaseWorld::bytesOf(world.sidecar("-journal"));
    const auto at = sectorBytes + n * (pageBytes + 8);
    REQUIRE(at + 4 <= journal.size());
    std::size_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8 | static_cast<std::uint8_t>(journal[at + i]);
    return number;
}

/// Damage first, then a crash in a transaction that had nothing to do with the damaged page.
struct DamagedThenKilled {
    static constexpr std::int64_t changedRows = 40;
    DatabaseWorld world;
    std::string beforeCrash;

    DamagedThenKilled() {
        world.makeWith(rowsOfAFewPages);
        damagePage(world.path(), fs::file_size(world.path()) / pageBytes);
        beforeCrash = DatabaseWorld::bytesOf(world.path());
        dieInTransaction(world, changedRows);
        REQUIRE((DatabaseWorld::bytesOf(world.path()) != beforeCrash));
    }
};

/// What an opening must leave alone when it refuses.
struct Pair {
    explicit Pair(const DatabaseWorld& world)
        : file(DatabaseWorld::bytesOf(world.path())),
          journal(DatabaseWorld::bytesOf(world.sidecar("-journal"))) {}
    bool operator==(const Pair&) const = default;
    std::string file, journal;
};
}  // namespace

TEST_CASE("a missing database is named and not made (D-03, D-04)") {
    DatabaseWorld world;
    CHECK(world.open().error().is(Fault::DbMissing));
    CHECK_FALSE(fs::exists(world.path()));
}

TEST_CASE("an empty or cut file is damage and stays as it is (D-03, F5)") {
    DatabaseWorld world;
    DatabaseWorld::put(world.path(), "");
    CHECK(world.open().error().is(Fault::DbDamaged));
    CHECK(fs::file_size(world.path()) == 0);
    fs::remove(world.path());
    world.makeWith(20);
    const auto whole = DatabaseWorld::bytesOf(world.path());
    for (const std::size_t length : {std::size_t{1}, std::size_t{4095}, whole.size() - 1}) {
        const auto cut = whole.substr(0, length);
        DatabaseWorld::put(world.path(), cut);
        CHECK(world.open().error().is(Fault::DbDamaged));
        CHECK(DatabaseWorld::bytesOf(world.path()) == cut);
    }
}

TEST_CASE("a damaged page is found at opening when that is asked, and the file stays as it is") {
    DatabaseWorld world;
    world.profile = Profile::ClinicWriter;
    world.makeWith(200);
    const auto whole = DatabaseWorld::bytesOf(world.path());
    REQUIRE(whole.size() > 6 * pageBytes);
    auto damaged = whole;
    damaged[5 * pageBytes + 17] = static_cast<char>(damaged[5 * pageBytes + 17] ^ 1);
    DatabaseWorld::put(world.path(), damaged);
    auto options = world.options();
    options.provePages = true;
    CHECK(Database::open(std::move(options)).error().is(Fault::DbDamaged));
    CHECK(DatabaseWorld::bytesOf(world.path()) == damaged);
    CHECK_FALSE(fs::exists(world.sidecar("-wal")));
    CHECK_FALSE(fs::exists(world.sidecar("-shm")));
    // Without the question it opens: a page that nobody reads is not noticed.
    CHECK(world.open().has_value());

    DatabaseWorld::put(world.path(), whole);
    auto again = world.options();
    again.provePages = true;
    CHECK(Database::open(std::move(again)).has_value());
}

TEST_CASE("a new database is never made where a file is (D-04)") {
    DatabaseWorld world;
    DatabaseWorld::put(world.path(), "");
    CHECK(world.open(true).error().is(Fault::AlreadyExists));
    fs::remove(world.path());
    world.makeWith(3);
    CHECK(world.open(true).error().is(Fault::AlreadyExists));
    auto database = world.open();
    CHECK(DatabaseWorld::rowsOf(*database) == 3);
}

TEST_CASE("a set-up that was killed leaves nothing in the way") {
    DatabaseWorld world;
    DatabaseWorld::put(world.sidecar(".new"), "half a database");
    DatabaseWorld::put(world.sidecar(".new-journal"), "half a journal");
    auto database = world.open(true);
    REQUIRE(database.has_value());
    CHECK_FALSE(fs::exists(world.sidecar(".new")));
}

TEST_CASE("another key, another file and a plain SQLite file are refused unchanged (T-16)") {
    DatabaseWorld world;
    world.makeWith(3);
    const auto before = DatabaseWorld::bytesOf(world.path());
    SECTION("another key") {
        world.keyByte = 2;
        CHECK(world.open().error().is(Fault::KeyRejected));
        CHECK(DatabaseWorld::bytesOf(world.path()) == before);
    }
    SECTION("another database's id") {
        world.id.bytes[1] = 1;
        CHECK(world.open().error().is(Fault::WrongDatabase));
        CHECK(DatabaseWorld::bytesOf(world.path()) == before);
    }
    SECTION("another program's file") {
        auto options = world.options();
        options.schema.applicationId = clinicApplicationId;
        CHECK(Database::open(std::move(options)).error().is(Fault::WrongDatabase));
    }
    SECTION("a plain SQLite file") {
        std::string plain(8192, '\0');
        plain.replace(0, 16, std::string("SQLite format 3\0", 16));
        DatabaseWorld::put(world.path(), plain);
        CHECK(world.open().error().is(Fault::KeyRejected));
        CHECK(DatabaseWorld::bytesOf(world.path()) == plain);
    }
}

TEST_CASE("a damaged page is reported and the file is left as it is (T-15)") {
    DatabaseWorld world;
    world.makeWith(200);
    auto bytes = DatabaseWorld::bytesOf(world.path());
    REQUIRE(bytes.size() > 10 * 4096);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    DatabaseWorld::put(world.path(), bytes);
    if (auto database = world.open(); database.has_value()) {
        const auto sum = database->number("SELECT sum(length(body)) + count(text) FROM note");
        CHECK(sum.error().is(Fault::Corrupt));
        CHECK_FALSE(database->usable());
    } else {
        CHECK(database.error().is(Fault::DbDamaged));
    }
    CHECK(DatabaseWorld::bytesOf(world.path()) == bytes);
    bytes[0] = static_cast<char>(bytes[0] ^ 1);
    DatabaseWorld::put(world.path(), bytes);
    CHECK(world.open().error().is(Fault::KeyRejected));
}

TEST_CASE("a transaction that was cut off is rolled back and the copy is dropped (D-03)") {
    DatabaseWorld world;
    world.makeWith(200);
    dieInTransaction(world);
    auto database = world.open();
    REQUIRE(database.has_value());
    CHECK(*database->number("SELECT count(*) FROM note WHERE text LIKE '%changed'") == 0);
    CHECK(DatabaseWorld::rowsOf(*database) == 200);
    CHECK_FALSE(fs::exists(world.folder / "recover"));
    CHECK_FALSE(fs::exists(world.folder / "quarantine"));
}

TEST_CASE("a crash on a phone that has a damaged page takes nothing that could be read before it") {
    DamagedThenKilled phone;
    auto& world = phone.world;
    auto database = world.open();
    REQUIRE(database.has_value());
    // The damaged page is as it was.
    const auto lastPage = [](const std::string& bytes) {
        return bytes.substr(bytes.size() - pageBytes);
    };
    const auto after = DatabaseWorld::bytesOf(world.path());
    CHECK(after.size() == phone.beforeCrash.size());
    CHECK((lastPage(after) == lastPage(phone.beforeCrash)));
    const auto readable = database->number(
        "SELECT count(*) FROM note WHERE n <= ?1 AND length(body) = 500", phone.changedRows);
    REQUIRE(readable.has_value());
    CHECK(*readable == phone.changedRows);
    CHECK(database->number("SELECT sum(length(body)) FROM note").error().is(Fault::Corrupt));
    CHECK(fs::exists(world.folder / "quarantine" / "test.db-journal.1"));
    CHECK_FALSE(fs::exists(world.folder / "recover"));
    // It stays so: the next opening has nothing to play back.
    { const auto closed = std::move(database); }
    CHECK(world.open().has_value());
    CHECK_FALSE(fs::exists(world.folder / "quarantine" / "test.db-journal.2"));
}

TEST_CASE("who asks for a proof of the pages gets no damaged file after a crash either") {
    DamagedThenKilled clinic;
    const Pair found(clinic.world);
    auto options = clinic.world.options();
    options.provePages = true;
    CHECK(Database::open(std::move(options)).error().is(Fault::DbDamaged));
    CHECK(Pair(clinic.world) == found);
}

TEST_CASE("a journal that would damage more of a damaged file is not played back into it (F4)") {
    DatabaseWorld foreign;
    foreign.keyByte = 9;
    foreign.makeWith(rowsOfAFewPages);
    // A change in place: the first page, which would not fit the key, is not in this journal.
    dieInTransaction(foreign, DamagedThenKilled::changedRows,
                     "UPDATE note SET body = randomblob(500) WHERE n <= ?1");
    DatabaseWorld world;
    world.makeWith(rowsOfAFewPages);
    damagePage(world.path(), fs::file_size(world.path()) / pageBytes);
    fs::copy_file(foreign.sidecar("-journal"), world.sidecar("-journal"),
                  fs::copy_options::overwrite_existing);
    const Pair found(world);
    CHECK(world.open().error().is(Fault::DbDamaged));
    CHECK(Pair(world) == found);
    CHECK_FALSE(fs::exists(world.folder / "recover"));
}

TEST_CASE("a page that the crash itself has torn is healed by the journal") {
    DatabaseWorld world;
    world.makeWith(rowsOfAFewPages);
    dieInTransaction(world);
    damagePage(world.path(), journaledPage(world, 1));
    auto database = world.open();
    REQUIRE(database.has_value());
    CHECK(*database->number("SELECT count(*) FROM note WHERE text NOT LIKE '%changed' AND "
                            "length(body) = 500") == rowsOfAFewPages);
    CHECK_FALSE(fs::exists(world.folder / "quarantine"));
}

TEST_CASE(
    "a journal whose pages are whole but do not fit the others is no crash of a damaged file") {
    DatabaseWorld world;
    world.makeWith(rowsOfAFewPages);
    dieInTransaction(world);
    const auto older = DatabaseWorld::bytesOf(world.sidecar("-journal"));
    const auto page = journaledPage(world, 1);
    REQUIRE(page > 1);
    {
        auto database = world.open();
        REQUIRE(database.has_value());
        REQUIRE(database->run("DELETE FROM note WHERE n % 3 > 0").has_value());
        REQUIRE(database->run("UPDATE note SET body = zeroblob(3000)").has_value());
    }
    // Played back it would take the damaged page away, and the order of the rows too.
    damagePage(world.path(), page);
    DatabaseWorld::put(world.sidecar("-journal"), older);
    const Pair found(world);
    CHECK(world.open().error().is(Fault::DbDamaged));
    CHECK(Pair(world) == found);
}

TEST_CASE(
    "with the wrong key a waiting journal stays where it is, and the right key uses it (D-03)") {
    DatabaseWorld world;
    world.makeWith(200);
    dieInTransaction(world);
    const auto file = DatabaseWorld::bytesOf(world.path());
    const auto journal = DatabaseWorld::bytesOf(world.sidecar("-journal"));
    world.keyByte = 2;
    CHECK(world.open().error().is(Fault::KeyRejected));
    CHECK(DatabaseWorld::bytesOf(world.path()) == file);
    CHECK(DatabaseWorld::bytesOf(world.sidecar("-journal")) == journal);
    world.keyByte = 1;
    auto database = world.open();
    REQUIRE(database.has_value());
    CHECK(*database->number("SELECT count(*) FROM note WHERE text LIKE '%changed'") == 0);
}

TEST_CASE("a journal of another database does not destroy this one (F4, D-03)") {
    DatabaseWorld foreign;
    foreign.keyByte = 9;
    foreign.makeWith(200);
    dieInTransaction(foreign);
    DatabaseWorld world;
    world.makeWith(50);
    const auto before = DatabaseWorld::bytesOf(world.path());
    fs::copy_file(foreign.sidecar("-journal"), world.sidecar("-journal"),
                  fs::copy_options::overwrite_existing);
    {
        auto database = world.open();
        REQUIRE(database.has_value());
        CHECK(DatabaseWorld::rowsOf(*database) == 50);
    }
    CHECK(DatabaseWorld::bytesOf(world.path()) == before);
    CHECK(fs::exists(world.folder / "quarantine" / "test.db-journal.1"));
    CHECK_FALSE(fs::exists(world.folder / "recover"));
}

TEST_CASE("a write-ahead log of another database does not destroy this one (F4, D-03)") {
    DatabaseWorld foreign;
    foreign.keyByte = 9;
    foreign.profile = Profile::ClinicWriter;
    foreign.makeWith(5);
    const auto log = foreign.folder / "log";
    {
        auto database = foreign.open();
        REQUIRE(database.has_value());
        REQUIRE(database->run("UPDATE note SET body = zeroblob(3000)").has_value());
        fs::copy_file(foreign.sidecar("-wal"), log);
    }
    REQUIRE(fs::file_size(log) > 0);
    DatabaseWorld world;
    world.makeWith(50);
    const auto before = DatabaseWorld::bytesOf(world.path());
    fs::copy_file(log, world.sidecar("-wal"));
    {
        auto database = world.open();
        REQUIRE(database.has_value());
        CHECK(DatabaseWorld::rowsOf(*database) == 50);
    }
    CHECK(DatabaseWorld::bytesOf(world.path()) == before);
    auto again = world.open();
    REQUIRE(again.has_value());
    CHECK(DatabaseWorld::rowsOf(*again) == 50);
}

TEST_CASE("a second opening is refused while one is open (T-18)") {
    DatabaseWorld world;
    auto first = world.make();
    CHECK(world.open().error().is(Fault::Busy));
    CHECK(DatabaseWorld::rowsOf(first) == 0);
}

TEST_CASE("a folder that may not be written is named, in a process without privileges (T-16)") {
    DatabaseWorld world;
    world.makeWith(2);
    fs::remove(world.sidecar(".lock"));
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        if (::getuid() == 0) {
            if (::chown(world.folder.c_str(), 65534, 65534) != 0 ||
                ::chown(world.path().c_str(), 65534, 65534) != 0)
                ::_exit(10);
            if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(11);
        }
        fs::permissions(world.folder, fs::perms::owner_read | fs::perms::owner_exec);
        const auto opened = world.open();
        fs::permissions(world.folder, fs::perms::owner_all);
        ::_exit(opened.has_error() && opened.error().is(Fault::ReadOnly) ? 0 : 12);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    fs::permissions(world.folder, fs::perms::owner_all);
}
