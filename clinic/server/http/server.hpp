#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/base/result.hpp"
#include "server/http/dispatcher.hpp"
#include "server/http/events.hpp"
#include "server/http/limits.hpp"

namespace landfall::clinic::http {

struct ServerOptions {
    std::string listenAddress = "127.0.0.1";  ///< an IP literal
    std::uint16_t port = 8443;                ///< 0: any free one
    std::filesystem::path keyFile;
    std::filesystem::path certificateFile;
    /// Names and IP literals without port at which the clinic is reached. `127.0.0.1`, `localhost`
    /// and SNI `localhost` are always accepted.
    std::vector<std::string> hosts;
    Limits limits;
    Deadlines deadlines;
    std::size_t ioThreads = 2;
};

/// What `/metrics` tells about connections; no patient content.
struct ServerCounters {
    std::uint64_t connections = 0;
    std::uint64_t connectionsOpen = 0;
    std::uint64_t handshakesFailed = 0;
    std::uint64_t requests = 0;
    std::uint64_t refusedByGate = 0;
    std::uint64_t refusedBusy = 0;
    std::uint64_t refusedRate = 0;
    std::uint64_t deadlinesPassed = 0;
};

/// The TLS server: accepts, frames, bounds and times requests, and hands them to the dispatcher on
/// a pool. Needs no other library in its header.
class Server {
public:
    /// Binds and listens; connections are served from here on. Everything referred to must outlive
    /// the server. Errors: the address cannot be had (Busy, AccessDenied), the key or certificate
    /// cannot be read, a route has no handler (Malformed, with its pattern).
    [[nodiscard]] static Result<std::unique_ptr<Server>> start(ServerOptions options,
                                                               const Dispatcher& dispatcher,
                                                               EventHub& events,
                                                               const base::Clock& clock,
                                                               base::Random& random);
    virtual ~Server() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Has `turn` run on the work pool, at once and then again as many milliseconds after it has
    /// ended as it said. A turn of 0 goes to the end of the queue like any other, so that requests
    /// come between. `turn` must not throw, must be short, because `stop` waits for it, and must
    /// outlive the server with all it refers to.
    virtual void repeat(std::function<std::int64_t()> turn) = 0;
    /// Stops accepting, lets running handlers end, closes everything; returns within 5 s.
    virtual void stop() = 0;
    [[nodiscard]] virtual ServerCounters counters() const = 0;
};

}  // namespace landfall::clinic::http
