#pragma once

// Internal to the server: the only headers with Asio in them are this one and tls.hpp.
#include <array>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <memory>
#include <optional>
#include <string>

#include "server/http/admission.hpp"
#include "server/http/request_reader.hpp"
#include "server/http/server.hpp"
#include "server/http/work_pool.hpp"

namespace landfall::clinic::http {

struct AtomicCounters {
    std::atomic<std::uint64_t> connections{0};
    std::atomic<std::uint64_t> connectionsOpen{0};
    std::atomic<std::uint64_t> handshakesFailed{0};
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> refusedByGate{0};
    std::atomic<std::uint64_t> refusedBusy{0};
    std::atomic<std::uint64_t> refusedRate{0};
    std::atomic<std::uint64_t> deadlinesPassed{0};
};

/// What all connections of a server share.
struct ServerCore {
    ServerCore(ServerOptions o, const Dispatcher& d, const base::Clock& c, base::Random& r)
        : options(std::move(o)),
          dispatcher(d),
          clock(c),
          random(r),
          admission(options.limits),
          work(options.limits.workThreads, options.limits.workQueueMax),
          password(options.limits.passwordThreads, options.limits.passwordQueueMax) {}

    const ServerOptions options;
    const Dispatcher& dispatcher;
    const base::Clock& clock;
    base::Random& random;
    HostList hosts;
    Admission admission;
    AtomicCounters counters;
    std::atomic<bool> stopping{false};
    WorkPool work;
    WorkPool password;
};

struct Peer {
    std::string address;
    std::string admissionKey;  ///< the address, or the /64 of an IPv6 one
    bool loopback = false;
    std::int64_t waitMs = 0;  ///< before the handshake
};

/// One TLS connection: a coroutine on its own strand that reads a request, has it answered on a
/// pool and writes the answer, each phase within its absolute deadline.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(ServerCore& core, boost::asio::ip::tcp::socket socket,
               boost::asio::ssl::context& tls, Peer peer);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Serves until either side ends it. Keeps the connection alive meanwhile.
    boost::asio::awaitable<void> run();
    /// From any thread: end after the request that is running, at once if there is none.
    void endSoon();
    /// From any thread: end now.
    void cut();

private:
    struct Job;
    enum class Phase : std::uint8_t { Waiting, Working, Streaming };
    enum class Read : std::uint8_t { Request, Busy, Ended };

    [[nodiscard]] boost::beast::tcp_stream& socket() { return stream_.next_layer(); }
    void expireAfter(std::int64_t ms);
    [[nodiscard]] std::int64_t transferMs(std::int64_t baseMs, std::uint64_t bytes) const;
    [[nodiscard]] bool old() const;
    [[nodiscard]] bool bytesWaiting();
    void noteEnd(const boost::system::error_code& error);

    boost::asio::awaitable<bool> greet();
    boost::asio::awaitable<Read> readRequest(RequestReader& reader, bool first);
    /// False when the connection has to end.
    boost::asio::awaitable<bool> answerOne(RequestReader& reader, bool busy, bool last);
    // References to what the caller's frame holds: a copy made inside co_await is destroyed twice
    // by g++ 12.
    boost::asio::awaitable<void> runHandler(const std::shared_ptr<Job>& job);
    boost::asio::awaitable<bool> write(const std::string& bytes);
    boost::asio::awaitable<void> streamEvents(const std::shared_ptr<EventStream>& events);
    boost::asio::awaitable<void> close();

    ServerCore& core_;
    boost::asio::ssl::stream<boost::beast::tcp_stream> stream_;
    boost::asio::steady_timer timer_;
    Peer peer_;
    Phase phase_ = Phase::Waiting;
    std::int64_t openedMs_ = 0;
    std::optional<std::uint64_t> admitted_;  ///< the body bytes counted for the running request
    bool broken_ = false;                    ///< the transport failed: nothing more can be said
    std::array<char, 8192> buffer_{};
};

}  // namespace landfall::clinic::http
