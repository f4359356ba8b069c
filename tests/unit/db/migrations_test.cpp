#include <algorithm>
#include <map>
#include <set>

#include "database_world.hpp"
#include "landfall/store/store.hpp"

using namespace landfall;
using namespace landfall::db;
using namespace landfall::db::testing;

TEST_CASE("an older database is brought forward and a copy of it is kept (D-11)") {
    DatabaseWorld world;
    world.makeWith(4);
    world.migrations = twoSteps;
    auto database = world.open();
    REQUIRE(database.has_value());
    CHECK(*database->number("PRAGMA user_version") == 2);
    CHECK(*database->number("SELECT sum(mood) FROM note") == 12);
    const auto copy = world.sidecar(".before-2");
    REQUIRE(fs::exists(copy));
    CHECK(DatabaseWorld::bytesOf(copy).find("SQLite format 3") == std::string::npos);
    CHECK(DatabaseWorld::bytesOf(copy).find("row 1") == std::string::npos);
}

TEST_CASE("a newer database is named as such and stays as it was (D-03)") {
    DatabaseWorld world;
    world.migrations = twoSteps;
    world.makeWith(1);
    const auto before = DatabaseWorld::bytesOf(world.path());
    world.migrations = oneTable;
    CHECK(world.open().error().is(Fault::NeedsUpdate));
    CHECK(DatabaseWorld::bytesOf(world.path()) == before);
}

TEST_CASE("a migration that fails leaves the schema before it") {
    DatabaseWorld world;
    world.makeWith(2);
    const base::EmbeddedFile broken[] = {
        oneTable[0],
        {"0002_broken.sql", "CREATE TABLE half(a); INSERT INTO note(text) VALUES('row 0')"}};
    world.migrations = broken;
    const auto failed = world.open();
    REQUIRE(failed.has_error());
    CHECK(failed.error().where == "0002_broken.sql");
    world.migrations = oneTable;
    auto database = world.open();
    REQUIRE(database.has_value());
    CHECK(*database->number("SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == 0);
    CHECK(DatabaseWorld::rowsOf(*database) == 2);
}

TEST_CASE("migrations without an order are a programming fault") {
    const base::EmbeddedFile gap[] = {oneTable[0], {"0003_later.sql", "SELECT 1"}};
    CHECK(newestVersion({.applicationId = 1, .migrations = gap}).error().is(Fault::Misuse));
    const base::EmbeddedFile unnamed[] = {{"initial.sql", "SELECT 1"}};
    CHECK(newestVersion({.applicationId = 1, .migrations = unnamed}).error().is(Fault::Misuse));
    CHECK(*newestVersion({.applicationId = 1, .migrations = twoSteps}) == 2);
}

TEST_CASE("the phone's own migrations make a database") {
    DatabaseWorld world;
    auto options = world.options(true);
    options.schema = store::phoneSchema();
    CHECK(Database::open(std::move(options)).has_value());
}

TEST_CASE("a migration that was released never changes (D-11)") {
    const fs::path folder = MIGRATIONS_FOLDER;
    std::map<std::string, std::string> released;
    std::ifstream list(folder / "released.sha256");
    REQUIRE(list.good());
    for (std::string hash, name; list >> hash >> name;) released[name] = hash;
    REQUIRE_FALSE(released.empty());
    for (const auto& [name, hash] : released) {
        INFO(name << " was released with this checksum; write a new migration instead");
        const auto bytes = DatabaseWorld::bytesOf(folder / name);
        CHECK(base::toHex(base::sha256(base::viewOf(bytes))) == hash);
    }
}
