#include "server/http/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

#include "server/http/ascii.hpp"
#include "server/http/connection.hpp"
#include "server/http/network.hpp"
#include "server/http/tls.hpp"

namespace landfall::clinic::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

Peer peerOf(asio::ip::address address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    Peer peer{.address = address.to_string(),
              .admissionKey = networkOf(address.to_string()),
              .loopback = address.is_loopback()};
    return peer;
}

HostList hostsOf(const std::vector<std::string>& configured, std::uint16_t port) {
    HostList list;
    list.names = {"127.0.0.1", "localhost"};
    for (const auto& host : configured) {
        const bool ipv6 = host.find(':') != std::string::npos && host.front() != '[';
        list.names.push_back(ipv6 ? '[' + lowered(host) + ']' : lowered(host));
    }
    list.port = port;
    return list;
}

class TlsServer final : public Server {
public:
    TlsServer(ServerOptions options, const Dispatcher& dispatcher, EventHub& events,
              const base::Clock& clock, base::Random& random)
        : core_(std::move(options), dispatcher, clock, random), events_(events) {}
    ~TlsServer() override { stop(); }

    Result<void> listen() {
        error_code error;
        const auto address = asio::ip::make_address(core_.options.listenAddress, error);
        if (error) return Error(base::Fault::Malformed, "listen address");
        const tcp::endpoint endpoint(address, core_.options.port);
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error == asio::error::address_in_use) return Error(base::Fault::Busy, "listen port");
        if (error) return Error(base::faultFromErrno(error.value()), "listen address");
        port_ = acceptor_.local_endpoint().port();
        core_.hosts = hostsOf(core_.options.hosts, port_);
        return prepareTls(tls_, core_.options, core_.hosts);
    }

    void begin() {
        auto accepting = accept();
        asio::co_spawn(acceptor_.get_executor(), std::move(accepting), asio::detached);
        for (std::size_t i = 0; i < core_.options.ioThreads; ++i)
            threads_.emplace_back([this] { io_.run(); });
    }

    [[nodiscard]] std::uint16_t port() const override { return port_; }
    [[nodiscard]] ServerCounters counters() const override;
    void repeat(std::function<std::int64_t()> turn) override;
    void stop() override;

private:
    struct Repeated {
        asio::steady_timer timer;
        std::function<std::int64_t()> turn;
    };
    void runAfter(Repeated& repeated, std::int64_t ms);
    asio::awaitable<void> accept();
    void admit(tcp::socket socket);

    ServerCore core_;
    EventHub& events_;
    asio::io_context io_;
    asio::ssl::context tls_{asio::ssl::context::tls_server};
    asio::strand<asio::io_context::executor_type> strand_{asio::make_strand(io_)};
    tcp::acceptor acceptor_{strand_};
    std::uint16_t port_ = 0;
    std::mutex mutex_;
    std::vector<std::weak_ptr<Connection>> connections_;
    std::vector<std::unique_ptr<Repeated>> repeated_;
    std::vector<std::thread> threads_;
    std::once_flag stopped_;
};

asio::awaitable<void> TlsServer::accept() {
    constexpr auto pauseAfterError = std::chrono::milliseconds(50);
    asio::steady_timer pause(acceptor_.get_executor());
    while (!core_.stopping) {
        error_code error;
        // Named, because a temporary inside co_await is destroyed twice by g++ 12.
        auto strand = asio::make_strand(io_);
        auto socket = co_await acceptor_.async_accept(
            strand, asio::redirect_error(asio::use_awaitable, error));
        if (!error) {
            admit(std::move(socket));
        } else if (!core_.stopping) {
            // Out of descriptors, usually: what is open now will close.
            pause.expires_after(pauseAfterError);
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        }
    }
}

void TlsServer::admit(tcp::socket socket) {
    error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error) return;
    socket.set_option(tcp::no_delay(true), error);
    auto peer = peerOf(endpoint.address());
    const auto waitMs = core_.admission.enter(peer.admissionKey, core_.clock.monotonicMs());
    if (!waitMs) {
        ++core_.counters.refusedBusy;
        return;
    }
    peer.waitMs = *waitMs;
    const auto executor = socket.get_executor();
    auto connection = std::make_shared<Connection>(core_, std::move(socket), tls_, std::move(peer));
    {
        const std::lock_guard lock(mutex_);
        if (connections_.size() >= 64 && connections_.size() % 64 == 0)
            std::erase_if(connections_, [](const auto& weak) { return weak.expired(); });
        connections_.push_back(connection);
    }
    auto serving = connection->run();
    asio::co_spawn(executor, std::move(serving), asio::detached);
}

ServerCounters TlsServer::counters() const {
    const auto& from = core_.counters;
    return {.connections = from.connections,
            .connectionsOpen = from.connectionsOpen,
            .handshakesFailed = from.handshakesFailed,
            .requests = from.requests,
            .refusedByGate = from.refusedByGate,
            .refusedBusy = from.refusedBusy,
            .refusedRate = from.refusedRate,
            .deadlinesPassed = from.deadlinesPassed};
}

void TlsServer::repeat(std::function<std::int64_t()> turn) {
    auto made = std::make_unique<Repeated>(asio::steady_timer(strand_), std::move(turn));
    auto& repeated = *made;
    {
        const std::lock_guard lock(mutex_);
        repeated_.push_back(std::move(made));
    }
    asio::post(strand_, [this, &repeated] { runAfter(repeated, 0); });
}

/// On the strand.
void TlsServer::runAfter(Repeated& repeated, std::int64_t ms) {
    constexpr std::int64_t pauseWhenBusyMs = 1000;
    repeated.timer.expires_after(std::chrono::milliseconds(ms));
    repeated.timer.async_wait([this, &repeated](const error_code& error) {
        if (error || core_.stopping) return;
        const bool posted = core_.work.post([this, &repeated] {
            const auto nextMs = repeated.turn();
            asio::post(strand_, [this, &repeated, nextMs] { runAfter(repeated, nextMs); });
        });
        if (!posted) runAfter(repeated, pauseWhenBusyMs);
    });
}

void TlsServer::stop() {
    std::call_once(stopped_, [this] {
        using namespace std::chrono_literals;
        constexpr auto graceMax = 3s;
        core_.stopping = true;
        asio::post(strand_, [this] {
            error_code error;
            acceptor_.close(error);
        });
        events_.closeAll();
        const auto each = [this](auto&& act) {
            const std::lock_guard lock(mutex_);
            for (const auto& weak : connections_)
                if (const auto connection = weak.lock()) act(*connection);
        };
        each([](Connection& connection) { connection.endSoon(); });
        const auto until = std::chrono::steady_clock::now() + graceMax;
        while (core_.counters.connectionsOpen > 0 && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(5ms);
        each([](Connection& connection) { connection.cut(); });
        core_.work.stop();
        core_.password.stop();
        io_.stop();
        for (auto& thread : threads_) thread.join();
    });
}

}  // namespace

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, const Dispatcher& dispatcher,
                                              EventHub& events, const base::Clock& clock,
                                              base::Random& random) {
    if (const auto missing = dispatcher.handlers().unbound(); !missing.empty()) {
        const auto& route = routeTable()[static_cast<std::size_t>(missing.front())];
        return Error(base::Fault::Malformed, "no handler for " + std::string(route.pattern));
    }
    auto server =
        std::make_unique<TlsServer>(std::move(options), dispatcher, events, clock, random);
    LF_CHECK(server->listen());
    server->begin();
    return std::unique_ptr<Server>(std::move(server));
}

}  // namespace landfall::clinic::http
