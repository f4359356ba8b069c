#include "server/auth/sessions.hpp"

#include <algorithm>

#include "landfall/base/ids.hpp"

namespace landfall::clinic::auth {

std::string csrfOf(const SessionToken& token) {
    return base::toBase64Url(base::sha256({base::viewOf("landfall csrf"), base::ByteView(token)}));
}

std::optional<SessionToken> readSessionToken(std::string_view cookieValue) {
    const auto bytes = base::fromBase64Url(cookieValue);
    SessionToken token{};
    if (bytes.has_error() || bytes->size() != token.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), token.begin());
    return token;
}

Result<NewSession> beginSession(db::Database& tx, std::string_view user, const base::Clock& clock,
                                base::Random& random) {
    NewSession made{.id = base::makeUuidV4(random).text()};
    random.fill(made.token);
    const auto nowMs = clock.now().unixMs;
    // What has run out is dropped here, so that nothing has to come by and sweep.
    LF_CHECK(tx.run("DELETE FROM session WHERE user = ? AND (last_seen_ms <= ? OR created_ms <= ?)",
                    user, nowMs - sessionIdleMs, nowMs - sessionLifeMs));
    const auto hash = base::sha256(base::ByteView(made.token));
    LF_CHECK(
        tx.run("INSERT INTO session (id, token_hash, user, created_ms, last_seen_ms) VALUES "
               "(?, ?, ?, ?, ?)",
               made.id, base::ByteView(hash), user, nowMs, nowMs));
    return made;
}

Result<std::optional<OpenSession>> findSession(db::Database& tx, std::string_view cookieValue,
                                               const base::Clock& clock) {
    const auto token = readSessionToken(cookieValue);
    if (!token) return std::optional<OpenSession>{};
    const auto hash = base::sha256(base::ByteView(*token));
    const auto nowMs = clock.now().unixMs;
    LF_TRY(auto rows,
           tx.query("SELECT s.id, s.created_ms, s.last_seen_ms, u.id, u.name, u.email, u.role "
                    "FROM session s JOIN user_account u ON u.id = s.user AND u.disabled = 0 "
                    "WHERE s.token_hash = ? AND s.last_seen_ms > ? AND s.created_ms > ?",
                    base::ByteView(hash), nowMs - sessionIdleMs, nowMs - sessionLifeMs));
    LF_TRY(const bool found, rows.next());
    if (!found) return std::optional<OpenSession>{};
    return std::optional<OpenSession>(OpenSession{
        .session = {.id = rows.string(0), .createdMs = rows.int64(1), .lastSeenMs = rows.int64(2)},
        .user = {.id = rows.string(3),
                 .name = rows.string(4),
                 .email = rows.string(5),
                 .role = http::roleFromText(rows.text(6)).value_or(http::Role::Auditor)}});
}

Result<void> touchSession(db::Database& tx, std::string_view id, const base::Clock& clock) {
    return tx.run("UPDATE session SET last_seen_ms = ? WHERE id = ?", clock.now().unixMs, id);
}

Result<std::vector<Session>> sessionsOf(db::Database& tx, std::string_view user,
                                        const base::Clock& clock) {
    const auto nowMs = clock.now().unixMs;
    LF_TRY(auto rows,
           tx.query("SELECT id, created_ms, last_seen_ms FROM session WHERE user = ? AND "
                    "last_seen_ms > ? AND created_ms > ? ORDER BY created_ms DESC, id",
                    user, nowMs - sessionIdleMs, nowMs - sessionLifeMs));
    std::vector<Session> sessions;
    for (;;) {
        LF_TRY(const bool found, rows.next());
        if (!found) return sessions;
        sessions.push_back({rows.string(0), rows.int64(1), rows.int64(2)});
    }
}

Result<bool> endSession(db::Database& tx, std::string_view user, std::string_view id) {
    LF_CHECK(tx.run("DELETE FROM session WHERE id = ? AND user = ?", id, user));
    return tx.changes() > 0;
}

}  // namespace landfall::clinic::auth
