#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "server/http/gate.hpp"

namespace landfall::clinic::http {

std::optional<ParsedHead> parseHead(std::string_view head) {
    namespace beast = boost::beast;
    beast::http::request_parser<beast::http::empty_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(headBytesMax));
    // Our own limit applies before a byte of the body is read; Beast's would refuse the head
    // instead.
    parser.body_limit(boost::none);
    beast::error_code error;
    const auto used = parser.put(boost::asio::buffer(head), error);
    if (error || !parser.is_header_done() || used != head.size()) return std::nullopt;
    const auto& message = parser.get();
    ParsedHead parsed{
        std::string(message.method_string()), std::string(message.target()), message.version(), {}};
    for (const auto& field : message)
        parsed.fields.push_back({std::string(field.name_string()), std::string(field.value())});
    return parsed;
}

}  // namespace landfall::clinic::http
