#include "server/http/connection.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>
#include <chrono>
#include <utility>

#include "landfall/base/bytes.hpp"
#include "landfall/base/ids.hpp"
#include "server/http/answer.hpp"

namespace landfall::clinic::http {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;

/// A request on a pool. Shared by the connection and the pool's thread, because either may outlive
/// the other's interest in it.
struct Connection::Job {
    Request request;
    RouteMatch match;
    std::optional<Response> response;
};

Connection::Connection(ServerCore& core, asio::ip::tcp::socket socket, asio::ssl::context& tls,
                       Peer peer)
    : core_(core),
      stream_(boost::beast::tcp_stream(std::move(socket)), tls),
      timer_(stream_.get_executor()),
      peer_(std::move(peer)) {
    ++core_.counters.connections;
    ++core_.counters.connectionsOpen;
}

Connection::~Connection() {
    if (admitted_) core_.admission.end(*admitted_);
    core_.admission.leave(peer_.admissionKey);
    --core_.counters.connectionsOpen;
}

void Connection::expireAfter(std::int64_t ms) {
    socket().expires_after(milliseconds(ms));
}

std::int64_t Connection::transferMs(std::int64_t baseMs, std::uint64_t bytes) const {
    const auto rate = core_.options.deadlines.transferBytesPerSecond;
    return baseMs + static_cast<std::int64_t>(bytes) * 1000 / rate;
}

bool Connection::old() const {
    return core_.clock.monotonicMs() - openedMs_ >= core_.options.deadlines.connectionMs;
}

bool Connection::bytesWaiting() {
    error_code error;
    return SSL_pending(stream_.native_handle()) > 0 || socket().socket().available(error) > 0;
}

void Connection::noteEnd(const error_code& error) {
    if (error == boost::beast::error::timeout) ++core_.counters.deadlinesPassed;
    // A peer that said goodbye can still hear ours; anything else is beyond talking to.
    if (error != asio::error::eof && error != asio::error::operation_aborted) broken_ = true;
}

void Connection::endSoon() {
    asio::post(stream_.get_executor(), [self = shared_from_this()] {
        if (self->phase_ == Phase::Waiting) self->socket().cancel();
        if (self->phase_ == Phase::Streaming) self->timer_.cancel();
    });
}

void Connection::cut() {
    asio::post(stream_.get_executor(), [self = shared_from_this()] {
        self->socket().close();
        self->timer_.cancel();
    });
}

asio::awaitable<void> Connection::run() {
    const auto self = shared_from_this();
    const bool greeted = co_await greet();
    if (!greeted) co_return;
    openedMs_ = core_.clock.monotonicMs();
    for (int served = 1; !core_.stopping; ++served) {
        RequestReader reader(core_.hosts);
        const auto read = co_await readRequest(reader, served == 1);
        if (read == Read::Ended) break;
        const bool last = served >= core_.options.limits.requestsPerConnectionMax;
        const bool more = co_await answerOne(reader, read == Read::Busy, last);
        if (!more) break;
    }
    if (!broken_) co_await close();
}

asio::awaitable<bool> Connection::greet() {
    error_code error;
    if (peer_.waitMs > 0) {
        timer_.expires_after(milliseconds(peer_.waitMs));
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, error));
    }
    expireAfter(core_.options.deadlines.handshakeMs);
    co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                     asio::redirect_error(asio::use_awaitable, error));
    if (error) {
        ++core_.counters.handshakesFailed;
        if (error == boost::beast::error::timeout) ++core_.counters.deadlinesPassed;
    }
    co_return !error;
}

asio::awaitable<Connection::Read> Connection::readRequest(RequestReader& reader, bool first) {
    const auto& deadlines = core_.options.deadlines;
    phase_ = Phase::Waiting;
    expireAfter(first ? deadlines.headerMs : deadlines.idleMs);
    using State = RequestReader::State;
    for (;;) {
        error_code error;
        const auto size = co_await stream_.async_read_some(
            asio::buffer(buffer_), asio::redirect_error(asio::use_awaitable, error));
        if (error) {
            noteEnd(error);
            co_return Read::Ended;
        }
        const bool begins = !reader.begun();
        const auto before = reader.state();
        const auto after = reader.feed({buffer_.data(), size});
        if (after == State::Refused) co_return Read::Request;
        if (before == State::Head && after != State::Head) {
            // The head is good: from here on the request takes room, or is sent away unread.
            if (!core_.admission.begin(reader.bodyBytes())) co_return Read::Busy;
            admitted_ = reader.bodyBytes();
            phase_ = Phase::Working;
            expireAfter(transferMs(deadlines.bodyMs, reader.bodyBytes()));
        } else if (begins && !first) {
            expireAfter(deadlines.headerMs);
        }
        if (after == State::Complete) co_return Read::Request;
    }
}

asio::awaitable<bool> Connection::answerOne(RequestReader& reader, bool busy, bool last) {
    constexpr std::int64_t retrySecondsMin = 5;
    constexpr std::uint64_t retrySecondsSpan = 56;
    phase_ = Phase::Working;
    ++core_.counters.requests;
    const auto id = base::makeUuidV7(core_.clock, core_.random);
    const auto requestId = base::toCrockford32(id.bytes, 128);
    bool keep = reader.mayKeepAlive() && !last && !old();
    Response response;
    if (busy) {
        ++core_.counters.refusedBusy;
        keep = false;
        const auto seconds =
            retrySecondsMin + static_cast<std::int64_t>(core_.random.below(retrySecondsSpan));
        response = refuse(requestId, Refusal::Busy,
                          {.expression = {}, .retryAfterSeconds = static_cast<int>(seconds)});
    } else if (reader.state() == RequestReader::State::Refused) {
        ++core_.counters.refusedByGate;
        keep = false;
        response = refuse(requestId, reader.refusal());
    } else {
        auto job = std::make_shared<Job>();
        job->match = reader.match();
        job->request = reader.take();
        job->request.peer = peer_.address;
        job->request.peerIsLoopback = peer_.loopback;
        job->request.requestId = requestId;
        job->request.deadlineMs = core_.clock.monotonicMs() + core_.options.deadlines.handlerMs;
        co_await runHandler(job);
        if (admitted_) core_.admission.end(*std::exchange(admitted_, std::nullopt));
        if (!job->response) {
            // Whether it took effect is not known, so nothing is claimed: the client asks again.
            ++core_.counters.deadlinesPassed;
            co_return false;
        }
        response = *std::move(job->response);
        if (response.status == 429) ++core_.counters.refusedRate;
    }
    // Bytes that came before the answer went out are pipelining (H-08).
    if (bytesWaiting() || core_.stopping || response.events) keep = false;
    AnswerForm form;
    form.requestId = requestId;
    form.nowUnixMs = core_.clock.now().unixMs;
    form.keepAlive = keep;
    form.headOnly = reader.headOnly();
    const auto bytes = answerBytes(response, form);
    const bool written = co_await write(bytes);
    if (written && response.events && !reader.headOnly()) co_await streamEvents(response.events);
    co_return written&& keep;
}

asio::awaitable<void> Connection::runHandler(const std::shared_ptr<Job>& job) {
    if (!job->match.route) {
        job->response = core_.dispatcher.run(job->request, job->match);
        co_return;
    }
    socket().expires_never();
    timer_.expires_after(milliseconds(core_.options.deadlines.handlerMs));
    auto& pool = job->match.route->pool == Pool::Password ? core_.password : core_.work;
    const bool taken = pool.post([self = shared_from_this(), job] {
        auto response = self->core_.dispatcher.run(job->request, job->match);
        asio::post(self->stream_.get_executor(), [self, job, r = std::move(response)]() mutable {
            job->response = std::move(r);
            self->timer_.cancel();
        });
    });
    if (!taken) {
        ++core_.counters.refusedBusy;
        job->response = refuse(job->request, Refusal::Busy);
        co_return;
    }
    // The pool's answer is posted to this strand, so it cannot come before this wait has begun.
    error_code error;
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, error));
}

asio::awaitable<bool> Connection::write(const std::string& bytes) {
    expireAfter(transferMs(core_.options.deadlines.responseMs, bytes.size()));
    error_code error;
    co_await asio::async_write(stream_, asio::buffer(bytes),
                               asio::redirect_error(asio::use_awaitable, error));
    if (error) {
        noteEnd(error);
        broken_ = true;
    }
    co_return !error;
}

asio::awaitable<void> Connection::streamEvents(const std::shared_ptr<EventStream>& events) {
    static const std::string comment = ": still here\n\n";
    phase_ = Phase::Streaming;
    events->onChange([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            asio::post(self->stream_.get_executor(), [self] { self->timer_.cancel(); });
    });
    const auto& deadlines = core_.options.deadlines;
    const auto endMs = core_.clock.monotonicMs() + deadlines.eventsMs;
    while (!core_.stopping) {
        auto taken = events->take();
        if (!taken.bytes.empty()) {
            const bool written = co_await write(taken.bytes);
            if (!written) break;
            if (!taken.closed) continue;
        }
        const auto leftMs = endMs - core_.clock.monotonicMs();
        if (taken.closed || leftMs <= 0) break;
        timer_.expires_after(milliseconds(std::min(leftMs, deadlines.eventsCommentMs)));
        error_code error;
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, error));
        if (!error) {
            const bool written = co_await write(comment);
            if (!written) break;
        }
    }
    events->onChange(nullptr);
}

asio::awaitable<void> Connection::close() {
    error_code error;
    expireAfter(core_.options.deadlines.closeMs);
    co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, error));
    if (error == boost::beast::error::timeout) co_return;
    // Closing with unread bytes would reset the connection, and the peer might lose our answer:
    // read on until it has closed too, within the same deadline.
    socket().socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
    while (!error)
        co_await socket().async_read_some(asio::buffer(buffer_),
                                          asio::redirect_error(asio::use_awaitable, error));
    socket().close();
}

}  // namespace landfall::clinic::http
