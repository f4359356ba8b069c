#include "landfall/safety/change.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

using namespace landfall;
using safety::Change;
using safety::ChangeRules;
using safety::Tier;

namespace {
const ChangeRules& rules() {
    static const auto read = *ChangeRules::bundled();
    return read;
}

Change change(const char* measure, std::optional<std::int64_t> baseline, std::int64_t current,
              const std::vector<std::int64_t>& earlier = {}) {
    const auto* rule = rules().of(measure);
    REQUIRE(rule != nullptr);
    return safety::changeOf(*rule, {baseline, earlier, current});
}
std::string where(const std::string& measure) {
    const auto json = *fhir::Json::parse(
        R"({"version":"1","baseline":{"daysBefore":14},"measures":[{"questionnaire":"q","source":"s","evidence":"S",)" +
        measure + "}]}");
    const auto read = ChangeRules::read(json.root());
    return read.has_error() ? read.error().where : "taken";
}
}  // namespace

TEST_CASE("reliable worsening begins at its edge (clinical rules 5.4)") {
    struct Row {
        const char* measure;
        std::int64_t baseline;
        std::int64_t notYet;
        std::int64_t worse;
    };
    const Row table[] = {
        {"phq-9", 8, 13, 14},  {"gad-7", 5, 8, 9},    {"who-5", 60, 52, 50},
        {"pcl-5", 10, 24, 25}, {"madrs", 20, 26, 27},
    };
    for (const auto& row : table) {
        INFO(row.measure);
        CHECK_FALSE(change(row.measure, row.baseline, row.notYet).worseReliably);
        CHECK(change(row.measure, row.baseline, row.notYet).tier == Tier::None);
        CHECK(change(row.measure, row.baseline, row.worse).worseReliably);
        CHECK(change(row.measure, row.baseline, row.worse).tier == Tier::Contact);
        // Without a baseline nothing has changed.
        CHECK_FALSE(change(row.measure, std::nullopt, row.worse).worseReliably);
        CHECK_FALSE(change(row.measure, std::nullopt, row.worse).difference);
    }
    CHECK(change("who-5", 60, 50).difference == -10);
    CHECK_FALSE(change("who-5", 50, 90).worseReliably);
}

TEST_CASE("PHQ-9 of 20 or more and worse is urgent (clinical rules 5.2)") {
    CHECK(change("phq-9", 14, 20).tier == Tier::Urgent);
    CHECK(change("phq-9", 13, 19).tier == Tier::Contact);
    CHECK(change("phq-9", 20, 20).tier == Tier::None);
    CHECK(change("phq-9", 15, 20).tier == Tier::None);
    CHECK(change("gad-7", 10, 21).tier == Tier::Contact);
}

TEST_CASE("what is flagged besides (clinical rules 5.4)") {
    CHECK_FALSE(change("phq-9", 20, 19).alsoFlagged);
    CHECK(change("phq-9", 27, 20).alsoFlagged);
    CHECK(change("phq-9", std::nullopt, 20).alsoFlagged);
    CHECK_FALSE(change("gad-7", 21, 14).alsoFlagged);
    CHECK(change("gad-7", 21, 15).alsoFlagged);
    CHECK_FALSE(change("who-5", 10, 32).alsoFlagged);
    CHECK(change("who-5", 10, 28).alsoFlagged);
    // PCL-5 only when it was not there before; a rise of 10 is worth a look, of 15 reliable.
    CHECK(change("pcl-5", 32, 33).alsoFlagged);
    CHECK(change("pcl-5", std::nullopt, 33).alsoFlagged);
    CHECK_FALSE(change("pcl-5", 33, 40).alsoFlagged);
    CHECK_FALSE(change("pcl-5", 10, 19).worsePossibly);
    CHECK(change("pcl-5", 10, 20).worsePossibly);
    CHECK_FALSE(change("pcl-5", 10, 20).worseReliably);
    CHECK(change("pcl-5", 10, 25).worsePossibly);
}

TEST_CASE(
    "response is a fall to half, in whole numbers, and undefined from 0 (clinical rules 5.4)") {
    CHECK(change("phq-9", 20, 10).response == true);
    CHECK(change("phq-9", 20, 11).response == false);
    CHECK(change("phq-9", 15, 7).response == true);
    CHECK(change("phq-9", 15, 8).response == false);
    CHECK(change("phq-9", 1, 0).response == true);
    CHECK_FALSE(change("phq-9", 0, 0).response);
    CHECK_FALSE(change("phq-9", 0, 5).response);
    CHECK_FALSE(change("phq-9", std::nullopt, 3).response);
    CHECK(change("madrs", 31, 15).response == true);
    CHECK(change("madrs", 31, 16).response == false);
    CHECK_FALSE(change("who-5", 80, 20).response);
}

TEST_CASE("remission is a score by itself (clinical rules 5.4)") {
    CHECK(change("phq-9", 20, 4).remission == true);
    CHECK(change("phq-9", std::nullopt, 5).remission == false);
    CHECK(change("madrs", 30, 10).remission == true);
    CHECK(change("madrs", 30, 11).remission == false);
    CHECK(change("qids-sr16", 20, 5).remission == true);
    CHECK(change("qids-sr16", 20, 6).remission == false);
    // The reference names no distance beyond chance for it: nothing is said of one.
    CHECK_FALSE(change("qids-sr16", 20, 6).hasReliable);
    CHECK(change("phq-9", 20, 20).hasReliable);
    CHECK_FALSE(change("gad-7", 20, 0).remission);
}

TEST_CASE("a relapse was better, is not, and rose by five (clinical rules 5.4)") {
    CHECK(change("phq-9", 20, 10, {5}).relapse);
    CHECK_FALSE(change("phq-9", 20, 9, {4}).relapse);
    CHECK_FALSE(change("phq-9", 20, 10, {6}).relapse);
    CHECK(change("phq-9", 20, 14, {9}).relapse);
    CHECK_FALSE(change("phq-9", 20, 13, {9}).relapse);
    CHECK(change("phq-9", 24, 17, {12}).relapse);  // 12 of 24 was half
    CHECK_FALSE(change("phq-9", 24, 18, {13}).relapse);
    CHECK(change("phq-9", 20, 15, {4, 14}).relapse);
    CHECK_FALSE(change("phq-9", 8, 15, {}).relapse);
    CHECK(change("phq-9", std::nullopt, 12, {3}).relapse);
}

TEST_CASE(
    "the baseline is the last complete score of the 14 days to the session (clinical rules 4)") {
    using Found = std::vector<safety::BaselineCandidate>;
    const auto baseline = [](const Found& found) {
        return safety::baselineOf(rules(), found, "2026-03-15");
    };
    CHECK_FALSE(baseline({}));
    CHECK(baseline({{"2026-03-01", "", 11, true}}) == 11);
    CHECK_FALSE(baseline({{"2026-02-28", "", 11, true}}));
    CHECK(baseline({{"2026-03-15", "", 12, true}}) == 12);
    CHECK_FALSE(baseline({{"2026-03-16", "", 12, true}}));
    CHECK(baseline({{"2026-03-10", "", 9, true}, {"2026-03-05", "", 7, true}}) == 9);
    CHECK(baseline({{"2026-03-10", "", 9, true}, {"2026-03-10", "", 8, true}}) == 8);
    CHECK(baseline({{"2026-03-05", "", 7, true}, {"2026-03-10", "", 9, false}}) == 7);
    CHECK(baseline({{"2026-03-05", "", 7, true}, {"2026-03-10", "", std::nullopt, true}}) == 7);
    // Never that of screening when there is one of the baseline visit.
    CHECK(baseline({{"2026-03-10", "BASE", 9, true}, {"2026-03-12", "SCR", 20, true}}) == 9);
    CHECK(baseline({{"2026-03-10", "BASE", 9, false}, {"2026-03-12", "SCR", 20, true}}) == 20);
    // That has to be one of this session's: neither an earlier or later session's nor one that
    // was answered late takes the baseline away.
    for (const auto* other : {"2026-02-01", "2026-03-18", "2026-04-20"})
        CHECK(baseline({{"2026-03-12", "SCR", 20, true}, {other, "BASE", 9, true}}) == 20);
    CHECK(baseline({{"2026-03-12", "SCR", 20, true}}) == 20);
    CHECK_FALSE(safety::baselineOf(rules(), Found{{"2026-03-10", "", 9, true}}, "soon"));
}

TEST_CASE("change rules that contradict themselves are refused with their place") {
    CHECK(where(R"("worse":"higher","response":true)") == "taken");
    CHECK(where(R"("worse":"more","response":true)") == "measures[0].worse");
    CHECK(where(R"("worse":"higher")") == "measures[0].response");
    CHECK(where(R"("worse":"lower","response":true)") == "measures[0].response");
    CHECK(where(R"("worse":"higher","response":true,"reliable":0)") == "measures[0].reliable");
    CHECK(where(R"("worse":"higher","response":true,"reliable":-6)") == "measures[0].reliable");
    CHECK(where(R"("worse":"higher","response":true,"reliable":5.5)") == "measures[0].reliable");
    CHECK(where(R"("worse":"higher","response":true,"urgentFrom":20)") == "measures[0].reliable");
    CHECK(where(R"("worse":"higher","response":true,"also":{"from":3})") ==
          "measures[0].also.onlyNew");
    CHECK(where(R"("worse":"higher","response":true,"relapse":{"wasBelow":10,"nowFrom":10})") ==
          "measures[0].relapse.rise");
}
