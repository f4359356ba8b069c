#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "server/auth/accounts.hpp"
#include "server/auth/audit_sink.hpp"
#include "server/auth/care_team.hpp"
#include "server/auth/transactions.hpp"
#include "server/http/certificate.hpp"
#include "server/http/dispatcher.hpp"
#include "server/http/events.hpp"
#include "server/http/rate_limits.hpp"

namespace landfall::clinic::auth {

/// What `/enrol` and `/me` tell about the clinic.
struct ClinicFacts {
    std::string name;
    std::string phone;
    std::string country;
    std::string epoch;  ///< the store's epoch, a UUID
    std::string
        authority;  ///< host[:port] of the pairing URI: the token's audience is https://<it>/token
    http::Pins pins = {};  ///< of the keys this server has, as an enrolment states them
    /// What the clinic should see to on that day (FHIR date), for clinicians and administrators.
    std::function<std::vector<std::string>(std::string_view today)> notices = {};
};

/// What the handlers of this component work with. Everything must outlive the handlers.
struct Services {
    Transactions& transactions;
    AuditSink& audit;
    CareTeam& careTeam;
    http::EventHub& events;
    http::RateLimits& rates;
    const base::Clock& clock;
    base::Random& random;  ///< must be safe to call from several threads, as SystemRandom is
    ClinicFacts clinic;
    PasswordCost passwordCost = {};
};

/// Binds Enrol, EnrolState, Token, Login, Logout, Me, Sessions, EndSession, ConfirmDevice,
/// RevokeDevice, Devices and Users. OutOfMemory: hashing a password does not fit.
Result<void> bindHandlers(http::Handlers& handlers, Services& services);

/// Access tokens and sessions, read from the same database.
[[nodiscard]] std::unique_ptr<http::Authenticator> makeAuthenticator(Services& services);

}  // namespace landfall::clinic::auth
