#include "landfall/net/token_source.hpp"

#include <catch2/catch_test_macros.hpp>

#include "landfall/fhir/json.hpp"
#include "landfall/net/http_text.hpp"
#include "scripted_transport.hpp"

using namespace landfall;
using namespace landfall::net;
using namespace landfall::net::test;

namespace {
constexpr std::int64_t phoneMs = 1'700'000'000'000;

ports::Answer tokenAnswer(int expiresInS = 600) {
    return answerOf(200, R"({"access_token":"abc_-1","token_type":"bearer","expires_in":)" +
                             std::to_string(expiresInS) + R"(,"scope":"patient/*.cruds"})");
}

struct Bench {
    ScriptedTransport transport;
    base::FixedClock clock{{phoneMs, 0}};
    base::SeededRandom random{1};
    TokenSource tokens{{transport, clock, random},
                       {"clinic.example", 8443, "/", {ports::SpkiPin{1}}, ports::Trust::Private},
                       "client-1",
                       *DeviceKey::make()};
    std::optional<TokenSource::Outcome> outcome;

    void request() {
        outcome.reset();
        tokens.request([this](TokenSource::Outcome o) { outcome = std::move(o); });
        transport.deliver();
    }
    [[nodiscard]] int status() const { return std::get<sync::ServerAnswer>(*outcome).status; }
    /// A claim of the assertion in that request.
    [[nodiscard]] std::string claim(std::size_t request, const char* name) const {
        const auto& body = *transport.requests[request].body;
        const std::string field = "client_assertion=";
        const auto jws = body.substr(body.find("&" + field) + 1 + field.size());
        const auto first = jws.find('.') + 1;
        const auto payload = base::fromBase64Url(jws.substr(first, jws.find('.', first) - first));
        return std::string(fhir::Json::borrow(base::textOf(*payload))->get(name).raw());
    }
};
}  // namespace

TEST_CASE("a token is asked for as SMART Backend Services say, and kept while it lives") {
    Bench b;
    b.transport.then(tokenAnswer());
    b.request();
    CHECK(b.status() == 200);
    CHECK(b.tokens.usable());
    CHECK(b.tokens.authorization() == "Bearer abc_-1");
    const auto& request = b.transport.requests[0];
    CHECK(request.target == "token");
    CHECK_FALSE(request.repeatable);
    CHECK(request.body->starts_with(
        "grant_type=client_credentials&scope=patient%2F*.cruds&client_assertion_type="
        "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion="));
    CHECK(b.claim(0, "aud") == "\"https://clinic.example:8443/token\"");
    CHECK(b.claim(0, "exp") == std::to_string(phoneMs / 1'000 + assertionLifeS));
    b.clock.advanceMs(600'000 - tokenMarginMs);
    CHECK_FALSE(b.tokens.usable());
}

TEST_CASE("a wrong phone clock is corrected by the server's Date, once") {
    constexpr std::int64_t serverMs = phoneMs + 86'400'000;
    Bench b;
    auto refusal = refusalOf(401, "clock");
    refusal.serverTimeMs = serverMs;
    b.transport.then(refusal);
    b.transport.then(tokenAnswer());
    b.request();
    CHECK(b.status() == 200);
    CHECK(b.claim(1, "exp") == std::to_string(serverMs / 1'000 + assertionLifeS));
    CHECK(b.claim(0, "jti") != b.claim(1, "jti"));

    Bench stubborn;
    stubborn.transport.then(refusal);
    stubborn.transport.then(refusal);
    stubborn.request();
    CHECK(stubborn.status() == 401);
    CHECK(stubborn.transport.requests.size() == 2);
}

TEST_CASE("a refusal and a failure are handed on") {
    Bench b;
    b.transport.then(refusalOf(403, "device_pending"));
    b.request();
    CHECK(std::get<sync::ServerAnswer>(*b.outcome).refusal == "device_pending");
    b.transport.then(ports::Failure{ports::FailureKind::Offline, false, {}});
    b.request();
    CHECK(std::get<ports::Failure>(*b.outcome).kind == ports::FailureKind::Offline);
    CHECK_FALSE(b.tokens.usable());
}

TEST_CASE("a token that could break out of its header is refused") {
    for (const auto* body :
         {R"({"access_token":"a b","token_type":"bearer","expires_in":600})",
          R"({"access_token":"a\r\nX: y","token_type":"bearer","expires_in":600})",
          R"({"access_token":"","token_type":"bearer","expires_in":600})",
          R"({"access_token":"abc","token_type":"mac","expires_in":600})",
          R"({"access_token":"abc","token_type":"bearer","expires_in":0})", "{}"}) {
        Bench b;
        b.transport.then(answerOf(200, body));
        b.request();
        CHECK(std::get<ports::Failure>(*b.outcome).kind == ports::FailureKind::BadAnswer);
        CHECK_FALSE(b.tokens.usable());
    }
}

TEST_CASE("HTTP dates and Retry-After are read strictly") {
    CHECK(readHttpDate("Sun, 06 Nov 1994 08:49:37 GMT") == 784'111'777'000);
    for (const auto* text : {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT",
                             "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC"})
        CHECK_FALSE(readHttpDate(text).has_value());
    CHECK(readRetryAfter("120", 0) == 120'000);
    CHECK(readRetryAfter("Sun, 06 Nov 1994 08:49:37 GMT", 784'111'770'000) == 7'000);
    CHECK(readRetryAfter("Sun, 06 Nov 1994 08:49:37 GMT", 784'111'790'000) == 0);
    CHECK(readRetryAfter("99999999999999999999999", 0).value() > 0);
    CHECK_FALSE(readRetryAfter("soon", 0).has_value());
    CHECK_FALSE(readRetryAfter("-1", 0).has_value());
}
