#include "landfall/fhir/read.hpp"
#include "unit/patient/unlocked_phone.hpp"

using namespace landfall;
using namespace landfall::patient;
using namespace landfall::patient::testing;

namespace {
std::size_t flagsOf(UnlockedPhone& world) {
    return world.store().records().flags()->size();
}
}  // namespace

TEST_CASE("the button alone raises an emergency flag that is sent, and says how far it has come") {
    UnlockedPhone world;
    auto& alerting = world.phone->alerting;
    CHECK_FALSE(alerting.newest(safety::Tier::Contact)->has_value());
    const auto raised = *alerting.raise();
    CHECK(raised.tier == safety::Tier::Emergency);
    CHECK(raised.delivery == store::Delivery::Saved);
    CHECK(world.phone->overview.status().tier == 3);
    const auto record = *world.store().records().read(fhir::ResourceType::Flag, raised.flag);
    const auto flag = *fhir::readFlag(fhir::Json::borrow(record.bytes)->root());
    CHECK(flag.active);
    CHECK(flag.response.empty());
    CHECK(flag.evidenceAnswer == Alerting::buttonText);
    CHECK(world.deliver() == 1);
    CHECK((*alerting.newest(safety::Tier::Urgent))->delivery == store::Delivery::Received);
}

TEST_CASE("clinical rules 10.1: what was shown for a flag is kept for the clinic, once") {
    UnlockedPhone world;
    auto& alerting = world.phone->alerting;
    const auto shown = world.phone->helping.help();
    REQUIRE(alerting.noteShown(shown).has_value());
    const auto kept = [&] {
        return *world.store().records().all(fhir::ResourceType::Communication);
    };
    CHECK(kept().empty());
    const auto raised = *alerting.raise();
    REQUIRE(alerting.noteShown(shown).has_value());
    REQUIRE(alerting.noteShown(shown).has_value());
    REQUIRE(kept().size() == 1);
    const auto json = *fhir::Json::parse(std::string(kept().front().bytes));
    CHECK(json.get("status").textOr() == "completed");
    const auto note = *fhir::readCrisisShown(json.root());
    CHECK(note.flag == raised.flag);
    CHECK(note.contacts.front() == "Emergency: " + shown.emergency.front());
    CHECK(note.contacts.back() == "Harbour Clinic: +49 30 5550100");
    CHECK(note.contacts.size() > 2);
    CHECK(world.deliver() == 2);
    // Another flag is another time.
    world.advanceMinutes(60);
    REQUIRE(alerting.raise().has_value());
    REQUIRE(alerting.noteShown(shown).has_value());
    CHECK(kept().size() == 2);
}

TEST_CASE("what is shown says of every number what it is") {
    safety::HelpContacts shown;
    shown.emergency = {"112"};
    safety::CrisisLine line;
    line.name = "113";
    line.channels.push_back({safety::Channel::Call, "0800-0113", ""});
    shown.lines.push_back(line);
    shown.clinic = safety::ClinicContact{"", "030 1"};
    CHECK(linesOf(shown) ==
          std::vector<std::string>{"Emergency: 112",
                                   "113: 0800-0113 (Crisis line: somebody to talk to)",
                                   "Your clinic: 030 1"});
}

TEST_CASE("a clinic without a number is no line to call") {
    safety::HelpContacts shown;
    shown.emergency = {"112"};
    shown.clinic = safety::ClinicContact{"Harbour Clinic", ""};
    CHECK(linesOf(shown) == std::vector<std::string>{"Emergency: 112"});
}

TEST_CASE("the flag is there after the app was killed") {
    UnlockedPhone world;
    const auto raised = *world.phone->alerting.raise();
    world.restart();
    world.unlock();
    CHECK((*world.phone->alerting.newest(safety::Tier::Emergency))->flag == raised.flag);
}

TEST_CASE(
    "pressing again soon is the same call; later, and after somebody has seen it, a new one") {
    UnlockedPhone world;
    auto& alerting = world.phone->alerting;
    const auto first = *alerting.raise();
    world.advanceMinutes(14);
    CHECK(alerting.raise()->flag == first.flag);
    CHECK(flagsOf(world) == 1);
    world.advanceMinutes(2);
    const auto second = *alerting.raise();
    CHECK(second.flag != first.flag);
    CHECK(flagsOf(world) == 2);
    (void)world.deliver();
    const auto record = *world.store().records().read(fhir::ResourceType::Flag, second.flag);
    const auto seen = *fhir::acknowledgedFlag(*fhir::Json::borrow(record.bytes), world.clock.now());
    world.receive("Flag", second.flag, seen, "2");
    CHECK((*alerting.newest(safety::Tier::Emergency))->delivery == store::Delivery::Seen);
    CHECK(alerting.raise()->flag != second.flag);
}

TEST_CASE("an answer's flag is not taken for the button's") {
    UnlockedPhone world;
    auto& answering = world.phone->answering;
    REQUIRE(answering.open("phq-9").has_value());
    for (const auto& item : answering.state().form().items())
        if (item.isAnswerable() && !item.options.empty())
            (void)answering.answer(item.linkId, instrument::Chosen{3});
    const auto before = flagsOf(world);
    (void)world.phone->alerting.raise();
    CHECK(flagsOf(world) == before + 1);
}

TEST_CASE("locked, nothing is raised, and the reason is said") {
    UnlockedPhone world;
    world.restart();
    CHECK(world.phone->alerting.raise().error().is(Fault::Locked));
}
