#include "server/http/rate_limits.hpp"

#include <algorithm>

namespace landfall::clinic::http {

namespace {
constexpr std::int64_t oneToken = 1000;
constexpr std::int64_t minuteMs = 60'000;
constexpr std::int64_t hourMs = 3'600'000;
}  // namespace

TokenBuckets::Bucket& TokenBuckets::refilled(std::string_view key, std::int64_t nowMs) {
    const auto full = rate_.amount * oneToken;
    auto at = buckets_.find(key);
    if (at == buckets_.end()) {
        if (buckets_.size() >= keysMax)
            std::erase_if(buckets_, [&](const auto& known) {
                return nowMs - known.second.atMs >= rate_.windowMs;
            });
        // Still too many within one window: forget them all rather than grow without end.
        if (buckets_.size() >= keysMax) buckets_.clear();
        at = buckets_.emplace(std::string(key), Bucket{full, nowMs}).first;
    }
    auto& bucket = at->second;
    const auto elapsed = std::clamp<std::int64_t>(nowMs - bucket.atMs, 0, rate_.windowMs);
    const auto gained = elapsed * full / rate_.windowMs;
    // Time that has not made a thousandth of a token yet is kept for the next look.
    if (gained > 0) {
        bucket.milliTokens = std::min(full, bucket.milliTokens + gained);
        bucket.atMs = nowMs;
    }
    return bucket;
}

std::int64_t TokenBuckets::waitFor(std::int64_t milliTokens) const {
    const auto missing = oneToken - milliTokens;
    if (missing <= 0) return 0;
    const auto perWindow = rate_.amount * oneToken;
    return (missing * rate_.windowMs + perWindow - 1) / perWindow;
}

std::int64_t TokenBuckets::take(std::string_view key, std::int64_t nowMs) {
    return reserve(key, nowMs, 0);
}

std::int64_t TokenBuckets::reserve(std::string_view key, std::int64_t nowMs,
                                   std::int64_t waitMsMax) {
    auto& bucket = refilled(key, nowMs);
    const auto wait = waitFor(bucket.milliTokens);
    if (wait <= waitMsMax) bucket.milliTokens -= oneToken;
    return wait;
}

RateLimits::RateLimits(const Limits& limits, const base::Clock& clock)
    : clock_(clock),
      enrolByAddress_({limits.enrolmentsPerMinutePerAddress, minuteMs}),
      enrolInAll_({limits.enrolmentsPerHour, hourMs}),
      tokenByDevice_({limits.tokensPerMinutePerDevice, minuteMs}),
      syncByDevice_({limits.syncsPerMinutePerDevice, minuteMs}) {}

int RateLimits::take(TokenBuckets& buckets, std::string_view key) {
    const auto waitMs = buckets.take(key, clock_.monotonicMs());
    return static_cast<int>((waitMs + 999) / 1000);
}

int RateLimits::enrol(std::string_view address) {
    const std::lock_guard lock(mutex_);
    if (const int wait = take(enrolByAddress_, address); wait > 0) return wait;
    return take(enrolInAll_, "");
}

int RateLimits::token(std::string_view device) {
    const std::lock_guard lock(mutex_);
    return take(tokenByDevice_, device);
}

int RateLimits::sync(std::string_view device) {
    const std::lock_guard lock(mutex_);
    return take(syncByDevice_, device);
}

}  // namespace landfall::clinic::http
