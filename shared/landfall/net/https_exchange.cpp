#include "landfall/net/https_exchange.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>

namespace landfall::net {

namespace http = beast::http;
using tcp = asio::ip::tcp;

HttpsExchange::HttpsExchange(asio::io_context& io, std::shared_ptr<HttpsConnection> connection,
                             const ports::Request& request, Limits limits)
    : connection_(std::move(connection)),
      request_(request),
      limits_(limits),
      head_(requestHead(connection_->endpoint, request_).value_or("")),
      resolver_(io),
      deadline_(io) {
    parser_.header_limit(limits_.headerBytesMax);
    parser_.body_limit(limits_.bodyBytesMax);
}

void HttpsExchange::run(Done done) {
    done_ = std::move(done);
    if (connection_->connected) {
        write();
        return;
    }
    deadlineIn(limits_.connectMs);
    resolve();
}

void HttpsExchange::stop(ports::FailureKind kind) {
    fail({kind, writing_, {}});
}

void HttpsExchange::abandon() {
    done_ = nullptr;
    end({});
}

void HttpsExchange::deadlineIn(std::int64_t ms) {
    deadline_.expires_after(std::chrono::milliseconds(ms));
    deadline_.async_wait([weak = weak_from_this()](const Code& code) {
        if (code) return;
        if (const auto self = weak.lock()) self->stop(ports::FailureKind::Timeout);
    });
}

void HttpsExchange::resolve() {
    const auto& endpoint = connection_->endpoint;
    Code notAnAddress;
    const auto address = asio::ip::make_address(endpoint.host, notAnAddress);
    if (!notAnAddress) {
        connect({tcp::endpoint(address, endpoint.port)});
        return;
    }
    SSL_set_tlsext_host_name(connection_->stream.native_handle(), endpoint.host.c_str());
    resolver_.async_resolve(
        endpoint.host, std::to_string(endpoint.port), tcp::resolver::numeric_service,
        [self = shared_from_this()](const Code& code, const tcp::resolver::results_type& found) {
            if (!self->done_) return;
            if (code) {
                self->fail({ports::FailureKind::Offline, false, {}});
                return;
            }
            self->connect({found.begin(), found.end()});
        });
}

void HttpsExchange::connect(const std::vector<tcp::endpoint>& candidates) {
    asio::async_connect(connection_->stream.lowest_layer(), candidates,
                        [self = shared_from_this()](const Code& code, const tcp::endpoint&) {
                            if (!self->done_) return;
                            if (code) {
                                self->fail({ports::FailureKind::Offline, false, {}});
                                return;
                            }
                            self->handshake();
                        });
}

void HttpsExchange::handshake() {
    Code ignored;  // without it the connection is slower, not wrong
    connection_->stream.lowest_layer().set_option(tcp::no_delay(true), ignored);
    connection_->stream.async_handshake(asio::ssl::stream_base::client,
                                        [self = shared_from_this()](const Code& code) {
                                            if (!self->done_) return;
                                            if (code) {
                                                self->handshakeFailed();
                                                return;
                                            }
                                            self->connection_->connected = true;
                                            self->write();
                                        });
}

void HttpsExchange::handshakeFailed() {
    const auto& verdict = connection_->verdict;
    if (verdict.seen && !verdict.pinFits)
        fail({ports::FailureKind::PinMismatch, false,
              ports::PinDifference{connection_->endpoint.pins, *verdict.seen}});
    else if (verdict.seen && !verdict.nameFits)
        fail({ports::FailureKind::NameMismatch, false, {}});
    else
        fail({ports::FailureKind::Offline, false, {}});
}

void HttpsExchange::write() {
    deadlineIn(limits_.exchangeMs);
    writing_ = true;
    std::array<asio::const_buffer, 2> buffers{asio::buffer(head_), asio::const_buffer{}};
    if (request_.body) buffers[1] = asio::buffer(*request_.body);
    asio::async_write(connection_->stream, buffers,
                      [self = shared_from_this()](const Code& code, std::size_t) {
                          if (!self->done_) return;
                          if (code)
                              self->readFailed(code);
                          else
                              self->readHeader();
                      });
}

void HttpsExchange::readHeader() {
    http::async_read_header(connection_->stream, connection_->buffer, parser_,
                            [self = shared_from_this()](const Code& code, std::size_t bytes) {
                                if (!self->done_) return;
                                self->received_ = self->received_ || bytes > 0;
                                self->headerRead(code);
                            });
}

void HttpsExchange::headerRead(const Code& code) {
    if (code) {
        readFailed(code);
    } else if (const auto fault = faultOfHeader()) {
        fail({*fault, true, {}});
    } else {
        readBody();
    }
}

std::optional<ports::FailureKind> HttpsExchange::faultOfHeader() const {
    constexpr unsigned http11 = 11;
    const auto& answer = parser_.get();
    const auto status = answer.result_int();
    const bool understood =
        answer.version() == http11 && ((status >= 200 && status < 300) || status >= 400);
    // The server sends a Content-Length with every body. Anything else is another server, or one
    // whose end cannot be told from a cut.
    const bool framed = answer.count(http::field::transfer_encoding) == 0 &&
                        answer.count(http::field::content_length) <= 1 && !parser_.need_eof();
    const auto coding = answer[http::field::content_encoding];
    const bool plain = coding.empty() || coding == "identity";
    if (!understood || !framed || !plain) return ports::FailureKind::BadAnswer;
    const auto length = parser_.content_length();
    if (length && *length > limits_.bodyBytesMax) return ports::FailureKind::TooLarge;
    const bool mustBeTyped =
        status < 300 && length.value_or(0) > 0 && !request_.contentType.empty();
    const auto type = answer[http::field::content_type];
    if (mustBeTyped && !isMediaType({type.data(), type.size()}, request_.contentType))
        return ports::FailureKind::BadAnswer;
    return std::nullopt;
}

void HttpsExchange::readBody() {
    http::async_read(connection_->stream, connection_->buffer, parser_,
                     [self = shared_from_this()](const Code& code, std::size_t) {
                         if (!self->done_) return;
                         if (code)
                             self->readFailed(code);
                         else
                             self->complete();
                     });
}

void HttpsExchange::complete() {
    const bool keep = parser_.keep_alive() && connection_->buffer.size() == 0;
    auto message = parser_.release();
    ports::Answer answer;
    answer.status = static_cast<int>(message.result_int());
    for (const auto& field : message)
        answer.headers.push_back({std::string(field.name_string()), std::string(field.value())});
    answer.body = std::move(message.body());
    if (const auto date = answer.header("Date")) answer.serverTimeMs = readHttpDate(*date);
    answer.certificateInDate = connection_->verdict.inDate;
    HttpsOutcome outcome{std::move(answer), nullptr, false};
    if (keep) outcome.reusable = connection_;
    end(std::move(outcome));
}

void HttpsExchange::readFailed(const Code& code) {
    auto kind = ports::FailureKind::Interrupted;
    if (code == http::error::header_limit || code == http::error::body_limit ||
        code == http::error::buffer_overflow)
        kind = ports::FailureKind::TooLarge;
    else if (code.category() == http::make_error_code(http::error::bad_version).category() &&
             code != http::error::end_of_stream && code != http::error::partial_message)
        kind = ports::FailureKind::BadAnswer;
    fail({kind, writing_, {}});
}

void HttpsExchange::fail(ports::Failure failure) {
    end({std::move(failure), nullptr, !received_});
}

void HttpsExchange::end(HttpsOutcome outcome) {
    deadline_.cancel();
    resolver_.cancel();
    if (!outcome.reusable) {
        Code ignored;  // closing is all that is left to do
        connection_->stream.lowest_layer().close(ignored);
    }
    const auto done = std::exchange(done_, nullptr);
    if (done) done(std::move(outcome));
}

}  // namespace landfall::net
