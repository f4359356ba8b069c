#include "server/auth/throttle.hpp"

#include <algorithm>

#include "server/http/ascii.hpp"
#include "server/http/network.hpp"

namespace landfall::clinic::auth {

base::Sha256 accountKey(std::string_view email) {
    const auto text = http::lowered(email);
    return base::sha256({base::viewOf("account:"), base::viewOf(text)});
}

base::Sha256 addressKey(std::string_view address) {
    const auto network = http::networkOf(address);
    return base::sha256({base::viewOf("address:"), base::viewOf(network)});
}

std::int64_t blockMsAfter(std::int64_t failures) {
    if (failures <= failuresFree) return 0;
    constexpr std::int64_t doublingsMax = 20;  // far beyond the longest block, far below overflow
    const auto doublings = std::min(failures - failuresFree - 1, doublingsMax);
    return std::min(blockMsMax, blockMsMin << doublings);
}

Result<std::int64_t> blockedForMs(db::Database& tx, const base::Sha256& key,
                                  const base::Clock& clock) {
    LF_TRY(const auto until, tx.number("SELECT blocked_until_ms FROM login_failure WHERE key = ?",
                                       base::ByteView(key)));
    const auto left = until.value_or(0) - clock.now().unixMs;
    // A clock that was set back must not make a block longer than any block is.
    return std::clamp<std::int64_t>(left, 0, blockMsMax);
}

Result<void> countFailure(db::Database& tx, const base::Sha256& key, const base::Clock& clock) {
    const auto nowMs = clock.now().unixMs;
    LF_CHECK(tx.run("DELETE FROM login_failure WHERE last_ms <= ?", nowMs - failuresKeptMs));
    LF_TRY(const auto before,
           tx.number("SELECT failures FROM login_failure WHERE key = ?", base::ByteView(key)));
    const auto failures = before.value_or(0) + 1;
    const auto blockMs = blockMsAfter(failures);
    return tx.run(
        "INSERT INTO login_failure (key, failures, last_ms, blocked_until_ms) VALUES "
        "(?1, ?2, ?3, ?4) ON CONFLICT (key) DO UPDATE SET failures = ?2, last_ms = ?3, "
        "blocked_until_ms = ?4",
        base::ByteView(key), failures, nowMs, blockMs > 0 ? nowMs + blockMs : 0);
}

Result<void> forgetFailures(db::Database& tx, const base::Sha256& key) {
    return tx.run("DELETE FROM login_failure WHERE key = ?", base::ByteView(key));
}

}  // namespace landfall::clinic::auth
