#include "landfall/fhir/json.hpp"
#include "unit/patient/patient_world.hpp"

using namespace landfall;
using namespace landfall::patient;
using namespace landfall::patient::testing;

namespace {
/// A scripted clinic with the keys of this code enrols for this patient of this store, whatever the
/// phone asks.
void enrolsFor(PatientWorld& world, const std::string& code, const std::string& patient,
               const std::string& epoch) {
    const auto pin = [&](const char* name) { return code.substr(code.find(name) + 3, 43); };
    const auto pins = R"({"current":")" + pin("&p=") + R"(","backup":")" + pin("&q=") + R"("})";
    world.transport.on("POST", "enrol", [patient, epoch, pins](const auto&) {
        return support::ScriptedTransport::json(
            201, R"({"client_id":"0195a000-0000-7000-8000-0000000000c2","patient":")" + patient +
                     R"(","epoch":")" + epoch + R"(","state":"pending","pins":)" + pins +
                     R"(,"clinic":{"name":"Harbour Clinic"}})");
    });
}

/// The same code under a key that was never pinned.
std::string withOtherPins(std::string code) {
    ports::SpkiPin other{};
    other.fill(9);
    code.replace(code.find("&p=") + 3, 43, ports::pinText(other));
    other.fill(8);
    code.replace(code.find("&q=") + 3, 43, ports::pinText(other));
    return code;
}
}  // namespace

TEST_CASE("a stopped phone pairs again with everything that is on it (E-10)") {
    PatientWorld world;
    world.setUp();
    const auto entry = world.phone().journaling.add("the harbour was quiet", false);
    REQUIRE(entry.has_value());
    world.stop();
    CHECK(world.phone().overview.status().stopped);
    const auto before = support::confirmedPairing();
    const auto code = world.clinic.code(inAnHour);
    enrolsFor(world, code, before.patient, before.epoch);
    const auto again = world.begin(code);
    REQUIRE(again.has_value());
    CHECK(again->digits.size() == 6);
    CHECK_FALSE(again->confirmed);
    const auto status = world.phone().overview.status();
    CHECK_FALSE(status.stopped);
    CHECK(status.device == "0195a000-0000-7000-8000-0000000000c2");
    CHECK(status.digits == again->digits);
    CHECK(status.pending == 1);
    CHECK(world.phone().journaling.show(entry->id)->text == "the harbour was quiet");
    // It is in the database: the next start knows it too.
    world.open();
    REQUIRE(world.phone().access.unlock(PatientWorld::passphrase()).has_value());
    CHECK(world.phone().overview.status().device == status.device);
}

TEST_CASE("a stopped phone takes no code of another person or another clinic") {
    PatientWorld world;
    world.setUp();
    world.stop();
    const auto before = support::confirmedPairing();
    const std::string somebody = "0195a000-0000-7000-8000-0000000000a2";
    const std::string elsewhere = "0195a000-0000-7000-8000-0000000000e2";
    const auto code = world.clinic.code(inAnHour);
    enrolsFor(world, code, somebody, before.epoch);
    CHECK(world.begin(code).error().is(patient::Fault::OtherPatient));
    const auto otherCode = withOtherPins(code);
    enrolsFor(world, otherCode, before.patient, elsewhere);
    CHECK(world.begin(otherCode).error().is(patient::Fault::OtherClinic));
    CHECK(world.phone().overview.status().device == before.clientId);
    CHECK(world.phone().overview.status().stopped);
}

TEST_CASE("a clinic is told whose phone it is before it uses the code, and no other clinic is") {
    PatientWorld world;
    world.setUp();
    world.stop();
    std::string said;
    world.transport.on("POST", "enrol", [&](const auto& request) {
        said = fhir::Json::borrow(*request.body)->get("patient").textOr("nobody");
        return support::ScriptedTransport::json(
            422,
            R"({"resourceType":"OperationOutcome","issue":[{"details":{"coding":[{"system":)"
            R"("https://landfall.example/fhir/CodeSystem/refusal","code":"wrong_patient"}]}}]})");
    });
    CHECK(world.begin(world.clinic.code(inAnHour)).error().is(patient::Fault::OtherPatient));
    CHECK(said == support::confirmedPairing().patient);
    CHECK(world.begin(withOtherPins(world.clinic.code(inAnHour))).has_error());
    CHECK(said == "nobody");
    CHECK(world.phone().overview.status().stopped);
}

TEST_CASE("a clinic that had to change its key is still the same clinic") {
    PatientWorld world;
    world.setUp();
    world.stop();
    const auto before = support::confirmedPairing();
    const auto code = withOtherPins(world.clinic.code(inAnHour));
    enrolsFor(world, code, before.patient, before.epoch);
    CHECK(world.begin(code).has_value());
}

TEST_CASE("a phone that the clinic still accepts is not paired again") {
    PatientWorld world;
    world.setUp();
    world.clinic.setState(net::DeviceState::Active);
    const auto refused = world.begin(world.clinic.code(inAnHour));
    CHECK(refused.error().is(patient::Fault::AlreadyPaired));
    CHECK(world.transport.calls().size() == 1);  // it asked, and used up no code
}

TEST_CASE("a phone that has not heard yet that it was stopped asks before it pairs again") {
    PatientWorld world;
    world.setUp();
    world.clinic.setState(net::DeviceState::Suspended);
    const auto asked = world.begin(world.clinic.code(inAnHour));
    REQUIRE(asked.has_value());
    CHECK(world.transport.calls() ==
          std::vector<std::string>{"GET enrol/" + support::confirmedPairing().clientId,
                                   "POST enrol"});
}

TEST_CASE("a sync that the clinic ends stops the phone and keeps what is on it") {
    PatientWorld world;
    world.setUp();
    REQUIRE(world.phone().journaling.add("not sent", false).has_value());
    world.transport.on("POST", "token", [](const auto&) {
        return support::ScriptedTransport::json(
            401,
            R"({"resourceType":"OperationOutcome","issue":[{"severity":"error",)"
            R"("code":"login","details":{"coding":[{"system":)"
            R"("https://landfall.example/fhir/CodeSystem/refusal","code":"device_revoked"}]}}]})");
    });
    const auto report = world.sync();
    REQUIRE(report.has_value());
    CHECK(report->refusal == sync::Refusal::DeviceRevoked);
    const auto status = world.phone().overview.status();
    CHECK(status.stopped);
    CHECK(status.refusal == "device-revoked");
    CHECK(status.pending == 1);
    CHECK(world.phone().overview.devices()->front().state == "revoked");
}
