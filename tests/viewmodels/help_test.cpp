#include <QAbstractItemModelTester>
#include <QUrl>

#include "viewmodels/phone_world.hpp"

using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
HelpModel& opened(PhoneWorld& world) {
    world.shell().openHelp();
    world.settle();
    CHECK(world.shell().helpOpen());
    return *world.shell().help();
}
}  // namespace

TEST_CASE("unpaired, Help has an emergency number, a limit and a breath, without a network") {
    PhoneWorld world;
    auto& help = opened(world);
    const QAbstractItemModelTester tester(help.contacts());
    CHECK(column(help.contacts(), "kind").first() == "emergency");
    CHECK(cell(help.contacts(), 0, "number") == "112");
    CHECK(cell(help.contacts(), 0, "detail").toString().contains("may be another"));
    CHECK(column(help.contacts(), "kind").last() == "breathe");
    CHECK_FALSE(column(help.contacts(), "kind").contains("clinic"));
    CHECK_FALSE(help.fromAnswer());
    CHECK(help.reasonText().isEmpty());
    CHECK(help.limitText() == "This app is not watched all the time.");
    CHECK(world.onCore([](TestCore& core) { return core.transport.calls().empty(); }));
    world.shell().closeHelp();
    CHECK_FALSE(world.shell().helpOpen());
    CHECK(world.shell().place() == ShellModel::Welcome);
}

TEST_CASE("paired, unlocked or locked, Help knows the clinic and the lines of its country") {
    PhoneWorld world;
    world.setUp();
    SECTION("unlocked") {}
    SECTION("locked") {
        world.restart();
    }
    auto& help = opened(world);
    CHECK(help.countryName() == "Germany");
    const auto kinds = column(help.contacts(), "kind");
    CHECK(kinds.first() == "emergency");
    CHECK(kinds.contains("line"));
    REQUIRE(kinds.contains("clinic"));
    const auto clinic = static_cast<int>(kinds.indexOf("clinic"));
    CHECK(cell(help.contacts(), clinic, "name") == "Harbour Clinic");
    CHECK(cell(help.contacts(), clinic, "number") == "+49 30 5550100");
}

TEST_CASE("somebody who is elsewhere chooses the country, and keeps the clinic") {
    PhoneWorld world;
    world.setUp();
    auto& help = opened(world);
    CHECK(column(help.countries(), "code").contains("US"));
    CHECK_FALSE(help.elsewhere());
    help.chooseCountry("US");
    world.settle();
    CHECK(help.elsewhere());
    CHECK(help.countryName() == "United States");
    CHECK(cell(help.contacts(), 0, "number") == "911");
    CHECK(column(help.contacts(), "number").contains("988"));
    CHECK(column(help.contacts(), "kind").contains("clinic"));
    help.chooseCountry("");
    world.settle();
    CHECK(help.countryName() == "Germany");
}

TEST_CASE("a call and a text message go to the phone's own programs, a breath goes nowhere") {
    PhoneWorld world;
    auto& help = opened(world);
    help.chooseCountry("US");
    world.settle();
    QSignalSpy dialled(&help, &HelpModel::dial);
    help.call(0);
    REQUIRE(dialled.size() == 1);
    CHECK(dialled.front().front().toUrl() == QUrl("tel:911"));
    const auto texts = column(help.contacts(), "detail");
    int home = -1;
    for (int row = 0; row < texts.size(); ++row)
        if (texts[row].contains("Send the word HOME")) home = row;
    REQUIRE(home >= 0);
    help.call(home);
    CHECK(dialled.last().front().toUrl() == QUrl("sms:741741"));
    help.call(help.contacts()->rowCount() - 1);
    help.call(99);
    help.call(-1);
    CHECK(dialled.size() == 2);
}

TEST_CASE("Help opened by hand after an answer opened it does not repeat the reason") {
    PhoneWorld world;
    world.setUp();
    world.shell().help()->openedBy(HelpModel::Cause::SavedAnswer);
    CHECK_FALSE(world.shell().help()->reasonText().isEmpty());
    CHECK(opened(world).reasonText().isEmpty());
}
