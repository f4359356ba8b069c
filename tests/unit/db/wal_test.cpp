#include "database_world.hpp"

using namespace landfall;
using namespace landfall::db;
using namespace landfall::db::testing;

TEST_CASE("readers see what the writer committed and cannot write (D-06)") {
    DatabaseWorld world;
    world.profile = Profile::ClinicWriter;
    auto writer = world.make();
    world.profile = Profile::ClinicReader;
    auto reader = world.open();
    REQUIRE(reader.has_value());
    REQUIRE(writer.run("INSERT INTO note(text) VALUES('one')").has_value());
    CHECK(DatabaseWorld::rowsOf(*reader) == 1);
    CHECK(reader->run("INSERT INTO note(text) VALUES('two')").error().is(Fault::ReadOnly));
    CHECK(reader->usable());
    {
        auto transaction = Transaction::begin(writer);
        REQUIRE(writer.run("INSERT INTO note(text) VALUES('three')").has_value());
        CHECK(DatabaseWorld::rowsOf(*reader) == 1);
        REQUIRE(transaction->commit().has_value());
    }
    CHECK(DatabaseWorld::rowsOf(*reader) == 2);
    auto mode = writer.query("PRAGMA journal_mode");
    REQUIRE(*mode->next());
    CHECK(mode->text(0) == "wal");
    CHECK(*reader->number("PRAGMA wal_autocheckpoint") == 0);
    CHECK(*writer.number("PRAGMA synchronous") == 2);
}

TEST_CASE("a second writer is refused (D-06, T-18)") {
    DatabaseWorld world;
    world.profile = Profile::ClinicWriter;
    auto writer = world.make();
    CHECK(world.open().error().is(Fault::Busy));
}

TEST_CASE("a log that was left behind is read, and the copy of the pair goes") {
    DatabaseWorld world;
    world.profile = Profile::ClinicWriter;
    world.makeWith(3);
    const auto kept = world.folder / "kept";
    const auto log = world.folder / "log";
    {
        auto writer = world.open();
        REQUIRE(writer->run("INSERT INTO note(text) VALUES('in the log')").has_value());
        fs::copy_file(world.path(), kept);
        fs::copy_file(world.sidecar("-wal"), log);
    }
    // As after a power cut: the file of before, with its log.
    fs::copy_file(kept, world.path(), fs::copy_options::overwrite_existing);
    fs::copy_file(log, world.sidecar("-wal"), fs::copy_options::overwrite_existing);
    auto writer = world.open();
    REQUIRE(writer.has_value());
    CHECK(DatabaseWorld::rowsOf(*writer) == 4);
    CHECK_FALSE(fs::exists(world.folder / "recover"));
    CHECK_FALSE(fs::exists(world.folder / "quarantine"));
}

TEST_CASE("a reader does not make a database") {
    DatabaseWorld world;
    world.profile = Profile::ClinicReader;
    CHECK(world.open(true).error().is(Fault::Misuse));
    CHECK(world.open().error().is(Fault::DbMissing));
    CHECK_FALSE(fs::exists(world.path()));
}
