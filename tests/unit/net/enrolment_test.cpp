#include "landfall/net/enrolment.hpp"

#include <catch2/catch_test_macros.hpp>

#include "landfall/fhir/json.hpp"
#include "scripted_transport.hpp"

using namespace landfall;
using namespace landfall::net;
using namespace landfall::net::test;

namespace {
constexpr std::int64_t nowMs = 1'700'000'000'000;
const std::string clientId = "0190a5b0-0000-7000-8000-000000000001";
std::string bodyWith(const std::string& pins) {
    return R"({"client_id":")" + clientId +
           R"(","patient":"0190a5b0-0000-7000-8000-000000000002","state":"pending",)"
           R"("epoch":"0190a5b0-0000-4000-8000-000000000003",)" +
           pins +
           R"("clinic":{"name":"Harbour Clinic","phone":"+44 20 7946 0000","country":"GB"}})";
}
std::string pinsOf(const ports::SpkiPin& current, const std::string& backup) {
    return R"("pins":{"current":")" + ports::pinText(current) + R"(","backup":)" + backup + "},";
}
const ports::SpkiPin first{1};
const ports::SpkiPin spare{2};
const ports::SpkiPin foreign{3};
const std::string enrolledBody = bodyWith(pinsOf(first, "null"));

PairingUri code() {
    PairingUri uri;
    uri.endpoint = {"127.0.0.1", 8443, "/", {ports::SpkiPin{1}}, ports::Trust::Private};
    uri.token.fill(0xa5);
    uri.expiresUnixS = nowMs / 1'000 + 60;
    return uri;
}

struct Bench {
    ScriptedTransport transport;
    HandWoundTimers timers;
    Enrolment enrolment{transport, timers};
    std::optional<Result<Enrolled>> result;

    void start(const PairingUri& uri = code(), const std::string& patient = {}) {
        enrolment.start(uri, *DeviceKey::make(), nowMs, patient,
                        [this](Result<Enrolled> r) { result.emplace(std::move(r)); });
        transport.deliver();
    }
    [[nodiscard]] bool failedWith(Fault fault) const {
        return result && result->has_error() && result->error().is(fault);
    }
};

std::string member(const ports::Request& request, const char* name) {
    return std::string(fhir::Json::borrow(*request.body)->get(name).textOr());
}
}  // namespace

TEST_CASE("a phone enrols and both sides can show the same digits") {
    Bench b;
    b.transport.then(answerOf(201, enrolledBody));
    b.start();
    REQUIRE(b.result.has_value());
    REQUIRE(b.result->has_value());
    const auto& enrolled = **b.result;
    CHECK(enrolled.clientId == clientId);
    CHECK(enrolled.state == DeviceState::Pending);
    CHECK(enrolled.clinic.name == "Harbour Clinic");
    CHECK(enrolled.endpoint == code().endpoint);
    const auto key = DeviceKey::fromDer(enrolled.deviceKey);
    REQUIRE(key.has_value());
    CHECK(enrolled.digits == comparisonDigits(code().token, key->thumbprint(), clientId));

    REQUIRE(b.transport.requests.size() == 1);
    const auto& request = b.transport.requests[0];
    CHECK(request.method == "POST");
    CHECK(request.target == "enrol");
    CHECK(member(request, "token") == code().tokenText());
    CHECK(fhir::Json::borrow(*request.body)->get("jwk").raw() == key->jwk());
}

TEST_CASE("an expired code asks nobody") {
    Bench b;
    auto uri = code();
    uri.expiresUnixS = nowMs / 1'000;
    b.start(uri);
    CHECK_FALSE(b.result.has_value());
    b.timers.ring();
    CHECK(b.failedWith(Fault::CodeExpired));
    CHECK(b.transport.requests.empty());
}

TEST_CASE("a lost answer is asked for again with the same key") {
    Bench b;
    b.transport.then(ports::Failure{ports::FailureKind::Interrupted, true, {}});
    b.transport.then(answerOf(200, enrolledBody));
    b.start();
    CHECK_FALSE(b.result.has_value());
    CHECK(b.timers.ring() == 1'000);
    b.transport.deliver();
    REQUIRE(b.result.has_value());
    CHECK(b.result->has_value());
    REQUIRE(b.transport.requests.size() == 2);
    const auto jwk = [&](std::size_t n) {
        return std::string(fhir::Json::borrow(*b.transport.requests[n].body)->get("jwk").raw());
    };
    CHECK(jwk(0) == jwk(1));
}

TEST_CASE("an answer that never comes ends after three tries") {
    Bench b;
    for (int n = 0; n < 3; ++n)
        b.transport.then(ports::Failure{ports::FailureKind::Timeout, true, {}});
    b.start();
    while (b.timers.ring() >= 0) b.transport.deliver();
    CHECK(b.failedWith(Fault::TimedOut));
    CHECK(b.transport.requests.size() == 3);
}

TEST_CASE("each refusal has its own fault") {
    const std::vector<std::tuple<int, std::string, Fault>> cases = {
        {410, "code_expired", Fault::CodeExpired},
        {410, "code_used", Fault::CodeUsed},
        {409, "code_used_twice", Fault::CodeUsedTwice},
        {404, "not_found", Fault::NoSuchCode},
        {422, "pins_differ", Fault::PinsDiffer},
        {422, "wrong_patient", Fault::PatientDiffers},
        {429, "too_many_requests", Fault::Busy},
        {400, "bad_request", Fault::Refused}};
    for (const auto& [status, refusal, fault] : cases) {
        Bench b;
        b.transport.then(refusalOf(status, refusal));
        b.start();
        INFO(refusal);
        CHECK(b.failedWith(fault));
    }
    Bench portal;
    portal.transport.then(answerOf(403, "<html>Please sign in</html>"));
    portal.start();
    CHECK(portal.failedWith(Fault::BadAnswer));
}

TEST_CASE("a wrong key names both fingerprints") {
    Bench b;
    b.transport.then(ports::Failure{ports::FailureKind::PinMismatch, false,
                                    ports::PinDifference{{ports::SpkiPin{1}}, ports::SpkiPin{2}}});
    b.start();
    REQUIRE(b.failedWith(Fault::WrongPin));
    CHECK(b.result->error().where ==
          "expected " + ports::pinText({1}) + ", seen " + ports::pinText({2}));
}

TEST_CASE("a code whose keys are not those the server names is refused (E-02, E-06)") {
    const auto withSpare = [](const ports::SpkiPin& pin) {
        auto uri = code();
        uri.endpoint.pins.push_back(pin);
        uri.hasBackupPin = true;
        return uri;
    };
    const auto quotedPin = [](const ports::SpkiPin& pin) {
        return fhir::quoted(ports::pinText(pin));
    };
    const auto enrol = [](Bench& b, const PairingUri& uri, const std::string& pins) {
        b.transport.then(answerOf(201, bodyWith(pins)));
        b.start(uri);
    };
    {
        Bench b;
        enrol(b, withSpare(spare), pinsOf(first, quotedPin(spare)));
        REQUIRE(b.result->has_value());
        CHECK((*b.result)->hasBackupPin);
        CHECK((*b.result)->endpoint.pins.size() == 2);
    }
    {
        // Without a backup pin in the code there is nothing to compare, and none is taken over.
        Bench b;
        enrol(b, code(), pinsOf(first, quotedPin(spare)));
        REQUIRE(b.result->has_value());
        CHECK_FALSE((*b.result)->hasBackupPin);
        CHECK((*b.result)->endpoint.pins.size() == 1);
    }
    {
        Bench b;
        enrol(b, withSpare(foreign), pinsOf(first, quotedPin(spare)));
        REQUIRE(b.failedWith(Fault::PinsDiffer));
        CHECK(b.result->error().where == "code " + ports::pinText(first) + " " +
                                             ports::pinText(foreign) + ", server " +
                                             ports::pinText(first) + " " + ports::pinText(spare));
    }
    Bench none;
    enrol(none, withSpare(spare), pinsOf(first, "null"));
    CHECK(none.failedWith(Fault::PinsDiffer));
    Bench other;
    enrol(other, code(), pinsOf(foreign, "null"));
    CHECK(other.failedWith(Fault::PinsDiffer));
    for (const auto& unsaid : {std::string(), pinsOf(first, "\"short\""), pinsOf(first, "7")}) {
        Bench b;
        enrol(b, code(), unsaid);
        CHECK(b.failedWith(Fault::BadAnswer));
    }
}

TEST_CASE("what a phone expects is said with the code, and nothing else") {
    const auto sent = [](const PairingUri& uri, const std::string& patient) {
        Bench b;
        b.transport.then(refusalOf(422, "pins_differ"));
        b.start(uri, patient);
        REQUIRE(b.failedWith(Fault::PinsDiffer));
        const auto spareText = uri.hasBackupPin ? ports::pinText(spare) : "-";
        CHECK(b.result->error().where == "code " + ports::pinText(first) + " " + spareText);
        return *b.transport.requests.at(0).body;
    };
    const auto member = [](const std::string& body, const char* name) {
        return std::string(fhir::Json::borrow(body)->get(name).textOr("absent"));
    };
    const auto plain = sent(code(), "");
    CHECK(member(plain, "backup") == "absent");
    CHECK(member(plain, "patient") == "absent");
    auto uri = code();
    uri.endpoint.pins.push_back(spare);
    uri.hasBackupPin = true;
    const auto full = sent(uri, "p-1");
    CHECK(member(full, "backup") == ports::pinText(spare));
    CHECK(member(full, "patient") == "p-1");
}

TEST_CASE("an answer that is not whole is refused") {
    for (const auto* body :
         {"", "{}", "[]", R"({"client_id":"x","patient":"p","state":"pending","epoch":"e"})"}) {
        Bench b;
        b.transport.then(answerOf(201, body));
        b.start();
        CHECK(b.failedWith(Fault::BadAnswer));
    }
}

TEST_CASE("the state of a phone is asked and read") {
    for (const auto& [text, state] :
         std::vector<std::pair<std::string, DeviceState>>{{"pending", DeviceState::Pending},
                                                          {"active", DeviceState::Active},
                                                          {"suspended", DeviceState::Suspended},
                                                          {"revoked", DeviceState::Revoked}}) {
        Bench b;
        b.transport.then(answerOf(200, R"({"state":")" + text + R"("})"));
        std::optional<Result<DeviceState>> answer;
        b.enrolment.askState(code().endpoint, clientId, [&](auto r) { answer.emplace(r); });
        b.transport.deliver();
        REQUIRE(answer.has_value());
        CHECK(**answer == state);
        CHECK(b.transport.requests[0].target == "enrol/" + clientId);
    }
}

TEST_CASE("a cancelled enrolment says so, and one that goes away calls nobody") {
    Bench b;
    b.start();
    b.enrolment.cancel();
    b.transport.deliverCancelled();
    CHECK(b.failedWith(Fault::Cancelled));

    ScriptedTransport transport;
    HandWoundTimers timers;
    bool called = false;
    {
        Enrolment brief(transport, timers);
        brief.start(code(), *DeviceKey::make(), nowMs, "",
                    [&](const Result<Enrolled>&) { called = true; });
    }
    transport.deliverCancelled();
    CHECK_FALSE(called);
}
