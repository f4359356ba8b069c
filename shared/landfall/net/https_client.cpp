#include "landfall/net/https_client.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <list>

#include "landfall/net/event_loop_impl.hpp"
#include "landfall/net/https_exchange.hpp"

namespace landfall::net {

/// Which exchange has which connection. At most connectionsMax exchanges of an endpoint run at a
/// time; the others wait in the order they came.
class HttpsClient::Pool : public std::enable_shared_from_this<Pool> {
public:
    Pool(EventLoop& loop, Options options)
        : io_(loop.impl().io), options_(options), tls_(asio::ssl::context::tls_client) {
        setUpPinnedTls(tls_.native_handle());
    }

    ports::ExchangeId send(const ports::Endpoint& endpoint, ports::Request request,
                           std::function<void(ports::Reply)> done) {
        const auto id = ++lastId_;
        entries_.push_back({id, endpoint, std::move(request), std::move(done), nullptr, false});
        // A kept connection takes the request now, so that the clinic can work on it while the
        // sender goes on with what it has to write.
        auto& entry = entries_.back();
        if (isSupported(entry) && running(endpoint) < options_.connectionsMax)
            if (auto kept = takeIdle(endpoint)) {
                start(entry, std::move(kept));
                return id;
            }
        // Never from inside the call, also when it is refused at once.
        asio::post(io_, [weak = weak_from_this()] {
            if (const auto self = weak.lock()) self->startWaiting();
        });
        return id;
    }

    void cancel(ports::ExchangeId id) {
        asio::post(io_, [weak = weak_from_this(), id] {
            const auto self = weak.lock();
            if (!self) return;
            const auto entry = self->find(id);
            if (entry == self->entries_.end()) return;
            if (entry->exchange)
                entry->exchange->stop(ports::FailureKind::Cancelled);
            else
                self->finish(id, ports::Failure{ports::FailureKind::Cancelled, false, {}});
        });
    }

    void closeIdle() { idle_.clear(); }

    void shutDown() {
        auto entries = std::move(entries_);
        entries_.clear();
        for (auto& entry : entries)
            if (entry.exchange) entry.exchange->abandon();
        idle_.clear();
    }

private:
    struct Entry {
        ports::ExchangeId id;
        ports::Endpoint endpoint;
        ports::Request request;
        std::function<void(ports::Reply)> done;
        std::shared_ptr<HttpsExchange> exchange;
        bool repeated;
    };

    std::list<Entry>::iterator find(ports::ExchangeId id) {
        return std::find_if(entries_.begin(), entries_.end(),
                            [id](const Entry& entry) { return entry.id == id; });
    }

    [[nodiscard]] std::size_t running(const ports::Endpoint& endpoint) const {
        return static_cast<std::size_t>(std::count_if(
            entries_.begin(), entries_.end(),
            [&](const Entry& entry) { return entry.exchange && entry.endpoint == endpoint; }));
    }

    void startWaiting() {
        std::vector<ports::ExchangeId> refused;
        for (auto& entry : entries_) {
            if (entry.exchange) continue;
            if (!isSupported(entry))
                refused.push_back(entry.id);
            else if (running(entry.endpoint) < options_.connectionsMax)
                start(entry, takeIdle(entry.endpoint));
        }
        for (const auto id : refused)
            finish(id, ports::Failure{ports::FailureKind::Unsupported, false, {}});
    }

    [[nodiscard]] static bool isSupported(const Entry& entry) {
        constexpr std::size_t pinsMax = 3;
        return entry.endpoint.trust == ports::Trust::Private && !entry.endpoint.pins.empty() &&
               entry.endpoint.pins.size() <= pinsMax &&
               requestHead(entry.endpoint, entry.request).has_value();
    }

    void start(Entry& entry, std::shared_ptr<HttpsConnection> kept) {
        HttpsExchange::Limits limits{options_.connectMs, options_.exchangeMs, options_.bodyBytesMax,
                                     options_.headerBytesMax};
        const bool reused = kept != nullptr;
        if (!kept) kept = std::make_shared<HttpsConnection>(io_, tls_, entry.endpoint);
        entry.exchange =
            std::make_shared<HttpsExchange>(io_, std::move(kept), entry.request, limits);
        entry.exchange->run([weak = weak_from_this(), id = entry.id, reused](HttpsOutcome outcome) {
            if (const auto self = weak.lock()) self->ended(id, reused, std::move(outcome));
        });
    }

    void ended(ports::ExchangeId id, bool reused, HttpsOutcome outcome) {
        const auto entry = find(id);
        if (entry == entries_.end()) return;
        if (outcome.reusable) {
            outcome.reusable->idleSince = std::chrono::steady_clock::now();
            idle_.push_back(std::move(outcome.reusable));
        }
        const auto* failure = std::get_if<ports::Failure>(&outcome.reply);
        // A kept connection that the server has closed in the meantime says nothing about the
        // request: it is asked again once on a new one, if doing it twice is harmless.
        const bool staleConnection = failure && reused && outcome.nothingReceived &&
                                     failure->kind == ports::FailureKind::Interrupted;
        if (staleConnection && entry->request.repeatable && !entry->repeated) {
            entry->repeated = true;
            start(*entry, nullptr);
            return;
        }
        finish(id, std::move(outcome.reply));
        startWaiting();
    }

    void finish(ports::ExchangeId id, ports::Reply reply) {
        const auto entry = find(id);
        const auto done = std::move(entry->done);
        entries_.erase(entry);
        done(std::move(reply));
    }

    std::shared_ptr<HttpsConnection> takeIdle(const ports::Endpoint& endpoint) {
        const auto oldest =
            std::chrono::steady_clock::now() - std::chrono::milliseconds(options_.keepIdleMs);
        std::erase_if(idle_, [&](const auto& each) { return each->idleSince < oldest; });
        const auto at = std::find_if(idle_.begin(), idle_.end(),
                                     [&](const auto& each) { return each->endpoint == endpoint; });
        if (at == idle_.end()) return nullptr;
        auto connection = std::move(*at);
        idle_.erase(at);
        return connection;
    }

    asio::io_context& io_;
    Options options_;
    asio::ssl::context tls_;
    ports::ExchangeId lastId_ = 0;
    std::list<Entry> entries_;
    std::vector<std::shared_ptr<HttpsConnection>> idle_;
};

HttpsClient::HttpsClient(EventLoop& loop) : HttpsClient(loop, Options{}) {}

HttpsClient::HttpsClient(EventLoop& loop, Options options)
    : pool_(std::make_shared<Pool>(loop, options)) {}

HttpsClient::~HttpsClient() {
    pool_->shutDown();
}

ports::ExchangeId HttpsClient::send(const ports::Endpoint& endpoint, ports::Request request,
                                    std::function<void(ports::Reply)> done) {
    return pool_->send(endpoint, std::move(request), std::move(done));
}

void HttpsClient::cancel(ports::ExchangeId id) {
    pool_->cancel(id);
}

void HttpsClient::closeIdle() {
    pool_->closeIdle();
}

}  // namespace landfall::net
