#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
constexpr std::int64_t inAnHour = morning.unixMs / 1'000 + 3'600;

QString codeOf(PhoneWorld& world, std::int64_t expires = inAnHour, bool withBackupPin = true) {
    return QString::fromStdString(
        world.onCore([&](TestCore& core) { return core.clinic.code(expires, withBackupPin); }));
}

/// What a phone leaves behind that could not pair: its lock and nothing else.
std::vector<std::string> filesOf(const PhoneWorld& world) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(world.folder()))
        if (entry.path().filename() != "landfall.lock") names.push_back(entry.path().filename());
    return names;
}

QString refusalOf(PhoneWorld& world, const QString& code) {
    world.shell().pairing()->begin(code);
    REQUIRE(world.until([&] { return !world.shell().pairing()->error().isEmpty(); }));
    world.settle();
    CHECK_FALSE(world.shell().pairing()->busy());
    CHECK(world.shell().place() == ShellModel::Welcome);
    CHECK(filesOf(world).empty());
    return world.shell().pairing()->error();
}
}  // namespace

TEST_CASE("a phone without a clinic is welcomed") {
    PhoneWorld world;
    CHECK(world.shell().place() == ShellModel::Welcome);
    CHECK(filesOf(world).empty());
}

TEST_CASE("a refused code says why and leaves nothing behind") {
    PhoneWorld world;
    SECTION("no code at all") {
        CHECK(refusalOf(world, "hello").contains("not a Landfall code"));
        CHECK(world.onCore([](TestCore& core) { return core.transport.calls().empty(); }));
    }
    SECTION("a damaged pin") {
        CHECK_FALSE(refusalOf(world, codeOf(world).replace("&p=AQEB", "&p=!QEB")).isEmpty());
        CHECK(world.onCore([](TestCore& core) { return core.transport.calls().empty(); }));
    }
    SECTION("a code past its end, without a call") {
        CHECK(refusalOf(world, codeOf(world, morning.unixMs / 1'000 - 1)).contains("no longer"));
        CHECK(world.onCore([](TestCore& core) { return core.transport.calls().empty(); }));
    }
    SECTION("a code that was used") {
        world.onCore([](TestCore& core) { core.clinic.refuse(409, "code_used"); });
        CHECK(refusalOf(world, codeOf(world)).contains("used already"));
    }
    SECTION("a code that was used on two phones") {
        world.onCore([](TestCore& core) { core.clinic.refuse(409, "code_used_twice"); });
        CHECK(refusalOf(world, codeOf(world)).contains("two phones"));
    }
    SECTION("a code the clinic does not know") {
        world.onCore([](TestCore& core) { core.clinic.refuse(404, "not_found"); });
        CHECK(refusalOf(world, codeOf(world)).contains("does not know"));
    }
    SECTION("a server with another key") {
        world.onCore([](TestCore& core) { core.clinic.fail(ports::FailureKind::PinMismatch); });
        CHECK(refusalOf(world, codeOf(world)).contains("nothing was sent"));
    }
    SECTION("no connection") {
        world.onCore([](TestCore& core) { core.clinic.fail(ports::FailureKind::Offline); });
        CHECK(refusalOf(world, codeOf(world)).contains("cannot be reached"));
    }
    SECTION("a page of the network's own") {
        world.onCore([](TestCore& core) {
            core.transport.on("POST", "enrol", [](const auto&) {
                return support::ScriptedTransport::json(200, "<html>sign in</html>");
            });
        });
        CHECK(refusalOf(world, codeOf(world)).contains("did not come from a clinic"));
    }
}

TEST_CASE("an error does not stay when the next code is tried") {
    PhoneWorld world;
    (void)refusalOf(world, "hello");
    world.shell().pairing()->begin(codeOf(world));
    CHECK(world.shell().pairing()->error().isEmpty());
    REQUIRE(world.untilPlace(ShellModel::Waiting));
}

TEST_CASE("the waiting page shows the clinic's own digits and moves on when it confirms them") {
    PhoneWorld world;
    QSignalSpy changes(world.shell().pairing(), &PairingModel::changed);
    world.shell().pairing()->begin(QStringLiteral("  ") + codeOf(world) + QStringLiteral("\n"));
    CHECK(world.shell().pairing()->busy());
    REQUIRE(world.untilPlace(ShellModel::Waiting));
    CHECK_FALSE(changes.isEmpty());
    CHECK(world.shell().pairing()->clinicName() == "Harbour Clinic");
    const auto digits = world.onCore([](TestCore& core) { return core.clinic.digits(); });
    CHECK(world.shell().pairing()->digits().toStdString() == digits);
    CHECK(world.shell().pairing()->digits().size() == 6);
    CHECK(world.shell().pairing()->warning().isEmpty());

    world.onCore([](TestCore& core) { core.clinic.setState(net::DeviceState::Active); });
    CHECK(world.untilPlace(ShellModel::SetPassphrase));
}

TEST_CASE("a code without a spare key is warned about") {
    PhoneWorld world;
    world.shell().pairing()->begin(codeOf(world, inAnHour, false));
    REQUIRE(world.untilPlace(ShellModel::Waiting));
    CHECK(world.shell().pairing()->warning().contains("no spare key"));
}

TEST_CASE("while waiting, a clinic that cannot be reached or says no is told in words") {
    PhoneWorld world;
    world.shell().pairing()->begin(codeOf(world));
    REQUIRE(world.untilPlace(ShellModel::Waiting));
    SECTION("no connection") {
        world.onCore([](TestCore& core) { core.transport.beOffline(true); });
        REQUIRE(world.until([&] { return !world.shell().pairing()->waitingText().isEmpty(); }));
        CHECK(world.shell().pairing()->waitingText().contains("cannot be reached"));
    }
    SECTION("stopped by the clinic") {
        world.onCore([](TestCore& core) { core.clinic.setState(net::DeviceState::Revoked); });
        REQUIRE(world.until([&] { return !world.shell().pairing()->waitingText().isEmpty(); }));
        CHECK(world.shell().pairing()->waitingText().contains("stopped"));
    }
    CHECK(world.shell().place() == ShellModel::Waiting);
}

TEST_CASE("a phone that was waiting waits again after a restart, with the same digits") {
    PhoneWorld world;
    world.shell().pairing()->begin(codeOf(world));
    REQUIRE(world.untilPlace(ShellModel::Waiting));
    const auto digits = world.shell().pairing()->digits();
    world.restart();
    CHECK(world.shell().place() == ShellModel::Waiting);
    CHECK(world.shell().pairing()->digits() == digits);
}

TEST_CASE("giving up the wait leaves nothing and shows no error") {
    PhoneWorld world;
    world.shell().pairing()->begin(codeOf(world));
    REQUIRE(world.untilPlace(ShellModel::Waiting));
    world.shell().pairing()->cancel();
    REQUIRE(world.untilPlace(ShellModel::Welcome));
    world.settle();
    CHECK(filesOf(world).empty());
    CHECK(world.shell().pairing()->error().isEmpty());
    CHECK(world.shell().pairing()->waitingText().isEmpty());
    CHECK(world.shell().pairing()->digits().isEmpty());
}

TEST_CASE("a code from the command line pairs a new phone and leaves a paired one alone") {
    PhoneWorld world;
    SECTION("new") {
        world.shell().beginPairing(codeOf(world));
        CHECK(world.untilPlace(ShellModel::Waiting));
    }
    SECTION("paired") {
        const auto code = codeOf(world);
        world.setUp();
        world.restart();
        world.shell().beginPairing(code);
        world.settle();
        CHECK(world.shell().place() == ShellModel::Locked);
        CHECK(world.shell().pairing()->error().isEmpty());
        world.unlock();
    }
}
