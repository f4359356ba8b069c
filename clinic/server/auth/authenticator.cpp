#include <sodium.h>

#include "landfall/base/log.hpp"
#include "server/auth/handlers.hpp"
#include "server/auth/sessions.hpp"
#include "server/auth/tokens.hpp"

namespace landfall::clinic::auth {

namespace {

using http::Actor;
using http::Refusal;

class DatabaseAuthenticator final : public http::Authenticator {
public:
    explicit DatabaseAuthenticator(Services& services) : services_(services) {}

    std::variant<Actor, Refusal> device(const http::Request& request) override {
        constexpr std::string_view scheme = "Bearer ";
        const auto header = request.header("Authorization");
        if (!header || !header->starts_with(scheme)) return Refusal::TokenRequired;
        const auto found = reading(services_.transactions, [&](db::Database& tx) {
            return deviceOfToken(tx, header->substr(scheme.size()), services_.clock);
        });
        if (found.has_error()) return fault(found.error());
        if (const auto* refusal = std::get_if<Refusal>(&*found)) return *refusal;
        const auto& device = std::get<VerifiedDevice>(*found);
        return Actor{.kind = Actor::Kind::Device, .id = device.id, .patient = device.patient};
    }

    std::variant<Actor, Refusal> session(const http::Request& request,
                                         const http::Route& route) override {
        const auto cookie = request.cookie(sessionCookie);
        if (!cookie) return Refusal::SessionRequired;
        const auto found = reading(services_.transactions, [&](db::Database& tx) {
            return findSession(tx, *cookie, services_.clock);
        });
        if (found.has_error()) return fault(found.error());
        if (!*found) return Refusal::SessionRequired;
        const auto& open = **found;
        if (route.method != http::Method::Get && !csrfFits(request, *cookie)) return Refusal::Csrf;
        if (const auto touched = touch(open.session, route); touched.has_error())
            return fault(touched.error());
        return Actor{.kind = Actor::Kind::User,
                     .id = open.user.id,
                     .role = open.user.role,
                     .session = open.session.id,
                     .name = open.user.name};
    }

private:
    static bool csrfFits(const http::Request& request, std::string_view cookie) {
        const auto token = readSessionToken(cookie);
        const auto given = request.header("X-LF-CSRF");
        if (!token || !given) return false;
        const auto expected = csrfOf(*token);
        return given->size() == expected.size() &&
               sodium_memcmp(given->data(), expected.data(), expected.size()) == 0;
    }

    /// A person did something. The page opens its stream of events by itself, again and again: that
    /// is nobody's doing, or an open page would never be logged out.
    Result<void> touch(const Session& session, const http::Route& route) {
        if (route.id == http::RouteId::Events) return ok();
        if (services_.clock.now().unixMs - session.lastSeenMs < sessionTouchMs) return ok();
        return services_.transactions.write(
            [&](db::Database& tx) { return touchSession(tx, session.id, services_.clock); });
    }

    static Refusal fault(const Error& error) {
        base::log("authenticator-failed", {{"code", error.code.value()}});
        return error.is(db::Fault::Busy) ? Refusal::Busy : Refusal::Internal;
    }

    Services& services_;
};

}  // namespace

std::unique_ptr<http::Authenticator> makeAuthenticator(Services& services) {
    return std::make_unique<DatabaseAuthenticator>(services);
}

}  // namespace landfall::clinic::auth
