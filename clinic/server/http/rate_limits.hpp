#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "landfall/base/clock.hpp"
#include "server/http/limits.hpp"

namespace landfall::clinic::http {

/// Token buckets by key: each key may do `amount` things in `windowMs`, saved up to `amount`.
class TokenBuckets {
public:
    struct Rate {
        std::int64_t amount = 1;
        std::int64_t windowMs = 1000;
    };
    /// At least one thing in a window: a limit of nothing would refuse for ever.
    explicit TokenBuckets(Rate rate)
        : rate_{std::max<std::int64_t>(rate.amount, 1), std::max<std::int64_t>(rate.windowMs, 1)} {}

    /// Takes one and gives 0; or takes none and gives the milliseconds until there is one.
    [[nodiscard]] std::int64_t take(std::string_view key, std::int64_t nowMs);
    /// Takes one in any case, from the future if need be, and gives how long to wait for it; or
    /// takes none and gives more than `waitMsMax`.
    [[nodiscard]] std::int64_t reserve(std::string_view key, std::int64_t nowMs,
                                       std::int64_t waitMsMax);

private:
    /// Beyond this, buckets that are full again are dropped: keys come from outside.
    static constexpr std::size_t keysMax = 16 * 1024;
    struct Bucket {
        std::int64_t credit = 0;  ///< windowMs of it is one
        std::int64_t atMs = 0;
    };
    Bucket& refilled(std::string_view key, std::int64_t nowMs);
    [[nodiscard]] std::int64_t waitFor(std::int64_t credit) const;

    Rate rate_;
    std::map<std::string, Bucket, std::less<>> buckets_;
};

/// H-12 counts syncs, and one sync is several requests: as many bundles and feed pages as there is
/// something to carry. Counting each of them as a sync would refuse an honest phone that was away
/// for long (docs/adr/0012).
constexpr int requestsPerSync = 5;

/// The limits per device and per address (H-12). Each call gives 0, or the seconds after which to
/// try again. May be called from any thread.
class RateLimits {
public:
    RateLimits(const Limits& limits, const base::Clock& clock);

    [[nodiscard]] int enrol(std::string_view address);
    [[nodiscard]] int token(std::string_view device);
    [[nodiscard]] int sync(std::string_view device);

private:
    [[nodiscard]] int take(TokenBuckets& buckets, std::string_view key);

    const base::Clock& clock_;
    std::mutex mutex_;
    TokenBuckets enrolByAddress_;
    TokenBuckets enrolInAll_;
    TokenBuckets tokenByDevice_;
    TokenBuckets syncByDevice_;
};

}  // namespace landfall::clinic::http
