#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
const QDate today(2026, 3, 1);

struct Line {
    StatusModel::Kind kind;
    QString text;
};

Line lineOf(const patient::StatusView& status) {
    StatusModel model(nullptr);
    model.show(status, today);
    return {model.kind(), model.text()};
}
}  // namespace

TEST_CASE("each state of the phone has one honest sentence") {
    patient::StatusView status;
    CHECK(lineOf(status).kind == StatusModel::Calm);
    CHECK(lineOf(status).text == "Saved on this phone");

    status.lastSyncState = "offline";
    CHECK(lineOf(status).kind == StatusModel::Offline);
    CHECK(lineOf(status).text == "No connection. Nothing is waiting to be sent.");

    status.pending = 2;
    CHECK(lineOf(status).kind == StatusModel::Offline);
    CHECK(lineOf(status).text.contains("saved on this phone, not sent yet"));
    status.lastSyncState = "unconfirmed";
    CHECK(lineOf(status).kind == StatusModel::NotSent);
    status.lastSyncState = "received";
    CHECK(lineOf(status).kind == StatusModel::NotSent);

    status.pending = 0;
    status.lastReceived = "2026-03-01T07:30:00.000Z";
    status.lastSync = "2026-03-01T09:30:00.000Z";
    CHECK(lineOf(status).kind == StatusModel::Calm);
    CHECK(lineOf(status).text.startsWith("Received by your clinic, "));
    CHECK_FALSE(lineOf(status).text.contains("March"));
    status.lastReceived = "2026-02-26T12:00:00.000Z";
    CHECK(lineOf(status).text.contains("26 February"));
}

TEST_CASE("nothing is said to be received while nothing was ever sent") {
    patient::StatusView status;
    status.pending = 0;
    status.lastSyncState = "received";
    status.lastSync = "2026-02-26T12:00:00.000Z";
    CHECK(lineOf(status).kind == StatusModel::Calm);
    CHECK(lineOf(status).text.startsWith("Nothing is waiting to be sent. Last contact"));
    CHECK(lineOf(status).text.contains("26 February"));
    CHECK_FALSE(lineOf(status).text.contains("eceived"));
}

TEST_CASE("what needs a person comes before what will mend itself") {
    patient::StatusView status;
    status.pending = 3;
    status.rejected = 1;
    CHECK(lineOf(status).kind == StatusModel::Attention);
    CHECK(lineOf(status).text.contains("could not be taken by the clinic"));
    status.lastSyncState = "update-needed";
    CHECK(lineOf(status).text.contains("newer Landfall"));
    status.lastSyncState = "refused";
    CHECK(lineOf(status).kind == StatusModel::Attention);
    CHECK(lineOf(status).text.contains("does not accept this phone"));
    CHECK(lineOf(status).text.contains("saved here"));
}

TEST_CASE("the line follows what happens: saved, then tried without a network") {
    PhoneWorld world;
    world.setUp();
    auto* const line = world.shell().status();
    CHECK(line->kind() == StatusModel::Calm);
    world.shell().journal()->write();
    REQUIRE(world.until([&] { return world.shell().entryOpen(); }));
    world.shell().entry()->setText("for the clinic");
    world.shell().entry()->confirmShare();
    world.shell().closeEntry();
    REQUIRE(world.until([&] { return line->kind() != StatusModel::Calm; }));
    CHECK(line->text().contains("saved on this phone, not sent yet"));
    CHECK_FALSE(line->syncing());
    world.shell().me()->syncNow();
    CHECK(line->syncing());
    CHECK(world.shell().me()->syncing());
    REQUIRE(world.until([&] { return !line->syncing(); }));
    REQUIRE(world.until([&] { return line->kind() == StatusModel::Offline; }));
    CHECK(line->text().contains("not sent yet"));
    CHECK(world.shell().me()->lastSyncText() == "This phone has not reached your clinic yet.");
}

TEST_CASE("a sync that cannot begin does not spin forever") {
    PhoneWorld world;
    world.setUp();
    world.onPhone([](patient::Phone& phone) { phone.lock(); });
    world.shell().me()->syncNow();
    CHECK(world.until([&] { return !world.shell().status()->syncing(); }));
}
