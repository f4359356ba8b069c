#include "server/auth/enrolment.hpp"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "clinic/auth/world.hpp"

using namespace landfall;
using clinic::http::Method;
using tests::Phone;
using tests::World;

namespace {

std::string with(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// The digits as docs/api.md says, worked out without the server's code.
std::string digitsOf(const std::string& token, const Phone& phone, const std::string& device) {
    const auto secret = *base::fromCrockford32(token, 128);
    const auto thumbprint = phone.thumbprint();
    const auto hash =
        base::sha256({base::ByteView(secret), base::ByteView(thumbprint), base::viewOf(device)});
    std::uint64_t number = 0;
    for (int i = 0; i < 8; ++i) number = number * 256 + hash[static_cast<std::size_t>(i)];
    auto text = std::to_string(number % 1'000'000);
    while (text.size() < 6) text.insert(text.begin(), '0');
    return text;
}

std::string backupMember(const base::Sha256& pin) {
    return R"(,"backup":")" + base::toBase64Url(pin) + "\"";
}
std::string ownBackup(const World& world) {
    return backupMember(*world.services.clinic.pins.backup);
}
std::string otherBackup() {
    return backupMember(base::Sha256{9});
}
std::string ownPatient() {
    return std::string(R"(,"patient":")") + World::patient + "\"";
}
std::string otherPatient() {
    return R"(,"patient":"0190aaaa-0000-7000-8000-000000000002")";
}
}  // namespace

TEST_CASE("a pairing code has the form of the contract and at most 300 bytes") {
    World world;
    clinic::http::Pins pins;
    pins.current.fill(1);
    pins.backup.emplace().fill(2);
    clinic::auth::InvitationOrder order{
        .patient = World::patient, .authority = "127.0.0.1:8443", .pins = pins};
    const auto made = clinic::auth::writing(world.transactions, [&](db::Database& tx) {
        return clinic::auth::invite(tx, world.audit, clinic::http::Actor::operatorOfMachine(),
                                    order, world.clock, world.random);
    });
    REQUIRE(made.has_value());
    CHECK(made->expiresUnixS == 1'800'000'600);
    const auto token = made->uri.substr(made->uri.find("&t=") + 3, 26);
    CHECK(made->uri == "landfall://pair?v=1&h=127.0.0.1:8443&b=/&t=" + token +
                           "&p=" + base::toBase64Url(pins.current) +
                           "&q=" + base::toBase64Url(*pins.backup) + "&e=1800000600");
    CHECK(made->uri.size() <= clinic::auth::pairingUriBytesMax);

    order.pins.backup.reset();
    const auto spareless = clinic::auth::writing(world.transactions, [&](db::Database& tx) {
        return clinic::auth::invite(tx, world.audit, clinic::http::Actor::operatorOfMachine(),
                                    order, world.clock, world.random);
    });
    REQUIRE(spareless.has_value());
    CHECK(spareless->uri.find("&q=") == std::string::npos);

    order.authority = std::string(200, 'a');
    const auto tooLong = clinic::auth::writing(world.transactions, [&](db::Database& tx) {
        return clinic::auth::invite(tx, world.audit, clinic::http::Actor::operatorOfMachine(),
                                    order, world.clock, world.random);
    });
    CHECK(tooLong.has_error());
}

TEST_CASE("a patient has at most three open invitations") {
    World world;
    for (int i = 0; i < 3; ++i) CHECK(world.invite().size() == 26);
    const auto fourth = clinic::auth::writing(world.transactions, [&](db::Database& tx) {
        return clinic::auth::invite(tx, world.audit, clinic::http::Actor::operatorOfMachine(),
                                    {.patient = World::patient, .authority = "a", .pins = {}},
                                    world.clock, world.random);
    });
    CHECK(fourth.has_error());
    world.clock.advanceMs(clinic::auth::invitationLifeMs);
    CHECK(world.invite().size() == 26);
}

TEST_CASE("a phone enrols, waits, is confirmed by its digits and gets a token") {
    World world;
    const Phone phone;
    const auto token = world.invite();
    const auto answer = world.enrol(token, phone);
    REQUIRE(answer.status == 201);
    const auto device = World::member(answer, "client_id");
    CHECK(World::member(answer, "patient") == World::patient);
    CHECK(World::member(answer, "state") == "pending");
    CHECK(World::member(answer, "epoch") == "epoch-1");
    const auto body = fhir::Json::parse(answer.body);
    const auto pins = body->get("pins");
    CHECK(pins.get("current").textOr() == base::toBase64Url(world.services.clinic.pins.current));
    CHECK(pins.get("backup").textOr() == base::toBase64Url(*world.services.clinic.pins.backup));
    CHECK(fhir::Json::parse(answer.body)->get("clinic").get("phone").textOr() ==
          "+44 20 7946 0000");
    CHECK(world.stateOf(device) == "pending");
    CHECK(World::outcomeOf(world.token(world.assertion(phone, device))) == "device_pending");

    const auto lin = world.add(clinic::http::Role::Clinician, "lin@clinic.example");
    world.careTeam.pairs.insert({lin.id, World::patient});
    const auto page = world.signIn(lin);
    const auto confirm = [&](const std::string& digits) {
        return world.post({"review", "api", "devices", device, "confirm"},
                          R"({"digits":")" + digits + "\"}", page);
    };
    const auto digits = digitsOf(token, phone, device);
    CHECK(World::outcomeOf(confirm(digits == "000000" ? "000001" : "000000")) == "digits_differ");
    CHECK(World::outcomeOf(confirm("")) == "digits_differ");
    CHECK(world.stateOf(device) == "pending");
    const auto confirmed = confirm(digits);
    CHECK(confirmed.status == 200);
    CHECK(World::member(confirmed, "state") == "active");
    CHECK(confirm(digits).status == 200);
    CHECK(world.stateOf(device) == "active");
    CHECK(world.token(world.assertion(phone, device)).status == 200);
    CHECK(world.audit.lines.back() == "request-token done by device");
}

TEST_CASE("the same phone that asks again gets the same answer, for its answer may be lost") {
    World world;
    const Phone phone;
    const auto token = world.invite();
    const auto first = world.enrol(token, phone);
    const auto second = world.enrol(token, phone);
    CHECK(second.status == 200);
    CHECK(second.body == first.body);
    world.clock.advanceMs(clinic::auth::invitationLifeMs);
    CHECK(World::outcomeOf(world.enrol(token, phone)) == "code_used");
}

TEST_CASE("a second phone on the same code suspends both, even when the first is active") {
    World world;
    const Phone phone;
    const Phone stranger;
    const auto token = world.invite();
    const auto device = World::member(world.enrol(token, phone), "client_id");
    world.activate(device);
    const auto access = World::member(world.token(world.assertion(phone, device)), "access_token");
    CHECK(World::outcomeOf(world.enrol(token, stranger)) == "code_used_twice");
    CHECK(world.stateOf(device) == "suspended");
    CHECK(World::outcomeOf(world.token(world.assertion(phone, device))) == "device_revoked");
    CHECK(World::outcomeOf(world.send(Method::Get, {"fhir", "Task"}, {},
                                      {{"Authorization", "Bearer " + access}})) ==
          "device_revoked");
    CHECK(World::outcomeOf(world.enrol(token, stranger)) == "code_used_twice");

    const auto devices = clinic::auth::listDevices(world.database);
    REQUIRE(devices->size() == 2);
    for (const auto& each : *devices) CHECK(each.state == clinic::auth::DeviceState::Suspended);

    const auto admin = world.add(clinic::http::Role::Admin, "admin@clinic.example");
    const auto page = world.signIn(admin);
    CHECK(World::outcomeOf(world.post({"review", "api", "devices", device, "confirm"},
                                      R"({"digits":")" + digitsOf(token, phone, device) + "\"}",
                                      page)) == "not_found");
}

TEST_CASE("a phone that expects another backup key or patient is refused and uses nothing up") {
    World world;
    const Phone phone;
    const auto token = world.invite();
    const auto open = [&] {
        return *world.database.number("SELECT count(*) FROM invitation WHERE used_ms IS NULL");
    };
    for (const auto& [expected, refusal] :
         {std::pair{otherBackup(), "pins_differ"}, std::pair{otherPatient(), "wrong_patient"},
          std::pair{otherBackup() + ownPatient(), "pins_differ"},
          std::pair{ownBackup(world) + otherPatient(), "wrong_patient"}}) {
        INFO(expected);
        CHECK(World::outcomeOf(world.enrol(token, phone, expected)) == refusal);
        CHECK(world.audit.lines.back() == "enrol refused " + std::string(refusal) + " by nobody");
        CHECK(clinic::auth::listDevices(world.database)->empty());
        CHECK(open() == 1);
    }
    // Another phone may come with it, for the first has not got it.
    const Phone right;
    const auto answer = world.enrol(token, right, ownBackup(world) + ownPatient());
    CHECK(answer.status == 201);
    CHECK(open() == 0);
    // Its answer was lost: what it expects holds now too, and does not stop it.
    CHECK(World::outcomeOf(world.enrol(token, right, otherBackup())) == "pins_differ");
    CHECK(world.enrol(token, right, ownBackup(world)).body == answer.body);
    CHECK(world.stateOf(World::member(answer, "client_id")) == "pending");
}

TEST_CASE("the example of an enrolment in docs/api.md has the members that are read") {
    std::stringstream text;
    text << std::ifstream(LANDFALL_API_DOCUMENT).rdbuf();
    const auto document = text.str();
    const auto heading = document.find("### `POST /enrol`");
    REQUIRE(heading != std::string::npos);
    const auto begin = document.find("```json\n", heading) + 8;
    const auto example =
        fhir::Json::parse(document.substr(begin, document.find("```", begin) - begin));
    REQUIRE(example.has_value());
    World world;
    const Phone phone;
    const auto body = World::enrolBody(world.invite(), phone, ownBackup(world) + ownPatient());
    const auto namesOf = [](const fhir::Json& json) {
        std::vector<std::string> names;
        for (const auto member : json.root().members()) names.emplace_back(member.key());
        return names;
    };
    CHECK(namesOf(*example) == namesOf(*fhir::Json::parse(body)));
    CHECK(world.post({"enrol"}, body).status == 201);
}

TEST_CASE("what a phone expects is compared with nothing when its code is not good") {
    World world;
    const Phone phone;
    const Phone stranger;
    const auto unknown = "00000000000000000000000000";
    for (const auto& expected : {otherPatient(), ownPatient(), otherBackup(), ownBackup(world)}) {
        INFO(expected);
        CHECK(World::outcomeOf(world.enrol(unknown, phone, expected)) == "not_found");
    }
    const auto late = world.invite();
    world.clock.advanceMs(clinic::auth::invitationLifeMs);
    CHECK(World::outcomeOf(world.enrol(late, phone, otherPatient())) == "code_expired");
    // A second phone is an alarm whatever it says.
    const auto used = world.invite();
    const auto device = World::member(world.enrol(used, phone), "client_id");
    CHECK(World::outcomeOf(world.enrol(used, stranger, otherPatient())) == "code_used_twice");
    CHECK(world.stateOf(device) == "suspended");
}

TEST_CASE("a try with other expectations counts like any other (H-12)") {
    World world;
    const Phone phone;
    clinic::http::RateLimits tight{clinic::http::Limits{.enrolmentsPerMinutePerAddress = 2},
                                   world.clock};
    const clinic::http::Dispatcher dispatcher(world.handlers, *world.authenticator, tight);
    clinic::http::Request request;
    request.method = Method::Post;
    request.path = {"enrol"};
    request.host = "127.0.0.1:8443";
    request.peer = "192.0.2.7";
    const auto token = world.invite();
    request.body = World::enrolBody(token, phone, otherPatient());
    CHECK(World::outcomeOf(dispatcher.run(request)) == "wrong_patient");
    CHECK(World::outcomeOf(dispatcher.run(request)) == "wrong_patient");
    request.body = World::enrolBody(token, phone);
    CHECK(World::outcomeOf(dispatcher.run(request)) == "too_many_requests");
}

TEST_CASE("a server without a backup key refuses a code that names one") {
    World world;
    const Phone phone;
    const auto backup = ownBackup(world);
    world.services.clinic.pins.backup.reset();
    const auto token = world.invite();
    CHECK(World::outcomeOf(world.enrol(token, phone, backup)) == "pins_differ");
    CHECK(world.enrol(token, phone).status == 201);
}

TEST_CASE("codes that are unknown, too old or used are told apart and change nothing") {
    World world;
    const Phone phone;
    CHECK(World::outcomeOf(world.enrol("00000000000000000000000000", phone)) == "not_found");
    const auto token = world.invite();
    world.clock.advanceMs(clinic::auth::invitationLifeMs);
    CHECK(World::outcomeOf(world.enrol(token, phone)) == "code_expired");
    CHECK(clinic::auth::listDevices(world.database)->empty());

    const auto used = world.invite();
    CHECK(world.enrol(used, phone).status == 201);
    world.clock.advanceMs(clinic::auth::invitationLifeMs);
    const Phone later;
    CHECK(World::outcomeOf(world.enrol(used, later)) == "code_used");
    CHECK(clinic::auth::listDevices(world.database)->size() == 1);
}

TEST_CASE(
    "an enrolment without a true proof, or with anything odd, is refused and uses nothing up") {
    World world;
    const Phone phone;
    const Phone other;
    const auto token = world.invite();
    const auto good = World::enrolBody(token, phone);
    const auto bytes = *base::fromCrockford32(token, 128);
    const auto hash = [&](const Phone& of) {
        const auto thumbprint = of.thumbprint();
        return base::toBase64Url(base::sha256({base::ByteView(bytes), base::ByteView(thumbprint)}));
    };
    const auto proven = [&](const std::string& proof) {
        return R"({"token":")" + token + R"(","jwk":)" + phone.jwk() +
               R"(,"app":"0.1.0","name":"Linux phone","proof":")" + proof + "\"}";
    };
    const auto point = phone.point();
    const auto x = base::toBase64Url(base::ByteView(point).first(48));
    auto offCurve = point;
    offCurve[95] ^= 1;
    const auto y = base::toBase64Url(base::ByteView(point).last(48));
    const auto wrongY = base::toBase64Url(base::ByteView(offCurve).last(48));
    const std::vector<std::string> bad = {
        "",
        "[]",
        "{}",
        good + " x",
        with(good, "{", R"({"token":"x",)"),
        with(good, "{", R"({"admin":true,)"),
        with(good, token, token.substr(1)),
        with(good, token, token + "0"),
        with(good, R"("P-384")", R"("P-256")"),
        with(good, R"("EC")", R"("oct")"),
        with(good, R"("kty")", R"("d":"AAAA","kty")"),
        with(good, x, x.substr(0, 62)),
        with(good, x, std::string(64, 'A')),
        with(good, y, wrongY),
        with(good, R"("0.1.0")", "1"),
        with(good, R"("Linux phone")", R"("")"),
        with(good, "Linux phone", std::string(65, 'a')),
        with(good, "Linux phone", "a\\nb"),
        World::enrolBody(token, phone, R"(,"backup":null)"),
        World::enrolBody(token, phone, R"(,"backup":"AAAA")"),
        World::enrolBody(token, phone, ownBackup(world) + ownBackup(world)),
        World::enrolBody(token, phone, R"(,"patient":"")"),
        World::enrolBody(token, phone, R"(,"patient":7)"),
        World::enrolBody(token, phone, R"(,"expected":"x")"),
        proven(""),
        proven("a.b.c"),
        proven(other.jws(R"({"alg":"ES384"})", hash(phone))),
        proven(phone.jws(R"({"alg":"ES384"})", hash(other))),
        proven(phone.jws(R"({"alg":"ES384"})", token)),
        proven(phone.jws(R"({"alg":"none"})", hash(phone))),
        proven(phone.jws(R"({"alg":"ES384","typ":"JWT"})", hash(phone))),
        proven(phone.jws(R"({"alg":"ES384"})", hash(phone)) + "="),
        proven(tests::compact(R"({"alg":"ES384"})", hash(phone), base::Bytes(96, 0))),
    };
    for (const auto& body : bad) {
        INFO(body);
        const auto outcome = World::outcomeOf(world.post({"enrol"}, body));
        CHECK((outcome == "bad_request" || outcome == "bad_json"));
    }
    CHECK(clinic::auth::listDevices(world.database)->empty());
    CHECK(world.post({"enrol"}, good).status == 201);
}

TEST_CASE("a revoked phone is told so at its next request and stays out") {
    World world;
    const Phone phone;
    const auto device = World::member(world.enrol(world.invite(), phone), "client_id");
    world.activate(device);
    const auto access = World::member(world.token(world.assertion(phone, device)), "access_token");
    const auto admin = world.add(clinic::http::Role::Admin, "admin@clinic.example");
    const auto page = world.signIn(admin);
    CHECK(world.post({"review", "api", "devices", device, "revoke"}, "", page).status == 204);
    CHECK(World::outcomeOf(world.send(Method::Get, {"fhir", "Task"}, {},
                                      {{"Authorization", "Bearer " + access}})) ==
          "device_revoked");
    CHECK(World::outcomeOf(world.token(world.assertion(phone, device))) == "device_revoked");
    CHECK(world.stateOf(device) == "revoked");
    CHECK(World::outcomeOf(world.post({"review", "api", "devices", "nobody", "revoke"}, "",
                                      page)) == "not_found");
}

TEST_CASE("a clinician touches the phones of own patients only, and cannot tell others from none") {
    World world;
    const Phone phone;
    const auto device = World::member(world.enrol(world.invite(), phone), "client_id");
    const auto lin = world.add(clinic::http::Role::Clinician, "lin@clinic.example");
    const auto page = world.signIn(lin);
    for (const auto& id : {device, std::string("0190aaaa-0000-7000-8000-00000000dead")}) {
        CHECK(World::outcomeOf(world.post({"review", "api", "devices", id, "revoke"}, "", page)) ==
              "forbidden");
        CHECK(World::outcomeOf(world.post({"review", "api", "devices", id, "confirm"},
                                          R"({"digits":"000000"})", page)) == "forbidden");
    }
    CHECK(world.stateOf(device) == "pending");
}

TEST_CASE("the list of devices tells an administrator digits while they matter, and no names") {
    World world;
    const Phone phone;
    const auto token = world.invite();
    const auto device = World::member(world.enrol(token, phone), "client_id");
    const auto admin = world.add(clinic::http::Role::Admin, "admin@clinic.example");
    const auto page = world.signIn(admin);
    const auto list = [&] {
        return *fhir::Json::parse(
            world.send(Method::Get, {"review", "api", "devices"}, {}, page).body);
    };
    auto before = list();
    CHECK(before.root()[0].get("digits").textOr() == digitsOf(token, phone, device));
    CHECK(before.root()[0].get("lastSeen").isNull());
    CHECK_FALSE(before.root()[0].get("name"));
    world.activate(device);
    CHECK(list().root()[0].get("digits").isNull());
    CHECK(world.stateOf("nobody").empty());
}
