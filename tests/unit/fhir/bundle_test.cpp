#include "landfall/fhir/bundle.hpp"

#include <catch2/catch_test_macros.hpp>

#include "landfall/fhir/outcome.hpp"

using namespace landfall;
using fhir::EntryParts;
using fhir::Fault;
using fhir::Json;
using fhir::Method;

namespace {
constexpr const char* uuid = "0190a0b0-0000-7000-8000-000000000001";

EntryParts put(std::string_view url, std::string_view resource) {
    EntryParts entry;
    entry.method = Method::Put;
    entry.url = url;
    entry.resource = resource;
    return entry;
}

std::string transaction(std::vector<EntryParts> entries) {
    fhir::BundleParts parts;
    parts.type = "transaction";
    parts.identifier = uuid;
    parts.entries = std::move(entries);
    return buildBundle(parts);
}

constexpr const char* flagOne = R"({"resourceType" : "Flag", "id":"1","n":1.00})";

landfall::Error refusal(const std::string& text) {
    const auto json = *Json::parse(text);
    const auto view = fhir::readTransaction(json.root());
    REQUIRE(view.has_error());
    return view.error();
}
}  // namespace

TEST_CASE("a transaction carries each resource byte for byte") {
    auto update = put("Flag/1", flagOne);
    update.ifMatch = "4";
    EntryParts gone;
    gone.method = Method::Delete;
    gone.url = "DocumentReference/d";
    gone.ifMatch = "2";
    const auto text = transaction({update, gone});
    const auto json = *Json::parse(text);
    const auto view = fhir::readTransaction(json.root());
    REQUIRE(view.has_value());
    CHECK(view->identifier == uuid);
    REQUIRE(view->entries.size() == 2);
    CHECK(view->entries[0].resource.raw() == flagOne);
    CHECK(view->entries[0].ifMatch == "4");
    CHECK(view->entries[0].urlType == fhir::ResourceType::Flag);
    CHECK(view->entries[1].method == Method::Delete);
    CHECK(view->entries[1].urlId == "d");
    CHECK_FALSE(view->entries[1].resource);
    CHECK(json.get("entry")[0].get("request").get("ifMatch").text() == "W/\"4\"");
}

TEST_CASE("an answer to a transaction reads back with its versions and outcomes") {
    const auto outcome = fhir::buildOutcome({{"error", "conflict", "a newer version", ""}});
    EntryParts saved;
    saved.status = "201";
    saved.location = "Flag/1/_history/5";
    saved.etag = "5";
    saved.lastModified = "2026-03-01T08:00:00.000Z";
    EntryParts refused;
    refused.status = "412";
    refused.outcome = outcome;
    fhir::BundleParts parts;
    parts.type = "transaction-response";
    parts.next = "https://x/next?a=1&b=\"";
    parts.total = 2;
    parts.entries = {saved, refused};
    const auto json = *Json::parse(buildBundle(parts));
    const auto view = *fhir::readBundle(json.root());
    CHECK(view.next == parts.next);
    CHECK(json.get("total").integer() == 2);
    CHECK(view.entries[0].etag == "5");
    CHECK(view.entries[0].location == "Flag/1/_history/5");
    CHECK(view.entries[1].status == "412");
    const auto issues = *fhir::readOutcome(view.entries[1].outcome);
    CHECK(issues.at(0).code == "conflict");
}

TEST_CASE("an empty bundle has no entry list and reads back empty") {
    fhir::BundleParts parts;
    parts.type = "searchset";
    const auto text = buildBundle(parts);
    CHECK(text == R"({"resourceType":"Bundle","type":"searchset"})");
    CHECK(fhir::readBundle(Json::parse(text)->root())->entries.empty());
}

TEST_CASE("a transaction that is not as the rules want it is refused with its place (Y-10, Y-11)") {
    CHECK(refusal(transaction({put("Flag/1", flagOne), put("Flag/1", flagOne)}))
              .is(Fault::DuplicateEntry));
    CHECK(refusal(transaction({put("Flag/2", flagOne)})).where == "entry[0].resource.id");
    CHECK(refusal(transaction({put("Task/1", flagOne)})).where == "entry[0].resource.resourceType");
    CHECK(refusal(transaction({put("Flag/a/b", flagOne)})).where == "entry[0].request.url");
    CHECK(refusal(transaction({put("Flag/1/_history/2", flagOne)})).is(Fault::BadReference));
    CHECK(refusal(transaction({put("Medication/1", flagOne)})).is(Fault::UnknownResource));
    CHECK(refusal(transaction({put("https://evil/Flag/1", flagOne)})).where ==
          "entry[0].request.url");
    CHECK(refusal(transaction({put("Flag/1", "")})).where == "entry[0].resource");
    CHECK(refusal(transaction({put("Flag/1", "[]")})).is(Fault::WrongType));
    CHECK(refusal(transaction({})).where == "entry");
    EntryParts post = put("Flag/1", flagOne);
    post.method = Method::Post;
    CHECK(refusal(transaction({post})).is(Fault::BadCode));
    EntryParts gone = put("Flag/1", flagOne);
    gone.method = Method::Delete;
    CHECK(refusal(transaction({gone})).is(Fault::BadValue));
    CHECK(refusal(R"({"resourceType":"Bundle","type":"transaction","entry":[{}]})")
              .is(Fault::Missing));
    CHECK(refusal(R"({"resourceType":"Bundle","type":"batch","identifier":{"value":"urn:uuid:)" +
                  std::string(uuid) + R"("},"entry":[]})")
              .is(Fault::BadCode));
    CHECK(refusal(R"({"resourceType":"Patient"})").is(Fault::UnknownResource));
    std::vector<std::string> urls;
    for (int i = 0; i <= 100; ++i) urls.push_back("Flag/" + std::to_string(i));
    std::vector<EntryParts> many;
    for (const auto& url : urls) many.push_back(put(url, flagOne));
    CHECK(refusal(transaction(many)).is(Fault::TooManyEntries));
}

TEST_CASE("an entity tag gives its version") {
    CHECK(fhir::versionOfTag("W/\"3\"") == "3");
    CHECK(fhir::versionOfTag("\"3\"") == "3");
    CHECK(fhir::versionOfTag("W/\"\"").empty());
    CHECK(fhir::versionOfTag("W/\"a b\"").empty());
}

TEST_CASE("a refused resource becomes an issue with its place and no values") {
    const auto issue = fhir::issueOf({Fault::OtherPatient, "entry[0].resource.subject"});
    CHECK(issue.code == "forbidden");
    CHECK(issue.expression == "entry[0].resource.subject");
    const auto json = *Json::parse(fhir::buildOutcome({issue}));
    CHECK(fhir::readOutcome(json.root())->at(0).diagnostics == issue.diagnostics);
}
