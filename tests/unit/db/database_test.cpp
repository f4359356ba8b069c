#include "database_world.hpp"

using namespace landfall;
using namespace landfall::db;
using namespace landfall::db::testing;

// SQL that is put together at run time is no Sql: this is what keeps D-12.
static_assert(!std::is_constructible_v<Sql, std::string>);
static_assert(!std::is_constructible_v<Sql, const char*>);
static_assert(!std::is_constructible_v<Sql, std::string_view>);

TEST_CASE("values go in and come out as they were, whatever they hold (D-12)") {
    DatabaseWorld world;
    auto database = world.make();
    const std::string hostile = "'); DROP TABLE note; --";
    const base::Bytes bytes{0, 1, 255};
    REQUIRE(database.run("INSERT INTO note(n, text, body) VALUES(?1, ?2, ?3)", 41, hostile, bytes)
                .has_value());
    REQUIRE(
        database
            .run("INSERT INTO note(text, body) VALUES(?1, ?2)", "", std::optional<std::int64_t>{})
            .has_value());
    CHECK(database.lastInsertRowid() == 42);
    auto rows = database.query("SELECT n, text, body FROM note ORDER BY n");
    REQUIRE(rows.has_value());
    REQUIRE(*rows->next());
    CHECK(rows->int64(0) == 41);
    CHECK(rows->text(1) == hostile);
    CHECK(rows->blob(2) == bytes);
    CHECK_FALSE(rows->isNull(2));
    REQUIRE(*rows->next());
    CHECK(rows->text(1).empty());
    CHECK_FALSE(rows->isNull(1));
    CHECK(rows->isNull(2));
    CHECK_FALSE(rows->maybeInt64(2).has_value());
    CHECK_FALSE(*rows->next());
}

TEST_CASE("what was not committed is gone, and what was is there after reopening") {
    DatabaseWorld world;
    auto database = world.make();
    {
        auto transaction = Transaction::begin(database);
        REQUIRE(transaction.has_value());
        REQUIRE(database.run("INSERT INTO note(text) VALUES('dropped')").has_value());
        CHECK(Transaction::begin(database).error().is(Fault::Misuse));
    }
    {
        auto transaction = Transaction::begin(database);
        REQUIRE(database.run("INSERT INTO note(text) VALUES('kept')").has_value());
        REQUIRE(transaction->commit().has_value());
        CHECK(transaction->commit().error().is(Fault::Misuse));
    }
    REQUIRE(database.reopen().has_value());
    auto rows = database.query("SELECT text FROM note");
    REQUIRE(*rows->next());
    CHECK(rows->text(0) == "kept");
    CHECK_FALSE(*rows->next());
}

TEST_CASE("a broken rule is an error of its own and leaves the handle usable") {
    DatabaseWorld world;
    auto database = world.make();
    REQUIRE(database.run("INSERT INTO note(text) VALUES(?1)", "once").has_value());
    const auto refused = database.run("INSERT INTO note(text) VALUES(?1)", "once");
    CHECK(refused.error().is(Fault::Constraint));
    CHECK(refused.error().line().find("once") == std::string::npos);
    CHECK(database.usable());
    CHECK(database.run("INSERT INTO note(text) VALUES(?1)").error().is(Fault::Misuse));
    CHECK(database.run("INSERT INTO nothing VALUES(1)").error().is(Fault::Misuse));
    CHECK(DatabaseWorld::rowsOf(database) == 1);
}

TEST_CASE("a query can run inside itself") {
    DatabaseWorld world;
    world.makeWith(3);
    auto database = world.open();
    auto outer = database->query("SELECT n FROM note");
    int pairs = 0;
    while (*outer->next()) {
        auto inner = database->query("SELECT n FROM note");
        while (*inner->next()) ++pairs;
    }
    CHECK(pairs == 9);
}

TEST_CASE("a full database rolls back, ends its handle and opens again (D-07)") {
    DatabaseWorld world;
    world.makeWith(5);
    auto options = world.options();
    options.pagesMax = 12;
    auto database = Database::open(std::move(options));
    REQUIRE(database.has_value());
    {
        auto transaction = Transaction::begin(*database);
        REQUIRE(database->run("INSERT INTO note(text) VALUES('small')").has_value());
        const auto full =
            database->run("INSERT INTO note(text, body) VALUES('large', zeroblob(200000))");
        CHECK(full.error().is(Fault::DiskFull));
        CHECK_FALSE(database->usable());
        CHECK(database->run("INSERT INTO note(text) VALUES('again')").error().is(Fault::Closed));
        CHECK(transaction->commit().has_error());
    }
    REQUIRE(database->reopen().has_value());
    CHECK(database->usable());
    CHECK(DatabaseWorld::rowsOf(*database) == 5);
}

TEST_CASE("the phone's pragmas are the ones that were promised (D-03, D-05)") {
    DatabaseWorld world;
    auto database = world.make();
    const auto is = [&](auto sql, std::int64_t expected) {
        const auto found = database.number(sql);
        REQUIRE(found.has_value());
        CHECK(*found == expected);
    };
    is(Sql("PRAGMA synchronous"), 3);
    is(Sql("PRAGMA foreign_keys"), 1);
    is(Sql("PRAGMA trusted_schema"), 0);
    is(Sql("PRAGMA cell_size_check"), 1);
    is(Sql("PRAGMA secure_delete"), 1);
    is(Sql("PRAGMA temp_store"), 2);
    is(Sql("PRAGMA busy_timeout"), 5000);
    is(Sql("PRAGMA application_id"), phoneApplicationId);
    auto mode = database.query("PRAGMA journal_mode");
    REQUIRE(*mode->next());
    CHECK(mode->text(0) == "truncate");
    CHECK(fs::status(world.path()).permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
}
