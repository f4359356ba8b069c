#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <future>
#include <string>

#include "landfall/base/clock.hpp"
#include "server/http/admission.hpp"
#include "server/http/network.hpp"
#include "server/http/rate_limits.hpp"
#include "server/http/work_pool.hpp"

using namespace landfall;
using namespace landfall::clinic::http;

TEST_CASE("a bucket gives what it holds and fills at its rate") {
    TokenBuckets buckets({.amount = 10, .windowMs = 60'000});
    for (int i = 0; i < 10; ++i) CHECK(buckets.take("a", 0) == 0);
    CHECK(buckets.take("a", 0) == 6'000);
    CHECK(buckets.take("b", 0) == 0);
    CHECK(buckets.take("a", 5'999) == 1);
    CHECK(buckets.take("a", 6'000) == 0);
    CHECK(buckets.take("a", 6'000) == 6'000);
    for (int i = 0; i < 10; ++i) CHECK(buckets.take("a", 10'000'000) == 0);
    CHECK(buckets.take("a", 10'000'000) > 0);
}

TEST_CASE("a bucket that is asked all the time still fills") {
    TokenBuckets buckets({.amount = 1, .windowMs = 60'000});
    CHECK(buckets.take("a", 0) == 0);
    std::int64_t at = 1;
    while (buckets.take("a", at) != 0) ++at;
    CHECK(at == 60'000);
}

TEST_CASE("a clock that goes back does not empty or fill a bucket") {
    TokenBuckets buckets({.amount = 2, .windowMs = 1'000});
    CHECK(buckets.take("a", 10'000) == 0);
    CHECK(buckets.take("a", 0) == 0);
    CHECK(buckets.take("a", 0) > 0);
}

TEST_CASE("connections are capped in all and by address, and come back when one leaves") {
    Admission admission(Limits{
        .connectionsMax = 3, .connectionsPerAddressMax = 2, .handshakesPerSecondPerAddress = 100});
    CHECK(admission.enter("a", 0) == 0);
    CHECK(admission.enter("a", 0) == 0);
    CHECK_FALSE(admission.enter("a", 0).has_value());
    CHECK(admission.enter("b", 0) == 0);
    CHECK_FALSE(admission.enter("c", 0).has_value());
    admission.leave("a");
    CHECK(admission.enter("c", 0) == 0);
}

TEST_CASE("a phone that was away long enough to have 10,000 records gets them through at once") {
    const base::FixedClock clock{{1'700'000'000'000, 0}};
    RateLimits rates(Limits{}, clock);
    constexpr int bundles = 10'000 / 100;
    constexpr int pages = 10'000 / 200;
    for (int request = 0; request < bundles + pages; ++request) REQUIRE(rates.sync("phone") == 0);
    // The limit is there all the same, and another phone does not pay for it.
    int more = 0;
    while (rates.sync("phone") == 0) ++more;
    CHECK(bundles + pages + more == 60 * requestsPerSync);
    CHECK(rates.sync("phone") == 1);
    CHECK(rates.sync("other") == 0);
}

TEST_CASE("an IPv6 address counts by its network, of which one attacker has the whole") {
    CHECK(networkOf("192.0.2.7") == "192.0.2.7");
    CHECK(networkOf("2001:db8:1:2:3:4:5:6") == networkOf("2001:db8:1:2:ffff::1"));
    CHECK(networkOf("2001:db8:1:2::1") != networkOf("2001:db8:1:3::1"));
    CHECK(networkOf("no address") == "no address");
}

TEST_CASE("a burst of handshakes is spread out and then refused") {
    Admission admission(
        Limits{.connectionsPerAddressMax = 1000, .handshakesPerSecondPerAddress = 8});
    for (int i = 0; i < 8; ++i) CHECK(admission.enter("a", 0) == 0);
    CHECK(admission.enter("a", 0) == 125);
    int let = 0;
    while (admission.enter("a", 0).has_value()) ++let;
    CHECK(let == 15);
}

TEST_CASE("requests and their bodies are capped") {
    Admission admission(Limits{.requestsInFlightMax = 2, .bufferedBytesMax = 100});
    CHECK(admission.begin(60));
    CHECK_FALSE(admission.begin(41));
    CHECK(admission.begin(40));
    CHECK_FALSE(admission.begin(0));
    admission.end(40);
    CHECK(admission.begin(0));
}

TEST_CASE("a pool refuses what does not fit into its queue and finishes what runs") {
    WorkPool pool(1, 1);
    std::promise<void> begun;
    std::promise<void> mayEnd;
    std::atomic<int> done{0};
    auto wait = mayEnd.get_future().share();
    REQUIRE(pool.post([&, wait] {
        begun.set_value();
        wait.wait();
        ++done;
    }));
    begun.get_future().wait();
    CHECK(pool.post([&] { ++done; }));
    CHECK_FALSE(pool.post([&] { ++done; }));
    mayEnd.set_value();
    pool.stop();
    CHECK(done >= 1);
    CHECK_FALSE(pool.post([] {}));
}
