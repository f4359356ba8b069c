#include "server/http/events.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace landfall::clinic::http;

TEST_CASE("a change reaches those who may hear of its patient and nobody else") {
    EventHub hub;
    const auto mine = hub.open("s1", [](std::string_view patient) { return patient == "p1"; });
    const auto other = hub.open("s2", [](std::string_view) { return false; });
    hub.publishChange("p1", 17);
    hub.publishChange("p2", 18);
    CHECK(mine->take().bytes == "event: change\ndata: {\"patient\":\"p1\",\"seq\":17}\n\n");
    CHECK(other->take().bytes.empty());
}

TEST_CASE("when it changes who may hear of a patient, the streams that may now end") {
    EventHub hub;
    const auto hears = hub.open("s1", [](std::string_view patient) { return patient == "p1"; });
    const auto other = hub.open("s2", [](std::string_view patient) { return patient == "p2"; });
    hub.closeThoseHearing("p1");
    CHECK(hears->take().closed);
    CHECK_FALSE(other->take().closed);
    CHECK(hub.openCount() == 1);
}

TEST_CASE("a session that ends takes its streams along") {
    EventHub hub;
    const auto ends = hub.open("s1", [](std::string_view) { return true; });
    const auto stays = hub.open("s2", [](std::string_view) { return true; });
    int woken = 0;
    ends->onChange([&] { ++woken; });
    hub.closeSession("s1");
    CHECK(woken == 1);
    CHECK(ends->take().closed);
    CHECK_FALSE(stays->take().closed);
    hub.publishChange("p1", 1);
    CHECK(ends->take().bytes.empty());
    hub.closeAll();
    CHECK(stays->take().closed);
}

TEST_CASE("a reader that does not keep up is let go instead of filling the memory") {
    EventHub hub;
    const auto slow = hub.open("s1", [](std::string_view) { return true; });
    for (int i = 0; i < 10'000; ++i) hub.publishChange("p1", i);
    const auto taken = slow->take();
    CHECK(taken.closed);
    CHECK(taken.bytes.size() < 2 * EventStream::waitingBytesMax);
}

TEST_CASE("a stream that was dropped is no longer counted") {
    EventHub hub;
    auto stream = hub.open("s1", [](std::string_view) { return true; });
    CHECK(hub.openCount() == 1);
    stream.reset();
    CHECK(hub.openCount() == 0);
}
