#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "landfall/base/bytes.hpp"

namespace landfall::clinic::audit {

/// Who did what to whose record. No field holds anything a patient wrote.
struct Row {
    std::int64_t atMs = 0;
    std::string actor;        ///< id of a user or a device, or "operator"
    std::string role;         ///< clinician, admin, device, operator
    std::string action;       ///< such as bundle.apply, patient.read, flag.acknowledge
    std::string object;       ///< such as Flag/<id>; "" when there is none
    std::string patient;      ///< id of the patient concerned; ""
    std::string outcome;      ///< ok, or the code of the refusal
    std::string addressHash;  ///< keyed hash of the peer's address; ""
    std::string request;      ///< X-Request-Id; ""
};

struct ChainedRow : Row {
    std::int64_t seq = 0;
    base::Sha256 hash{};
};

/// The hash of row `seq`: SHA-256 over the hash before it (32 zero bytes before the first) and the
/// canonical form of the row, in which every field is preceded by its length, so that no two rows
/// share a form.
[[nodiscard]] base::Sha256 chainHash(const base::Sha256& previous, std::int64_t seq,
                                     const Row& row);

}  // namespace landfall::clinic::audit
