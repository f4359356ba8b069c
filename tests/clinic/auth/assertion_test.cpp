#include "server/auth/assertion.hpp"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <string>
#include <vector>

#include "clinic/auth/world.hpp"

using namespace landfall;
using tests::compact;
using tests::Phone;
using tests::signedText;
using tests::World;

namespace {

/// n of P-384 (FIPS 186-4 D.1.2.4).
const std::string orderHex =
    "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc529"
    "73";

std::string with(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

struct Enrolled {
    World world;
    Phone phone;
    std::string device;
    std::string header;
    std::string claims;
    base::Bytes good;

    Enrolled() {
        device = World::member(world.enrol(world.invite(), phone), "client_id");
        world.activate(device);
        header = world.headerFor(device);
        claims = world.claimsFor(device, "0123456789abcdef");
        good = phone.sign(signedText(header, claims));
    }
};

struct Row {
    std::string what;
    std::string token;
    std::string outcome = "assertion_refused";
};

std::vector<Row> headers(const Enrolled& e) {
    const auto jws = [&](const std::string& header) { return e.phone.jws(header, e.claims); };
    const auto alg = [&](const std::string& value) { return with(e.header, "\"ES384\"", value); };
    const auto add = [&](const std::string& text) { return with(e.header, "{", "{" + text + ","); };
    const auto kid = "\"" + e.device + "\"";
    const auto hs = [&](const std::string& name, const std::string& key, const EVP_MD* digest) {
        const auto header = alg(name);
        return compact(header, e.claims, tests::hmac(key, signedText(header, e.claims), digest));
    };
    const auto point = e.phone.point();
    const Phone p256("P-256");
    const auto es256 = alg("\"ES256\"");
    std::string upper = e.device;
    for (auto& c : upper) c = static_cast<char>(std::toupper(c));
    return {
        {"alg none without a signature", compact(alg("\"none\""), e.claims, {})},
        {"alg none with a signature", jws(alg("\"none\""))},
        {"alg None", compact(alg("\"None\""), e.claims, {})},
        {"HS256 with the public key's PEM", hs("\"HS256\"", e.phone.publicPem(), EVP_sha256())},
        {"HS384 with the public key's PEM", hs("\"HS384\"", e.phone.publicPem(), EVP_sha384())},
        {"HS256 with the public point",
         hs("\"HS256\"", std::string(base::textOf(point)), EVP_sha256())},
        {"HS384 with the JWK", hs("\"HS384\"", e.phone.jwk(), EVP_sha384())},
        {"ES256 with a P-256 key",
         compact(es256, e.claims, p256.sign(signedText(es256, e.claims), EVP_sha256(), 32))},
        {"ES256 over a true signature", jws(es256)},
        {"ES512 over a true signature", jws(alg("\"ES512\""))},
        {"RS384", jws(alg("\"RS384\""))},
        {"PS384", jws(alg("\"PS384\""))},
        {"EdDSA", jws(alg("\"EdDSA\""))},
        {"alg in lower case", jws(alg("\"es384\""))},
        {"alg with a space", jws(alg("\"ES384 \""))},
        {"alg null", jws(alg("null"))},
        {"alg as a list", jws(alg("[\"ES384\"]"))},
        {"alg as an object", jws(alg("{\"a\":\"ES384\"}"))},
        {"no alg", jws(with(e.header, "\"alg\":\"ES384\",", ""))},
        {"alg twice, the good one last", jws(add(R"("alg":"none")"))},
        {"alg twice, the good one first", jws(with(e.header, "}", R"(,"alg":"none"})"))},
        {"alg twice, one name escaped", jws(add(R"("\u0061lg":"none")"))},
        {"no kid", jws(with(e.header, R"("kid":)" + kid + ",", ""))},
        {"kid of an unknown device",
         jws(with(e.header, e.device, "0190aaaa-0000-7000-8000-00000000dead"))},
        {"kid in capitals", jws(with(e.header, e.device, upper))},
        {"kid with a path", jws(with(e.header, e.device, "../../../../dev/null"))},
        {"kid with SQL", jws(with(e.header, e.device, "' OR '1'='1"))},
        {"kid with a NUL", jws(with(e.header, e.device, e.device + "\\u0000"))},
        {"kid as a list", jws(with(e.header, kid, "[" + kid + "]"))},
        {"kid as a number", jws(with(e.header, kid, "1"))},
        {"kid twice", jws(add("\"kid\":" + kid))},
        {"no typ", jws(with(e.header, R"(,"typ":"JWT")", ""))},
        {"typ at+jwt", jws(with(e.header, "JWT", "at+jwt"))},
        {"typ in lower case", jws(with(e.header, "JWT", "jwt"))},
        {"an embedded key", jws(add("\"jwk\":" + e.phone.jwk()))},
        {"jku", jws(add(R"("jku":"https://evil.example/keys")"))},
        {"x5u", jws(add(R"("x5u":"https://evil.example/cert")"))},
        {"x5c", jws(add(R"("x5c":["AAAA"])"))},
        {"crit", jws(add(R"("crit":["exp"],"exp":1)"))},
        {"b64 false", jws(add(R"("b64":false)"))},
        {"zip", jws(add(R"("zip":"DEF")"))},
        {"cty", jws(add(R"("cty":"JWT")"))},
        {"bytes after the header", jws(e.header + " x")},
        {"two headers", jws(e.header + e.header)},
        {"a header that is a list", jws("[" + e.header + "]")},
        {"a header with a byte order mark", jws("\xef\xbb\xbf" + e.header)},
        {"an empty header", jws("")},
    };
}

std::vector<Row> claims(const Enrolled& e) {
    const auto jws = [&](const std::string& claims) { return e.phone.jws(e.header, claims); };
    const auto now = e.world.clock.now().unixMs / 1000;
    const auto good = "\"exp\":" + std::to_string(now + 300);
    const auto exp = [&](const std::string& value) {
        return jws(with(e.claims, good, "\"exp\":" + value));
    };
    const auto at = [&](std::int64_t offset) { return exp(std::to_string(now + offset)); };
    const auto iss = "\"iss\":\"" + e.device + "\",";
    const auto sub = "\"sub\":\"" + e.device + "\",";
    const auto aud = "\"" + std::string(World::audience) + "\"";
    const auto jti = [&](const std::string& value) {
        return jws(with(e.claims, "\"0123456789abcdef\"", value));
    };
    const std::string other = "0190aaaa-0000-7000-8000-00000000dead";
    return {
        {"another iss", jws(with(e.claims, iss, "\"iss\":\"" + other + "\","))},
        {"another sub", jws(with(e.claims, sub, "\"sub\":\"" + other + "\","))},
        {"no iss", jws(with(e.claims, iss, ""))},
        {"no sub", jws(with(e.claims, sub, ""))},
        {"iss twice", jws(with(e.claims, "{", "{\"iss\":\"" + other + "\","))},
        {"another host as aud", jws(with(e.claims, "127.0.0.1:8443", "evil.example"))},
        {"aud without the port", jws(with(e.claims, ":8443", ""))},
        {"aud with a slash at its end", jws(with(e.claims, "/token", "/token/"))},
        {"aud over http", jws(with(e.claims, "https:", "http:"))},
        {"aud in capitals", jws(with(e.claims, "/token", "/TOKEN"))},
        {"aud as a list", jws(with(e.claims, aud, "[" + aud + "]"))},
        {"no aud", jws(with(e.claims, "\"aud\":" + aud + ",", ""))},
        {"exp 61 s ago", at(-61), "clock"},
        {"exp 60 s ago", at(-60), "clock"},
        {"exp 361 s ahead", at(361), "clock"},
        {"exp in ten years", at(315'360'000), "clock"},
        {"exp 0", exp("0"), "clock"},
        {"a negative exp", exp("-1"), "clock"},
        {"the greatest exp", exp("9223372036854775807"), "clock"},
        {"the least exp", exp("-9223372036854775808"), "clock"},
        {"exp beyond 64 bits", exp("9223372036854775808")},
        {"exp with a fraction", exp(std::to_string(now + 300) + ".5")},
        {"exp with an exponent", exp("1.8e9")},
        {"exp as a text", exp("\"" + std::to_string(now + 300) + "\"")},
        {"exp null", exp("null")},
        {"no exp", jws(with(e.claims, good + ",", ""))},
        {"exp twice", jws(with(e.claims, "{", "{\"exp\":" + std::to_string(now + 1) + ","))},
        {"no jti", jws(with(e.claims, ",\"jti\":\"0123456789abcdef\"", ""))},
        {"a jti of 15 characters", jti("\"0123456789abcde\"")},
        {"a jti of 65 characters", jti("\"" + std::string(65, 'a') + "\"")},
        {"a jti with a space", jti("\"0123456789 abcdef\"")},
        {"a jti with a line break", jti("\"0123456789\\nabcdef\"")},
        {"a jti that is a number", jti("1234567890123456")},
        {"bytes after the claims", jws(e.claims + "x")},
        {"claims that are a list", jws("[" + e.claims + "]")},
        {"claims that are no JSON", jws("exp=1")},
        {"deep claims", jws(with(e.claims, "{", "{\"a\":[[[[[[[[]]]]]]]],"))},
        {"claims that are not UTF-8", jws(with(e.claims, "{", "{\"a\":\"\xff\","))},
    };
}

std::vector<Row> envelopes(const Enrolled& e) {
    const auto text = signedText(e.header, e.claims);
    const auto sig = [&](base::Bytes bytes) { return text + "." + base::toBase64Url(bytes); };
    const auto order = *base::fromHex(orderHex);
    const base::Bytes zero(48, 0);
    const auto join = [](base::Bytes a, const base::Bytes& b) {
        a.insert(a.end(), b.begin(), b.end());
        return a;
    };
    const base::Bytes r(e.good.begin(), e.good.begin() + 48);
    const base::Bytes s(e.good.begin() + 48, e.good.end());
    auto shorter = e.good;
    shorter.pop_back();
    auto flipped = e.good;
    flipped[95] ^= 1;
    const auto good = sig(e.good);
    const Phone stranger;
    const auto firstDot = good.find('.');
    return {
        {"95 bytes of signature", sig(shorter)},
        {"97 bytes of signature", sig(join(e.good, {0}))},
        {"97 bytes, a zero in front", sig(join({0}, e.good))},
        {"a signature in DER", sig(e.phone.signDer(text))},
        {"no signature", sig({})},
        {"r = 0", sig(join(zero, s))},
        {"s = 0", sig(join(r, zero))},
        {"r = s = 0", sig(join(zero, zero))},
        {"r = n", sig(join(order, s))},
        {"s = n", sig(join(r, order))},
        {"r = s = n", sig(join(order, order))},
        {"all ones", sig(base::Bytes(96, 0xff))},
        {"r and s swapped", sig(join(s, r))},
        {"one bit flipped", sig(flipped)},
        {"another key's signature", stranger.jws(e.header, e.claims)},
        {"a signature over other claims",
         compact(e.header, e.claims, e.phone.sign(signedText(e.header, e.claims + " ")))},
        {"a padded header", good.substr(0, firstDot) + "=" + good.substr(firstDot)},
        {"a padded signature", good + "="},
        {"twice padded", good + "=="},
        {"ordinary base64", text + "." + base::toBase64(e.good).replace(0, 1, "%2B")},
        {"white space inside", good.substr(0, 10) + "%20" + good.substr(10)},
        {"a line break at the end", good + "%0A"},
        {"a NUL at the end", good + "%00", "bad_request"},
        {"four parts", good + ".AAAA"},
        {"five parts, as encryption has", good + ".AAAA.AAAA"},
        {"two parts", text},
        {"one part", good.substr(0, firstDot)},
        {"nothing", ""},
        {"dots only", ".."},
        {"a dot in front", "." + good},
        {"more than 2 KiB", good + std::string(2048, 'A')},
        {"the JSON form", "{%22payload%22:%22" + good + "%22}"},
        {"a token in quotes", "%22" + good + "%22"},
    };
}

}  // namespace

TEST_CASE("each forged or careless assertion is refused, and none of them gets a token") {
    Enrolled e;
    std::vector<Row> rows;
    for (const auto& part : {headers(e), claims(e), envelopes(e)})
        rows.insert(rows.end(), part.begin(), part.end());
    CHECK(rows.size() >= 100);
    for (const auto& row : rows) {
        INFO(row.what);
        const auto outcome = World::outcomeOf(e.world.token(row.token));
        // A line break or a NUL cannot even stand in a form, and is refused there.
        CHECK((outcome == row.outcome ||
               (outcome == "bad_request" && row.token.find('%') != std::string::npos)));
    }
    // After all of that the true one is still good: nothing above used up its jti.
    const auto answer = e.world.token(compact(e.header, e.claims, e.good));
    CHECK(answer.status == 200);
}

TEST_CASE("an assertion counts once, also after its jti would have been forgotten") {
    Enrolled e;
    const auto token = compact(e.header, e.claims, e.good);
    CHECK(e.world.token(token).status == 200);
    CHECK(World::outcomeOf(e.world.token(token)) == "assertion_refused");
    e.world.clock.advanceMs(359'000);
    CHECK(World::outcomeOf(e.world.token(token)) == "assertion_refused");
    e.world.clock.advanceMs(2'000);
    CHECK(World::outcomeOf(e.world.token(token)) == "clock");
}

TEST_CASE("the same jti of two devices is two things") {
    Enrolled e;
    const Phone second;
    const auto device = World::member(e.world.enrol(e.world.invite(), second), "client_id");
    e.world.activate(device);
    CHECK(e.world.token(compact(e.header, e.claims, e.good)).status == 200);
    CHECK(e.world
              .token(second.jws(e.world.headerFor(device),
                                e.world.claimsFor(device, "0123456789abcdef")))
              .status == 200);
}

TEST_CASE("a token has the shape of the contract, opens for ten minutes and is not kept in words") {
    Enrolled e;
    e.world.handlers.bind(clinic::http::RouteId::FhirSearch, [](const clinic::http::Call& call) {
        return call.authorizePatient(call.actor.patient == World::patient)
                   ? clinic::http::Response::fhir(200, "{}")
                   : call.refuse(clinic::http::Refusal::Forbidden);
    });
    const auto answer = e.world.token(e.world.assertion(e.phone, e.device));
    REQUIRE(answer.status == 200);
    const auto token = World::member(answer, "access_token");
    CHECK(token.size() == 43);
    CHECK(World::member(answer, "token_type") == "bearer");
    CHECK(World::member(answer, "scope") == "patient/*.cruds");
    CHECK(fhir::Json::parse(answer.body)->get("expires_in").integer() == 600);

    const auto read = [&](const std::string& authorization) {
        return World::outcomeOf(e.world.send(clinic::http::Method::Get, {"fhir", "Task"}, {},
                                             {{"Authorization", authorization}}));
    };
    CHECK(read("Bearer " + token) == "200");
    CHECK(read("bearer " + token) == "token_required");
    CHECK(read("Bearer " + token + "=") == "token_required");
    CHECK(read("Bearer") == "token_required");
    CHECK(read("Bearer " + std::string(43, 'A')) == "token_expired");
    e.world.clock.advanceMs(600'000);
    CHECK(read("Bearer " + token) == "token_expired");

    const auto kept = e.world.database.number(
        "SELECT count(*) FROM access_token WHERE token_hash = ?", *base::fromBase64Url(token));
    CHECK(kept.value() == 0);
}

TEST_CASE("a form that asks for anything else gets nothing") {
    Enrolled e;
    const auto form = World::form(compact(e.header, e.claims, e.good));
    for (const auto& bad :
         {with(form, "client_credentials", "authorization_code"), with(form, "*.cruds", "*.rs"),
          with(form, "jwt-bearer", "saml2-bearer"), form + "&scope=patient%2F*.cruds",
          with(form, "grant_type", "grant-type"), std::string("{}"), std::string("")})
        CHECK(World::outcomeOf(e.world.post({"token"}, bad)) == "bad_request");
    CHECK(e.world.post({"token"}, form).status == 200);
}
