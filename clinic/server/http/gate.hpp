#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/http/message.hpp"
#include "server/http/target.hpp"

namespace landfall::clinic::http {

constexpr std::size_t headBytesMax = 8 * 1024;
constexpr std::size_t headLinesMax = 64;  ///< header fields, without the request line
constexpr std::size_t requestLineBytesMax = 2 * 1024;

/// First half of the gate, on the bytes as they came: request line, fields and the empty line. It
/// sees what a parser no longer shows, such as folded lines, and refuses every form of framing that
/// two programs could read differently (H-01, H-02, H-05). Nothing means: go on.
[[nodiscard]] std::optional<Refusal> framingGate(std::string_view head);

/// A head as Beast's parser read it.
struct ParsedHead {
    std::string method;
    std::string target;
    unsigned version = 0;        ///< 11 for HTTP/1.1
    std::vector<Header> fields;  ///< in order, duplicates kept
};
/// Beast's reading of the same bytes; nothing when it refuses them.
[[nodiscard]] std::optional<ParsedHead> parseHead(std::string_view head);

/// At which names the server answers.
struct HostList {
    /// Lower case, without port: DNS names, IPv4, or IPv6 in brackets.
    std::vector<std::string> names;
    std::uint16_t port = 0;
    /// `host` or `host:port` with the port this server listens on, or the default port left out.
    [[nodiscard]] bool accepts(std::string_view authority) const;
    /// For the name in the TLS greeting.
    [[nodiscard]] bool acceptsName(std::string_view name) const;
};

/// What the rest of the server may know about a request before its body is there.
struct Framing {
    Method method = Method::Get;
    Target target;
    std::string host;
    std::uint64_t contentLength = 0;
    bool keepAlive = true;
};

/// Second half of the gate, on the parsed fields (H-03, H-04, H-06, H-07).
[[nodiscard]] std::variant<Framing, Refusal> readFraming(const ParsedHead& head,
                                                         const HostList& hosts);

}  // namespace landfall::clinic::http
