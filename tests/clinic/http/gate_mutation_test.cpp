#include <array>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "landfall/base/random.hpp"
#include "server/http/request_reader.hpp"

using namespace landfall;
using namespace landfall::clinic::http;

namespace {

const HostList hosts{.names = {"127.0.0.1"}, .port = 8443};

const std::array<std::string, 4> seeds = {
    "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:8443\r\nAccept: */*\r\n\r\n",
    "POST /enrol HTTP/1.1\r\nHost: 127.0.0.1:8443\r\nContent-Type: application/json\r\n"
    "Content-Length: 2\r\n\r\n{}",
    "GET /fhir/Patient/7?_count=5&cursor=abc HTTP/1.1\r\nHost: 127.0.0.1:8443\r\n"
    "Authorization: Bearer abc\r\nConnection: keep-alive\r\n\r\n",
    "POST /token HTTP/1.1\r\nHost: 127.0.0.1:8443\r\nContent-Type: "
    "application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b",
};

const std::array<std::string, 18> spices = {"\r\n",
                                            "\n",
                                            "\r",
                                            " ",
                                            "\t",
                                            "\r\n ",
                                            ":",
                                            ",",
                                            "%2e",
                                            "%00",
                                            "HTTP/1.1",
                                            "Content-Length: 9\r\n",
                                            "Transfer-Encoding: chunked\r\n",
                                            "0\r\n\r\n",
                                            "Host: evil\r\n",
                                            "\r\n\r\n",
                                            "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:8443\r\n\r\n",
                                            std::string(1, '\0')};

std::string mutated(base::Random& random) {
    auto text = seeds[random.below(seeds.size())];
    const auto changes = 1 + random.below(4);
    for (std::uint64_t i = 0; i < changes; ++i) {
        const auto at = random.below(text.size() + 1);
        switch (random.below(4)) {
            case 0:
                text.insert(at, spices[random.below(spices.size())]);
                break;
            case 1:
                text.erase(at, 1 + random.below(6));
                break;
            case 2:
                if (at < text.size()) text[at] = static_cast<char>(random.below(256));
                break;
            default:
                text.insert(at, text.substr(0, at));
                break;
        }
    }
    return text;
}

/// Drives a connection as the server does: one reader for each request, bytes that came too early
/// end it, a refusal ends it. Gives how many answers went out.
struct Outcome {
    int answers = 0;
    bool ended = false;
    std::size_t bytesTaken = 0;
};
Outcome drive(const std::string& bytes, base::Random& random) {
    Outcome outcome;
    std::size_t at = 0;
    while (at < bytes.size() && !outcome.ended) {
        RequestReader reader(hosts);
        while (at < bytes.size()) {
            const auto size = std::min<std::size_t>(1 + random.below(40), bytes.size() - at);
            const auto state = reader.feed(std::string_view(bytes).substr(at, size));
            at += size;
            if (state == RequestReader::State::Complete || state == RequestReader::State::Refused) {
                ++outcome.answers;
                outcome.ended = !reader.mayKeepAlive();
                break;
            }
        }
    }
    outcome.bytesTaken = at;
    return outcome;
}

std::size_t occurrences(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("no mutated request is ever answered twice") {
    base::SeededRandom random(20261123);
    constexpr int roundCount = 20'000;
    for (int i = 0; i < roundCount; ++i) {
        const auto bytes = mutated(random);
        // Bytes with one end of a head can hold one request only, however they are cut.
        if (occurrences(bytes, "\r\n\r\n") > 1) continue;
        const auto outcome = drive(bytes, random);
        INFO("round " << i);
        REQUIRE(outcome.answers <= 1);
    }
}

TEST_CASE("after a refusal not one more byte is read as a request") {
    base::SeededRandom random(7);
    constexpr int roundCount = 5'000;
    int refused = 0;
    for (int i = 0; i < roundCount; ++i) {
        RequestReader reader(hosts);
        reader.feed(mutated(random));
        if (reader.state() != RequestReader::State::Refused) continue;
        ++refused;
        REQUIRE_FALSE(reader.mayKeepAlive());
        const auto why = reader.refusal();
        REQUIRE(reader.feed(seeds[0]) == RequestReader::State::Refused);
        REQUIRE(reader.refusal() == why);
    }
    CHECK(refused > 100);
}
