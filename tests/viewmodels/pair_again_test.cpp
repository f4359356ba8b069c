#include <fstream>

#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
constexpr std::int64_t inAnHour = morning.unixMs / 1'000 + 3'600;

/// As after a sync that the clinic ended.
void stopByClinic(PhoneWorld& world) {
    const bool kept = world.onPhone([](patient::Phone& phone) {
        auto pairing = phone.profile.pairing();
        pairing->state = net::DeviceState::Revoked;
        return phone.profile.keepPairing(*pairing).has_value();
    });
    REQUIRE(kept);
    world.shell().refresh();
    world.settle();
}
}  // namespace

TEST_CASE("a stopped phone says so, keeps everything and connects again (E-10)") {
    PhoneWorld world;
    world.setUp();
    auto& shell = world.shell();
    CHECK_FALSE(shell.me()->stopped());
    CHECK(shell.me()->accessText().isEmpty());
    stopByClinic(world);
    CHECK(shell.me()->stopped());
    CHECK(shell.me()->accessText().contains(QStringLiteral("kept on this phone")));
    CHECK(shell.me()->accessText().contains(QStringLiteral("new code")));
    CHECK(shell.status()->kind() == StatusModel::Attention);
    CHECK(shell.status()->text().contains(QStringLiteral("connected again")));

    shell.me()->pairAgain();
    CHECK(shell.pairAgainOpen());
    shell.closePairAgain();
    world.settle();
    CHECK_FALSE(shell.pairAgainOpen());
    CHECK(shell.place() == ShellModel::Home);

    shell.me()->pairAgain();
    const auto code = world.onCore([](TestCore& core) {
        core.transport.on("POST", "token", [](const auto&) {
            return ports::Failure{
                .kind = ports::FailureKind::Offline, .requestSent = false, .pins = {}};
        });
        core.transport.beOffline(false);
        core.clinic.setState(net::DeviceState::Pending);
        return core.clinic.code(inAnHour);
    });
    shell.pairing()->begin(QString::fromStdString(code));
    REQUIRE(world.untilPlace(ShellModel::Waiting));
    CHECK(shell.pairing()->digits().size() == 6);
    world.onCore([](TestCore& core) { core.clinic.setState(net::DeviceState::Active); });
    REQUIRE(world.untilPlace(ShellModel::Home));
    world.settle();
    CHECK_FALSE(shell.me()->stopped());
}

TEST_CASE("digits that were not compared yet are shown on Me after a restart") {
    PhoneWorld world;
    world.setUp();
    const bool kept = world.onPhone([](patient::Phone& phone) {
        auto pairing = phone.profile.pairing();
        pairing->state = net::DeviceState::Pending;
        return phone.profile.keepPairing(*pairing).has_value();
    });
    REQUIRE(kept);
    world.restart();
    world.unlock();
    CHECK(world.shell().me()->accessText().contains(QStringLiteral("482913")));
    CHECK(world.shell().status()->text().contains(QStringLiteral("confirm this phone")));
}

TEST_CASE("a questionnaire file that cannot be used is named on Me") {
    PhoneWorld world;
    world.setUp();
    std::filesystem::create_directories(world.folder() / "instruments");
    std::ofstream(world.folder() / "instruments" / "own.json") << "{";
    world.restart();
    world.unlock();
    CHECK(world.shell().me()->leftOutText().contains(QStringLiteral("instruments/own.json")));
}
