#include "store_world.hpp"

using namespace landfall;
using namespace landfall::store;
using namespace landfall::store::testing;

TEST_CASE("a draft keeps its ids from the first page to the last") {
    StoreWorld world;
    auto& drafts = world.store->drafts();
    const auto first = drafts.begin(phq9, morning);
    REQUIRE(first.has_value());
    CHECK(first->response != first->flag);
    CHECK(first->state.empty());
    CHECK(first->begun == morning);
    REQUIRE(drafts
                .saveAnswer({.response = first->response,
                             .state = R"({"1":2})",
                             .at = {morning.unixMs + 5000, 60}})
                .has_value());
    world.open();
    const auto again = world.store->drafts().begin(phq9, {morning.unixMs + 9000, 60});
    REQUIRE(again.has_value());
    CHECK(again->response == first->response);
    CHECK(again->flag == first->flag);
    CHECK(again->state == R"({"1":2})");
    CHECK(again->begun == morning);
    CHECK(again->saved.unixMs == morning.unixMs + 5000);
}

TEST_CASE("the safety flag is stored and queued with the answer that raised it") {
    StoreWorld world;
    auto& drafts = world.store->drafts();
    const auto draft = drafts.begin(phq9, morning);
    REQUIRE(draft.has_value());
    const auto tier = drafts.saveAnswer({.response = draft->response,
                                         .state = R"({"9":1})",
                                         .at = morning,
                                         .tier = 1,
                                         .flag = world.flag(*draft, 1)});
    REQUIRE(tier.has_value());
    CHECK(*tier == 1);
    CHECK(*world.store->records().highestOpenTier() == 1);
    CHECK(world.pending() == 1);

    SECTION("a lower answer later does not lower the tier") {
        const auto later = drafts.saveAnswer(
            {.response = draft->response, .state = R"({"9":0})", .at = morning, .tier = 0});
        CHECK(*later == 1);
        CHECK(drafts.find(phq9)->value().tier == 1);
        CHECK(*world.store->records().highestOpenTier() == 1);
    }
    SECTION("a higher answer replaces what was not sent yet (Y-02)") {
        REQUIRE(drafts
                    .saveAnswer({.response = draft->response,
                                 .state = R"({"9":2})",
                                 .at = morning,
                                 .tier = 2,
                                 .flag = world.flag(*draft, 2)})
                    .has_value());
        CHECK(*world.store->records().highestOpenTier() == 2);
        CHECK(world.pending() == 1);
    }
    SECTION("the flag stays when the answers are thrown away") {
        REQUIRE(drafts.discard(draft->response).has_value());
        CHECK(drafts.open()->empty());
        CHECK(*world.store->records().highestOpenTier() == 1);
        CHECK(world.pending() == 1);
        CHECK(drafts.discard(draft->response).error().is(Fault::UnknownDraft));
    }
}

TEST_CASE("an answer to a draft that is not open stores neither answer nor flag") {
    StoreWorld world;
    const auto draft = world.store->drafts().begin(phq9, morning);
    REQUIRE(draft.has_value());
    const auto refused = world.store->drafts().saveAnswer({.response = "another",
                                                           .state = "{}",
                                                           .at = morning,
                                                           .tier = 2,
                                                           .flag = world.flag(*draft, 2)});
    CHECK(refused.error().is(Fault::UnknownDraft));
    CHECK(*world.store->records().highestOpenTier() == 0);
    CHECK(world.pending() == 0);
}

TEST_CASE("drafts of different questionnaires are open side by side, the last saved first") {
    StoreWorld world;
    auto& drafts = world.store->drafts();
    const auto one = drafts.begin(phq9, morning);
    const auto two = drafts.begin("https://landfall.example/fhir/Questionnaire/gad-7|1.0.0",
                                  {morning.unixMs + 1, 60});
    REQUIRE(
        drafts
            .saveAnswer({.response = one->response, .state = "{}", .at = {morning.unixMs + 2, 60}})
            .has_value());
    const auto open = drafts.open();
    REQUIRE(open->size() == 2);
    CHECK(open->front().response == one->response);
    CHECK(open->back().response == two->response);
}
