#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/db/database.hpp"
#include "server/auth/audit_sink.hpp"
#include "server/auth/es384.hpp"
#include "server/auth/invitations.hpp"
#include "server/http/message.hpp"

namespace landfall::clinic::auth {

/// What a phone sends to enrol, read and its proof verified.
struct EnrolmentRequest {
    InvitationToken token{};
    DeviceKey key;
    std::string app;
    std::string name;
    /// What the phone takes for granted. Compared before the code is used, so that one that was
    /// altered, or came to the wrong phone, is still good for the right one.
    std::optional<base::Sha256> backupPin{};
    std::optional<std::string> patient{};
};

/// Reads the body of POST /enrol. Nothing when its form is wrong or the proof does not hold:
/// BadJson or BadRequest.
[[nodiscard]] std::variant<EnrolmentRequest, http::Refusal> readEnrolment(std::string_view body);

struct Enrolled {
    std::string device;
    std::string patient;
    std::string_view state;  ///< a word of DeviceState
    bool again = false;      ///< the answer to this key was given before and may have been lost
};
struct EnrolmentOrigin {
    std::string_view requestId{};
    std::string_view peer{};
};

/// Uses the invitation in the caller's transaction (E-07): a first key makes a pending device; the
/// same key again gets the same answer; another key suspends both devices (CodeUsedTwice). A phone
/// that expects another backup pin than `pins` have, or another patient, is refused (PinsDiffer,
/// WrongPatient) and the code stays as it was; a code that is not good, or is another key's, is
/// never compared, so that nothing can be learnt with it. Refusals also change the database, so
/// the caller commits whatever the outcome. Errors are the database's only.
[[nodiscard]] Result<std::variant<Enrolled, http::Refusal>> enrol(
    db::Database& tx, AuditSink& audit, const EnrolmentRequest& request,
    const EnrolmentOrigin& origin, const http::Pins& pins, const base::Clock& clock,
    base::Random& random);

/// The digits on both screens (docs/api.md).
[[nodiscard]] std::string enrolmentDigits(const InvitationToken& token,
                                          const base::Sha256& thumbprint,
                                          std::string_view clientId);

}  // namespace landfall::clinic::auth
