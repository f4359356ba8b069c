#include "landfall/fhir/canonical.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace landfall;
using fhir::canonicalHash;
using fhir::canonicalText;
using fhir::Json;

namespace {
std::string canonical(const char* text) {
    return canonicalText(Json::parse(text)->root());
}
base::Sha256 hash(const char* text) {
    return canonicalHash(Json::parse(text)->root());
}
}  // namespace

TEST_CASE("the canonical text sorts names, drops white space and keeps digits (Y-15)") {
    CHECK(canonical(R"({ "b" : [ 1.00 , {"y":2,"x":1e2} ], "a":"\u00e9\/\n" })") ==
          "{\"a\":\"\xC3\xA9/\\n\",\"b\":[1.00,{\"x\":1e2,\"y\":2}]}");
    CHECK(canonical(R"({"e":[],"d":{}})") == R"({"d":{},"e":[]})");
}

TEST_CASE("version, time of change and narrative do not count (Y-15)") {
    const auto plain = hash(R"({"resourceType":"Flag","id":"1"})");
    CHECK(
        hash(R"({"id":"1","resourceType":"Flag","text":{"status":"generated","div":"<div/>"}})") ==
        plain);
    CHECK(hash(R"({"resourceType":"Flag","meta":{"versionId":"9","lastUpdated":"x"},"id":"1"})") ==
          plain);
    CHECK(hash(R"({"resourceType":"Flag","meta":{"source":"urn:x"},"id":"1"})") != plain);
    CHECK(hash(R"({"resourceType":"Flag","meta":{"source":"urn:x"},"id":"1"})") ==
          hash(R"({"resourceType":"Flag","id":"1","meta":{"versionId":"2","source":"urn:x"}})"));
}

TEST_CASE("text and meta of inner elements do count") {
    CHECK(hash(R"({"item":[{"text":"a"}]})") != hash(R"({"item":[{"text":"b"}]})"));
    CHECK(hash(R"({"x":{"meta":{"versionId":"1"}}})") !=
          hash(R"({"x":{"meta":{"versionId":"2"}}})"));
    CHECK(hash(R"({"a":1.0})") != hash(R"({"a":1.00})"));
}
