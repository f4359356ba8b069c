#include <catch2/catch_test_macros.hpp>
#include <stdexcept>
#include <string>

#include "landfall/base/log.hpp"
#include "server/http/dispatcher.hpp"

using namespace landfall;
using namespace landfall::clinic::http;

namespace {

class KnownClinician final : public Authenticator {
public:
    std::variant<Actor, Refusal> device(const Request&) override {
        return Actor{.kind = Actor::Kind::Device, .id = "d1", .patient = "p1"};
    }
    std::variant<Actor, Refusal> session(const Request&, const Route&) override {
        return Actor{.kind = Actor::Kind::User, .id = "u1", .role = Role::Clinician};
    }
};

struct World {
    KnownClinician authenticator;
    Handlers handlers;
    base::FixedClock clock{{1'700'000'000'000, 0}};
    RateLimits rates{Limits{.enrolmentsPerMinutePerAddress = 2, .syncsPerMinutePerDevice = 2},
                     clock};
    Dispatcher dispatcher{handlers, authenticator, rates};
    World() { base::setLogEnabled(false); }
    ~World() { base::setLogEnabled(true); }
};

Request request(Method method, std::vector<std::string> path) {
    Request made;
    made.method = method;
    made.path = std::move(path);
    made.host = "localhost:8443";
    made.requestId = "01REQUEST";
    return made;
}

bool holds(const Response& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a handler that throws is answered with internal and without its words") {
    World world;
    world.handlers.bind(RouteId::Healthz, [](const Call&) -> Response {
        throw std::runtime_error("SELECT secret FROM patient");
    });
    const auto response = world.dispatcher.run(request(Method::Get, {"healthz"}));
    CHECK(response.status == 500);
    CHECK(holds(response, "\"internal\""));
    CHECK_FALSE(holds(response, "secret"));
}

TEST_CASE("a handler of a patient's thing that forgets to ask for rights gives nothing away") {
    World world;
    world.handlers.bind(RouteId::Patient,
                        [](const Call&) { return Response::json(200, "\"confidential\""); });
    const auto response =
        world.dispatcher.run(request(Method::Get, {"review", "api", "patients", "7"}));
    CHECK(response.status == 500);
    CHECK_FALSE(holds(response, "confidential"));
}

TEST_CASE("a change from another page is refused before anything else is looked at") {
    World world;
    world.handlers.bind(RouteId::Logout, [](const Call&) { return Response::empty(); });
    auto from = [&](std::vector<Header> headers) {
        auto made = request(Method::Post, {"review", "api", "logout"});
        made.headers = std::move(headers);
        return world.dispatcher.run(made);
    };
    CHECK(from({{"Origin", "https://localhost:8443"}, {"Sec-Fetch-Site", "same-origin"}}).status ==
          204);
    for (const auto& headers : std::vector<std::vector<Header>>{
             {},
             {{"Origin", "https://localhost:8443"}},
             {{"Sec-Fetch-Site", "same-origin"}},
             {{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "same-origin"}},
             {{"Origin", "http://localhost:8443"}, {"Sec-Fetch-Site", "same-origin"}},
             {{"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}},
             {{"Origin", "https://localhost:8443"}, {"Sec-Fetch-Site", "same-site"}},
             {{"Origin", "https://localhost:8443"}, {"Sec-Fetch-Site", "cross-site"}}}) {
        const auto response = from(headers);
        CHECK(response.status == 403);
        CHECK(holds(response, "\"origin\""));
    }
}

TEST_CASE("metrics are for the server's own machine") {
    World world;
    world.handlers.bind(RouteId::Metrics, [](const Call&) { return Response::text(200, "1"); });
    auto made = request(Method::Get, {"metrics"});
    CHECK(world.dispatcher.run(made).status == 403);
    made.peerIsLoopback = true;
    CHECK(world.dispatcher.run(made).status == 200);
}

TEST_CASE("a phone that asks too often is told when to come again") {
    World world;
    world.handlers.bind(RouteId::FhirRead, [](const Call& call) {
        return call.authorizePatient(true) ? Response::fhir(200, "{}")
                                           : call.refuse(Refusal::Forbidden);
    });
    const auto made = request(Method::Get, {"fhir", "Task", "1"});
    // Two syncs a minute, each of five requests.
    for (int request = 0; request < 2 * requestsPerSync; ++request)
        CHECK(world.dispatcher.run(made).status == 200);
    const auto refused = world.dispatcher.run(made);
    CHECK(refused.status == 429);
    REQUIRE(refused.headers.size() == 1);
    CHECK(refused.headers[0].name == "Retry-After");
    CHECK(refused.headers[0].value == "6");
    world.clock.advanceMs(6'000);
    CHECK(world.dispatcher.run(made).status == 200);
}

TEST_CASE("a server without a handler for a route knows which is missing") {
    const Handlers handlers;
    CHECK(handlers.unbound().size() == routeCount);
}
