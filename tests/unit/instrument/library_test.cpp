#include "landfall/instrument/library.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using instrument::Fault;
using instrument::Library;

namespace {
std::string version(const std::string& number, const std::string& text = "a") {
    return R"({"resourceType":"Questionnaire","id":"own","url":"https://x/own","version":")" +
           number + R"(","status":"active","item":[{"linkId":"1","type":"boolean","text":")" +
           text + R"("}]})";
}
}  // namespace

TEST_CASE("the bundled questionnaires are found by id and by canonical") {
    const auto library = *Library::bundled();
    REQUIRE(library.find("phq-9"));
    CHECK(library.find("phq-9") ==
          library.find("https://landfall.example/fhir/Questionnaire/phq-9|1.0.0"));
    CHECK(library.find("https://landfall.example/fhir/Questionnaire/gad-7")->id() == "gad-7");
    CHECK_FALSE(library.find("phq-8"));
    CHECK_FALSE(library.find(""));
    REQUIRE(library.list().size() >= 2);
    const auto list = library.list();
    CHECK(std::is_sorted(list.begin(), list.end(), [](const auto* a, const auto* b) {
        return a->form->id() < b->form->id();
    }));
    CHECK(library.findEntry("phq-9")->isBundled);
}

TEST_CASE("a new version is found first and the older ones stay findable") {
    Library library;
    for (const auto* number : {"1.0.0", "1.10.0", "1.9.0"})
        REQUIRE(library.add(version(number)).has_value());
    CHECK(library.find("own")->version() == "1.10.0");
    CHECK(library.find("https://x/own")->version() == "1.10.0");
    CHECK(library.find("https://x/own|1.9.0")->version() == "1.9.0");
    CHECK(library.find("https://x/own|1.0.0")->version() == "1.0.0");
    CHECK_FALSE(library.find("https://x/own|2.0.0"));
    CHECK(library.list().size() == 1);
}

TEST_CASE("a version never changes its content") {
    Library library;
    REQUIRE(library.add(version("1.0.0")).has_value());
    CHECK(library.add(' ' + version("1.0.0")).has_value());
    CHECK(library.list().size() == 1);
    CHECK(library.add(version("1.0.0", "b")).error().is(Fault::DifferentContent));
}

TEST_CASE("a malformed definition is refused with every fault by its place") {
    Library library;
    const auto added = library.add(sample::questionnaire(
        R"({"type":"boolean"},{"linkId":"a"},{"linkId":"b","type":"boolean"})"));
    REQUIRE(added.has_error());
    CHECK(added.error().is(Fault::MissingLinkId));
    CHECK(added.error().where.find("item[0].linkId") != std::string::npos);
    CHECK(added.error().where.find("item[1].type") != std::string::npos);
    CHECK(library.list().empty());
    CHECK(library.add("{").error().is(fhir::Fault::Syntax));
    CHECK(Library::faultsOf("{").size() == 1);
    CHECK(Library::faultsOf(version("1")).empty());
}

TEST_CASE("what a store holds and would be refused today stays readable and is not offered") {
    auto library = *Library::bundled();
    const std::string url = "https://landfall.example/fhir/Questionnaire/phq-9";
    // Nobody is asked for danger in it.
    const auto kept = R"({"resourceType":"Questionnaire","id":"phq-9","url":")" + url +
                      R"(","version":"2.0.0","status":"active","item":[{"linkId":"phq9-1",)"
                      R"("type":"string","text":"In your own words"}]})";
    CHECK(library.add(kept).has_error());
    for (int times = 0; times < 2; ++times) {
        const auto stored = library.addStored(kept);
        REQUIRE(stored.has_value());
        CHECK((*stored)->version() == "2.0.0");
    }
    CHECK(library.find(url + "|2.0.0")->version() == "2.0.0");
    for (const auto& name : {std::string("phq-9"), url})
        CHECK(library.find(name)->version() == "1.0.0");
    for (const auto* entry : library.list()) CHECK(entry->form->version() == "1.0.0");
    REQUIRE(library.leftOut().size() == 1);
    CHECK(library.leftOut()[0].canonical == url + "|2.0.0");
    CHECK(library.leftOut()[0].why.where.find("item ") != std::string::npos);

    // One that cannot be read at all is told too.
    CHECK(library
              .addStored(R"({"resourceType":"Questionnaire","id":"own","url":"https://x/own",)"
                         R"("version":"3.0.0","status":"active","item":[{"linkId":"1"}]})")
              .has_error());
    CHECK(library.leftOut().size() == 2);
    CHECK(library.leftOut()[1].canonical == "https://x/own|3.0.0");
    // The program's own copy of a version is no news.
    CHECK(library
              .addStored(R"({"resourceType":"Questionnaire","id":"phq-9","url":")" + url +
                         R"(","version":"1.0.0","status":"active","item":[]})")
              .has_error());
    CHECK(library.leftOut().size() == 2);
}

TEST_CASE("versions compare by their numbers") {
    CHECK(instrument::isLowerVersion("1.9.0", "1.10.0"));
    CHECK(instrument::isLowerVersion("1", "1.0.1"));
    CHECK_FALSE(instrument::isLowerVersion("2.0", "1.9.9"));
    CHECK_FALSE(instrument::isLowerVersion("1.0.0", "1.0.0"));
    CHECK(instrument::isLowerVersion("1.0.0-a", "1.0.0-b"));
}
