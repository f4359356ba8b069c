#include <fstream>

#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
void saysEverything(const ProblemModel& problem) {
    CHECK_FALSE(problem.title().isEmpty());
    CHECK_FALSE(problem.whatHappened().isEmpty());
    CHECK_FALSE(problem.whatIsSafe().isEmpty());
    CHECK_FALSE(problem.whatToDo().isEmpty());
}
}  // namespace

TEST_CASE("a missing or damaged file is a named problem with a way on, never an empty database") {
    namespace fs = std::filesystem;
    PhoneWorld world;
    world.setUp();
    const auto database = world.folder() / "landfall.db";
    const auto keysA = world.folder() / "landfall.keys.a";
    const auto keysB = world.folder() / "landfall.keys.b";
    const auto aside = world.folder() / "aside";
    fs::create_directory(aside);
    auto expected = ProblemModel::None;
    SECTION("no database") {
        world.restart();
        fs::rename(database, aside / "landfall.db");
        expected = ProblemModel::DatabaseMissing;
    }
    SECTION("no keys") {
        world.restart();
        fs::rename(keysA, aside / "landfall.keys.a");
        fs::rename(keysB, aside / "landfall.keys.b");
        expected = ProblemModel::KeysMissing;
    }
    SECTION("keys cut short") {
        world.restart();
        fs::copy(keysA, aside / "landfall.keys.a");
        fs::copy(keysB, aside / "landfall.keys.b");
        fs::resize_file(keysA, 7);
        fs::resize_file(keysB, 7);
        expected = ProblemModel::KeysDamaged;
    }
    world.shell().refresh();
    REQUIRE(world.untilPlace(ShellModel::Problem));
    auto* const problem = world.shell().problem();
    CHECK(problem->kind() == expected);
    CHECK(problem->canRetry());
    saysEverything(*problem);
    CHECK(fs::exists(database) == (expected != ProblemModel::DatabaseMissing));

    // The file is put back; trying again finds everything as it was.
    for (const auto& file : fs::directory_iterator(aside))
        fs::copy(file, world.folder() / file.path().filename(),
                 fs::copy_options::overwrite_existing);
    problem->retry();
    REQUIRE(world.untilPlace(ShellModel::Locked));
    CHECK(problem->kind() == ProblemModel::None);
    world.unlock();
}

TEST_CASE("a database that the keys do not open is a problem at unlock, not a wrong passphrase") {
    PhoneWorld world;
    world.setUp();
    world.restart();
    std::filesystem::resize_file(world.folder() / "landfall.db", 4096);
    world.shell().unlock()->unlock(passphrase);
    REQUIRE(world.untilPlace(ShellModel::Problem));
    saysEverything(*world.shell().problem());
    CHECK(std::filesystem::file_size(world.folder() / "landfall.db") == 4096);
}

TEST_CASE("a second program on the same folder is named, and Help works all the same") {
    PhoneWorld world;
    world.setUp();
    // The folder lock belongs to an open file, so that a second core meets it in this process too.
    bridge::Bridge second([&] { return std::make_unique<TestCore>(world.folder()); });
    ShellModel shell(second);
    REQUIRE(world.until([&] { return shell.place() == ShellModel::Problem; }));
    CHECK(shell.problem()->kind() == ProblemModel::InUse);
    saysEverything(*shell.problem());
    shell.openHelp();
    REQUIRE(world.until([&] { return shell.help()->contacts()->rowCount() > 2; }));
    CHECK(cell(shell.help()->contacts(), 0, "number") == "112");
}

TEST_CASE("after a problem was mended, a sync still refreshes the pages") {
    PhoneWorld world;
    world.setUp();
    world.restart();
    const auto database = world.folder() / "landfall.db";
    const auto aside = world.folder() / "aside.db";
    std::filesystem::rename(database, aside);
    world.shell().refresh();
    REQUIRE(world.untilPlace(ShellModel::Problem));
    std::filesystem::rename(aside, database);
    world.shell().problem()->retry();
    world.unlock();
    world.onCore([](TestCore& core) { core.transport.beOffline(true); });
    world.shell().me()->syncNow();
    CHECK(world.shell().status()->syncing());
    REQUIRE(world.until([&] { return !world.shell().status()->syncing(); }));
    CHECK(world.until([&] { return world.shell().status()->kind() == StatusModel::Offline; }));
}
