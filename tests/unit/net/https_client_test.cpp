#include "landfall/net/https_client.hpp"

#include <catch2/catch_test_macros.hpp>

#include "scripted_server.hpp"

using namespace landfall;
using namespace landfall::net;
using namespace landfall::net::test;
using ports::Answer;
using ports::Failure;
using ports::FailureKind;
using ports::Reply;

namespace {
const std::string fhirJson = "Content-Type: application/fhir+json\r\n";
const Identity& clinic() {
    static const auto identity = Identity::make();
    return identity;
}

ports::Request get() {
    ports::Request request;
    request.target = "fhir/metadata";
    request.contentType = "application/fhir+json";
    return request;
}

/// A loop, a server and a client with patience that a test can afford.
struct Line {
    explicit Line(Reaction reaction, const Identity& identity = clinic())
        : Line([reaction](const std::string&) { return reaction; }, identity) {}
    explicit Line(ScriptedServer::Script script, const Identity& identity = clinic())
        : server(loop, identity, std::move(script)),
          client(loop, {.connectMs = 5'000, .exchangeMs = patienceMs}) {}

    Reply ask(const ports::Endpoint& endpoint, ports::Request request = get()) {
        std::optional<Reply> reply;
        client.send(endpoint, std::move(request), [&](Reply r) { reply = std::move(r); });
        loop.runUntil([&] { return reply.has_value(); });
        REQUIRE(reply.has_value());
        return *reply;
    }
    Reply ask() { return ask(server.endpoint({clinic().pin})); }

    static inline std::int64_t patienceMs = 5'000;
    EventLoop loop;
    ScriptedServer server;
    HttpsClient client;
};

Reaction good(const std::string& body = "{}") {
    return {httpAnswer("200 OK", fhirJson, body)};
}

FailureKind kindOf(const Reply& reply) {
    REQUIRE(std::holds_alternative<Failure>(reply));
    return std::get<Failure>(reply).kind;
}
}  // namespace

TEST_CASE("a pinned server is asked and its whole answer comes back") {
    Line line(Reaction{
        httpAnswer("200 OK", fhirJson + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", R"({"a":1})")});
    const auto answer = std::get<Answer>(line.ask());
    CHECK(answer.status == 200);
    CHECK(answer.body == R"({"a":1})");
    CHECK(answer.serverTimeMs == 784'111'777'000);
    CHECK(answer.certificateInDate);
    REQUIRE(line.server.requests().size() == 1);
    const auto& request = line.server.requests()[0];
    CHECK(request.starts_with("GET /fhir/metadata HTTP/1.1\r\n"));
    CHECK(request.find("Host: 127.0.0.1:") != std::string::npos);
    CHECK(request.find("Accept-Encoding: identity\r\n") != std::string::npos);
}

TEST_CASE("a body is sent as it is, with its length") {
    Line line(good());
    auto request = get();
    request.method = "POST";
    request.headers = {{"Landfall-Bundle", "b1"}};
    request.body = std::make_shared<const std::string>(std::string(100'000, 'x'));
    REQUIRE(
        std::holds_alternative<Answer>(line.ask(line.server.endpoint({clinic().pin}), request)));
    const auto& seen = line.server.requests()[0];
    CHECK(seen.find("Landfall-Bundle: b1\r\n") != std::string::npos);
    CHECK(seen.ends_with("\r\n\r\n" + *request.body));
}

TEST_CASE("connections are kept and used again") {
    Line line(good());
    for (int n = 0; n < 4; ++n) REQUIRE(std::holds_alternative<Answer>(line.ask()));
    CHECK(line.server.connections() == 1);
    line.client.closeIdle();
    line.ask();
    CHECK(line.server.connections() == 2);
}

TEST_CASE("at most two connections are open, and every request gets its turn") {
    Line line(good());
    int answered = 0;
    for (int n = 0; n < 6; ++n)
        line.client.send(line.server.endpoint({clinic().pin}), get(), [&](const Reply& reply) {
            if (std::holds_alternative<Answer>(reply)) ++answered;
        });
    line.loop.runUntil([&] { return answered == 6; });
    CHECK(answered == 6);
    CHECK(line.server.connections() == 2);
}

TEST_CASE("a server with another key gets nothing, and both fingerprints are told") {
    Line line(good());
    const ports::SpkiPin other{1, 2, 3};
    const auto reply = line.ask(line.server.endpoint({other}));
    REQUIRE(kindOf(reply) == FailureKind::PinMismatch);
    const auto& failure = std::get<Failure>(reply);
    CHECK_FALSE(failure.requestSent);
    CHECK(failure.pins->seen == clinic().pin);
    CHECK(failure.pins->expected == std::vector{other});
    CHECK(line.server.requests().empty());
}

TEST_CASE("the backup key is as good as the first") {
    Line line(good());
    CHECK(std::holds_alternative<Answer>(
        line.ask(line.server.endpoint({ports::SpkiPin{9}, clinic().pin}))));
}

TEST_CASE("an expired certificate of the pinned key is reported, not fatal") {
    const auto expired = Identity::make({.validFromS = -7'200, .validToS = -3'600});
    Line line(good(), expired);
    const auto reply = line.ask(line.server.endpoint({expired.pin}));
    REQUIRE(std::holds_alternative<Answer>(reply));
    CHECK_FALSE(std::get<Answer>(reply).certificateInDate);
}

TEST_CASE("the right key under another name gets nothing") {
    const auto elsewhere = Identity::make({.names = "IP:127.0.0.2,DNS:other.example"});
    Line line(good(), elsewhere);
    CHECK(kindOf(line.ask(line.server.endpoint({elsewhere.pin}))) == FailureKind::NameMismatch);
    CHECK(line.server.requests().empty());
}

TEST_CASE("public trust and an endpoint without pins are refused by name") {
    Line line(good());
    auto endpoint = line.server.endpoint({clinic().pin});
    endpoint.trust = ports::Trust::Public;
    CHECK(kindOf(line.ask(endpoint)) == FailureKind::Unsupported);
    CHECK(kindOf(line.ask(line.server.endpoint({}))) == FailureKind::Unsupported);
    CHECK(line.server.connections() == 0);
}

TEST_CASE("a target or header that would smuggle a line is not sent") {
    Line line(good());
    auto request = get();
    request.target = "fhir HTTP/1.1\r\nX: y";
    CHECK(kindOf(line.ask(line.server.endpoint({clinic().pin}), request)) ==
          FailureKind::Unsupported);
    request = get();
    request.headers = {{"Accept", "a\r\nb: c"}};
    CHECK(kindOf(line.ask(line.server.endpoint({clinic().pin}), request)) ==
          FailureKind::Unsupported);
    CHECK(line.server.connections() == 0);
}

TEST_CASE("an answer that is cut anywhere is no answer") {
    const auto whole = good(R"({"resourceType":"Bundle","type":"history"})").bytes;
    for (std::size_t cut = 0; cut < whole.size(); cut += 7) {
        Line line(Reaction{whole, cut});
        const auto reply = line.ask();
        INFO("cut after byte " << cut);
        CHECK(kindOf(reply) == FailureKind::Interrupted);
        CHECK(std::get<Failure>(reply).requestSent);
    }
}

TEST_CASE("what is not as agreed is not taken for an answer") {
    const std::vector<std::string> answers = {
        httpAnswer("200 OK", fhirJson + "Content-Encoding: gzip\r\n", "zip"),
        httpAnswer("302 Found", fhirJson + "Location: https://elsewhere.example/\r\n", ""),
        httpAnswer("200 OK", "Content-Type: text/html\r\n", "<html>Please sign in</html>"),
        httpAnswer("200 OK", "", "{}"),
        "HTTP/1.1 200 OK\r\n" + fhirJson + "\r\n{}",
        "HTTP/1.1 200 OK\r\n" + fhirJson + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        httpAnswer("200 OK", fhirJson + "Content-Length: 2\r\n", "{}"),
        httpAnswer("100 Continue", "", "") + good().bytes,
        "HTTP/1.0 200 OK\r\n" + fhirJson + "Content-Length: 2\r\n\r\n{}",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
    };
    for (const auto& answer : answers) {
        Line line(Reaction{answer});
        INFO(answer);
        CHECK(kindOf(line.ask()) == FailureKind::BadAnswer);
    }
}

TEST_CASE("a refusal is an answer, whatever its type") {
    Line line(Reaction{httpAnswer("503 Service Unavailable", "Retry-After: 7\r\n", "busy")});
    const auto answer = std::get<Answer>(line.ask());
    CHECK(answer.status == 503);
    CHECK(answer.header("retry-after") == "7");
}

TEST_CASE("answers above the limits are refused") {
    Line body(Reaction{"HTTP/1.1 200 OK\r\n" + fhirJson + "Content-Length: 8388609\r\n\r\n"});
    CHECK(kindOf(body.ask()) == FailureKind::TooLarge);
    Line header(Reaction{httpAnswer("200 OK", "X: " + std::string(70'000, 'x') + "\r\n", "{}")});
    CHECK(kindOf(header.ask()) == FailureKind::TooLarge);
}

TEST_CASE("a server that says nothing meets the deadline") {
    Line::patienceMs = 100;
    Line line(Reaction{.silent = true});
    Line::patienceMs = 5'000;
    const auto reply = line.ask();
    CHECK(kindOf(reply) == FailureKind::Timeout);
    CHECK(std::get<Failure>(reply).requestSent);
}

TEST_CASE("a kept connection that has died is replaced, once, when repeating is harmless") {
    Line line(Reaction{.bytes = good().bytes, .closeAfter = true});
    REQUIRE(std::holds_alternative<Answer>(line.ask()));
    CHECK(std::holds_alternative<Answer>(line.ask()));
    CHECK(line.server.connections() == 2);
    auto request = get();
    request.repeatable = false;
    CHECK(kindOf(line.ask(line.server.endpoint({clinic().pin}), request)) ==
          FailureKind::Interrupted);
}

TEST_CASE("a cancelled request calls back as cancelled") {
    Line line(Reaction{.silent = true});
    std::optional<Reply> reply;
    const auto id = line.client.send(line.server.endpoint({clinic().pin}), get(),
                                     [&](Reply r) { reply = std::move(r); });
    line.loop.runUntil([&] { return !line.server.requests().empty(); });
    line.client.cancel(id);
    CHECK_FALSE(reply.has_value());
    line.loop.runUntil([&] { return reply.has_value(); });
    CHECK(kindOf(*reply) == FailureKind::Cancelled);
}

TEST_CASE("without a server the phone is offline and has sent nothing") {
    ports::Endpoint nobody;
    {
        EventLoop loop;
        ScriptedServer server(loop, clinic(), [](const std::string&) { return good(); });
        nobody = server.endpoint({clinic().pin});
    }
    Line line(good());
    const auto reply = line.ask(nobody);
    CHECK(kindOf(reply) == FailureKind::Offline);
    CHECK_FALSE(std::get<Failure>(reply).requestSent);
}

TEST_CASE("a client that goes away calls nobody") {
    Line line(Reaction{.silent = true});
    bool called = false;
    {
        HttpsClient brief(line.loop);
        brief.send(line.server.endpoint({clinic().pin}), get(),
                   [&](const Reply&) { called = true; });
        line.loop.runUntil([&] { return !line.server.requests().empty(); });
    }
    line.ask(line.server.endpoint({ports::SpkiPin{1}}));
    CHECK_FALSE(called);
}
