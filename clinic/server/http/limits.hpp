#pragma once

#include <cstddef>
#include <cstdint>

namespace landfall::clinic::http {

/// What `clinic.toml` may change; the defaults are the clinic's promise to its phones.
struct Limits {
    std::size_t connectionsMax = 4096;
    std::size_t connectionsPerAddressMax = 32;
    std::size_t handshakesPerSecondPerAddress = 8;
    std::size_t requestsInFlightMax = 256;
    std::size_t bufferedBytesMax = 64 * 1024 * 1024;
    int requestsPerConnectionMax = 1000;

    std::size_t bundleBytesMax = 1024 * 1024;

    int tokensPerMinutePerDevice = 10;
    int enrolmentsPerMinutePerAddress = 5;
    int enrolmentsPerHour = 100;
    int syncsPerMinutePerDevice = 60;  ///< rounds; each may take requestsPerSync requests

    std::size_t workThreads = 4;
    std::size_t workQueueMax = 256;
    std::size_t passwordThreads = 4;
    std::size_t passwordQueueMax = 64;
};

/// Absolute time for each phase of a connection, set once when the phase begins (H-09).
struct Deadlines {
    std::int64_t handshakeMs = 10'000;
    std::int64_t headerMs = 10'000;
    std::int64_t bodyMs = 10'000;  ///< plus its size at transferBytesPerSecond
    std::int64_t handlerMs = 15'000;
    std::int64_t responseMs = 10'000;  ///< plus its size at transferBytesPerSecond
    std::int64_t idleMs = 60'000;
    std::int64_t connectionMs = 600'000;
    std::int64_t closeMs = 2'000;
    std::int64_t eventsMs = 600'000;
    std::int64_t eventsCommentMs = 20'000;
    std::int64_t transferBytesPerSecond = 16 * 1024;
};

}  // namespace landfall::clinic::http
