#include "server/http/gate.hpp"

#include <algorithm>

#include "server/http/ascii.hpp"

namespace landfall::clinic::http {

namespace {

constexpr std::string_view lineEnd = "\r\n";

/// RFC 9110 section 5.6.2.
bool isTokenChar(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}
bool isToken(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenChar);
}
/// Visible ASCII, space and tab. Bytes above 0x7f are legal but nobody who talks to us needs them.
bool isFieldChar(char c) {
    return (c >= 0x20 && c < 0x7f) || c == '\t';
}

std::optional<Refusal> checkRequestLine(std::string_view line) {
    if (line.size() > requestLineBytesMax) return Refusal::HeadersTooLarge;
    if (!std::all_of(line.begin(), line.end(), [](char c) { return c >= 0x20 && c < 0x7f; }))
        return Refusal::BadRequest;
    const auto first = line.find(' ');
    const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos || line.find(' ', second + 1) != std::string_view::npos)
        return Refusal::BadRequest;
    if (!isToken(line.substr(0, first)) || second == first + 1) return Refusal::BadRequest;
    const auto version = line.substr(second + 1);
    if (version == "HTTP/1.1") return std::nullopt;
    return version.starts_with("HTTP/") ? Refusal::Version : Refusal::BadRequest;
}

std::optional<Refusal> checkField(std::string_view line) {
    // A line that begins with white space continues the one before (obs-fold); Beast joins it
    // silently.
    if (line.front() == ' ' || line.front() == '\t') return Refusal::BadRequest;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
        return Refusal::BadRequest;
    const auto value = line.substr(colon + 1);
    if (!std::all_of(value.begin(), value.end(), isFieldChar)) return Refusal::BadRequest;
    if (equalIgnoringCase(line.substr(0, colon), "Transfer-Encoding"))
        return Refusal::LengthRequired;
    return std::nullopt;
}

}  // namespace

std::optional<Refusal> framingGate(std::string_view head) {
    if (head.size() > headBytesMax) return Refusal::HeadersTooLarge;
    if (!head.ends_with("\r\n\r\n")) return Refusal::BadRequest;
    head.remove_suffix(lineEnd.size());

    std::size_t lines = 0;
    std::optional<Refusal> refused;
    while (!head.empty()) {
        const auto end = head.find(lineEnd);
        if (end == 0 || end == std::string_view::npos) return Refusal::BadRequest;
        const auto line = head.substr(0, end);
        head.remove_prefix(end + lineEnd.size());
        const auto wrong = lines == 0 ? checkRequestLine(line) : checkField(line);
        // A broken line anywhere outweighs a well-formed one we do not take.
        if (wrong == Refusal::BadRequest) return wrong;
        if (wrong && !refused) refused = wrong;
        if (++lines > headLinesMax + 1) return Refusal::HeadersTooLarge;
    }
    return refused;
}

bool HostList::acceptsName(std::string_view name) const {
    const auto wanted = lowered(name);
    return std::find(names.begin(), names.end(), wanted) != names.end();
}

bool HostList::accepts(std::string_view authority) const {
    constexpr std::uint16_t defaultPort = 443;
    auto name = authority;
    std::string_view portText;
    const auto colon = authority.rfind(':');
    const bool bracketed = !authority.empty() && authority.back() == ']';
    if (colon != std::string_view::npos && !bracketed) {
        name = authority.substr(0, colon);
        portText = authority.substr(colon + 1);
        if (portText != std::to_string(port)) return false;
    } else if (port != defaultPort) {
        return false;
    }
    return acceptsName(name);
}

namespace {

/// The one field of that name; `twice` when there are more.
struct Single {
    std::optional<std::string_view> value;
    bool twice = false;
};
Single single(const ParsedHead& head, std::string_view name) {
    Single found;
    for (const auto& field : head.fields) {
        if (!equalIgnoringCase(field.name, name)) continue;
        if (found.value) found.twice = true;
        found.value = trimmed(field.value);
    }
    return found;
}

/// Digits without a leading zero: nothing else means the same to everybody.
std::variant<std::uint64_t, Refusal> readLength(std::string_view text) {
    constexpr std::size_t lengthDigitsMax = 12;
    if (text.empty() || !std::all_of(text.begin(), text.end(), isDigit)) return Refusal::BadRequest;
    if (text.size() > 1 && text.front() == '0') return Refusal::BadRequest;
    if (text.size() > lengthDigitsMax) return Refusal::TooLarge;
    std::uint64_t value = 0;
    for (const char c : text) value = value * 10 + static_cast<std::uint64_t>(c - '0');
    return value;
}

std::optional<Refusal> checkLength(const ParsedHead& head, Framing& framing) {
    const auto length = single(head, "Content-Length");
    if (length.twice) return Refusal::BadRequest;
    if (!length.value) {
        const bool needed = head.method == "POST" || head.method == "PUT" || head.method == "PATCH";
        if (needed) return Refusal::LengthRequired;
        return std::nullopt;
    }
    const auto read = readLength(*length.value);
    if (const auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
    framing.contentLength = std::get<std::uint64_t>(read);
    const bool bodiless = framing.method == Method::Get || framing.method == Method::Head ||
                          framing.method == Method::Delete;
    if (bodiless && framing.contentLength > 0) return Refusal::BadRequest;
    return std::nullopt;
}

std::optional<Refusal> checkConnection(const ParsedHead& head, Framing& framing) {
    const auto connection = single(head, "Connection");
    if (connection.twice) return Refusal::BadRequest;
    if (!connection.value || equalIgnoringCase(*connection.value, "keep-alive"))
        return std::nullopt;
    if (!equalIgnoringCase(*connection.value, "close")) return Refusal::BadRequest;
    framing.keepAlive = false;
    return std::nullopt;
}

/// Fields that change what a message is, and that no client of ours sends (H-07).
std::optional<Refusal> checkForbiddenFields(const ParsedHead& head) {
    if (single(head, "Transfer-Encoding").value) return Refusal::LengthRequired;
    if (single(head, "Expect").value) return Refusal::Expectation;
    if (single(head, "Content-Encoding").value) return Refusal::MediaType;
    for (const auto* name : {"Upgrade", "Range", "Trailer", "TE", "Keep-Alive", "Proxy-Connection"})
        if (single(head, name).value) return Refusal::BadRequest;
    for (const auto* name : {"Content-Type", "Authorization", "Origin", "Sec-Fetch-Site",
                             "X-LF-CSRF", "Landfall-Bundle", "Cookie"})
        if (single(head, name).twice) return Refusal::BadRequest;
    return std::nullopt;
}

}  // namespace

std::variant<Framing, Refusal> readFraming(const ParsedHead& head, const HostList& hosts) {
    if (head.version != 11) return Refusal::Version;
    Framing framing;
    framing.method = methodFromText(head.method);
    if (const auto refused = checkForbiddenFields(head)) return *refused;
    if (const auto refused = checkLength(head, framing)) return *refused;
    if (const auto refused = checkConnection(head, framing)) return *refused;
    const auto host = single(head, "Host");
    if (host.twice || !host.value || !hosts.accepts(*host.value)) return Refusal::Misdirected;
    framing.host = lowered(*host.value);
    auto target = readTarget(head.target);
    if (!target) return Refusal::BadRequest;
    framing.target = *std::move(target);
    return framing;
}

}  // namespace landfall::clinic::http
