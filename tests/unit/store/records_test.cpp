#include "store_world.hpp"

using namespace landfall;
using namespace landfall::store;
using namespace landfall::store::testing;

namespace {
SubmitRequest submission(StoreWorld& world, const Draft& draft, std::int64_t value) {
    return {.response = world.response(draft.response),
            .scores = {world.score(draft.response, value)},
            .others = {}};
}
}  // namespace

TEST_CASE("a submission stores response, scores and projections and ends the draft") {
    StoreWorld world;
    auto& records = world.store->records();
    const auto draft = world.store->drafts().begin(phq9, morning);
    REQUIRE(draft.has_value());
    const auto request = submission(world, *draft, 12);
    const auto done = records.submit(request);
    REQUIRE(done.has_value());
    CHECK(*done);
    CHECK(world.store->drafts().open()->empty());

    const auto record = records.read(fhir::ResourceType::QuestionnaireResponse, draft->response);
    REQUIRE(record.has_value());
    CHECK(record->bytes == request.response.bytes);
    CHECK(record->delivery == Delivery::Saved);

    const auto scores = records.scores("https://landfall.example/fhir/Questionnaire/phq-9");
    REQUIRE(scores.has_value());
    REQUIRE(scores->size() == 1);
    CHECK(scores->front().value == 12);
    CHECK(scores->front().band == "moderate");
    CHECK(scores->front().response == draft->response);
    CHECK(scores->front().authored == morning);
    CHECK(records.scoresOf(draft->response)->size() == 1);
    CHECK(records.responses("")->size() == 1);
    CHECK(world.pending() == 2);
}

TEST_CASE("submitting the same response again changes nothing") {
    StoreWorld world;
    const auto draft = world.store->drafts().begin(phq9, morning);
    REQUIRE(draft.has_value());
    REQUIRE(world.store->records().submit(submission(world, *draft, 12)).has_value());
    const auto again = world.store->records().submit(submission(world, *draft, 3));
    REQUIRE(again.has_value());
    CHECK_FALSE(*again);
    CHECK(world.store->records().scores("")->size() == 1);
    CHECK(world.store->records().scores("")->front().value == 12);
    CHECK(world.pending() == 2);
}

TEST_CASE("bytes that are not the record they are given for leave nothing behind") {
    StoreWorld world;
    const auto draft = world.store->drafts().begin(phq9, morning);
    REQUIRE(draft.has_value());
    auto request = submission(world, *draft, 12);
    request.scores.front().id = "another";
    CHECK(world.store->records().submit(request).error().is(Fault::BadRecord));
    CHECK(world.store->records().responses("")->empty());
    CHECK(world.store->drafts().open()->size() == 1);
    CHECK(world.pending() == 0);
}

TEST_CASE("a response to 2,000 questions is saved, and one too large says what the limit is") {
    StoreWorld world;
    const auto draft = world.store->drafts().begin(phq9, morning);
    REQUIRE(draft.has_value());
    auto request = submission(world, *draft, 12);
    auto& bytes = request.response.bytes;
    const auto item = bytes.find(R"({"linkId")");
    const auto whole = bytes;
    const auto grow = [&](std::size_t by) {
        bytes = whole;
        std::string more;
        while (more.size() < by)
            more += R"({"linkId":"x","text":")" + std::string(1'000, 'x') + R"("},)";
        bytes.insert(item, more);
    };
    grow(800'000);
    const auto refused = world.store->records().submit(request);
    REQUIRE(refused.has_error());
    CHECK(refused.error().is(Fault::TooLarge));
    CHECK(refused.error().where == "QuestionnaireResponse, at most 704 KiB");
    CHECK(world.store->drafts().open()->size() == 1);
    grow(600'000);
    REQUIRE(world.store->records().submit(request).has_value());
    CHECK(world.store->records().responses("")->size() == 1);
}

TEST_CASE("a rebuild makes the same projections from the records") {
    StoreWorld world;
    const auto draft = world.store->drafts().begin(phq9, morning);
    REQUIRE(draft.has_value());
    REQUIRE(world.store->drafts()
                .saveAnswer({.response = draft->response,
                             .state = "{}",
                             .at = morning,
                             .tier = 2,
                             .flag = world.flag(*draft, 2)})
                .has_value());
    REQUIRE(world.store->records().submit(submission(world, *draft, 12)).has_value());
    REQUIRE(world.pull("Task", "task-1", "1", world.task("task-1")).has_value());
    const auto kept = world.store->journal().create("the sea was calm", true, morning);
    REQUIRE(kept.has_value());
    const auto removed = world.store->journal().create("the sea was wild", true, morning);
    REQUIRE(removed.has_value());
    REQUIRE(world.store->journal().remove(removed->id).has_value());

    REQUIRE(world.store->records().rebuild().has_value());
    CHECK(world.store->records().scores("")->size() == 1);
    CHECK(world.store->records().responses("")->size() == 1);
    CHECK(world.store->records().assignments()->size() == 1);
    CHECK(*world.store->records().highestOpenTier() == 2);
    CHECK(world.store->journal().list(10)->size() == 1);
    CHECK(world.store->journal().search("sea", 10)->size() == 1);
    REQUIRE(world.store->journal().restore(removed->id).has_value());
    CHECK(world.store->journal().search("sea", 10)->size() == 2);
}

TEST_CASE("settings keep bytes, change together and go") {
    StoreWorld world;
    auto& settings = world.store->settings();
    const std::string bytes("\0\x01key", 5);
    REQUIRE(settings.set({{"device-key", bytes}, {"epoch", "e1"}}).has_value());
    world.open();
    auto& again = world.store->settings();
    CHECK(*again.get("device-key") == bytes);
    CHECK(*again.get("epoch") == "e1");
    REQUIRE(again.set({{"epoch", std::nullopt}, {"host", "clinic"}}).has_value());
    CHECK_FALSE(again.get("epoch")->has_value());
    CHECK(*again.get("host") == "clinic");
    CHECK(again.set("big", std::string(70'000, 'x')).error().is(Fault::TooLarge));
}

TEST_CASE("earlier versions of a questionnaire stay, also after the clinic took it back") {
    StoreWorld world;
    const auto version = [](const char* number) {
        return std::string(R"({"resourceType":"Questionnaire","id":"own","url":"https://x/own",)") +
               R"("version":")" + number +
               R"(","status":"active","item":[{"linkId":"a","type":"boolean"}]})";
    };
    REQUIRE(world.pull("Questionnaire", "own", "1", version("1.0.0"))->quarantined == 0);
    REQUIRE(world.pull("Questionnaire", "own", "2", version("1.1.0"))->quarantined == 0);
    auto& records = world.store->records();
    const auto both = std::vector<std::string>{version("1.0.0"), version("1.1.0")};
    CHECK(records.all(fhir::ResourceType::Questionnaire)->size() == 1);
    CHECK(*records.everyVersion(fhir::ResourceType::Questionnaire) == both);
    REQUIRE(world.pull("Questionnaire", "own", "3", "").has_value());
    CHECK(*records.everyVersion(fhir::ResourceType::Questionnaire) == both);
    CHECK(records.everyVersion(fhir::ResourceType::Task)->empty());
}
