#pragma once

#include <array>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "server/http/rate_limits.hpp"
#include "server/http/routes.hpp"

namespace landfall::clinic::http {

/// One request on its way through a handler.
class Call {
public:
    Call(const Request& r, const Route& t, std::vector<std::string> p, Actor a)
        : request(r), route(t), parameters(std::move(p)), actor(std::move(a)) {}

    const Request& request;
    const Route& route;
    const std::vector<std::string> parameters;  ///< what the pattern's stars stood for
    const Actor actor;

    /// Asks `authorize` for this route's action on one patient's thing. A route of Scope::Patient
    /// whose handler succeeds without having asked is answered with 500: forgetting fails closed.
    [[nodiscard]] bool authorizePatient(bool own) const;
    [[nodiscard]] bool asked() const { return asked_; }

    [[nodiscard]] Response refuse(Refusal refusal, const RefusalDetail& detail = {}) const {
        return http::refuse(request, refusal, detail);
    }

private:
    mutable bool asked_ = false;
};

/// Runs on a pool thread; may block on the database until `request.deadlineMs`. What it throws
/// becomes 500 `internal`, and its text is not sent.
using Handler = std::function<Response(const Call&)>;

/// One handler for each row of the route table.
class Handlers {
public:
    void bind(RouteId id, Handler handler) {
        handlers_[static_cast<std::size_t>(id)] = std::move(handler);
    }
    [[nodiscard]] const Handler& of(RouteId id) const {
        return handlers_[static_cast<std::size_t>(id)];
    }
    /// The routes that nobody bound; a server with one does not start.
    [[nodiscard]] std::vector<RouteId> unbound() const;

private:
    std::array<Handler, routeCount> handlers_;
};

/// Port: who asks, from the token or the session that the request carries. The answer is an Actor,
/// or the refusal to send. Called on a pool thread just before the handler.
class Authenticator {
public:
    virtual ~Authenticator() = default;
    [[nodiscard]] virtual std::variant<Actor, Refusal> device(const Request& request) = 0;
    [[nodiscard]] virtual std::variant<Actor, Refusal> session(const Request& request,
                                                               const Route& route) = 0;
};

/// From a matched request to its answer: who asks, may they, then the handler. No socket in sight,
/// so tests drive it directly.
class Dispatcher {
public:
    /// All three must outlive the dispatcher.
    Dispatcher(const Handlers& handlers, Authenticator& authenticator, RateLimits& rates)
        : handlers_(handlers), authenticator_(authenticator), rates_(rates) {}

    [[nodiscard]] const Handlers& handlers() const { return handlers_; }
    /// Never throws. 404 and 405 too, when `request` matches no route.
    [[nodiscard]] Response run(const Request& request) const;
    [[nodiscard]] Response run(const Request& request, const RouteMatch& match) const;

private:
    [[nodiscard]] std::variant<Actor, Refusal> actorOf(const Route& route,
                                                       const Request& request) const;
    [[nodiscard]] Response runMatched(const Request& request, const RouteMatch& match) const;

    const Handlers& handlers_;
    Authenticator& authenticator_;
    RateLimits& rates_;
};

}  // namespace landfall::clinic::http
