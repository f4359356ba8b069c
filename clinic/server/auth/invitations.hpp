#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "landfall/base/bytes.hpp"
#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/db/database.hpp"
#include "server/auth/audit_sink.hpp"
#include "server/http/certificate.hpp"

namespace landfall::clinic::auth {

/// The 16 random bytes of a pairing code. The database keeps only their SHA-256.
using InvitationToken = std::array<std::uint8_t, 16>;

constexpr std::int64_t invitationLifeMs = 10 * 60 * 1000;  ///< face to face
constexpr int openInvitationsMax = 3;                      ///< per patient
constexpr std::size_t pairingUriBytesMax = 300;

struct Invitation {
    std::string uri;  ///< landfall://pair?...
    std::int64_t expiresUnixS = 0;
};
struct InvitationOrder {
    std::string patient;
    std::string authority;  ///< host[:port] at which phones reach the clinic
    http::Pins pins;
};

/// Makes an invitation and its audit row in the caller's transaction. The caller has checked that
/// the patient exists. InvitationsOpen, UriTooLong.
[[nodiscard]] Result<Invitation> invite(db::Database& tx, AuditSink& audit, const http::Actor& by,
                                        const InvitationOrder& order, const base::Clock& clock,
                                        base::Random& random);

/// The text of a pairing URI (docs/api.md).
[[nodiscard]] std::string pairingUri(const InvitationToken& token, const InvitationOrder& order,
                                     std::int64_t expiresUnixS);

}  // namespace landfall::clinic::auth
