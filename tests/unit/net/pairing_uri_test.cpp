#include "landfall/net/pairing_uri.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace landfall;
using namespace landfall::net;

namespace {
struct Parts {
    std::string v = "1";
    std::string h = "127.0.0.1:8443";
    std::string b = "/";
    std::string t = base::toCrockford32(base::Bytes(16, 0xa5), 128);
    std::string p = base::toBase64Url(base::Bytes(32, 1));
    std::string q = base::toBase64Url(base::Bytes(32, 2));
    std::string e = "1900000000";

    [[nodiscard]] std::string uri() const {
        return "landfall://pair?v=" + v + "&h=" + h + "&b=" + b + "&t=" + t + "&p=" + p +
               (q.empty() ? "" : "&q=" + q) + "&e=" + e;
    }
};
Result<PairingUri> read(const Parts& parts) {
    return readPairingUri(parts.uri());
}
Result<PairingUri> readHost(const std::string& host) {
    Parts parts;
    parts.h = host;
    return read(parts);
}
}  // namespace

TEST_CASE("a whole pairing code is read") {
    const auto uri = readPairingUri("  " + Parts{}.uri() + "\n");
    REQUIRE(uri.has_value());
    CHECK(uri->endpoint.host == "127.0.0.1");
    CHECK(uri->endpoint.port == 8443);
    CHECK(uri->endpoint.basePath == "/");
    CHECK(uri->endpoint.authority() == "127.0.0.1:8443");
    CHECK(uri->endpoint.pins.size() == 2);
    CHECK(uri->endpoint.pins[0][0] == 1);
    CHECK(uri->token[0] == 0xa5);
    CHECK(uri->tokenText() == Parts{}.t);
    CHECK(uri->expiresUnixS == 1'900'000'000);
    CHECK(uri->hasBackupPin);
}

TEST_CASE("without a backup pin the code is good and says so") {
    Parts parts;
    parts.q.clear();
    const auto uri = read(parts);
    REQUIRE(uri.has_value());
    CHECK_FALSE(uri->hasBackupPin);
    CHECK(uri->endpoint.pins.size() == 1);
}

TEST_CASE("hosts that a clinic may have are accepted") {
    for (const auto& [text, host, port] : std::vector<std::tuple<std::string, std::string, int>>{
             {"clinic.example", "clinic.example", 443},
             {"Clinic.Example:444", "clinic.example", 444},
             {"localhost:8443", "localhost", 8443},
             {"xn--bcher-kva.example", "xn--bcher-kva.example", 443},
             {"[2001:db8::1]:8443", "2001:db8::1", 8443},
             {"10.0.2.2", "10.0.2.2", 443}}) {
        const auto uri = readHost(text);
        INFO(text);
        REQUIRE(uri.has_value());
        CHECK(uri->endpoint.host == host);
        CHECK(uri->endpoint.port == port);
    }
}

TEST_CASE("other hosts are refused") {
    for (const auto* host : {"http://clinic.example",
                             "user@clinic.example",
                             "user:word@clinic.example",
                             "clinic.example:0",
                             "clinic.example:",
                             "clinic.example:08443",
                             "clinic.example:65536",
                             "clinic.example:x",
                             "clinic.example/x",
                             "169.254.1.1",
                             "[fe80::1]",
                             "[fe80::1]:8443",
                             "0.0.0.0",
                             "224.0.0.1",
                             "[::]",
                             "[ff02::1]",
                             "a..b",
                             "-a.example",
                             "a-.example",
                             "a_b.example",
                             ".example",
                             "example.",
                             "1.2.3",
                             "2130706433",
                             "127.1",
                             "a,b"}) {
        const auto uri = readHost(host);
        INFO(host);
        REQUIRE(uri.has_error());
        CHECK(uri.error().is(Fault::HostRefused));
    }
}

TEST_CASE("a base path stays below the root") {
    Parts parts;
    parts.b = "/landfall/v1";
    CHECK(read(parts)->endpoint.basePath == "/landfall/v1/");
    for (const auto* path : {"x", "/..", "/a/../b", "/./a", "//a", "/a//b", "/a?b", "/a@b"}) {
        parts.b = path;
        INFO(path);
        CHECK(read(parts).has_error());
    }
}

TEST_CASE("what is not a pairing code is called so") {
    const auto whole = Parts{}.uri();
    std::vector<std::string> texts = {
        "",
        "landfall://pair",
        "landfall://pair?",
        "https://pair?" + whole.substr(16),
        "LANDFALL://pair?" + whole.substr(16),
        whole + "&x=1",
        whole + "&v=1",
        whole + "&",
        whole + "&e",
        whole + "#f",
        whole + "%20",
        whole + " x",
        whole + "\xc3\xa9",
        std::string("landfall://pair?v=1&h=") + std::string(300, 'a')};
    for (const char missing : std::string("vhbtpe")) {
        auto text = "&" + whole.substr(16);
        const auto at = text.find(std::string("&") + missing + "=");
        text.erase(at, text.find('&', at + 1) - at);
        texts.push_back("landfall://pair?" + text.substr(1));
    }
    for (const auto& text : texts) {
        INFO(text);
        const auto uri = readPairingUri(text);
        REQUIRE(uri.has_error());
        CHECK(uri.error().is(Fault::NotLandfallCode));
    }
}

TEST_CASE("every shorter beginning of a code is refused") {
    const auto whole = Parts{}.uri();
    // The expiry is the last parameter, so only its digits may be missing without being noticed.
    const auto expiryAt = whole.rfind('=') + 1;
    for (std::size_t size = 0; size <= expiryAt; ++size)
        CHECK(readPairingUri(whole.substr(0, size)).has_error());
}

TEST_CASE("another version is told apart from a broken code") {
    Parts parts;
    parts.v = "2";
    CHECK(read(parts).error().is(Fault::WrongVersion));
}

TEST_CASE("damaged fingerprints are refused") {
    for (const auto& pin : {std::string(43, 'A'), std::string(42, 'B'), std::string(44, 'B'),
                            std::string(42, 'B') + "!", std::string(42, 'B') + "="}) {
        Parts parts;
        parts.p = pin;
        INFO(pin);
        CHECK(read(parts).error().is(Fault::BadPin));
    }
    Parts same;
    same.q = same.p;
    CHECK(read(same).error().is(Fault::BadPin));
}

TEST_CASE("a token of another length or alphabet is refused") {
    for (const auto& token :
         {std::string(25, '0'), std::string(27, '0'), std::string(26, 'U'), std::string(26, 'Z')}) {
        Parts parts;
        parts.t = token;
        INFO(token);
        CHECK(read(parts).error().is(Fault::NotLandfallCode));
    }
}

TEST_CASE("an expiry that is no moment is refused") {
    for (const auto* expiry : {"0", "-5", "1.5", "99999999999999999999", "1e9"}) {
        Parts parts;
        parts.e = expiry;
        CHECK(read(parts).error().is(Fault::NotLandfallCode));
    }
}
