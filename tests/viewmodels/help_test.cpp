#include <QAbstractItemModelTester>
#include <QUrl>
#include <algorithm>

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

TEST_CASE("in every country each row says what it is, and none is only digits") {
    PhoneWorld world;
    world.setUp();
    auto& help = opened(world);
    const auto codes = column(help.countries(), "code");
    REQUIRE(codes.size() > 10);
    for (const auto& code : codes) {
        help.chooseCountry(code);
        world.settle();
        const auto kinds = column(help.contacts(), "kind");
        for (int row = 0; row < kinds.size(); ++row) {
            const auto name = cell(help.contacts(), row, "name").toString();
            const auto detail = cell(help.contacts(), row, "detail").toString();
            INFO(code.toStdString() << " " << name.toStdString() << " " << detail.toStdString());
            CHECK_FALSE(detail.isEmpty());
            CHECK(std::any_of(name.begin(), name.end(), [](QChar c) { return c.isLetter(); }));
            if (kinds[row] == "line") CHECK((name + detail).contains("Crisis line"));
        }
    }
}

TEST_CASE("a line that is known by its number alone is named by what it is") {
    PhoneWorld world;
    auto& help = opened(world);
    help.chooseCountry("NL");
    world.settle();
    CHECK(cell(help.contacts(), 1, "name") == "Crisis line 113");
    CHECK(cell(help.contacts(), 1, "detail") == "Somebody to talk to");
    CHECK(cell(help.contacts(), 2, "name") == "Crisis line 0800-0113");
    CHECK(cell(help.contacts(), 2, "number") == "0800-0113");
    help.chooseCountry("GB");
    world.settle();
    CHECK(cell(help.contacts(), 1, "name") == "Samaritans");
    CHECK(cell(help.contacts(), 1, "detail") == "Crisis line: somebody to talk to");
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

TEST_CASE("unlocked, the button raises an emergency flag, and its true state is shown") {
    PhoneWorld world;
    world.setUp();
    auto& help = opened(world);
    CHECK(help.level() == HelpModel::Calm);
    help.inDanger();
    CHECK(help.level() == HelpModel::Emergency);  // before anything was stored
    CHECK(help.reasonText().contains("stay with someone"));
    CHECK(help.limitText().contains("If you are offline"));
    world.settle();
    CHECK(world.onPhone(
              [](landfall::patient::Phone& phone) { return phone.overview.status().tier; }) == 3);
    CHECK(help.deliveryText() == "It is saved on this phone and not sent yet.");
    CHECK(column(help.contacts(), "kind").first() == "emergency");
    // Opened again by hand it is as quiet as before; the flag stays.
    world.shell().closeHelp();
    CHECK(opened(world).level() == HelpModel::Calm);
}

TEST_CASE("locked and unpaired, the button says that the clinic has not been told") {
    PhoneWorld world;
    SECTION("unpaired") {}
    SECTION("locked") {
        world.setUp();
        world.restart();
    }
    auto& help = opened(world);
    help.inDanger();
    world.settle();
    CHECK(help.level() == HelpModel::Emergency);
    CHECK(help.deliveryText().contains("your clinic has not been told"));
    CHECK(column(help.contacts(), "kind").first() == "emergency");
}

TEST_CASE("the layout follows the tier of the answer that opened it") {
    PhoneWorld world;
    world.setUp();
    auto& help = *world.shell().help();
    help.openedBy(HelpModel::Cause::SavedAnswer, 1);
    CHECK(help.level() == HelpModel::Calm);
    help.openedBy(HelpModel::Cause::SavedAnswer, 2);
    CHECK(help.level() == HelpModel::Urgent);
    CHECK(help.reasonText().contains("the clinic will be asked to call you today"));
    help.openedBy(HelpModel::Cause::SavedAnswer, 3);
    CHECK(help.level() == HelpModel::Emergency);
}

TEST_CASE("an answer of the second tier opens the urgent layout with the state of its flag") {
    PhoneWorld world;
    world.setUp();
    auto& page = *world.shell().questionnaire();
    page.open("phq-9");
    REQUIRE(world.until([&] { return world.shell().questionnaireOpen(); }));
    for (int item = 0; item < 8; ++item) {
        page.choose(0);
        world.settle();
    }
    page.choose(2);
    REQUIRE(world.until([&] { return world.shell().helpOpen(); }));
    world.settle();
    auto& help = *world.shell().help();
    CHECK(help.level() == HelpModel::Urgent);
    CHECK(help.fromAnswer());
    CHECK(help.deliveryText() == "It is saved on this phone and not sent yet.");
    // That help was on the screen is kept for the clinic, once for this flag.
    const auto kept = [&] {
        return world.onPhone([](landfall::patient::Phone& phone) {
            return (*phone.profile.store())
                ->records()
                .all(landfall::fhir::ResourceType::Communication)
                ->size();
        });
    };
    CHECK(kept() == 1);
    help.openedBy(HelpModel::Cause::SavedAnswer);
    world.settle();
    CHECK(kept() == 1);
}

TEST_CASE("the plan opens from Help, above whatever there is") {
    PhoneWorld world;
    world.setUp();
    auto& help = opened(world);
    CHECK(column(help.contacts(), "kind").contains("plan"));
    CHECK(help.mayEditPlan());
    help.editPlan();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::SafetyPlanLeaf; }));
    CHECK_FALSE(world.shell().helpOpen());
}
