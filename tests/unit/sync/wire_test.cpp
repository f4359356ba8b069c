#include "landfall/sync/wire.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace landfall;
using namespace landfall::sync;

namespace {
std::string entry(std::uint64_t seq, const std::string& rest) {
    return R"({"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/change-sequence",)"
           R"("valuePositiveInt":)" +
           std::to_string(seq) + "}]," + rest + "}";
}
std::string put(std::uint64_t seq, const std::string& id, const std::string& version) {
    return entry(seq, R"("resource":{"resourceType":"Task","id":")" + id +
                          R"(","priority" : "urgent"},"request":{"method":"PUT","url":"Task/)" +
                          id + R"("},"response":{"status":"200","etag":"W/\")" + version +
                          R"(\"","lastModified":"2026-03-01T09:00:00.000Z"})");
}
std::string feed(const std::string& entries, const std::string& cursor = "abc-1") {
    return R"({"resourceType":"Bundle","type":"history","link":[{"relation":"self","url":"https://h/fhir/Patient/p/$landfall-changes?_count=5&cursor=)" +
           cursor + R"("}],"entry":[)" + entries + "]}";
}
std::string response(const std::string& entries) {
    return R"({"resourceType":"Bundle","type":"transaction-response","entry":[)" + entries + "]}";
}
std::string stored(const std::string& location, const std::string& version) {
    return R"({"response":{"status":"201 Created","location":")" + location + R"(","etag":"W/\")" +
           version + R"(\"","lastModified":"2026-03-01T09:00:00.000Z"}})";
}
const std::vector<RecordKey> sentTwo = {{"Task", "a"}, {"Observation", "b"}};
}  // namespace

TEST_CASE("a page is read with the records as the bytes they came in") {
    const auto read =
        readFeedPage(feed(put(7, "a", "3") + "," +
                          entry(8, R"("request":{"method":"DELETE","url":"DocumentReference/d"},)"
                                   R"("response":{"status":"204","etag":"W/\"2\""})")));
    REQUIRE(read.has_value());
    CHECK(read->summary.firstSeq == 7);
    CHECK(read->summary.changes == 2);
    CHECK(read->summary.gapless);
    CHECK(read->summary.nextCursor == "abc-1");
    const auto& changes = read->page.changes;
    CHECK(changes[0].key == RecordKey{"Task", "a"});
    CHECK(changes[0].versionId == "3");
    CHECK(changes[0].resource == R"({"resourceType":"Task","id":"a","priority" : "urgent"})");
    CHECK(changes[1].deleted);
    CHECK(changes[1].key == RecordKey{"DocumentReference", "d"});
    CHECK(changes[1].versionId == "2");
}

TEST_CASE("a hole in the numbers of a page is seen") {
    CHECK_FALSE(readFeedPage(feed(put(7, "a", "1") + "," + put(9, "b", "1")))->summary.gapless);
    CHECK_FALSE(readFeedPage(feed(put(7, "a", "1") + "," + put(7, "b", "1")))->summary.gapless);
    const std::string unnumbered =
        R"({"request":{"method":"PUT","url":"Task/a"},"resource":{"resourceType":"Task","id":"a"}})";
    CHECK_FALSE(readFeedPage(feed(unnumbered))->summary.gapless);
}

TEST_CASE("an entry that names two records is put aside, and the numbers go on") {
    const auto odd =
        entry(8, R"("resource":{"resourceType":"Task","id":"other"},)"
                 R"("request":{"method":"PUT","url":"Task/a"},"response":{"etag":"W/\"1\""})");
    const auto read = readFeedPage(feed(put(7, "a", "1") + "," + odd));
    REQUIRE(read.has_value());
    CHECK(read->summary.gapless);
    CHECK(read->page.changes[1].key == RecordKey{});
    CHECK(read->page.changes[1].resource == odd);
}

TEST_CASE("a page without a usable cursor is refused") {
    CHECK(readFeedPage(feed("", "")).error().is(WireFault::NoCursor));
    CHECK(readFeedPage(feed("", "a b")).error().is(WireFault::NoCursor));
    CHECK(readFeedPage(feed("", std::string(cursorBytesMax + 1, 'a')))
              .error()
              .is(WireFault::NoCursor));
    CHECK(readFeedPage(R"({"resourceType":"Patient"})").error().is(WireFault::NotABundle));
    CHECK(readFeedPage("<html>Please sign in</html>").has_error());
}

TEST_CASE("an answer is matched by position, count and location") {
    const auto read =
        readPushAnswer(response(stored("Task/a/_history/4", "4") + "," +
                                stored("https://h/fhir/Observation/b/_history/1", "1")),
                       sentTwo);
    REQUIRE(read.has_value());
    CHECK((*read)[0].versionId == "4");
    CHECK((*read)[1].key == sentTwo[1]);

    const auto swapped =
        response(stored("Observation/b/_history/1", "1") + "," + stored("Task/a/_history/4", "4"));
    CHECK(readPushAnswer(swapped, sentTwo).error().is(WireFault::EntryDiffers));
    CHECK(readPushAnswer(response(stored("Task/a/_history/4", "4")), sentTwo)
              .error()
              .is(WireFault::CountDiffers));
    CHECK(readPushAnswer(R"({"resourceType":"Bundle","type":"searchset"})", sentTwo)
              .error()
              .is(WireFault::NotABundle));
}

TEST_CASE("an entry that was not stored makes the whole answer unusable") {
    const auto read = readPushAnswer(
        response(stored("Task/a/_history/4", "4") +
                 R"(,{"response":{"status":"500","location":"Observation/b/_history/1"}})"),
        sentTwo);
    CHECK(read.error().is(WireFault::NotStored));
    CHECK(read.error().where.find("entry[1]") != std::string::npos);
}

TEST_CASE("a refusal is its code and the entry it blames") {
    const auto refusal = readRefusal(
        R"({"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"forbidden",)"
        R"("details":{"coding":[{"system":"https://landfall.example/fhir/CodeSystem/refusal","code":"immutable"}],)"
        R"("text":"No."},"expression":["Bundle.entry[3]"]}]})");
    CHECK(refusal.code == "immutable");
    CHECK(refusal.entryAt == 3U);
}

TEST_CASE("a text that is no refusal of a clinic has no code") {
    for (
        const auto* text :
        {"", "<html>", "{}", "{\"resourceType\":\"OperationOutcome\"}",
         R"({"resourceType":"OperationOutcome","issue":[{"details":{"coding":[{"system":"http://other","code":"gone"}]}}]})"})
        CHECK(readRefusal(text).code.empty());
    CHECK_FALSE(
        readRefusal(
            R"({"resourceType":"OperationOutcome","issue":[{"expression":["Bundle.entry[x]"]}]})")
            .entryAt.has_value());
}
