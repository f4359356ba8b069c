#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/base/bytes.hpp"
#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/db/database.hpp"
#include "server/auth/accounts.hpp"

namespace landfall::clinic::auth {

constexpr std::string_view sessionCookie = "__Host-lf";
constexpr std::int64_t sessionIdleMs = 15 * 60 * 1000;
constexpr std::int64_t sessionLifeMs = 12 * 60 * 60 * 1000;
/// `last_seen` is written at most this often: a read must not cost a write each time.
constexpr std::int64_t sessionTouchMs = 30 * 1000;

/// The 32 random bytes of a session cookie; the database keeps their SHA-256.
using SessionToken = std::array<std::uint8_t, 32>;

struct Session {
    std::string id;
    std::int64_t createdMs = 0;
    std::int64_t lastSeenMs = 0;
};
/// A session and whose it is.
struct OpenSession {
    Session session;
    User user;
};
struct NewSession {
    std::string id;
    SessionToken token{};
};

[[nodiscard]] Result<NewSession> beginSession(db::Database& tx, std::string_view user,
                                              const base::Clock& clock, base::Random& random);
/// The session of a cookie's value, unless it is unknown, idle for too long, too old, or its user
/// was disabled.
[[nodiscard]] Result<std::optional<OpenSession>> findSession(db::Database& tx,
                                                             std::string_view cookieValue,
                                                             const base::Clock& clock);
Result<void> touchSession(db::Database& tx, std::string_view id, const base::Clock& clock);
/// Those of one user that are still good, newest first.
[[nodiscard]] Result<std::vector<Session>> sessionsOf(db::Database& tx, std::string_view user,
                                                      const base::Clock& clock);
/// False when this user has no such session.
[[nodiscard]] Result<bool> endSession(db::Database& tx, std::string_view user, std::string_view id);

/// The value of the header X-LF-CSRF that goes with a session: derived from the cookie, which no
/// script can read, and of no use without it.
[[nodiscard]] std::string csrfOf(const SessionToken& token);
[[nodiscard]] std::optional<SessionToken> readSessionToken(std::string_view cookieValue);

}  // namespace landfall::clinic::auth
