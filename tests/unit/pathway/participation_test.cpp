#include "landfall/pathway/participation.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "unit/pathway/sample_consents.hpp"

namespace landfall::pathway {
namespace {

/// What one person did; each step says which one it follows.
struct Steps {
    std::vector<fhir::ConsentRecord> records;
    ConsentLibrary library;
    /// What is signed; no document is what the clinic asks for while there is none.
    ConsentLibrary::Document text;

    Steps& did(const char* id, const char* event, const char* follows,
               const char* purpose = "participation") {
        fhir::ConsentRecord record;
        record.id = id;
        record.event = event;
        record.purpose = purpose;
        record.follows = follows;
        if (text) {
            record.document = text->id();
            record.documentVersion = text->version();
            record.sha256 = text->sha256();
        }
        record.at = {1'000 * static_cast<std::int64_t>(records.size() + 1), 0};
        records.push_back(record);
        return *this;
    }
    [[nodiscard]] Participation now() const { return participationOf(records, library); }
};

TEST_CASE("nobody takes part who has only read, or agreed to something else") {
    CHECK_FALSE(Steps{}.now().signedAt);
    const auto now = Steps{}.did("a", "read", "").did("b", "signed", "", "research").now();
    CHECK_FALSE(now.signedAt);
    CHECK_FALSE(now.withdrawn);
    CHECK_FALSE(Steps{}.did("a", "declined", "").now().signedAt);
}

TEST_CASE("a signature holds until a withdrawal that follows it, in whatever order they come") {
    Steps steps;
    steps.did("a", "read", "").did("b", "signed", "a");
    REQUIRE(steps.now().signedAt);
    CHECK(steps.now().signedAt->unixMs == 2'000);
    steps.did("c", "withdrawn", "b");
    CHECK_FALSE(steps.now().signedAt);
    CHECK(steps.now().withdrawn);
    std::reverse(steps.records.begin(), steps.records.end());
    CHECK(steps.now().withdrawn);
    steps.did("d", "signed", "c");
    CHECK(steps.now().signedAt);
    CHECK_FALSE(steps.now().withdrawn);
    // Taking back what one agreed to beside it ends nothing.
    steps.did("e", "withdrawn", "", "research");
    CHECK(steps.now().signedAt);
}

TEST_CASE("a withdrawal that does not say what it follows ends everything, and a circle ends") {
    Steps steps;
    steps.did("a", "signed", "").did("b", "withdrawn", "").did("c", "signed", "");
    CHECK_FALSE(steps.now().signedAt);
    CHECK(steps.now().withdrawn);
    Steps circle;
    circle.did("a", "signed", "b").did("b", "withdrawn", "a");
    CHECK(circle.now().withdrawn);
}

TEST_CASE("what changed in what matters is not signed, and a spelling is no change") {
    Steps steps;
    steps.text = sample::added(steps.library);
    steps.did("a", "signed", "");
    CHECK(steps.now().signedAt);
    CHECK_FALSE(steps.now().countersigned);
    steps.records.back().countersigned = base::WallTime{5'000, 0};
    CHECK(steps.now().countersigned);
    sample::added(steps.library, {.version = "1.0.1", .replaces = "1.0.0", .material = false});
    CHECK(steps.now().signedAt);
    CHECK_FALSE(steps.now().mustSignAgain);

    const auto risk = sample::added(steps.library, {.version = "1.1.0", .replaces = "1.0.1"});
    CHECK_FALSE(steps.now().signedAt);
    CHECK_FALSE(steps.now().countersigned);
    CHECK_FALSE(steps.now().withdrawn);
    CHECK(steps.now().mustSignAgain);
    steps.text = risk;
    steps.did("b", "signed", "a");
    CHECK(steps.now().signedAt->unixMs == 2'000);
    CHECK_FALSE(steps.now().countersigned);
    CHECK_FALSE(steps.now().mustSignAgain);
    steps.did("c", "withdrawn", "b");
    CHECK(steps.now().withdrawn);
    CHECK(steps.now().withdrawnAt->unixMs == 3'000);
    CHECK_FALSE(steps.now().mustSignAgain);
}

TEST_CASE("another choice about the data does not move the day on which somebody stopped") {
    Steps steps;
    steps.did("a", "signed", "").did("b", "withdrawn", "a").did("c", "read", "b");
    steps.did("d", "withdrawn", "c");
    CHECK(steps.now().withdrawn);
    CHECK(steps.now().withdrawnAt->unixMs == 2'000);
    steps.did("e", "signed", "d").did("f", "withdrawn", "e");
    CHECK(steps.now().withdrawnAt->unixMs == 6'000);
}

TEST_CASE("a signature under a template is none under a text of the clinic's own") {
    Steps steps;
    steps.text = sample::added(steps.library, {.isTemplate = true});
    steps.did("a", "signed", "");
    CHECK(steps.now().signedAt);
    CHECK(steps.now().ofTemplate);
    // What the phone said of the text does not matter where the text is known.
    CHECK_FALSE(steps.records.front().isTemplate);
    const auto own =
        sample::added(steps.library, {.version = "1.0.1", .replaces = "1.0.0", .material = false});
    CHECK_FALSE(steps.now().signedAt);
    CHECK(steps.now().mustSignAgain);
    steps.text = own;
    steps.did("b", "signed", "a");
    CHECK(steps.now().signedAt);
    CHECK_FALSE(steps.now().ofTemplate);
}

TEST_CASE("the later of two signatures is the one that follows, whatever their ids say") {
    Steps steps;
    steps.did("z", "signed", "").did("a", "signed", "z");
    steps.records.front().countersigned = base::WallTime{5'000, 0};
    std::reverse(steps.records.begin(), steps.records.end());
    CHECK(steps.now().signedAt->unixMs == 2'000);
    CHECK_FALSE(steps.now().countersigned);
}

TEST_CASE("a signature under another text of the same version holds for nothing") {
    Steps steps;
    steps.text = sample::added(steps.library);
    steps.did("a", "signed", "");
    steps.records.back().sha256 = std::string(64, 'f');
    CHECK_FALSE(steps.now().signedAt);
    CHECK(steps.now().mustSignAgain);
}

}  // namespace
}  // namespace landfall::pathway
