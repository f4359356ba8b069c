#include "server/auth/tokens.hpp"

namespace landfall::clinic::auth {

using http::Refusal;

Result<std::variant<VerifiedDevice, Refusal>> verifyAssertion(db::Database& tx,
                                                              const Assertion& assertion,
                                                              std::string_view audience,
                                                              const base::Clock& clock) {
    using Answer = std::variant<VerifiedDevice, Refusal>;
    LF_TRY(auto rows, tx.query("SELECT patient, state, public_key FROM device WHERE id = ?",
                               assertion.clientId));
    LF_TRY(const bool found, rows.next());
    if (!found) return Answer(Refusal::AssertionRefused);
    LF_TRY(const auto key, DeviceKey::fromBytes(rows.bytes(2)));
    // Nothing about the device is told to anybody who does not hold its key.
    if (!assertion.verifies(key) || assertion.audience != audience)
        return Answer(Refusal::AssertionRefused);
    if (!expiryFits(assertion.expiresS, clock.now().unixMs / 1000)) return Answer(Refusal::Clock);
    const auto state = rows.text(1);
    if (state == "pending") return Answer(Refusal::DevicePending);
    if (state != "active") return Answer(Refusal::DeviceRevoked);
    return Answer(VerifiedDevice{.id = assertion.clientId, .patient = rows.string(0)});
}

Result<std::variant<std::string, Refusal>> issueToken(
    db::Database& tx, AuditSink& audit, const Assertion& assertion, const VerifiedDevice& device,
    const TokenOrigin& origin, const base::Clock& clock, base::Random& random) {
    using Answer = std::variant<std::string, Refusal>;
    const http::Actor actor{
        .kind = http::Actor::Kind::Device, .id = device.id, .patient = device.patient};
    AuditEntry entry{.actor = actor,
                     .action = http::Action::RequestToken,
                     .object = device.id,
                     .patient = device.patient,
                     .requestId = origin.requestId,
                     .peer = origin.peer};
    const auto nowMs = clock.now().unixMs;
    // An id is kept until no assertion that carries it could be accepted any more.
    LF_CHECK(tx.run("DELETE FROM assertion WHERE expires_ms <= ?", nowMs));
    LF_CHECK(
        tx.run("INSERT INTO assertion (device, jti, expires_ms) VALUES (?, ?, ?) "
               "ON CONFLICT DO NOTHING",
               device.id, assertion.id, (assertion.expiresS + clockSkewS) * 1000));
    if (tx.changes() != 1) {
        entry.outcome = Outcome::Refused;
        entry.reason = http::formOf(Refusal::AssertionRefused).code;
        LF_CHECK(audit.record(tx, entry));
        return Answer(Refusal::AssertionRefused);
    }
    base::Bytes token(accessTokenBytes);
    random.fill(token);
    const auto hash = base::sha256(token);
    LF_CHECK(tx.run("DELETE FROM access_token WHERE expires_ms <= ?", nowMs));
    LF_CHECK(tx.run("INSERT INTO access_token (token_hash, device, expires_ms) VALUES (?, ?, ?)",
                    base::ByteView(hash), device.id, nowMs + accessTokenLifeS * 1000));
    LF_CHECK(tx.run("UPDATE device SET last_seen_ms = ? WHERE id = ?", nowMs, device.id));
    LF_CHECK(audit.record(tx, entry));
    return Answer(base::toBase64Url(token));
}

Result<std::variant<VerifiedDevice, Refusal>> deviceOfToken(db::Database& tx,
                                                            std::string_view token,
                                                            const base::Clock& clock) {
    using Answer = std::variant<VerifiedDevice, Refusal>;
    const auto bytes = base::fromBase64Url(token);
    if (bytes.has_error() || bytes->size() != accessTokenBytes)
        return Answer(Refusal::TokenRequired);
    const auto hash = base::sha256(*bytes);
    LF_TRY(auto rows, tx.query("SELECT d.id, d.patient, d.state, t.expires_ms FROM access_token t "
                               "JOIN device d ON d.id = t.device WHERE t.token_hash = ?",
                               base::ByteView(hash)));
    LF_TRY(const bool found, rows.next());
    if (!found) return Answer(Refusal::TokenExpired);
    if (rows.text(2) != "active") return Answer(Refusal::DeviceRevoked);
    if (rows.int64(3) <= clock.now().unixMs) return Answer(Refusal::TokenExpired);
    return Answer(VerifiedDevice{.id = rows.string(0), .patient = rows.string(1)});
}

}  // namespace landfall::clinic::auth
