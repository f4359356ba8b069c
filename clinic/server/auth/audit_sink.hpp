#pragma once

#include <cstdint>
#include <string_view>

#include "landfall/base/result.hpp"
#include "landfall/db/database.hpp"
#include "server/http/actor.hpp"
#include "server/http/authorize.hpp"

namespace landfall::clinic::auth {

/// What became of an audited action.
enum class Outcome : std::uint8_t { Done, Refused };

/// One row of the audit. `object` is an id or a fixed word; `reason` is a refusal code. None of
/// them ever holds what a patient or a stranger typed.
struct AuditEntry {
    const http::Actor& actor;
    http::Action action;
    std::string_view object{};   ///< id of the device, session, flag, ... acted on
    std::string_view patient{};  ///< id of the patient concerned, if one is
    Outcome outcome = Outcome::Done;
    std::string_view reason{};  ///< refusal code when refused
    std::string_view requestId{};
    std::string_view peer{};  ///< the peer's address; the sink keeps only a hash of it
};

/// Port: the audit. The row is written in the transaction of the action that it tells of, so that
/// neither exists without the other.
class AuditSink {
public:
    virtual ~AuditSink() = default;
    virtual Result<void> record(db::Database& transaction, const AuditEntry& entry) = 0;
};

}  // namespace landfall::clinic::auth
