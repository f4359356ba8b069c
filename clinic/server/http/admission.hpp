#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/limits.hpp"
#include "server/http/rate_limits.hpp"

namespace landfall::clinic::http {

/// The caps of H-10: how much the server takes on at a time. May be called from any thread.
class Admission {
public:
    explicit Admission(const Limits& limits);

    /// Counts a new connection of an address (an IPv6 address by its /64). Gives the milliseconds
    /// to wait before the TLS handshake, so that a burst is smoothed; nothing when it must be
    /// closed.
    [[nodiscard]] std::optional<std::int64_t> enter(std::string_view address, std::int64_t nowMs);
    void leave(std::string_view address);

    /// Counts a request and the body it will need; false when the server has enough to do.
    [[nodiscard]] bool begin(std::uint64_t bodyBytes);
    void end(std::uint64_t bodyBytes);

private:
    static constexpr std::int64_t handshakeWaitMsMax = 2000;

    const Limits limits_;
    std::mutex mutex_;
    std::map<std::string, std::size_t, std::less<>> byAddress_;
    std::size_t connections_ = 0;
    TokenBuckets handshakes_;
    std::size_t requests_ = 0;
    std::uint64_t bufferedBytes_ = 0;
};

}  // namespace landfall::clinic::http
