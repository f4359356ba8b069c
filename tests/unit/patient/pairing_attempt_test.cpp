#include "landfall/fhir/json.hpp"
#include "landfall/net/fault.hpp"
#include "unit/patient/patient_world.hpp"

using namespace landfall;
using namespace landfall::patient;
using namespace landfall::patient::testing;

namespace {
/// The public keys the clinic was shown, oldest first; every answer is lost.
void loseAnswers(PatientWorld& world, std::vector<std::string>& keys) {
    world.transport.on("POST", "enrol", [&keys](const auto& request) -> ports::Reply {
        keys.emplace_back(fhir::Json::borrow(*request.body)->get("jwk").raw());
        return ports::Failure{.kind = ports::FailureKind::Offline, .requestSent = true, .pins = {}};
    });
}

bool has(const PatientWorld& world, const char* name) {
    return std::filesystem::exists(world.folder() / name);
}

std::string withOtherToken(std::string code) {
    const auto at = code.find("&t=") + 3;
    code[at] = code[at] == '0' ? '1' : '0';
    return code;
}
}  // namespace

TEST_CASE("a code whose answer was lost goes on with the same key after a restart (E-07)") {
    PatientWorld world;
    std::vector<std::string> keys;
    loseAnswers(world, keys);
    const auto code = world.clinic.code(inAnHour);
    CHECK(world.begin(code).error().is(net::Fault::Offline));
    REQUIRE(has(world, "pairing.attempt"));
    CHECK(std::filesystem::status(world.folder() / "pairing.attempt").permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK(world.phone().profile.standing() == Standing::Unpaired);
    world.open();
    CHECK(world.begin(code).has_error());
    REQUIRE(keys.size() == 2);
    CHECK(keys[0] == keys[1]);
    // Another code is another enrolment.
    CHECK(world.begin(withOtherToken(code)).has_error());
    REQUIRE(keys.size() == 3);
    CHECK(keys[2] != keys[0]);
}

TEST_CASE("a code that the clinic will not use as it stands leaves an earlier try open (E-07)") {
    PatientWorld world;
    std::vector<std::string> keys;
    loseAnswers(world, keys);
    const auto code = world.clinic.code(inAnHour);
    CHECK(world.begin(code).error().is(net::Fault::Offline));
    // The same code with another backup pin.
    auto altered = code;
    auto& symbol = altered[altered.find("&q=") + 3];
    symbol = symbol == 'A' ? 'B' : 'A';
    world.clinic.refuse(422, "pins_differ");
    CHECK(world.begin(altered).error().is(net::Fault::PinsDiffer));
    loseAnswers(world, keys);
    CHECK(world.begin(code).has_error());
    REQUIRE(keys.size() == 2);
    CHECK(keys[0] == keys[1]);
}

TEST_CASE("the key is durable before the code is sent") {
    PatientWorld world;
    bool durable = false;
    world.transport.on("POST", "enrol", [&](const auto&) -> ports::Reply {
        durable = has(world, "pairing.attempt");
        return ports::Failure{.kind = ports::FailureKind::Offline, .requestSent = true, .pins = {}};
    });
    CHECK(world.begin(world.clinic.code(inAnHour)).has_error());
    CHECK(durable);
}

TEST_CASE("a refused code leaves nothing") {
    PatientWorld world;
    for (const auto* refusal :
         {"code_expired", "code_used", "code_used_twice", "not_found", "pins_differ"}) {
        world.clinic.refuse(410, refusal);
        CHECK(world.begin(world.clinic.code(inAnHour)).has_error());
        CHECK_FALSE(has(world, "pairing.attempt"));
        CHECK_FALSE(has(world, "pairing.pending"));
    }
    // Found out before anything was sent.
    world.clinic.fail(ports::FailureKind::PinMismatch);
    CHECK(world.begin(world.clinic.code(inAnHour)).error().is(net::Fault::WrongPin));
    CHECK_FALSE(has(world, "pairing.attempt"));
}

TEST_CASE("a pairing that waits for a passphrase goes on with the same code") {
    PatientWorld world;
    const auto code = world.clinic.code(inAnHour);
    const auto first = world.begin(code);
    REQUIRE(first.has_value());
    CHECK_FALSE(has(world, "pairing.attempt"));
    world.open();
    const auto status = world.phone().overview.status();
    CHECK(status.standing == Standing::Waiting);
    CHECK(status.digits == first->digits);
    CHECK(status.device == first->device);
    const auto calls = world.transport.calls().size();
    const auto again = world.begin(code);
    REQUIRE(again.has_value());
    CHECK(again->goesOn);
    CHECK(again->digits == first->digits);
    CHECK(world.transport.calls().size() == calls);
    REQUIRE(world.phone().access.create(PatientWorld::passphrase()).has_value());
    // And once more when what was printed then was never read.
    const auto printed = world.begin(code);
    REQUIRE(printed.has_value());
    CHECK(printed->digits == first->digits);
}

TEST_CASE("another code begins anew, and one that is refused leaves what waited") {
    PatientWorld world;
    const auto code = world.clinic.code(inAnHour);
    const auto first = world.begin(code);
    REQUIRE(first.has_value());
    world.clinic.refuse(404, "not_found");
    CHECK(world.begin(withOtherToken(code)).error().is(net::Fault::NoSuchCode));
    CHECK(world.phone().pairing.pending()->digits == first->digits);
    CHECK(world.begin(code)->goesOn);
}

TEST_CASE("a stopped phone keeps the key of its next pairing in its database") {
    PatientWorld world;
    world.setUp();
    world.stop();
    std::vector<std::string> keys;
    loseAnswers(world, keys);
    const auto code = world.clinic.code(inAnHour);
    CHECK(world.begin(code).has_error());
    CHECK_FALSE(has(world, "pairing.attempt"));
    world.open();
    REQUIRE(world.phone().access.unlock(PatientWorld::passphrase()).has_value());
    CHECK(world.begin(code).has_error());
    REQUIRE(keys.size() == 2);
    CHECK(keys[0] == keys[1]);
}

TEST_CASE("a response file names its questionnaire itself") {
    PatientWorld world;
    world.setUp();
    const auto response = [](const std::string& canonical) {
        return R"({"resourceType":"QuestionnaireResponse","status":"completed",)"
               R"("questionnaire":")" +
               canonical + R"(","item":[]})";
    };
    const std::string phq = "https://landfall.example/fhir/Questionnaire/phq-9";
    auto& answering = world.phone().answering;
    CHECK(answering.answerFrom("", response(phq + "|1.0.0")).has_value());
    CHECK(answering.answerFrom("", response(phq)).has_value());
    for (const auto* unknown : {"", "https://elsewhere.example/Questionnaire/other|1"})
        CHECK(answering.answerFrom("", response(unknown))
                  .error()
                  .is(patient::Fault::UnknownQuestionnaire));
}
