#include <boost/json/array.hpp>
#include <memory>

#include "landfall/base/clock.hpp"
#include "server/auth/answers.hpp"
#include "server/auth/handler_parts.hpp"
#include "server/auth/login.hpp"

namespace landfall::clinic::auth {

namespace {

using http::Call;
using http::Refusal;
using http::Response;

constexpr std::string_view cookieAttributes = "; Secure; HttpOnly; SameSite=Strict; Path=/";

std::string cookieOf(const SessionToken& token) {
    return std::string(sessionCookie) + '=' + base::toBase64Url(token) +
           std::string(cookieAttributes);
}

AuditEntry entryOf(const Call& call, std::string_view object = {}) {
    return {.actor = call.actor,
            .action = call.route.action,
            .object = object,
            .requestId = call.request.requestId,
            .peer = call.request.peer};
}

Response answerLogin(const Call& call, Services& services, Login& login) {
    const auto read = readCredentials(call.request.body);
    if (const auto* refusal = std::get_if<Refusal>(&read)) return call.refuse(*refusal);
    const auto outcome = login.run(std::get<Credentials>(read), call.request);
    if (outcome.has_error()) return faultAnswer(call, outcome.error());
    if (const auto* refused = std::get_if<LoginRefused>(&*outcome))
        return call.refuse(refused->refusal,
                           {.expression = {}, .retryAfterSeconds = refused->waitSeconds});
    const auto& done = std::get<LoggedIn>(*outcome);
    // The session that this browser had before, if any, is not left lying about.
    if (const auto old = call.request.cookie(sessionCookie)) {
        const auto ended = services.transactions.write([&](db::Database& tx) -> Result<void> {
            LF_TRY(const auto before, findSession(tx, *old, services.clock));
            if (!before) return ok();
            services.events.closeSession(before->session.id);
            LF_TRY(const bool was, endSession(tx, before->user.id, before->session.id));
            static_cast<void>(was);
            return ok();
        });
        if (ended.has_error()) return faultAnswer(call, ended.error());
    }
    auto response =
        jsonAnswer(200, {{"csrf", csrfOf(done.session.token)}, {"user", userJson(done.user)}});
    response.with("Set-Cookie", cookieOf(done.session.token));
    return response;
}

Response answerLogout(const Call& call, Services& services) {
    const auto ended = services.transactions.write([&](db::Database& tx) -> Result<void> {
        LF_TRY(const bool was, endSession(tx, call.actor.id, call.actor.session));
        static_cast<void>(was);
        return services.audit.record(tx, entryOf(call, call.actor.session));
    });
    if (ended.has_error()) return faultAnswer(call, ended.error());
    services.events.closeSession(call.actor.session);
    auto response = Response::empty();
    response.with("Set-Cookie",
                  std::string(sessionCookie) + '=' + std::string(cookieAttributes) + "; Max-Age=0");
    response.with("Clear-Site-Data", "\"cache\",\"cookies\",\"storage\"");
    return response;
}

Response answerMe(const Call& call, Services& services) {
    const auto user = reading(services.transactions,
                              [&](db::Database& tx) { return findUser(tx, call.actor.id); });
    if (user.has_error()) return faultAnswer(call, user.error());
    const auto token = readSessionToken(call.request.cookie(sessionCookie).value_or(""));
    if (!*user || !token) return call.refuse(Refusal::SessionRequired);
    boost::json::array notices;
    if (services.clinic.notices)
        for (const auto& notice : services.clinic.notices(base::toFhirDate(services.clock.now())))
            notices.emplace_back(notice);
    return jsonAnswer(
        200, {{"csrf", csrfOf(*token)},
              {"user", userJson(**user)},
              {"clinic", {{"name", services.clinic.name}, {"notices", std::move(notices)}}}});
}

Response answerSessions(const Call& call, Services& services) {
    const auto sessions = reading(services.transactions, [&](db::Database& tx) {
        return sessionsOf(tx, call.actor.id, services.clock);
    });
    if (sessions.has_error()) return faultAnswer(call, sessions.error());
    boost::json::array rows;
    for (const auto& session : *sessions)
        rows.push_back({{"id", session.id},
                        {"created", base::toFhirInstant(session.createdMs)},
                        {"lastSeen", base::toFhirInstant(session.lastSeenMs)},
                        {"current", session.id == call.actor.session}});
    return jsonAnswer(200, rows);
}

Response answerEndSession(const Call& call, Services& services) {
    const auto& id = call.parameters.at(0);
    const auto end = [&](db::Database& tx) -> Result<bool> {
        LF_TRY(const bool was, endSession(tx, call.actor.id, id));
        if (was) LF_CHECK(services.audit.record(tx, entryOf(call, id)));
        return was;
    };
    const auto was = writing(services.transactions, end);
    if (was.has_error()) return faultAnswer(call, was.error());
    if (!*was) return call.refuse(Refusal::NotFound);
    services.events.closeSession(id);
    return Response::empty();
}

Response answerUsers(const Call& call, Services& services) {
    const auto list = [&](db::Database& tx) -> Result<std::vector<User>> {
        LF_CHECK(services.audit.record(tx, entryOf(call)));
        return listUsers(tx);
    };
    const auto users = writing(services.transactions, list);
    if (users.has_error()) return faultAnswer(call, users.error());
    boost::json::array rows;
    for (const auto& user : *users) rows.push_back(userJson(user));
    return jsonAnswer(200, rows);
}

}  // namespace

Result<void> bindSessionHandlers(http::Handlers& handlers, Services& services) {
    LF_TRY(auto prepared, Login::prepare(services));
    const auto login = std::make_shared<Login>(std::move(prepared));
    handlers.bind(http::RouteId::Login, [&services, login](const Call& call) {
        return answerLogin(call, services, *login);
    });
    handlers.bind(http::RouteId::Logout,
                  [&services](const Call& call) { return answerLogout(call, services); });
    handlers.bind(http::RouteId::Me,
                  [&services](const Call& call) { return answerMe(call, services); });
    handlers.bind(http::RouteId::Sessions,
                  [&services](const Call& call) { return answerSessions(call, services); });
    handlers.bind(http::RouteId::EndSession,
                  [&services](const Call& call) { return answerEndSession(call, services); });
    handlers.bind(http::RouteId::Users,
                  [&services](const Call& call) { return answerUsers(call, services); });
    return ok();
}

}  // namespace landfall::clinic::auth
