#include "server/http/routes.hpp"

#include <array>

namespace landfall::clinic::http {

namespace {

constexpr std::size_t noBody = 0;
constexpr std::size_t smallBody = 4 * 1024;  // login, codes, notes of up to 2,000 characters below
constexpr std::size_t noteBody = 16 * 1024;  // 2,000 characters may be 8,000 bytes, escaped more
constexpr std::size_t bundleBody = 1024 * 1024;

constexpr auto GET = Method::Get;
constexpr auto POST = Method::Post;
constexpr auto DELETE = Method::Delete;
constexpr Roles nobodyInParticular{};
constexpr Roles clinician{Role::Clinician};
constexpr Roles admin{Role::Admin};

// Segments are compared one by one; a star takes one segment. Types of FHIR are checked by their
// handler, which knows which it serves.
constexpr std::array<Route, routeCount> table = {{
    {RouteId::Healthz, GET, "/healthz", Access::None, nobodyInParticular, Action::ReadService,
     Scope::Open, Media::None, noBody, Pool::Work},
    {RouteId::WellKnown, GET, "/.well-known/landfall", Access::None, nobodyInParticular,
     Action::ReadService, Scope::Open, Media::None, noBody, Pool::Work},
    {RouteId::SmartConfiguration, GET, "/.well-known/smart-configuration", Access::None,
     nobodyInParticular, Action::ReadService, Scope::Open, Media::None, noBody, Pool::Work},
    {RouteId::Metadata, GET, "/fhir/metadata", Access::None, nobodyInParticular,
     Action::ReadService, Scope::Open, Media::None, noBody, Pool::Work},
    {RouteId::Metrics, GET, "/metrics", Access::Loopback, nobodyInParticular, Action::ReadMetrics,
     Scope::Open, Media::None, noBody, Pool::Work},

    {RouteId::Enrol, POST, "/enrol", Access::None, nobodyInParticular, Action::Enrol, Scope::Open,
     Media::Json, smallBody, Pool::Work, Rate::Enrol},
    {RouteId::EnrolState, GET, "/enrol/*", Access::None, nobodyInParticular, Action::Enrol,
     Scope::Open, Media::None, noBody, Pool::Work},
    {RouteId::Token, POST, "/token", Access::None, nobodyInParticular, Action::RequestToken,
     Scope::Open, Media::Form, smallBody, Pool::Work, Rate::Token},

    {RouteId::FhirBundle, POST, "/fhir", Access::Device, nobodyInParticular, Action::SyncWrite,
     Scope::Patient, Media::Fhir, bundleBody, Pool::Work, Rate::Sync},
    {RouteId::FhirChanges, GET, "/fhir/Patient/*/$landfall-changes", Access::Device,
     nobodyInParticular, Action::SyncRead, Scope::Patient, Media::None, noBody, Pool::Work,
     Rate::Sync},
    {RouteId::FhirRead, GET, "/fhir/*/*", Access::Device, nobodyInParticular, Action::SyncRead,
     Scope::Patient, Media::None, noBody, Pool::Work, Rate::Sync},
    {RouteId::FhirSearch, GET, "/fhir/*", Access::Device, nobodyInParticular, Action::SyncRead,
     Scope::Patient, Media::None, noBody, Pool::Work, Rate::Sync},

    {RouteId::Login, POST, "/review/api/login", Access::None, nobodyInParticular, Action::Login,
     Scope::Open, Media::Json, smallBody, Pool::Password},
    {RouteId::Logout, POST, "/review/api/logout", Access::Session, everyRole, Action::Logout,
     Scope::Self, Media::Json, smallBody, Pool::Work},
    {RouteId::Me, GET, "/review/api/me", Access::Session, everyRole, Action::ReadOwnAccount,
     Scope::Self, Media::None, noBody, Pool::Work},
    {RouteId::Sessions, GET, "/review/api/sessions", Access::Session, everyRole,
     Action::ReadOwnAccount, Scope::Self, Media::None, noBody, Pool::Work},
    {RouteId::EndSession, DELETE, "/review/api/sessions/*", Access::Session, everyRole,
     Action::EndSession, Scope::Self, Media::None, noBody, Pool::Work},
    {RouteId::Patients, GET, "/review/api/patients", Access::Session, clinician,
     Action::ListPatients, Scope::Clinic, Media::None, noBody, Pool::Work},
    {RouteId::Patient, GET, "/review/api/patients/*", Access::Session, clinician,
     Action::ReadPatient, Scope::Patient, Media::None, noBody, Pool::Work},
    {RouteId::AcknowledgeFlag, POST, "/review/api/flags/*/acknowledge", Access::Session, clinician,
     Action::AcknowledgeFlag, Scope::Patient, Media::Json, noteBody, Pool::Work},
    {RouteId::Assign, POST, "/review/api/patients/*/assignments", Access::Session, clinician,
     Action::Assign, Scope::Patient, Media::Json, smallBody, Pool::Work},
    {RouteId::ChangePlan, POST, "/review/api/patients/*/plan", Access::Session, clinician,
     Action::ChangePlan, Scope::Patient, Media::Json, noteBody, Pool::Work},
    {RouteId::Eligibility, GET, "/review/api/patients/*/eligibility", Access::Session, clinician,
     Action::ReadPatient, Scope::Patient, Media::None, noBody, Pool::Work},
    {RouteId::Dosing, GET, "/review/api/patients/*/dosing", Access::Session, clinician,
     Action::ReadPatient, Scope::Patient, Media::None, noBody, Pool::Work},
    {RouteId::RecordDosing, POST, "/review/api/patients/*/dosing/*", Access::Session, clinician,
     Action::RecordDosing, Scope::Patient, Media::Json, noteBody, Pool::Work},
    {RouteId::Rate, POST, "/review/api/patients/*/ratings", Access::Session, clinician,
     Action::Rate, Scope::Patient, Media::Json, smallBody, Pool::Work},
    {RouteId::Countersign, POST, "/review/api/patients/*/consents/*/countersign", Access::Session,
     clinician, Action::CountersignConsent, Scope::Patient, Media::Json, smallBody, Pool::Work},
    {RouteId::Effects, GET, "/review/api/patients/*/effects", Access::Session, clinician,
     Action::ReadPatient, Scope::Patient, Media::None, noBody, Pool::Work},
    {RouteId::RecordAdverseEvent, POST, "/review/api/patients/*/adverse-events", Access::Session,
     clinician, Action::RecordAdverseEvent, Scope::Patient, Media::Json, noteBody, Pool::Work},
    {RouteId::StaffTasks, GET, "/review/api/tasks", Access::Session, clinician, Action::ListTasks,
     Scope::Clinic, Media::None, noBody, Pool::Work},
    {RouteId::CloseTask, POST, "/review/api/tasks/*/close", Access::Session, clinician,
     Action::CloseTask, Scope::Patient, Media::Json, noteBody, Pool::Work},
    {RouteId::Questionnaires, GET, "/review/api/questionnaires", Access::Session, everyRole,
     Action::ListQuestionnaires, Scope::Clinic, Media::None, noBody, Pool::Work},
    {RouteId::ConfirmDevice, POST, "/review/api/devices/*/confirm", Access::Session,
     clinician | admin, Action::ConfirmDevice, Scope::Patient, Media::Json, smallBody, Pool::Work},
    {RouteId::RevokeDevice, POST, "/review/api/devices/*/revoke", Access::Session,
     clinician | admin, Action::RevokeDevice, Scope::Patient, Media::Json, smallBody, Pool::Work},
    {RouteId::Devices, GET, "/review/api/devices", Access::Session, admin, Action::ListDevices,
     Scope::Clinic, Media::None, noBody, Pool::Work},
    {RouteId::Users, GET, "/review/api/users", Access::Session, admin, Action::ListUsers,
     Scope::Clinic, Media::None, noBody, Pool::Work},
    {RouteId::Events, GET, "/review/api/events", Access::Session, everyRole, Action::WatchEvents,
     Scope::Clinic, Media::None, noBody, Pool::Work},

    {RouteId::PageRoot, GET, "/review/", Access::None, nobodyInParticular, Action::ReadPage,
     Scope::Open, Media::None, noBody, Pool::Work},
    {RouteId::PageFile, GET, "/review/*", Access::None, nobodyInParticular, Action::ReadPage,
     Scope::Open, Media::None, noBody, Pool::Work},
    {RouteId::PageAsset, GET, "/review/assets/*", Access::None, nobodyInParticular,
     Action::ReadPage, Scope::Open, Media::None, noBody, Pool::Work},
}};

// Handlers are found by RouteId, so the rows stand in its order.
constexpr bool inOrder() {
    for (std::size_t i = 0; i < table.size(); ++i)
        if (static_cast<std::size_t>(table[i].id) != i) return false;
    return true;
}
static_assert(inOrder());

bool matches(std::string_view pattern, const std::vector<std::string>& path,
             std::vector<std::string>& parameters) {
    parameters.clear();
    std::size_t segment = 0;
    pattern.remove_prefix(1);
    for (;; ++segment) {
        const auto slash = pattern.find('/');
        const auto want = pattern.substr(0, slash);
        if (segment == path.size()) return false;
        if (want == "*") {
            if (path[segment].empty()) return false;
            parameters.push_back(path[segment]);
        } else if (path[segment] != want) {
            return false;
        }
        if (slash == std::string_view::npos) return segment + 1 == path.size();
        pattern.remove_prefix(slash + 1);
    }
}

}  // namespace

std::span<const Route> routeTable() {
    return table;
}

RouteMatch matchRoute(Method method, const std::vector<std::string>& path) {
    const auto wanted = method == Method::Head ? Method::Get : method;
    RouteMatch match;
    std::vector<std::string> parameters;
    for (const auto& route : table) {
        if (!matches(route.pattern, path, parameters)) continue;
        match.pathKnown = true;
        if (route.method != wanted) continue;
        match.route = &route;
        match.parameters = std::move(parameters);
        return match;
    }
    return match;
}

}  // namespace landfall::clinic::http
