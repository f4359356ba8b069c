#include "landfall/net/pairing_uri.hpp"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <charconv>
#include <map>

namespace landfall::net {

namespace urls = boost::urls;

namespace {
constexpr std::size_t tokenBits = 128;
constexpr std::size_t tokenSymbols = 26;
constexpr std::size_t pinSymbols = 43;

std::string_view trimmed(std::string_view text) {
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
    return text;
}

/// One letter each: every parameter once, no other one.
Result<std::map<char, std::string_view>> readParameters(std::string_view query) {
    constexpr std::string_view known = "vhbtpqe";
    std::map<char, std::string_view> parameters;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto part = query.substr(0, end);
        if (part.size() < 3 || part[1] != '=' || known.find(part[0]) == std::string_view::npos)
            return Fault::NotLandfallCode;
        if (!parameters.emplace(part[0], part.substr(2)).second) return Fault::NotLandfallCode;
        if (end == query.size()) break;
        query.remove_prefix(end + 1);
        if (query.empty()) return Fault::NotLandfallCode;
    }
    for (const char c : std::string_view("vhbtpe"))
        if (!parameters.contains(c)) return Fault::NotLandfallCode;
    return parameters;
}

bool isRefusedAddress(const urls::authority_view& authority) {
    if (authority.host_type() == urls::host_type::ipv4) {
        const auto bytes = authority.host_ipv4_address().to_bytes();
        const bool linkLocal = bytes[0] == 169 && bytes[1] == 254;
        const bool notUnicast = bytes[0] == 0 || bytes[0] >= 224;
        return linkLocal || notUnicast;
    }
    if (authority.host_type() == urls::host_type::ipv6) {
        const auto bytes = authority.host_ipv6_address().to_bytes();
        const bool linkLocal = bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80;
        const bool unspecified = authority.host_ipv6_address().is_unspecified();
        return linkLocal || bytes[0] == 0xff || unspecified;
    }
    return authority.host_type() != urls::host_type::name;
}

bool isDnsName(std::string_view name) {
    constexpr std::size_t nameMax = 253;
    constexpr std::size_t labelMax = 63;
    if (name.empty() || name.size() > nameMax) return false;
    std::size_t label = 0;
    char before = '.';
    for (const char c : name) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (c == '.') {
            if (label == 0 || before == '-') return false;
            label = 0;
        } else if ((!word && c != '-') || (c == '-' && label == 0) || ++label > labelMax) {
            return false;
        }
        before = c;
    }
    if (label == 0 || before == '-') return false;
    // A last label of digits alone would be read as an address by some resolvers.
    const auto last =
        name.substr(name.rfind('.') == std::string_view::npos ? 0 : name.rfind('.') + 1);
    return !std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<void> readHost(std::string_view text, ports::Endpoint& endpoint) {
    const auto authority = urls::parse_authority(text);
    if (!authority || authority->has_userinfo() || isRefusedAddress(*authority))
        return Fault::HostRefused;
    if (authority->has_port()) {
        const auto digits = authority->port();
        // No leading zero, no empty port: one address has one spelling.
        if (authority->port_number() == 0 || digits.empty() || digits[0] == '0')
            return Fault::HostRefused;
        endpoint.port = authority->port_number();
    }
    endpoint.host = authority->host_address();
    std::transform(endpoint.host.begin(), endpoint.host.end(), endpoint.host.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (authority->host_type() == urls::host_type::name && !isDnsName(endpoint.host))
        return Fault::HostRefused;
    return ok();
}

Result<std::string> readBasePath(std::string_view text) {
    if (text.empty() || text.front() != '/') return Fault::HostRefused;
    std::string path = "/";
    auto rest = text.substr(1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('/'), rest.size());
        const auto segment = rest.substr(0, end);
        const bool plain = std::all_of(segment.begin(), segment.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '-' || c == '_' || c == '.';
        });
        if (segment.empty() || segment == "." || segment == ".." || !plain)
            return Fault::HostRefused;
        path.append(segment).push_back('/');
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return path;
}
}  // namespace

Result<ports::SpkiPin> readPin(std::string_view text) {
    const auto bytes = base::fromBase64Url(text);
    ports::SpkiPin pin{};
    if (text.size() != pinSymbols || !bytes || bytes->size() != pin.size()) return Fault::BadPin;
    std::copy(bytes->begin(), bytes->end(), pin.begin());
    if (pin == ports::SpkiPin{}) return Fault::BadPin;
    return pin;
}

std::string PairingUri::tokenText() const {
    return base::toCrockford32(token, tokenBits);
}

std::string PairingUri::codeHash() const {
    return base::toBase64Url(base::sha256({base::ByteView(token)}));
}

Result<PairingUri> readPairingUri(std::string_view text) {
    text = trimmed(text);
    constexpr std::string_view prefix = "landfall://pair?";
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return c > 0x20 && c < 0x7f && c != '%' && c != '+' && c != '#';
    });
    if (text.size() > pairingUriBytesMax || !plain || !text.starts_with(prefix))
        return Fault::NotLandfallCode;
    LF_TRY(const auto parameters, readParameters(text.substr(prefix.size())));
    const auto parameter = [&](char name) { return parameters.at(name); };
    if (parameter('v') != "1") return Fault::WrongVersion;

    PairingUri uri;
    LF_CHECK(readHost(parameter('h'), uri.endpoint));
    LF_TRY(uri.endpoint.basePath, readBasePath(parameter('b')));

    const auto token = base::fromCrockford32(parameter('t'), tokenBits);
    if (parameter('t').size() != tokenSymbols || !token || token->size() != uri.token.size())
        return Fault::NotLandfallCode;
    std::copy(token->begin(), token->end(), uri.token.begin());

    LF_TRY(const auto pin, readPin(parameter('p')));
    uri.endpoint.pins.push_back(pin);
    if (parameters.contains('q')) {
        LF_TRY(const auto backup, readPin(parameter('q')));
        if (backup == pin) return Fault::BadPin;
        uri.endpoint.pins.push_back(backup);
        uri.hasBackupPin = true;
    }

    const auto expiry = parameter('e');
    const auto read =
        std::from_chars(expiry.data(), expiry.data() + expiry.size(), uri.expiresUnixS);
    if (read.ec != std::errc{} || read.ptr != expiry.data() + expiry.size() ||
        uri.expiresUnixS <= 0)
        return Fault::NotLandfallCode;
    return uri;
}

}  // namespace landfall::net
