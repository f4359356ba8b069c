#pragma once

#include <cstdint>
#include <string_view>

#include "landfall/base/bytes.hpp"
#include "landfall/base/clock.hpp"
#include "landfall/db/database.hpp"

namespace landfall::clinic::auth {

/// Failed logins of one account or from one address (C-03). The fifth failure and each one after it
/// block for 1 s, doubling to 15 min; never for good. Failures are forgotten an hour after the
/// last.
constexpr int failuresFree = 4;
constexpr std::int64_t blockMsMin = 1000;
constexpr std::int64_t blockMsMax = 15 * 60 * 1000;
constexpr std::int64_t failuresKeptMs = 60 * 60 * 1000;

/// What is counted. Kept as a hash; an account that does not exist is counted like one that does.
[[nodiscard]] base::Sha256 accountKey(std::string_view email);
[[nodiscard]] base::Sha256 addressKey(std::string_view address);

/// Milliseconds for which the key is still blocked; 0 when it is not.
[[nodiscard]] Result<std::int64_t> blockedForMs(db::Database& tx, const base::Sha256& key,
                                                const base::Clock& clock);
Result<void> countFailure(db::Database& tx, const base::Sha256& key, const base::Clock& clock);
Result<void> forgetFailures(db::Database& tx, const base::Sha256& key);

/// How long the n-th failure in a row blocks.
[[nodiscard]] std::int64_t blockMsAfter(std::int64_t failures);

}  // namespace landfall::clinic::auth
