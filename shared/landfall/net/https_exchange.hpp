#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "landfall/net/http_text.hpp"
#include "landfall/net/tls_verdict.hpp"
#include "landfall/ports/transport.hpp"

// The socket side of https_client.cpp; nobody else includes it.
namespace landfall::net {

namespace asio = boost::asio;
namespace beast = boost::beast;

/// One TLS connection to one endpoint, in use by at most one exchange.
struct HttpsConnection {
    HttpsConnection(asio::io_context& io, asio::ssl::context& tls, ports::Endpoint to)
        : endpoint(std::move(to)), stream(io, tls) {
        verdict.endpoint = &endpoint;
        attachVerdict(stream.native_handle(), verdict);
    }
    HttpsConnection(const HttpsConnection&) = delete;
    HttpsConnection& operator=(const HttpsConnection&) = delete;

    const ports::Endpoint endpoint;
    TlsVerdict verdict;
    asio::ssl::stream<asio::ip::tcp::socket> stream;
    beast::flat_buffer buffer;
    bool connected = false;
    std::chrono::steady_clock::time_point idleSince;
};

struct HttpsOutcome {
    ports::Reply reply;
    std::shared_ptr<HttpsConnection> reusable;  ///< when it may carry another request
    bool nothingReceived = true;
};

/// One request on one connection, from the name to the last byte of the answer.
class HttpsExchange : public std::enable_shared_from_this<HttpsExchange> {
public:
    struct Limits {
        std::int64_t connectMs;
        std::int64_t exchangeMs;
        std::size_t bodyBytesMax;
        std::uint32_t headerBytesMax;
    };
    using Done = std::function<void(HttpsOutcome)>;

    HttpsExchange(asio::io_context& io, std::shared_ptr<HttpsConnection> connection,
                  const ports::Request& request, Limits limits);
    void run(Done done);
    void stop(ports::FailureKind kind);
    /// Ends without calling anybody.
    void abandon();

private:
    using Code = boost::system::error_code;
    void deadlineIn(std::int64_t ms);
    void resolve();
    void connect(const std::vector<asio::ip::tcp::endpoint>& candidates);
    void handshake();
    void handshakeFailed();
    void write();
    void readHeader();
    void headerRead(const Code& code);
    [[nodiscard]] std::optional<ports::FailureKind> faultOfHeader() const;
    void readBody();
    void complete();
    void readFailed(const Code& code);
    void fail(ports::Failure failure);
    void end(HttpsOutcome outcome);

    std::shared_ptr<HttpsConnection> connection_;
    ports::Request request_;
    Limits limits_;
    std::string head_;
    asio::ip::tcp::resolver resolver_;
    asio::steady_timer deadline_;
    beast::http::response_parser<beast::http::string_body> parser_;
    Done done_;
    bool writing_ = false;
    bool received_ = false;
};

}  // namespace landfall::net
