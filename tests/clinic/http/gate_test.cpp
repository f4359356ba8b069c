#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <string>
#include <vector>

#include "server/http/request_reader.hpp"

using namespace landfall::clinic::http;

namespace {

const HostList hosts{.names = {"127.0.0.1", "localhost", "clinic.example", "[::1]"}, .port = 8443};
const std::string host = "Host: 127.0.0.1:8443\r\n";

/// What a request comes to: the status of its refusal, or 0 when a handler would see it.
int statusOf(const std::string& bytes) {
    RequestReader reader(hosts);
    const auto state = reader.feed(bytes);
    if (state == RequestReader::State::Refused) return formOf(reader.refusal()).status;
    if (state == RequestReader::State::Complete) {
        if (!reader.match().route) return reader.match().pathKnown ? 405 : 404;
        return 0;
    }
    return -1;  // waits for more
}

struct Row {
    const char* what;
    std::string bytes;
    int status;
};

std::string get(const std::string& fields, const std::string& target = "/healthz") {
    return "GET " + target + " HTTP/1.1\r\n" + host + fields + "\r\n";
}
std::string post(const std::string& fields, const std::string& body = "{}") {
    return "POST /enrol HTTP/1.1\r\n" + host + "Content-Type: application/json\r\n" + fields +
           "\r\n" + body;
}

const std::vector<Row> rows = {
    // What is taken.
    {"a plain GET", get(""), 0},
    {"a plain POST", post("Content-Length: 2\r\n"), 0},
    {"HEAD", "HEAD /healthz HTTP/1.1\r\n" + host + "\r\n", 0},
    {"GET with Content-Length: 0", get("Content-Length: 0\r\n"), 0},
    {"host name without regard to case", "GET /healthz HTTP/1.1\r\nHost: LocalHost:8443\r\n\r\n",
     0},
    {"an IPv6 host", "GET /healthz HTTP/1.1\r\nHost: [::1]:8443\r\n\r\n", 0},
    {"Connection: close", get("Connection: close\r\n"), 0},
    {"no space after the colon", get("Accept:*/*\r\n"), 0},
    // H-01: the version.
    {"HTTP/1.0", "GET /healthz HTTP/1.0\r\n" + host + "\r\n", 505},
    {"HTTP/2.0", "GET /healthz HTTP/2.0\r\n" + host + "\r\n", 505},
    {"HTTP/1.10", "GET /healthz HTTP/1.10\r\n" + host + "\r\n", 505},
    {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\n", 505},
    {"http/1.1 in lower case", "GET /healthz http/1.1\r\n" + host + "\r\n", 400},
    {"HTTP/0.9", "GET /healthz\r\n\r\n", 400},
    // H-02: no Transfer-Encoding in any form.
    {"chunked", post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 411},
    {"gzip with a length", post("Transfer-Encoding: gzip\r\nContent-Length: 2\r\n"), 411},
    {"chunked, gzip", post("Transfer-Encoding: chunked, gzip\r\n"), 411},
    {"xchunked", post("Transfer-Encoding: xchunked\r\n"), 411},
    {"identity", post("Transfer-Encoding: identity\r\nContent-Length: 2\r\n"), 411},
    {"chunked in capitals", post("TRANSFER-ENCODING: CHUNKED\r\n"), 411},
    {"chunked after the length", post("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n"), 411},
    {"empty Transfer-Encoding", get("Transfer-Encoding:\r\n"), 411},
    {"white space before the colon", post("Transfer-Encoding : chunked\r\n"), 400},
    {"folded Transfer-Encoding", post("Transfer-Encoding:\r\n chunked\r\nContent-Length: 2\r\n"),
     400},
    {"chunked on HTTP/1.0",
     "POST /enrol HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n", 505},
    // H-03: one Content-Length of digits.
    {"POST without a length", post(""), 411},
    {"two equal lengths", post("Content-Length: 2\r\nContent-Length: 2\r\n"), 400},
    {"two lengths", post("Content-Length: 2\r\nContent-Length: 3\r\n"), 400},
    {"a list of lengths", post("Content-Length: 2, 2\r\n"), 400},
    {"a signed length", post("Content-Length: +2\r\n"), 400},
    {"a negative length", post("Content-Length: -2\r\n"), 400},
    {"a hexadecimal length", post("Content-Length: 0x2\r\n"), 400},
    {"a length with a leading zero", post("Content-Length: 02\r\n"), 400},
    {"an empty length", post("Content-Length:\r\n"), 400},
    {"a length of letters", post("Content-Length: two\r\n"), 400},
    {"a length beyond 64 bits", post("Content-Length: 99999999999999999999\r\n"), 400},
    {"a length of a terabyte", post("Content-Length: 1000000000000\r\n"), 413},
    {"a length above the route's limit", post("Content-Length: 4097\r\n"), 413},
    {"a GET with a body", get("Content-Length: 2\r\n") + "{}", 400},
    // H-04: one known host.
    {"no Host", "GET /healthz HTTP/1.1\r\n\r\n", 421},
    {"two Hosts", get(host), 421},
    {"another host", "GET /healthz HTTP/1.1\r\nHost: evil.example:8443\r\n\r\n", 421},
    {"another port", "GET /healthz HTTP/1.1\r\nHost: localhost:8444\r\n\r\n", 421},
    {"no port", "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 421},
    {"user information", "GET /healthz HTTP/1.1\r\nHost: a@localhost:8443\r\n\r\n", 421},
    {"an empty Host", "GET /healthz HTTP/1.1\r\nHost:\r\n\r\n", 421},
    // H-05: lines and sizes.
    {"a folded line", get("Accept: a\r\n b\r\n"), 400},
    {"a first line that begins with a tab", "GET /healthz HTTP/1.1\r\n\tA: b\r\n" + host + "\r\n",
     400},
    {"a line without a colon", get("Accept\r\n"), 400},
    {"a field without a name", get(": a\r\n"), 400},
    {"a bare line feed", get("Accept: a\nX: b\r\n"), 400},
    {"a bare carriage return", get("Accept: a\rb\r\n"), 400},
    {"a NUL in a value", get(std::string("Accept: a\0b\r\n", 13)), 400},
    {"a byte above ASCII", get("Accept: \xc3\xa9\r\n"), 400},
    {"65 fields", get([] {
         std::string fields;
         for (int i = 0; i < 64; ++i) fields += "X-A: b\r\n";
         return fields;
     }()),
     431},
    {"9 KiB of header", get("X-A: " + std::string(9000, 'a') + "\r\n"), 431},
    {"a request line of 3 KiB", get("", "/" + std::string(3000, 'a')), 431},
    {"white space before the method", " GET /healthz HTTP/1.1\r\n" + host + "\r\n", 400},
    {"two spaces after the method", "GET  /healthz HTTP/1.1\r\n" + host + "\r\n", 400},
    {"an empty line first", "\r\nGET /healthz HTTP/1.1\r\n" + host + "\r\n", 400},
    // H-06: the target.
    {"absolute form", get("", "https://127.0.0.1:8443/healthz"), 400},
    {"asterisk form", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n", 400},
    {"authority form", "CONNECT 127.0.0.1:443 HTTP/1.1\r\n" + host + "\r\n", 400},
    {"an escaped NUL", get("", "/healthz%00"), 400},
    {"an escaped slash", get("", "/review%2fapi"), 400},
    {"an escaped backslash", get("", "/review%5capi"), 400},
    {"a dot segment", get("", "/review/../metrics"), 400},
    {"an escaped dot segment", get("", "/review/%2e%2E/metrics"), 400},
    {"two slashes", get("", "//healthz"), 400},
    {"half an escape", get("", "/healthz%4"), 400},
    {"an escape of no number", get("", "/healthz%zz"), 400},
    {"a fragment", get("", "/healthz#a"), 400},
    {"a query parameter twice", get("", "/healthz?a=1&a=2"), 400},
    {"a twice escaped dot segment is an ordinary name", get("", "/review/%252e%252e"), 0},
    // H-07: what changes the meaning of a message.
    {"Expect", post("Content-Length: 2\r\nExpect: 100-continue\r\n"), 417},
    {"Upgrade", get("Upgrade: websocket\r\n"), 400},
    {"Connection: upgrade", get("Connection: upgrade\r\n"), 400},
    {"Connection twice", get("Connection: close\r\nConnection: keep-alive\r\n"), 400},
    {"Connection names a field", get("Connection: close, Content-Length\r\n"), 400},
    {"Content-Encoding", post("Content-Length: 2\r\nContent-Encoding: gzip\r\n"), 415},
    {"Range", get("Range: bytes=0-1\r\n"), 400},
    {"Trailer", post("Content-Length: 2\r\nTrailer: X-A\r\n"), 400},
    {"TE", get("TE: trailers\r\n"), 400},
    {"two credentials", get("Authorization: Bearer a\r\nAuthorization: Bearer b\r\n"), 400},
    // Types, paths and methods.
    {"another media type",
     "POST /enrol HTTP/1.1\r\n" + host + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
     415},
    {"no media type", "POST /enrol HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\n{}", 415},
    {"an unknown path", get("", "/nothing"), 404},
    {"a known path with another method", "DELETE /healthz HTTP/1.1\r\n" + host + "\r\n", 405},
    {"TRACE", "TRACE /healthz HTTP/1.1\r\n" + host + "\r\n", 405},
    {"PATCH without a length", "PATCH /enrol HTTP/1.1\r\n" + host + "\r\n", 411},
};

}  // namespace

TEST_CASE("each ambiguous request gets the answer that the table says") {
    for (const auto& row : rows) {
        INFO(row.what);
        CHECK(statusOf(row.bytes) == row.status);
    }
}

TEST_CASE("a request comes to the same in one piece and byte by byte") {
    for (const auto& row : rows) {
        INFO(row.what);
        RequestReader whole(hosts);
        whole.feed(row.bytes);
        RequestReader pieces(hosts);
        for (const char byte : row.bytes) pieces.feed({&byte, 1});
        CHECK(pieces.state() == whole.state());
        if (whole.state() == RequestReader::State::Refused)
            CHECK(pieces.refusal() == whole.refusal());
        CHECK(pieces.mayKeepAlive() == whole.mayKeepAlive());
    }
}

TEST_CASE("bytes after a request end the connection") {
    RequestReader pipelined(hosts);
    CHECK(pipelined.feed(get("") + get("")) == RequestReader::State::Complete);
    CHECK_FALSE(pipelined.mayKeepAlive());

    RequestReader later(hosts);
    CHECK(later.feed(get("")) == RequestReader::State::Complete);
    CHECK(later.mayKeepAlive());
    later.feed("G");
    CHECK_FALSE(later.mayKeepAlive());
}

TEST_CASE("a body that nobody reads ends the connection") {
    RequestReader reader(hosts);
    const auto state =
        reader.feed("POST /nothing HTTP/1.1\r\n" + host + "Content-Length: 9\r\n\r\n");
    CHECK(state == RequestReader::State::Complete);
    CHECK_FALSE(reader.mayKeepAlive());
}

TEST_CASE("a head is refused at 8 KiB whether or not it ever ends") {
    RequestReader reader(hosts);
    reader.feed("GET /healthz HTTP/1.1\r\n");
    for (int i = 0; i < 4000 && reader.state() == RequestReader::State::Head; ++i)
        reader.feed("X-A: b\r\n");
    REQUIRE(reader.state() == RequestReader::State::Refused);
    CHECK(reader.refusal() == Refusal::HeadersTooLarge);
}

TEST_CASE("a handler sees the target decoded once and the body byte for byte") {
    RequestReader reader(hosts);
    const std::string body(R"({"a":"\u00e9"})");
    reader.feed("POST /enrol?x=a%20b&y HTTP/1.1\r\n" + host +
                "Content-Type: application/json; charset=utf-8\r\nX-Twice: 1\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
    REQUIRE(reader.state() == RequestReader::State::Complete);
    const auto request = reader.take();
    CHECK(request.path == std::vector<std::string>{"enrol"});
    CHECK(request.queryValue("x") == "a b");
    CHECK(request.queryValue("y") == "");
    CHECK_FALSE(request.queryValue("z").has_value());
    CHECK(request.body == body);
    CHECK(request.header("x-TWICE") == "1");
    CHECK(request.host == "127.0.0.1:8443");
}
