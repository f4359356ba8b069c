#include "server/http/admission.hpp"

namespace landfall::clinic::http {

Admission::Admission(const Limits& limits)
    : limits_(limits),
      handshakes_({static_cast<std::int64_t>(limits.handshakesPerSecondPerAddress), 1000}) {}

std::optional<std::int64_t> Admission::enter(std::string_view address, std::int64_t nowMs) {
    const std::lock_guard lock(mutex_);
    if (connections_ >= limits_.connectionsMax) return std::nullopt;
    const auto known = byAddress_.find(address);
    if (known != byAddress_.end() && known->second >= limits_.connectionsPerAddressMax)
        return std::nullopt;
    const auto waitMs = handshakes_.reserve(address, nowMs, handshakeWaitMsMax);
    if (waitMs > handshakeWaitMsMax) return std::nullopt;
    ++connections_;
    if (known != byAddress_.end())
        ++known->second;
    else
        byAddress_.emplace(std::string(address), 1);
    return waitMs;
}

void Admission::leave(std::string_view address) {
    const std::lock_guard lock(mutex_);
    --connections_;
    const auto known = byAddress_.find(address);
    if (known != byAddress_.end() && --known->second == 0) byAddress_.erase(known);
}

bool Admission::begin(std::uint64_t bodyBytes) {
    const std::lock_guard lock(mutex_);
    if (requests_ >= limits_.requestsInFlightMax) return false;
    if (bufferedBytes_ + bodyBytes > limits_.bufferedBytesMax) return false;
    ++requests_;
    bufferedBytes_ += bodyBytes;
    return true;
}

void Admission::end(std::uint64_t bodyBytes) {
    const std::lock_guard lock(mutex_);
    --requests_;
    bufferedBytes_ -= bodyBytes;
}

}  // namespace landfall::clinic::http
