#include "server/http/server.hpp"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <future>
#include <memory>
#include <string>

#include "clinic/http/temp_folder.hpp"
#include "clinic/http/tls_client.hpp"
#include "landfall/base/log.hpp"
#include "server/http/certificate.hpp"

using namespace landfall;
using namespace landfall::clinic::http;
using tests::TlsClient;

namespace {

class Nobody final : public Authenticator {
public:
    std::variant<Actor, Refusal> device(const Request&) override { return Refusal::TokenRequired; }
    std::variant<Actor, Refusal> session(const Request&, const Route&) override {
        return Actor{.kind = Actor::Kind::User, .id = "u", .session = "s"};
    }
};

/// A server on a free port whose handlers answer with what they were sent.
struct World {
    tests::TempFolder folder;
    base::SystemClock clock;
    base::SystemRandom random;
    Nobody authenticator;
    EventHub events;
    Handlers handlers;
    ServerOptions options;
    RateLimits rates{Limits{.enrolmentsPerMinutePerAddress = 1000, .enrolmentsPerHour = 1000},
                     clock};
    Dispatcher dispatcher{handlers, authenticator, rates};
    Pins pins;
    std::promise<void> release;  ///< lets the handler of /healthz that waits go on
    std::unique_ptr<Server> server;

    World() {
        base::setLogEnabled(false);
        pins = *makeServerIdentity(folder.path(), {"127.0.0.1", "clinic.example"}, clock);
        options.port = 0;
        options.keyFile = folder.path() / serverKeyFile;
        options.certificateFile = folder.path() / certificateFile;
        options.hosts = {"clinic.example"};
        options.limits.handshakesPerSecondPerAddress = 1000;
        for (const auto& route : routeTable())
            handlers.bind(route.id, [](const Call& call) {
                return Response::json(200, "\"" + std::to_string(call.request.body.size()) + "\"");
            });
    }
    ~World() {
        if (server) server->stop();
        base::setLogEnabled(true);
    }
    void start() {
        auto started = Server::start(options, dispatcher, events, clock, random);
        REQUIRE(started.has_value());
        server = *std::move(started);
    }
    [[nodiscard]] TlsClient connect(const tests::TlsOptions& tls = {}) const {
        auto client = TlsClient::connect(server->port(), tls);
        REQUIRE(client.has_value());
        return *std::move(client);
    }
    [[nodiscard]] std::string host() const {
        return "Host: 127.0.0.1:" + std::to_string(server->port()) + "\r\n";
    }
    [[nodiscard]] std::string get(std::string_view path, std::string_view fields = {}) const {
        return "GET " + std::string(path) + " HTTP/1.1\r\n" + host() + std::string(fields) + "\r\n";
    }
    [[nodiscard]] std::string enrol(const std::string& body) const {
        return "POST /enrol HTTP/1.1\r\n" + host() +
               "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
               "\r\n\r\n" + body;
    }
};

std::size_t answersIn(const std::string& bytes) {
    std::size_t count = 0;
    for (auto at = bytes.find("HTTP/1.1 "); at != std::string::npos;
         at = bytes.find("HTTP/1.1 ", at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("requests are answered over TLS 1.3 and 1.2, several on one connection") {
    World world;
    world.start();
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        auto client = world.connect({.versionMin = version, .versionMax = version});
        for (int i = 0; i < 3; ++i) {
            REQUIRE(client.send(world.enrol("{\"a\":1}")));
            const auto answer = client.readAnswer();
            CHECK(answer.starts_with("HTTP/1.1 200 OK\r\n"));
            CHECK(answer.ends_with("\r\n\r\n\"7\""));
        }
    }
    CHECK(world.server->counters().requests == 6);
}

TEST_CASE("the key that phones pin is the key that the server shows") {
    World world;
    world.start();
    CHECK(world.connect().peerPin() == base::toHex(world.pins.current));
}

TEST_CASE("only the agreed TLS is spoken") {
    World world;
    world.start();
    const auto port = world.server->port();
    CHECK_FALSE(
        TlsClient::connect(port, {.versionMin = TLS1_1_VERSION, .versionMax = TLS1_1_VERSION}));
    CHECK_FALSE(TlsClient::connect(port, {.protocols = std::string("\x02h2", 3)}));
    CHECK(TlsClient::connect(port, {.protocols = std::string("\x02h2\x08http/1.1", 12)}));
    CHECK_FALSE(TlsClient::connect(port, {.name = "evil.example"}));
    CHECK(TlsClient::connect(port, {.name = "localhost"}));
    CHECK(TlsClient::connect(port, {.name = "CLINIC.example"}));
    auto client = world.connect({.versionMax = TLS1_2_VERSION});
    CHECK(SSL_SESSION_has_ticket(SSL_get_session(client.native())) == 0);
    REQUIRE(client.send(world.get("/healthz")));
    CHECK(client.readAnswer().starts_with("HTTP/1.1 200"));
}

TEST_CASE("a request that the gate refuses is answered once and the connection ends") {
    World world;
    world.start();
    auto client = world.connect();
    REQUIRE(client.send("POST /enrol HTTP/1.1\r\n" + world.host() +
                        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n" +
                        world.get("/healthz")));
    const auto bytes = client.readToEnd();
    CHECK(bytes.starts_with("HTTP/1.1 411 "));
    CHECK(bytes.find("\"length_required\"") != std::string::npos);
    CHECK(bytes.find("Connection: close") != std::string::npos);
    CHECK(answersIn(bytes) == 1);
}

TEST_CASE("pipelined requests get one answer and the end") {
    World world;
    world.start();
    auto client = world.connect();
    REQUIRE(client.send(world.get("/healthz") + world.get("/healthz") + world.get("/healthz")));
    CHECK(answersIn(client.readToEnd()) == 1);
}

TEST_CASE("a body above the route's limit is refused without being read") {
    World world;
    world.start();
    auto client = world.connect();
    REQUIRE(client.send("POST /enrol HTTP/1.1\r\n" + world.host() +
                        "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n"));
    CHECK(client.readToEnd().starts_with("HTTP/1.1 413 "));
}

TEST_CASE("each phase of a connection ends at its deadline") {
    World world;
    constexpr std::int64_t soonMs = 60;
    world.options.deadlines.headerMs = soonMs;
    world.options.deadlines.bodyMs = soonMs;
    world.options.deadlines.handlerMs = soonMs;
    world.options.deadlines.idleMs = soonMs;
    auto mayGo = world.release.get_future().share();
    world.handlers.bind(RouteId::Metadata, [mayGo](const Call&) {
        mayGo.wait();
        return Response::empty();
    });
    world.start();

    auto silent = world.connect();
    CHECK(silent.readToEnd().empty());

    auto slowHead = world.connect();
    REQUIRE(slowHead.send("GET /healthz HT"));
    CHECK(slowHead.readToEnd().empty());

    auto slowBody = world.connect();
    REQUIRE(slowBody.send("POST /enrol HTTP/1.1\r\n" + world.host() +
                          "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{"));
    CHECK(slowBody.readToEnd().empty());

    auto slowHandler = world.connect();
    REQUIRE(slowHandler.send(world.get("/fhir/metadata")));
    CHECK(slowHandler.readToEnd().empty());

    auto idle = world.connect();
    REQUIRE(idle.send(world.get("/healthz")));
    CHECK(idle.readAnswer().starts_with("HTTP/1.1 200"));
    CHECK(idle.readToEnd().empty());

    world.release.set_value();
    world.server->stop();
    CHECK(world.server->counters().deadlinesPassed == 5);
}

TEST_CASE("a server with enough to do sends a request away with a time to come again") {
    World world;
    world.options.limits.requestsInFlightMax = 0;
    world.start();
    auto client = world.connect();
    REQUIRE(client.send("POST /enrol HTTP/1.1\r\n" + world.host() +
                        "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n"));
    const auto answer = client.readToEnd();
    CHECK(answer.starts_with("HTTP/1.1 503 "));
    CHECK(answer.find("Retry-After: ") != std::string::npos);
}

TEST_CASE("an address has so many connections and no more") {
    World world;
    world.options.limits.connectionsPerAddressMax = 1;
    world.start();
    auto first = world.connect();
    CHECK_FALSE(TlsClient::connect(world.server->port()));
    REQUIRE(first.send(world.get("/healthz")));
    CHECK(first.readAnswer().starts_with("HTTP/1.1 200"));
}

TEST_CASE("a connection ends after its last request and says so") {
    World world;
    world.options.limits.requestsPerConnectionMax = 2;
    world.start();
    auto client = world.connect();
    REQUIRE(client.send(world.get("/healthz")));
    CHECK(client.readAnswer().find("Connection: keep-alive") != std::string::npos);
    REQUIRE(client.send(world.get("/healthz")));
    CHECK(client.readToEnd().find("Connection: close") != std::string::npos);
}

TEST_CASE("events arrive as they happen, comments in between, and the stream has an end") {
    World world;
    world.options.deadlines.eventsCommentMs = 40;
    world.handlers.bind(RouteId::Events, [&world](const Call&) {
        auto response = Response::text(200, "");
        response.contentType = "text/event-stream";
        response.events = world.events.open("s", [](std::string_view) { return true; });
        return response;
    });
    world.start();
    auto client = world.connect();
    REQUIRE(client.send(world.get("/review/api/events")));
    const auto head = client.readUntil("\r\n\r\n");
    CHECK(head.find("Content-Type: text/event-stream") != std::string::npos);
    world.events.publishChange("p1", 5);
    CHECK(client.readUntil("\n\n") == "event: change\ndata: {\"patient\":\"p1\",\"seq\":5}\n\n");
    CHECK(client.readUntil("\n\n").starts_with(':'));
    world.events.closeSession("s");
    CHECK(client.readToEnd().find("event:") == std::string::npos);
    CHECK(world.events.openCount() == 0);
}

TEST_CASE("stopping ends idle connections and streams and is done soon") {
    World world;
    world.handlers.bind(RouteId::Events, [&world](const Call&) {
        auto response = Response::text(200, "");
        response.events = world.events.open("s", [](std::string_view) { return true; });
        return response;
    });
    world.start();
    auto idle = world.connect();
    REQUIRE(idle.send(world.get("/healthz")));
    CHECK(idle.readAnswer().starts_with("HTTP/1.1 200"));
    auto stream = world.connect();
    REQUIRE(stream.send(world.get("/review/api/events")));
    CHECK(stream.readUntil("\r\n\r\n").starts_with("HTTP/1.1 200"));
    const auto port = world.server->port();
    auto stopped = std::async(std::launch::async, [&] { world.server->stop(); });
    CHECK(idle.readToEnd().empty());
    CHECK(stream.readToEnd().empty());
    CHECK(stopped.wait_for(std::chrono::seconds(5)) == std::future_status::ready);
    CHECK_FALSE(TlsClient::connect(port));
}

TEST_CASE(
    "a port that is taken, a missing key and a missing handler keep the server from starting") {
    World world;
    world.start();
    auto taken = world.options;
    taken.port = world.server->port();
    const auto second =
        Server::start(taken, world.dispatcher, world.events, world.clock, world.random);
    REQUIRE(second.has_error());
    CHECK(second.error().is(base::Fault::Busy));

    auto keyless = world.options;
    keyless.keyFile = world.folder.path() / "nothing";
    CHECK(Server::start(keyless, world.dispatcher, world.events, world.clock, world.random)
              .has_error());

    const Handlers none;
    const Dispatcher empty(none, world.authenticator, world.rates);
    const auto without =
        Server::start(world.options, empty, world.events, world.clock, world.random);
    REQUIRE(without.has_error());
    CHECK(without.error().where == "no handler for /healthz");
}

TEST_CASE("what is repeated has its turns again and again, and requests come between them") {
    World world;
    world.options.limits.workThreads = 1;
    world.start();
    std::atomic<int> turns{0};
    std::promise<void> many;
    world.server->repeat([&] {
        if (++turns == 50) many.set_value();
        // A few at once, then after a moment, and so on for ever.
        return turns % 5 == 0 ? std::int64_t{1} : std::int64_t{0};
    });
    auto client = world.connect();
    for (int i = 0; i < 20; ++i) {
        REQUIRE(client.send(world.get("/healthz")));
        CHECK(client.readAnswer().starts_with("HTTP/1.1 200 OK"));
    }
    many.get_future().wait();
    world.server->stop();
    const int ended = turns;
    CHECK(ended >= 50);
    CHECK(turns == ended);
}
