#include "server/auth/invitations.hpp"

#include "server/auth/fault.hpp"

namespace landfall::clinic::auth {

std::string pairingUri(const InvitationToken& token, const InvitationOrder& order,
                       std::int64_t expiresUnixS) {
    constexpr std::size_t tokenBits = 128;
    auto uri = "landfall://pair?v=1&h=" + order.authority +
               "&b=/&t=" + base::toCrockford32(token, tokenBits) +
               "&p=" + base::toBase64Url(order.pins.current);
    if (order.pins.backup) uri += "&q=" + base::toBase64Url(*order.pins.backup);
    return uri + "&e=" + std::to_string(expiresUnixS);
}

Result<Invitation> invite(db::Database& tx, AuditSink& audit, const http::Actor& by,
                          const InvitationOrder& order, const base::Clock& clock,
                          base::Random& random) {
    const auto nowMs = clock.now().unixMs;
    LF_TRY(const auto open, tx.number("SELECT count(*) FROM invitation WHERE patient = ? AND "
                                      "used_ms IS NULL AND expires_ms > ?",
                                      order.patient, nowMs));
    if (open.value_or(0) >= openInvitationsMax) return Fault::InvitationsOpen;

    // Whole seconds, because the URI tells the phone seconds and both must mean the same moment.
    const auto expiresS = (nowMs + invitationLifeMs) / 1000;
    InvitationToken token{};
    random.fill(token);
    Invitation made{.uri = pairingUri(token, order, expiresS), .expiresUnixS = expiresS};
    if (made.uri.size() > pairingUriBytesMax) return Fault::UriTooLong;

    const auto hash = base::sha256(base::ByteView(token));
    LF_CHECK(
        tx.run("INSERT INTO invitation (token_hash, patient, created_ms, expires_ms) VALUES "
               "(?, ?, ?, ?)",
               base::ByteView(hash), order.patient, nowMs, expiresS * 1000));
    LF_CHECK(audit.record(tx, {.actor = by,
                               .action = http::Action::InvitePatient,
                               .object = order.patient,
                               .patient = order.patient}));
    return made;
}

}  // namespace landfall::clinic::auth
