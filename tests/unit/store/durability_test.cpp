#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "landfall/db/fault.hpp"
#include "store_world.hpp"

using namespace landfall;
using namespace landfall::store;
using namespace landfall::store::testing;

TEST_CASE("a full database refuses the change and keeps all that was there (D-08, T-16)") {
    // 8 MiB: enough for the schema, the reserve and a little more.
    StoreWorld world(400);
    auto& journal = world.store->journal();
    const std::string text(40'000, 'x');
    std::size_t saved = 0;
    Result<Entry> last = journal.create(text, false, morning);
    while (last.has_value()) {
        ++saved;
        REQUIRE(saved < 100);
        last = journal.create(text, false, {morning.unixMs + static_cast<std::int64_t>(saved), 60});
    }
    CHECK(last.error().is(db::Fault::DiskFull));
    CHECK(saved > 1);
    CHECK(journal.list(100)->size() == saved);
    CHECK(world.pending() == saved);

    // What is being typed still finds room: the reserve is spent for it.
    CHECK_FALSE(world.store->reserveSpent());
    const auto kept = journal.keepTyping({}, text, true, morning);
    REQUIRE(kept.has_value());
    CHECK(world.store->reserveSpent());
    world.open();
    CHECK(world.store->journal().unfinished()->front().text == text);
    CHECK(world.store->journal().list(100)->size() == saved);
}

TEST_CASE("an answer on a full phone is saved from the reserve and then refused cleanly (D-08)") {
    StoreWorld world(400);
    const auto draft = world.store->drafts().begin(phq9, morning);
    REQUIRE(draft.has_value());
    auto& journal = world.store->journal();
    while (journal.create(std::string(20'000, 'y'), true, morning).has_value()) {
    }
    while (journal.create("y", true, morning).has_value()) {
    }
    const std::string state(30'000, 's');
    REQUIRE(world.store->drafts()
                .saveAnswer({.response = draft->response, .state = state, .at = morning})
                .has_value());
    CHECK(world.store->drafts().find(phq9)->value().state == state);
    const std::string larger(250'000, 't');
    const auto refused = world.store->drafts().saveAnswer(
        {.response = draft->response, .state = larger, .at = morning, .tier = 2});
    CHECK(refused.error().is(db::Fault::DiskFull));
    CHECK(world.store->drafts().find(phq9)->value().state == state);
    CHECK(world.store->drafts().find(phq9)->value().tier == 0);
}

TEST_CASE("a file that may not grow is told from a broken one, in a process of its own (T-11)") {
    StoreWorld world;
    REQUIRE(world.store->journal().create("before", true, morning).has_value());
    world.store.reset();
    const auto limit = std::filesystem::file_size(world.path()) + 8192;
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit most{limit, limit};
        ::setrlimit(RLIMIT_FSIZE, &most);
        auto opened = world.tryOpen();
        if (opened.has_error()) ::_exit(10);
        auto& journal = (*opened)->journal();
        const auto refused = journal.create(std::string(100'000, 'x'), true, morning);
        if (refused.has_value()) ::_exit(11);
        if (!refused.error().is(db::Fault::DiskFull)) ::_exit(12);
        // The handle was closed and opened again; what was there still is, and small things fit.
        const auto list = journal.list(10);
        if (list.has_error() || list->size() != 1) ::_exit(13);
        if (journal.keepTyping({}, "after", true, morning).has_error()) ::_exit(14);
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    world.open();
    CHECK(world.store->journal().list(10)->size() == 1);
    CHECK(world.store->journal().unfinished()->front().text == "after");
}

TEST_CASE("nothing that was called saved is lost when the process is killed (T-13)") {
    StoreWorld world;
    const auto draft = world.store->drafts().begin(phq9, morning);
    REQUIRE(draft.has_value());
    world.store.reset();
    base::SeededRandom chance(42);
    std::int64_t lastSaved = -1;
    for (int round = 0; round < 12; ++round) {
        int pipe[2];
        REQUIRE(::pipe(pipe) == 0);
        const auto child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            ::close(pipe[0]);
            auto opened = world.tryOpen();
            if (opened.has_error()) ::_exit(1);
            for (std::int64_t n = lastSaved + 1;; ++n) {
                const auto saved = (*opened)->drafts().saveAnswer({.response = draft->response,
                                                                   .state = std::to_string(n),
                                                                   .at = morning,
                                                                   .tier = 1,
                                                                   .flag = world.flag(*draft, 1)});
                if (saved.has_error()) ::_exit(2);
                if (::write(pipe[1], &n, sizeof n) != sizeof n) ::_exit(3);
            }
        }
        ::close(pipe[1]);
        // Killed at any moment after a number of acknowledged answers that differs each time.
        std::int64_t acknowledged = lastSaved;
        for (auto left = 1 + chance.below(6); left > 0; --left)
            REQUIRE(::read(pipe[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged);
        ::kill(child, SIGKILL);
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(WIFSIGNALED(status));
        std::int64_t more = 0;
        while (::read(pipe[0], &more, sizeof more) == sizeof more) acknowledged = more;
        ::close(pipe[0]);

        world.open();
        const auto found = world.store->drafts().find(phq9);
        REQUIRE(found.has_value());
        REQUIRE(found->has_value());
        lastSaved = std::stoll((*found)->state);
        CHECK(lastSaved >= acknowledged);
        CHECK((*found)->tier == 1);
        CHECK(*world.store->records().highestOpenTier() == 1);
        CHECK(world.pending() == 1);
        CHECK_FALSE(std::filesystem::exists(world.folder / "recover"));
        world.store.reset();
    }
}

TEST_CASE("the file on the disk holds none of the words that were written (T-60)") {
    StoreWorld world;
    const std::string canary = "canary-7f3a-heron";
    REQUIRE(world.store->journal().create(canary, true, morning).has_value());
    REQUIRE(world.store->journal().keepTyping({}, canary, true, morning).has_value());
    REQUIRE(world.store->settings().set("token", canary).has_value());
    for (const auto& file : std::filesystem::directory_iterator(world.folder)) {
        std::ifstream in(file.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        INFO(file.path().filename());
        CHECK_FALSE(holds(bytes, canary));
        CHECK_FALSE(holds(bytes, "SQLite format 3"));
    }
}
