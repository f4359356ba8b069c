#include "landfall/fhir/splice.hpp"

#include <catch2/catch_test_macros.hpp>

#include "landfall/fhir/canonical.hpp"

using namespace landfall;
using fhir::Json;

namespace {
std::string stamp(std::string_view text) {
    return *fhir::stamped(text, {"3", "2026-03-01T08:00:00.000Z"});
}
}  // namespace

TEST_CASE("version and time go into meta and every other byte stays") {
    CHECK(
        stamp(R"({"resourceType":"Flag", "n":1.00 })") ==
        R"({"resourceType":"Flag", "n":1.00 ,"meta":{"versionId":"3","lastUpdated":"2026-03-01T08:00:00.000Z"}})");
    CHECK(
        stamp(R"({"meta":{ "source":"urn:x" },"id":"1"})") ==
        R"({"meta":{ "source":"urn:x" ,"versionId":"3","lastUpdated":"2026-03-01T08:00:00.000Z"},"id":"1"})");
    CHECK(stamp(R"({"meta":{},"id":"1"})") ==
          R"({"meta":{"versionId":"3","lastUpdated":"2026-03-01T08:00:00.000Z"},"id":"1"})");
    CHECK(
        stamp(R"({"meta":{"lastUpdated":"old","tag":[],"versionId":"2"},"id":"1"})") ==
        R"({"meta":{"lastUpdated":"2026-03-01T08:00:00.000Z","tag":[],"versionId":"3"},"id":"1"})");
    CHECK(stamp(R"({"meta":{"versionId":"2"}})") ==
          R"({"meta":{"versionId":"3","lastUpdated":"2026-03-01T08:00:00.000Z"}})");
    CHECK(stamp("{}") == R"({"meta":{"versionId":"3","lastUpdated":"2026-03-01T08:00:00.000Z"}})");
}

TEST_CASE("stamping does not change what the resource says") {
    const std::string text = R"({"resourceType":"Flag","id":"1","x":"\u00e9"})";
    const auto stamped = *Json::parse(stamp(text));
    CHECK(fhir::canonicalHash(stamped.root()) == fhir::canonicalHash(Json::parse(text)->root()));
    CHECK(stamped.get("meta").get("versionId").text() == "3");
}

TEST_CASE("what has no place for meta is refused") {
    CHECK(fhir::stamped("[]", {"1", "t"}).error().is(fhir::Fault::WrongType));
    CHECK(fhir::stamped(R"({"meta":1})", {"1", "t"}).error().is(fhir::Fault::WrongType));
}

TEST_CASE("edits are applied in the order of the text") {
    const auto json = *Json::parse(R"({"a":1,"b":[],"c":{"d":2}})");
    fhir::Edits edits(json);
    edits.addMember(json.get("c"), "e", "3");
    edits.addElement(json.get("b"), "4");
    edits.addElement(json.get("b"), "5");
    edits.replace(json.get("a"), "\"x\"");
    edits.setMember(json.get("c"), "d", "0");
    CHECK(edits.apply() == R"({"a":"x","b":[4,5],"c":{"d":0,"e":3}})");
}
