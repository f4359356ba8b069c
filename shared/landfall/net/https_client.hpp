#pragma once

#include <memory>

#include "landfall/net/event_loop.hpp"
#include "landfall/net/fault.hpp"
#include "landfall/ports/transport.hpp"

namespace landfall::net {

/// HTTPS to a pinned server. TLS 1.2 or 1.3; the server's key and name are checked inside the
/// handshake, before a byte of a request is written. Connections are kept alive and used again, one
/// request at a time on each. Names are resolved off this thread.
class HttpsClient final : public ports::Transport {
public:
    struct Options {
        std::int64_t connectMs = 10'000;   ///< name, TCP and TLS together
        std::int64_t exchangeMs = 60'000;  ///< request and whole answer
        std::int64_t keepIdleMs = 15'000;  ///< shorter than any server's patience
        std::size_t connectionsMax = 2;    ///< to one endpoint; further requests wait their turn
        std::size_t bodyBytesMax = 8 * 1024 * 1024;
        std::uint32_t headerBytesMax = 64 * 1024;
    };

    explicit HttpsClient(EventLoop& loop);
    HttpsClient(EventLoop& loop, Options options);
    ~HttpsClient() override;

    ports::ExchangeId send(const ports::Endpoint& endpoint, ports::Request request,
                           std::function<void(ports::Reply)> done) override;
    void cancel(ports::ExchangeId id) override;
    /// Closes idle connections: when the app goes to the background, or the network changed.
    void closeIdle();

private:
    class Pool;
    std::shared_ptr<Pool> pool_;
};

}  // namespace landfall::net
