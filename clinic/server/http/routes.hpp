#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/actor.hpp"
#include "server/http/authorize.hpp"
#include "server/http/message.hpp"

namespace landfall::clinic::http {

/// How a route finds out who asks.
enum class Access : std::uint8_t {
    None,      ///< anybody
    Device,    ///< `Authorization: Bearer`
    Session,   ///< cookie, and for every method but GET also Origin, Sec-Fetch-Site and X-LF-CSRF
    Loopback,  ///< a peer on the server's own machine
};

/// Where a handler runs. Both are small pools of threads: handlers are plain functions that may
/// block on the database. Password hashing has its own pool so that logins cannot starve the
/// phones.
enum class Pool : std::uint8_t { Work, Password };

/// What the body must be.
enum class Media : std::uint8_t { None, Json, Fhir, Form };

/// Which bucket of RateLimits counts the request.
enum class Rate : std::uint8_t { None, Enrol, Token, Sync };

/// Every route of docs/api.md; the index into Handlers.
enum class RouteId : std::uint8_t {
    Healthz,
    WellKnown,
    SmartConfiguration,
    Metadata,
    Metrics,
    Enrol,
    EnrolState,
    Token,
    FhirBundle,
    FhirChanges,
    FhirRead,
    FhirSearch,
    Login,
    Logout,
    Me,
    Sessions,
    EndSession,
    Patients,
    Patient,
    AcknowledgeFlag,
    Assign,
    ChangePlan,
    Eligibility,
    Dosing,
    RecordDosing,
    Rate,
    Countersign,
    Effects,
    RecordAdverseEvent,
    StaffTasks,
    CloseTask,
    Questionnaires,
    ConfirmDevice,
    RevokeDevice,
    Devices,
    Users,
    Events,
    PageRoot,
    PageFile,
    PageAsset,
};
constexpr std::size_t routeCount = static_cast<std::size_t>(RouteId::PageAsset) + 1;

/// One row. A pattern's `*` stands for one segment that is not empty; its value is in
/// Call::parameters.
struct Route {
    RouteId id;
    Method method;
    std::string_view pattern;
    Access access;
    Roles roles;  ///< for Session: who may; others get 403
    Action action;
    Scope scope;  ///< whose it is; Scope::Patient means the handler must authorize()
    Media media;
    std::size_t bodyBytesMax;
    Pool pool;
    Rate rate = Rate::None;
};

/// The whole surface of the server, in the order of docs/api.md.
[[nodiscard]] std::span<const Route> routeTable();

struct RouteMatch {
    const Route* route = nullptr;         ///< null: see `pathKnown`
    std::vector<std::string> parameters;  ///< what the stars stood for, in order
    bool pathKnown = false;               ///< the path exists with another method: 405, else 404
};
/// HEAD is matched as GET; the connection then sends no body.
[[nodiscard]] RouteMatch matchRoute(Method method, const std::vector<std::string>& path);

}  // namespace landfall::clinic::http
