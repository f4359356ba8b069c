#pragma once

#include <liboath/oath.h>

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "clinic/auth/phone.hpp"
#include "clinic/http/temp_folder.hpp"
#include "landfall/base/log.hpp"
#include "landfall/fhir/json.hpp"
#include "server/auth/devices.hpp"
#include "server/auth/handlers.hpp"
#include "server/auth/invitations.hpp"

namespace landfall::tests::accounts {
std::span<const base::EmbeddedFile> files();
}

namespace landfall::tests {

using namespace clinic;

/// Keeps what was audited, as lines that a test can read.
class KeptAudit final : public auth::AuditSink {
public:
    std::vector<std::string> lines;
    Result<void> record(db::Database&, const auth::AuditEntry& entry) override {
        std::string line(http::toText(entry.action));
        line += entry.outcome == auth::Outcome::Done ? " done" : " refused";
        if (!entry.reason.empty()) line += " " + std::string(entry.reason);
        line += " by " + std::string(http::roleText(entry.actor));
        lines.push_back(std::move(line));
        return ok();
    }
};

/// Who treats whom, as pairs of user and patient.
class ListedCareTeam final : public auth::CareTeam {
public:
    std::set<std::pair<std::string, std::string>> pairs;
    Result<bool> treats(db::Database&, std::string_view user, std::string_view patient) override {
        return pairs.contains({std::string(user), std::string(patient)});
    }
    Result<bool> exists(db::Database&, std::string_view) override { return true; }
};

/// The whole of auth on a real encrypted database, behind the dispatcher, on a clock that stands.
class World {
public:
    static constexpr const char* patient = "0190aaaa-0000-7000-8000-000000000001";
    static constexpr const char* audience = "https://127.0.0.1:8443/token";

    TempFolder folder;
    base::FixedClock clock{{1'800'000'000'000, 0}};
    base::SeededRandom random{42};
    db::Database database;
    auth::OneConnection transactions{database};
    KeptAudit audit;
    ListedCareTeam careTeam;
    http::EventHub events;
    http::RateLimits rates{http::Limits{.tokensPerMinutePerDevice = 10'000,
                                        .enrolmentsPerMinutePerAddress = 10'000,
                                        .enrolmentsPerHour = 10'000},
                           clock};
    auth::Services services{.transactions = transactions,
                            .audit = audit,
                            .careTeam = careTeam,
                            .events = events,
                            .rates = rates,
                            .clock = clock,
                            .random = random,
                            .clinic = {"Harbour Clinic",
                                       "+44 20 7946 0000",
                                       "GB",
                                       "epoch-1",
                                       "127.0.0.1:8443",
                                       {.current = base::Sha256{1}, .backup = base::Sha256{2}}},
                            .passwordCost = {.passes = 1, .memoryBytes = 8192}};
    http::Handlers handlers;
    std::unique_ptr<http::Authenticator> authenticator;
    http::Dispatcher dispatcher;

    World()
        : database(open(folder, random)),
          authenticator(auth::makeAuthenticator(services)),
          dispatcher(handlers, *authenticator, rates) {
        base::setLogEnabled(false);
        REQUIRE(auth::bindHandlers(handlers, services).has_value());
    }
    ~World() { base::setLogEnabled(true); }

    http::Response send(http::Method method, std::vector<std::string> path, std::string body = {},
                        std::vector<http::Header> headers = {}) {
        http::Request request;
        request.method = method;
        request.path = std::move(path);
        request.body = std::move(body);
        request.headers = std::move(headers);
        request.host = "127.0.0.1:8443";
        request.peer = "192.0.2.7";
        request.requestId = "01REQUEST";
        return dispatcher.run(request);
    }
    http::Response post(std::vector<std::string> path, std::string body,
                        std::vector<http::Header> headers = {}) {
        return send(http::Method::Post, std::move(path), std::move(body), std::move(headers));
    }

    /// The code of a refusal, or the status of a success.
    static std::string outcomeOf(const http::Response& response) {
        if (response.status < 400) return std::to_string(response.status);
        const auto json = fhir::Json::parse(response.body);
        REQUIRE(json.has_value());
        return std::string(
            json->get("issue")[0].get("details").get("coding")[0].get("code").textOr("?"));
    }
    static std::string member(const http::Response& response, std::string_view name) {
        const auto json = fhir::Json::parse(response.body);
        return json.has_value() ? std::string(json->get(name).textOr()) : "";
    }

    /// A fresh invitation's token, as the 26 symbols of its URI.
    std::string invite() {
        const auto made = auth::writing(transactions, [&](db::Database& tx) {
            return auth::invite(tx, audit, http::Actor::operatorOfMachine(),
                                {.patient = patient, .authority = "127.0.0.1:8443", .pins = {}},
                                clock, random);
        });
        REQUIRE(made.has_value());
        const auto at = made->uri.find("&t=") + 3;
        return made->uri.substr(at, 26);
    }
    /// `expected` are further members, each with a comma before it.
    static std::string enrolBody(const std::string& token, const Phone& phone,
                                 const std::string& expected = {}) {
        const auto bytes = *base::fromCrockford32(token, 128);
        const auto thumbprint = phone.thumbprint();
        const auto hash = base::sha256({base::ByteView(bytes), base::ByteView(thumbprint)});
        return R"({"token":")" + token + R"(","jwk":)" + phone.jwk() +
               R"(,"app":"0.1.0","name":"Linux phone","proof":")" +
               phone.jws(R"({"alg":"ES384"})", base::toBase64Url(hash)) + "\"" + expected + "}";
    }
    http::Response enrol(const std::string& token, const Phone& phone,
                         const std::string& expected = {}) {
        return post({"enrol"}, enrolBody(token, phone, expected));
    }
    std::string stateOf(const std::string& device) {
        return member(send(http::Method::Get, {"enrol", device}), "state");
    }
    void activate(const std::string& device) {
        REQUIRE(
            database.run("UPDATE device SET state = 'active' WHERE id = ?", device).has_value());
    }

    static std::string form(const std::string& assertion) {
        return "grant_type=client_credentials&scope=patient%2F*.cruds&client_assertion_type="
               "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_"
               "assertion=" +
               assertion;
    }
    http::Response token(const std::string& assertion) { return post({"token"}, form(assertion)); }
    [[nodiscard]] std::string headerFor(const std::string& device) const {
        return R"({"alg":"ES384","kid":")" + device + R"(","typ":"JWT"})";
    }
    [[nodiscard]] std::string claimsFor(const std::string& device, const std::string& id) const {
        return R"({"iss":")" + device + R"(","sub":")" + device + R"(","aud":")" + audience +
               R"(","exp":)" + std::to_string(clock.now().unixMs / 1000 + 300) + R"(,"jti":")" +
               id + "\"}";
    }
    std::string assertion(const Phone& phone, const std::string& device) {
        return phone.jws(
            headerFor(device),
            claimsFor(device, "assertion-" + std::to_string(1'000'000 + ++assertions_)));
    }

    struct Person {
        std::string id;
        std::string email;
        std::string secret;  ///< base32
    };
    static constexpr const char* password = "kettle orbit mantle 9";
    Person add(http::Role role, const std::string& email) {
        const auto made = auth::addUser(transactions, audit, http::Actor::operatorOfMachine(),
                                        {.email = email,
                                         .name = "Dr Lin",
                                         .role = role,
                                         .password = base::SecretText(password),
                                         .clinicName = "Harbour Clinic",
                                         .cost = services.passwordCost},
                                        clock, random);
        REQUIRE(made.has_value());
        const auto at = made->otpauth.find("secret=") + 7;
        return {made->id, email, made->otpauth.substr(at, made->otpauth.find('&', at) - at)};
    }
    /// What the person's authenticator app shows now.
    [[nodiscard]] std::string codeOf(const Person& person) const {
        char* secret = nullptr;
        std::size_t size = 0;
        REQUIRE(oath_base32_decode(person.secret.data(), person.secret.size(), &secret, &size) ==
                OATH_OK);
        char code[7] = {};
        oath_totp_generate(secret, size, static_cast<time_t>(clock.now().unixMs / 1000), 30, 0, 6,
                           code);
        std::free(secret);
        return code;
    }
    static std::vector<http::Header> fromPage() {
        return {{"Origin", "https://127.0.0.1:8443"}, {"Sec-Fetch-Site", "same-origin"}};
    }
    http::Response login(const std::string& email, const std::string& pass,
                         const std::string& code) {
        return post(
            {"review", "api", "login"},
            R"({"email":")" + email + R"(","password":")" + pass + R"(","code":")" + code + "\"}",
            fromPage());
    }
    /// The headers of a signed-in page.
    std::vector<http::Header> signIn(const Person& person) {
        clock.advanceMs(30'000);  // a code counts once
        const auto response = login(person.email, password, codeOf(person));
        REQUIRE(response.status == 200);
        auto headers = fromPage();
        for (const auto& header : response.headers)
            if (header.name == "Set-Cookie")
                headers.push_back({"Cookie", header.value.substr(0, header.value.find(';'))});
        headers.push_back({"X-LF-CSRF", member(response, "csrf")});
        return headers;
    }

private:
    static db::Database open(const TempFolder& folder, base::Random& random) {
        db::Options options;
        options.path = folder.path() / "clinic.db";
        options.profile = db::Profile::ClinicWriter;
        options.schema = {db::clinicApplicationId, accounts::files()};
        options.uuid = base::makeUuidV4(random);
        options.create = true;
        options.memorySecurity = false;
        auto opened = db::Database::open(std::move(options));
        REQUIRE(opened.has_value());
        return *std::move(opened);
    }
    int assertions_ = 0;
};

}  // namespace landfall::tests
