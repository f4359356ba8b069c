#include <catch2/generators/catch_generators.hpp>

#include "unit/patient/patient_world.hpp"

using namespace landfall;
using namespace landfall::patient;
using namespace landfall::patient::testing;

TEST_CASE("numbers that cannot be known while locked are unknown, not nothing") {
    PatientWorld world;
    world.setUp();
    REQUIRE(world.phone().journaling.add("not sent", false).has_value());
    REQUIRE(world.phone().overview.status().pending == 1);
    world.phone().lock();
    const auto status = world.phone().overview.status();
    CHECK(status.standing == Standing::Locked);
    CHECK_FALSE(status.pending.has_value());
    CHECK_FALSE(status.tier.has_value());
    CHECK_FALSE(status.rejected.has_value());
}

TEST_CASE("a database that is cut off has a name while locked") {
    PatientWorld world;
    world.setUp();
    world.phone().lock();
    const auto database = world.phone().profile.folder().database();
    const auto size = GENERATE(std::uintmax_t{0}, std::uintmax_t{5'000});
    std::filesystem::resize_file(database, size);
    CHECK(world.phone().overview.status().standing == Standing::DatabaseDamaged);
    CHECK(std::filesystem::file_size(database) == size);
}

TEST_CASE("a damage that only the opening finds has a name from then on") {
    PatientWorld world;
    world.setUp();
    world.phone().lock();
    const auto database = world.phone().profile.folder().database();
    {
        std::fstream file(database, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(2'000);
        file.put('\x5a');
    }
    CHECK(world.phone().profile.standing() == Standing::Locked);
    CHECK(world.phone().access.unlock(PatientWorld::passphrase()).has_error());
    const auto found = world.phone().overview.status().standing;
    CHECK((found == Standing::KeysRejected || found == Standing::DatabaseDamaged));
}

TEST_CASE("a wrong passphrase is no damage") {
    PatientWorld world;
    world.setUp();
    world.phone().lock();
    CHECK(world.phone().access.unlock(base::SecretText("another long passphrase")).has_error());
    CHECK(world.phone().overview.status().standing == Standing::Locked);
}

TEST_CASE("a questionnaire of the folder that cannot be read is named and all else goes on") {
    PatientWorld world;
    world.write("instruments/broken.json", "{\"resourceType\":");
    world.open();
    const auto& leftOut = world.phone().profile.leftOut();
    REQUIRE(leftOut.size() == 1);
    CHECK(leftOut.front().file == "instruments/broken.json");
    CHECK_FALSE(leftOut.front().reason.empty());
    CHECK(world.phone().profile.library().find("phq-9") != nullptr);
}

TEST_CASE("a questionnaire of the folder means under one version what it meant first") {
    const auto form = [](const std::string& version, const std::string& text) {
        return R"({"resourceType":"Questionnaire","id":"own","url":"https://x/own","status":"active","version":")" +
               version + R"(","item":[{"linkId":"a","type":"boolean","text":")" + text + R"("}]})";
    };
    PatientWorld world;
    world.write("instruments/own.json", form("1.0.0", "Are you in danger?"));
    world.open();
    world.setUp();
    const auto reopen = [&] {
        world.open();
        REQUIRE(world.phone().access.unlock(PatientWorld::passphrase()).has_value());
        return world.phone().profile.library().find("own");
    };
    CHECK(reopen() != nullptr);
    CHECK(world.phone().profile.leftOut().empty());
    // Answers already given would mean something else.
    world.write("instruments/own.json", form("1.0.0", "Are you well?"));
    CHECK(reopen() == nullptr);
    REQUIRE(world.phone().profile.leftOut().size() == 1);
    CHECK(world.phone().profile.leftOut().front().file == "instruments/own.json");
    CHECK(world.phone().profile.leftOut().front().reason.find("version") != std::string::npos);
    // Under another version it is another one, and the first is there again with its own words.
    world.write("instruments/own.json", form("1.1.0", "Are you well?"));
    CHECK(reopen() != nullptr);
    world.write("instruments/own.json", form("1.0.0", "Are you in danger?"));
    CHECK(reopen() != nullptr);
    CHECK(world.phone().profile.leftOut().empty());
}

TEST_CASE("the copy from before a migration goes with the first sync the clinic confirms (D-11)") {
    PatientWorld world;
    world.setUp();
    const auto copy = world.folder() / "landfall.db.before-1";
    world.write("landfall.db.before-1", "as it was");
    world.transport.beOffline(true);
    REQUIRE(world.sync()->state == sync::SyncState::Offline);
    CHECK(std::filesystem::exists(copy));
    world.transport.beOffline(false);
    world.transport.on("POST", "token", [](const auto&) {
        return support::ScriptedTransport::json(
            200, R"({"access_token":"abc","token_type":"bearer","expires_in":600})");
    });
    world.transport.on(
        "GET",
        "fhir/Patient/" + support::confirmedPairing().patient + "/$landfall-changes?_count=500",
        [](const auto&) {
            auto reply = support::ScriptedTransport::json(
                200, R"({"resourceType":"Bundle","type":"history","entry":[],"link":[)"
                     R"({"relation":"self","url":"https://clinic.test/fhir?cursor=c0"}]})");
            auto& answer = std::get<ports::Answer>(reply);
            answer.headers.push_back({"Landfall-Epoch", support::confirmedPairing().epoch});
            return reply;
        });
    CHECK(world.sync()->state == sync::SyncState::Received);
    CHECK_FALSE(std::filesystem::exists(copy));
}

TEST_CASE("a damaged card of Help now is written anew at the next unlocking") {
    PatientWorld world;
    world.setUp();
    const auto whole = world.phone().helping.card();
    CHECK(whole.clinicName == "Harbour Clinic");
    world.phone().lock();
    world.write("help.json", "\x01 garbage");
    REQUIRE(world.phone().helping.card().clinicName.empty());
    REQUIRE(world.phone().access.unlock(PatientWorld::passphrase()).has_value());
    CHECK(world.phone().helping.card().clinicName == whole.clinicName);
    CHECK(world.phone().helping.card().country == whole.country);
}
