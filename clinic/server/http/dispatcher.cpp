#include "server/http/dispatcher.hpp"

#include <exception>

#include "landfall/base/log.hpp"
#include "server/http/network.hpp"

namespace landfall::clinic::http {

bool Call::authorizePatient(bool own) const {
    asked_ = true;
    return authorize(actor, route.action, {.scope = Scope::Patient, .own = own});
}

std::vector<RouteId> Handlers::unbound() const {
    std::vector<RouteId> missing;
    for (const auto& route : routeTable())
        if (!of(route.id)) missing.push_back(route.id);
    return missing;
}

namespace {

/// A page of ours sent it: Origin is this server and the browser says so too (C-06). A program that
/// is no browser has to say both as well, so that nothing slips by for want of a header.
bool fromOwnPage(const Request& request) {
    const auto origin = request.header("Origin");
    const auto site = request.header("Sec-Fetch-Site");
    return origin && *origin == "https://" + request.host && site && *site == "same-origin";
}

int secondsToWait(const Route& route, const Request& request, const Actor& actor,
                  RateLimits& rates) {
    switch (route.rate) {
        case Rate::None:
        case Rate::Token:
            return 0;  // counted by its handler, once it knows which device asks
        case Rate::Enrol:
            return rates.enrol(networkOf(request.peer));
        case Rate::Sync:
            return rates.sync(actor.id);
    }
    return 0;
}

}  // namespace

std::variant<Actor, Refusal> Dispatcher::actorOf(const Route& route, const Request& request) const {
    const bool reviewApi = route.access == Access::Session || route.action == Action::Login;
    if (reviewApi && route.method != Method::Get && !fromOwnPage(request)) return Refusal::Origin;
    switch (route.access) {
        case Access::None:
            return Actor{};
        case Access::Loopback:
            if (!request.peerIsLoopback) return Refusal::Forbidden;
            return Actor{};
        case Access::Device:
            return authenticator_.device(request);
        case Access::Session: {
            auto actor = authenticator_.session(request, route);
            if (const auto* user = std::get_if<Actor>(&actor); user && !route.roles.has(user->role))
                return Refusal::Forbidden;
            return actor;
        }
    }
    return Refusal::Internal;
}

Response Dispatcher::runMatched(const Request& request, const RouteMatch& match) const {
    const auto& route = *match.route;
    auto who = actorOf(route, request);
    if (const auto* refusal = std::get_if<Refusal>(&who)) return refuse(request, *refusal);

    const Call call(request, route, match.parameters, std::get<Actor>(std::move(who)));
    if (const int seconds = secondsToWait(route, request, call.actor, rates_); seconds > 0)
        return call.refuse(Refusal::TooManyRequests,
                           {.expression = {}, .retryAfterSeconds = seconds});
    // A patient's things are decided by the handler, which knows whose they are.
    if (route.scope != Scope::Patient &&
        !authorize(call.actor, route.action,
                   {.scope = route.scope, .own = route.scope == Scope::Self}))
        return call.refuse(Refusal::Forbidden);

    auto response = handlers_.of(route.id)(call);
    if (route.scope == Scope::Patient && !call.asked() && response.status < 400) {
        base::log("handler-did-not-authorize", {{"route", static_cast<std::int64_t>(route.id)}});
        return call.refuse(Refusal::Internal);
    }
    return response;
}

Response Dispatcher::run(const Request& request) const {
    return run(request, matchRoute(request.method, request.path));
}

Response Dispatcher::run(const Request& request, const RouteMatch& match) const {
    if (!match.route)
        return refuse(request, match.pathKnown ? Refusal::MethodNotAllowed : Refusal::NotFound);
    try {
        return runMatched(request, match);
    } catch (const std::exception&) {
        // What it says may hold a path or a value: the log names the route only.
        base::log("handler-threw", {{"route", static_cast<std::int64_t>(match.route->id)}});
        return refuse(request, Refusal::Internal);
    }
}

}  // namespace landfall::clinic::http
