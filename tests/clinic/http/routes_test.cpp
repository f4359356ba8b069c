#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/http/dispatcher.hpp"

using namespace landfall;
using namespace landfall::clinic::http;

namespace {

/// Who may use a route, in the order of `columns`: nobody, a phone (own patient / other patient),
/// then each role for an own and for another patient. `+` may, `-` may not.
struct Expectation {
    RouteId id;
    std::string_view may;
};
//           nobody device clinician supervisor auditor admin
//                  own/other each
constexpr std::string_view everybody = "+ ++ ++ ++ ++ ++";
constexpr std::string_view ownPhone = "- +- -- -- -- --";
constexpr std::string_view anySession = "- -- ++ ++ ++ ++";
constexpr std::string_view ownClinician = "- -- +- -- -- --";
constexpr std::string_view clinicians = "- -- ++ -- -- --";
constexpr std::string_view ownClinicianOrAdmin = "- -- +- -- -- ++";
constexpr std::string_view admins = "- -- -- -- -- ++";

constexpr std::array expectations = {
    Expectation{RouteId::Healthz, everybody},
    Expectation{RouteId::WellKnown, everybody},
    Expectation{RouteId::SmartConfiguration, everybody},
    Expectation{RouteId::Metadata, everybody},
    Expectation{RouteId::Metrics, everybody},
    Expectation{RouteId::Enrol, everybody},
    Expectation{RouteId::EnrolState, everybody},
    Expectation{RouteId::Token, everybody},
    Expectation{RouteId::FhirBundle, ownPhone},
    Expectation{RouteId::FhirChanges, ownPhone},
    Expectation{RouteId::FhirRead, ownPhone},
    Expectation{RouteId::FhirSearch, ownPhone},
    Expectation{RouteId::Login, everybody},
    Expectation{RouteId::Logout, anySession},
    Expectation{RouteId::Me, anySession},
    Expectation{RouteId::Sessions, anySession},
    Expectation{RouteId::EndSession, anySession},
    Expectation{RouteId::Patients, clinicians},
    Expectation{RouteId::Patient, ownClinician},
    Expectation{RouteId::AcknowledgeFlag, ownClinician},
    Expectation{RouteId::Assign, ownClinician},
    Expectation{RouteId::ChangePlan, ownClinician},
    Expectation{RouteId::Countersign, ownClinician},
    Expectation{RouteId::Eligibility, ownClinician},
    Expectation{RouteId::Dosing, ownClinician},
    Expectation{RouteId::RecordDosing, ownClinician},
    Expectation{RouteId::Rate, ownClinician},
    Expectation{RouteId::Effects, ownClinician},
    Expectation{RouteId::RecordAdverseEvent, ownClinician},
    Expectation{RouteId::StaffTasks, clinicians},
    Expectation{RouteId::CloseTask, ownClinician},
    Expectation{RouteId::Questionnaires, anySession},
    Expectation{RouteId::ConfirmDevice, ownClinicianOrAdmin},
    Expectation{RouteId::RevokeDevice, ownClinicianOrAdmin},
    Expectation{RouteId::Devices, admins},
    Expectation{RouteId::Users, admins},
    Expectation{RouteId::Events, anySession},
    Expectation{RouteId::PageRoot, everybody},
    Expectation{RouteId::PageFile, everybody},
    Expectation{RouteId::PageAsset, everybody},
};

/// Gives whoever the test says, to routes that ask for that kind.
class ScriptedAuthenticator final : public Authenticator {
public:
    Actor actor;
    std::variant<Actor, Refusal> device(const Request&) override {
        if (actor.kind != Actor::Kind::Device) return Refusal::TokenRequired;
        return actor;
    }
    std::variant<Actor, Refusal> session(const Request&, const Route&) override {
        if (actor.kind != Actor::Kind::User) return Refusal::SessionRequired;
        return actor;
    }
};

Request requestFor(const Route& route) {
    Request request;
    request.method = route.method;
    request.host = "localhost:8443";
    request.peerIsLoopback = true;
    request.headers = {{"Origin", "https://localhost:8443"}, {"Sec-Fetch-Site", "same-origin"}};
    std::string_view rest = route.pattern.substr(1);
    for (;;) {
        const auto slash = rest.find('/');
        const auto segment = rest.substr(0, slash);
        request.path.emplace_back(segment == "*" ? "x" : segment);
        if (slash == std::string_view::npos) return request;
        rest.remove_prefix(slash + 1);
    }
}

/// A server whose handlers do nothing but ask for the rights of a patient's thing.
struct World {
    bool own = true;
    ScriptedAuthenticator authenticator;
    Handlers handlers;
    base::FixedClock clock{{1'700'000'000'000, 0}};
    RateLimits rates{Limits{.enrolmentsPerMinutePerAddress = 1000,
                            .enrolmentsPerHour = 1000,
                            .syncsPerMinutePerDevice = 1000},
                     clock};
    Dispatcher dispatcher{handlers, authenticator, rates};

    World() {
        for (const auto& route : routeTable())
            handlers.bind(route.id, [this](const Call& call) {
                if (call.route.scope == Scope::Patient && !call.authorizePatient(own))
                    return call.refuse(Refusal::Forbidden);
                return Response::empty();
            });
    }
    bool reaches(const Route& route, const Actor& actor, bool ownPatient) {
        own = ownPatient;
        authenticator.actor = actor;
        return dispatcher.run(requestFor(route)).status == 204;
    }
};

}  // namespace

TEST_CASE("every route is in the table of rights, and each role reaches exactly what it says") {
    World world;
    for (const auto& route : routeTable()) {
        const auto row = std::find_if(expectations.begin(), expectations.end(),
                                      [&](const auto& e) { return e.id == route.id; });
        INFO(route.pattern);
        REQUIRE(row != expectations.end());
        std::string seen(1, world.reaches(route, Actor{}, false) ? '+' : '-');
        const auto both = [&](const Actor& actor) {
            seen += ' ';
            for (const bool own : {true, false})
                seen += world.reaches(route, actor, own) ? '+' : '-';
        };
        both({.kind = Actor::Kind::Device, .id = "d", .patient = "p"});
        for (const auto role : {Role::Clinician, Role::Supervisor, Role::Auditor, Role::Admin})
            both({.kind = Actor::Kind::User, .id = "u", .role = role, .session = "s"});
        CHECK(seen == row->may);
    }
}

TEST_CASE("an operator of the machine administers and reads nothing clinical") {
    const auto actor = Actor::operatorOfMachine();
    CHECK(authorize(actor, Action::InvitePatient, {.scope = Scope::Patient, .own = false}));
    CHECK(authorize(actor, Action::ConfirmDevice, {.scope = Scope::Patient, .own = false}));
    CHECK_FALSE(authorize(actor, Action::ReadPatient, {.scope = Scope::Patient, .own = true}));
    CHECK_FALSE(authorize(actor, Action::SyncRead, {.scope = Scope::Patient, .own = true}));
}

TEST_CASE("patterns match whole paths, and the method decides between 404 and 405") {
    const auto match = matchRoute(Method::Get, {"fhir", "Patient", "7", "$landfall-changes"});
    REQUIRE(match.route);
    CHECK(match.route->id == RouteId::FhirChanges);
    CHECK(match.parameters == std::vector<std::string>{"7"});

    const auto metadata = matchRoute(Method::Get, {"fhir", "metadata"});
    REQUIRE(metadata.route);
    CHECK(metadata.route->id == RouteId::Metadata);

    CHECK(matchRoute(Method::Get, {"review", ""}).route->id == RouteId::PageRoot);
    CHECK(matchRoute(Method::Get, {"review", "assets", "a.js"}).route->id == RouteId::PageAsset);
    CHECK(matchRoute(Method::Head, {"healthz"}).route->id == RouteId::Healthz);
    CHECK_FALSE(matchRoute(Method::Get, {"review"}).pathKnown);
    CHECK_FALSE(matchRoute(Method::Get, {"review", "api", "nothing"}).pathKnown);
    CHECK_FALSE(matchRoute(Method::Get, {"healthz", ""}).pathKnown);
    const auto wrongMethod = matchRoute(Method::Get, {"review", "api", "login"});
    CHECK_FALSE(wrongMethod.route);
    CHECK(wrongMethod.pathKnown);
}
