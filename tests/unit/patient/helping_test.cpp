#include "unit/patient/unlocked_phone.hpp"

using namespace landfall;
using namespace landfall::patient;
using namespace landfall::patient::testing;

TEST_CASE("a card shows nothing of the person's own until they switch it on") {
    UnlockedPhone world;
    auto& planning = world.phone->safetyPlanning;
    REQUIRE(planning.set("reasons", "Luna, the cat").has_value());
    REQUIRE(planning.setTrustedPerson({"Kim", "+49 30 5550199"}).has_value());
    CHECK_FALSE(planning.isShownWhileLocked());
    CHECK_FALSE(world.phone->helping.own());
    CHECK(world.textOfCard().find("Luna") == std::string::npos);
    CHECK(world.textOfCard().find("Kim") == std::string::npos);
    world.restart();
    CHECK_FALSE(world.phone->helping.own());
    CHECK(world.phone->helping.card().clinicName == "Harbour Clinic");
}

TEST_CASE("switched on, trusted person and plan are there while locked, and follow every change") {
    UnlockedPhone world;
    REQUIRE(world.phone->safetyPlanning.set("reasons", "Luna, the \"cat\"").has_value());
    REQUIRE(world.phone->safetyPlanning.setTrustedPerson({"Kim", "+49 30 5550199"}).has_value());
    REQUIRE(world.phone->safetyPlanning.showWhileLocked(true).has_value());
    REQUIRE(world.phone->safetyPlanning.set("alone", "Walk\nand breathe").has_value());
    world.restart();
    REQUIRE(world.phone->profile.standing() == Standing::Locked);
    auto own = world.phone->helping.own();
    REQUIRE(own);
    CHECK(own->trustedName == "Kim");
    CHECK(own->trustedPhone == "+49 30 5550199");
    // Only what says something, in the order of the plan.
    REQUIRE(own->plan.size() == 2);
    CHECK(own->plan[0].code == "alone");
    CHECK(own->plan[0].text == "Walk\nand breathe");
    CHECK_FALSE(own->plan[0].heading.empty());
    CHECK(own->plan[1].text == "Luna, the \"cat\"");
    CHECK(world.phone->helping.card().clinicPhone == "+49 30 5550100");

    world.unlock();
    REQUIRE(world.phone->safetyPlanning.setTrustedPerson({"Sam", "112233"}).has_value());
    REQUIRE(world.phone->safetyPlanning.set("alone", "").has_value());
    own = world.phone->helping.own();
    CHECK(own->trustedName == "Sam");
    CHECK(own->plan.size() == 1);
}

TEST_CASE(
    "switched off, the words are gone from the card at once and the plan stays in the store") {
    UnlockedPhone world;
    REQUIRE(world.phone->safetyPlanning.set("reasons", "Luna").has_value());
    REQUIRE(world.phone->safetyPlanning.showWhileLocked(true).has_value());
    REQUIRE(world.textOfCard().find("Luna") != std::string::npos);
    REQUIRE(world.phone->safetyPlanning.showWhileLocked(false).has_value());
    CHECK(world.textOfCard().find("Luna") == std::string::npos);
    CHECK(world.textOfCard().find("Harbour Clinic") != std::string::npos);
    CHECK(world.phone->safetyPlanning.show()->sections.back().text == "Luna");
}

TEST_CASE("it cannot be switched on while locked, and can always be switched off") {
    UnlockedPhone world;
    REQUIRE(world.phone->safetyPlanning.set("reasons", "Luna").has_value());
    world.restart();
    CHECK(world.phone->safetyPlanning.showWhileLocked(true).error().is(Fault::Locked));
    CHECK_FALSE(world.phone->helping.own());
    CHECK(world.phone->safetyPlanning.showWhileLocked(false).has_value());
}

TEST_CASE(
    "the clinic's new number leaves what the person shows, and a broken card breaks nothing") {
    UnlockedPhone world;
    REQUIRE(world.phone->safetyPlanning.set("reasons", "Luna").has_value());
    REQUIRE(world.phone->safetyPlanning.showWhileLocked(true).has_value());
    REQUIRE(world.phone->helping.keepCard({"Harbour Clinic", "+49 30 1", "DE"}).has_value());
    CHECK(world.phone->helping.own()->plan.size() == 1);
    CHECK(world.phone->helping.card().clinicPhone == "+49 30 1");
    REQUIRE(world.files.replace(world.folder.helpCard(), base::viewOf("{\"own\":[1")).has_value());
    CHECK_FALSE(world.phone->helping.own());
    CHECK_FALSE(world.phone->helping.help().emergency.empty());
}

namespace {
std::string sentLine(const std::string& id, const std::string& patient, std::int64_t atMs,
                     const std::string& number) {
    std::optional<safety::ClinicLine> line;
    if (!number.empty()) {
        line.emplace();
        line->line.name = "Harbour night line";
        line->line.channels.push_back({safety::Channel::Call, number, ""});
    }
    return safety::buildHelpLine(id, patient, {atMs, 60}, line);
}
std::vector<std::string> lineNames(const safety::HelpContacts& help) {
    std::vector<std::string> names;
    for (const auto& line : help.lines) names.push_back(line.name);
    return names;
}
}  // namespace

TEST_CASE("the clinic's crisis line is first, also locked and offline, and hides nothing") {
    UnlockedPhone world;
    const auto patient = *world.store().settings().get(store::Settings::patient);
    const auto before = world.phone->helping.help();
    const std::string id = "0190a2b3-0000-7000-8000-000000000001";
    world.receive("DocumentReference", id, sentLine(id, *patient, 1'000, "+49 30 5550111"));
    REQUIRE(world.phone->helping.followClinic(world.store()).has_value());
    // What the person shows and a new number of the clinic leave it where it is.
    REQUIRE(world.phone->helping.keepCard({"Harbour Clinic", "+49 30 1", "DE"}).has_value());
    REQUIRE(world.phone->safetyPlanning.set("reasons", "Luna").has_value());
    REQUIRE(world.phone->safetyPlanning.showWhileLocked(true).has_value());
    world.restart();
    REQUIRE(world.phone->profile.standing() == Standing::Locked);
    const auto help = world.phone->helping.help();
    CHECK(help.emergency == before.emergency);
    REQUIRE(help.lines.size() == before.lines.size() + 1);
    CHECK(help.lines.front().name == "Harbour night line");
    CHECK(help.lines.front().channels.front().dialled() == "+49305550111");
    // Somewhere else it is that country's lines.
    CHECK(lineNames(world.phone->helping.help("FR")) ==
          lineNames(safety::CrisisContacts::bundled()->forCountry("FR")));

    // A new line replaces the one before it; none takes it off.
    world.unlock();
    world.receive("DocumentReference", id, sentLine(id, *patient, 2'000, "030 7"), "2");
    REQUIRE(world.phone->helping.followClinic(world.store()).has_value());
    CHECK(world.phone->helping.help().lines.front().channels.front().dialled() == "0307");
    world.receive("DocumentReference", id, sentLine(id, *patient, 3'000, ""), "3");
    REQUIRE(world.phone->helping.followClinic(world.store()).has_value());
    CHECK(lineNames(world.phone->helping.help()) == lineNames(before));
}

TEST_CASE("a card that was lost knows the clinic's crisis line again after unlocking") {
    UnlockedPhone world;
    const auto patient = *world.store().settings().get(store::Settings::patient);
    const std::string id = "0190a2b3-0000-7000-8000-000000000001";
    world.receive("DocumentReference", id, sentLine(id, *patient, 1'000, "+49 30 5550111"));
    REQUIRE(world.files.remove(world.folder.helpCard()).has_value());
    world.restart();
    world.unlock();
    CHECK(world.phone->helping.help().lines.front().name == "Harbour night line");
}
