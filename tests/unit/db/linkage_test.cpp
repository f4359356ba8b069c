#include <sys/wait.h>

#include <cstdio>

#include "database_world.hpp"

using namespace landfall;
using namespace landfall::db;
using namespace landfall::db::testing;

namespace {
struct Run {
    int status = 0;
    std::string output;
};

/// Runs a program with both outputs together.
Run run(const std::string& command) {
    Run out;
    auto* pipe = ::popen(("exec 2>&1; " + command).c_str(), "r");
    REQUIRE(pipe != nullptr);
    char chunk[512];
    while (const auto got = std::fread(chunk, 1, sizeof chunk, pipe)) out.output.append(chunk, got);
    out.status = ::pclose(pipe);
    return out;
}

std::string plainSqlite() {
    for (const auto* folder :
         {"/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib"})
        if (const auto file = fs::path(folder) / "libsqlite3.so.0"; fs::exists(file))
            return file.string();
    return {};
}
}  // namespace

TEST_CASE("this program has the SQLCipher it was built with (D-02)") {
    CHECK(checkLinkage().has_value());
}

TEST_CASE("with plain SQLite preloaded the file is encrypted all the same (D-01)") {
    const auto preload = plainSqlite();
    if (preload.empty()) SKIP("no libsqlite3.so.0 on this machine");
    DatabaseWorld world;
    const auto done = run("LD_PRELOAD=" + preload + " " OPENING_PROBE " " + world.path().string());
    INFO(done.output);
    CHECK(WIFEXITED(done.status));
    CHECK(WEXITSTATUS(done.status) == 0);
    CHECK(done.output == "rows 1\n");
    const auto bytes = DatabaseWorld::bytesOf(world.path());
    CHECK(bytes.size() % 4096 == 0);
    CHECK(bytes.find("SQLite format 3") == std::string::npos);
    CHECK(bytes.find("heron") == std::string::npos);
}

TEST_CASE("a mislinked program stops with a clear message before it makes a file (D-02)") {
    if (!fs::exists(MISLINKED_PROBE)) SKIP("no shared SQLCipher and plain SQLite to mislink with");
    DatabaseWorld world;
    const auto done = run(MISLINKED_PROBE " " + world.path().string());
    INFO(done.output);
    CHECK(done.status != 0);
    CHECK(done.output.find("Landfall stops here") != std::string::npos);
    CHECK_FALSE(fs::exists(world.path()));
    CHECK_FALSE(fs::exists(world.sidecar(".new")));
}

TEST_CASE("the SQLite versions that can lose a write-ahead log are known (D-06)") {
    CHECK(hasWalResetBug(3046001));
    CHECK(hasWalResetBug(3040001));
    CHECK(hasWalResetBug(3051002));
    CHECK(hasWalResetBug(3007000));
    CHECK_FALSE(hasWalResetBug(3006023));
    CHECK_FALSE(hasWalResetBug(3051003));
    CHECK_FALSE(hasWalResetBug(3044006));
    CHECK(hasWalResetBug(3044005));
    CHECK(hasWalResetBug(3045000));
    CHECK_FALSE(hasWalResetBug(3050007));
    CHECK(hasWalResetBug(3051000));
}
