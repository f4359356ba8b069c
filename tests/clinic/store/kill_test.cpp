#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

namespace {

struct Prepared {
    std::string bundleId;
    std::string entry;
    std::string body;
};

/// In a process of its own: opens the clinic, sends bundles from `first` on, and says after each
/// answer which one was acknowledged.
[[noreturn]] void sendUntilKilled(TestClinic& clinic, const std::vector<Prepared>& work,
                                  std::size_t first, int acknowledged) {
    clinic.reopen();
    for (std::size_t index = first; index < work.size(); ++index) {
        if (clinic.send(clinic.phone, work[index].bundleId, work[index].body).status != 200)
            ::_exit(2);
        const auto number = static_cast<std::uint8_t>(index);
        if (::write(acknowledged, &number, 1) != 1) ::_exit(3);
    }
    ::_exit(0);
}

}  // namespace

TEST_CASE("killed at any moment and started again, acknowledged bundles are there once") {
    TestClinic clinic;
    std::vector<Prepared> work;
    for (int count = 0; count < 40; ++count) {
        Prepared one{clinic.id(), clinic.id(), {}};
        one.body =
            bundle(one.bundleId, {put({"DocumentReference", one.entry,
                                       journal(one.entry, clinic.patient, "entry", clinic.id())})});
        work.push_back(std::move(one));
    }
    clinic.clinic.reset();
    std::size_t acknowledgedCount = 0;
    for (int kills = 0; acknowledgedCount < work.size(); ++kills) {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        // The last acknowledged bundle is sent again each time, as a phone does that lost the
        // answer.
        const auto first = acknowledgedCount == 0 ? 0 : acknowledgedCount - 1;
        const auto child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) sendUntilKilled(clinic, work, first, ends[1]);
        ::close(ends[1]);
        std::uint8_t number = 0;
        // Killed right after an answer; the child may be anywhere in the next bundle by then.
        for (int answers = 0; answers < 1 + kills % 5 && ::read(ends[0], &number, 1) == 1;
             ++answers)
            acknowledgedCount = std::size_t{number} + 1;
        ::kill(child, SIGKILL);
        while (::read(ends[0], &number, 1) == 1) acknowledgedCount = std::size_t{number} + 1;
        ::close(ends[0]);
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        REQUIRE((WIFSIGNALED(status) || WEXITSTATUS(status) == 0));

        clinic.reopen();
        std::size_t stored = 0;
        std::int64_t last = 1;
        REQUIRE(clinic.clinic->store()
                    .read([&](store::Reading& reading) {
                        return reading.changes(clinic.patient, 1, 1000,
                                               [&](const store::ChangeView& change) {
                                                   CHECK(change.sequence == ++last);
                                                   CHECK(change.version == 1);
                                                   REQUIRE(stored < work.size());
                                                   CHECK(change.id == work[stored].entry);
                                                   ++stored;
                                                   return landfall::ok();
                                               });
                    })
                    .has_value());
        // Everything acknowledged, and at most the one bundle whose answer was not read.
        CHECK(stored >= acknowledgedCount);
        CHECK(stored <= acknowledgedCount + 1);
        CHECK(clinic.run("check", {}).has_value());
        clinic.clinic.reset();
    }
}
