#include "server/http/rate_limits.hpp"

#include <algorithm>

namespace landfall::clinic::http {

namespace {
constexpr std::int64_t minuteMs = 60'000;
constexpr std::int64_t hourMs = 3'600'000;
}  // namespace

TokenBuckets::Bucket& TokenBuckets::refilled(std::string_view key, std::int64_t nowMs) {
    // Counted in parts of a token so small that a millisecond makes `amount` of them: nothing is
    // rounded away however often one asks.
    const auto full = rate_.amount * rate_.windowMs;
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
    bucket.credit = std::min(full, bucket.credit + elapsed * rate_.amount);
    bucket.atMs = nowMs;
    return bucket;
}

std::int64_t TokenBuckets::waitFor(std::int64_t credit) const {
    const auto missing = rate_.windowMs - credit;
    return missing <= 0 ? 0 : (missing + rate_.amount - 1) / rate_.amount;
}

std::int64_t TokenBuckets::take(std::string_view key, std::int64_t nowMs) {
    return reserve(key, nowMs, 0);
}

std::int64_t TokenBuckets::reserve(std::string_view key, std::int64_t nowMs,
                                   std::int64_t waitMsMax) {
    auto& bucket = refilled(key, nowMs);
    const auto wait = waitFor(bucket.credit);
    if (wait <= waitMsMax) bucket.credit -= rate_.windowMs;
    return wait;
}

RateLimits::RateLimits(const Limits& limits, const base::Clock& clock)
    : clock_(clock),
      enrolByAddress_({limits.enrolmentsPerMinutePerAddress, minuteMs}),
      enrolInAll_({limits.enrolmentsPerHour, hourMs}),
      tokenByDevice_({limits.tokensPerMinutePerDevice, minuteMs}),
      syncByDevice_({std::int64_t{limits.syncsPerMinutePerDevice} * requestsPerSync, minuteMs}) {}

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
