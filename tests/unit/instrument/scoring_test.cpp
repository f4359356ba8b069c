#include "landfall/instrument/scoring.hpp"

#include <catch2/catch_test_macros.hpp>

#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using instrument::scoresOf;

namespace {
struct Row {
    const char* answers;
    std::optional<std::int64_t> value;
    const char* band;
    bool prorated;
    std::optional<std::string_view> pattern;
};

void check(const char* id, const std::vector<Row>& table) {
    const auto form = sample::bundled(id);
    REQUIRE(form);
    for (const auto& row : table) {
        INFO(id << " " << row.answers);
        const auto answers = sample::answers(*form, row.answers);
        const auto scores = scoresOf(*form, answers);
        REQUIRE(scores.size() == 1);
        CHECK(scores[0].value == row.value);
        CHECK(scores[0].band == row.band);
        CHECK(scores[0].prorated == row.prorated);
        CHECK(scores[0].pattern == row.pattern);
    }
}
constexpr auto noTotal = std::nullopt;
}  // namespace

TEST_CASE("PHQ-9: complete answers are summed and banded (clinical 3.2, 3.3)") {
    check("phq-9", {
                       {"0 0 0 0 0 0 0 0 0", 0, "minimal", false, "none"},
                       {"1 1 1 1 0 0 0 0 0", 4, "minimal", false, "none"},
                       {"1 1 1 1 1 0 0 0 0", 5, "mild", false, "none"},
                       {"1 1 1 1 1 1 1 1 1", 9, "mild", false, "none"},
                       {"2 1 1 1 1 1 1 1 1", 10, "moderate", false, "other"},
                       {"2 2 2 2 2 1 1 1 1", 14, "moderate", false, "major"},
                       {"2 2 2 2 2 2 1 1 1", 15, "moderately-severe", false, "major"},
                       {"3 2 2 2 2 2 2 2 2", 19, "moderately-severe", false, "major"},
                       {"3 3 2 2 2 2 2 2 2", 20, "severe", false, "major"},
                       {"3 3 3 3 3 3 3 3 3", 27, "severe", false, "major"},
                   });
}

TEST_CASE("PHQ-9: the difficulty item is not scored and may be left out (clinical 3.3)") {
    check("phq-9", {
                       {"1 1 1 1 1 1 1 1 0 3", 8, "mild", false, "none"},
                       {"1 1 1 1 1 1 1 1 0 -", 8, "mild", false, "none"},
                       {"1 1 1 1 1 1 1 1 0 r", 8, "mild", false, "none"},
                   });
}

TEST_CASE("PHQ-9: the symptom pattern (clinical 3.3)") {
    check("phq-9", {
                       // Five symptoms without a core item are no pattern.
                       {"1 1 2 2 2 2 2 0 0", 12, "moderate", false, "none"},
                       // A core item and one more.
                       {"2 0 2 0 0 0 0 0 0", 4, "minimal", false, "other"},
                       {"0 2 0 0 2 2 2 0 0", 8, "mild", false, "other"},
                       {"0 2 2 0 2 2 2 0 0", 10, "moderate", false, "major"},
                       // One symptom alone is no pattern.
                       {"3 0 0 0 0 0 0 0 0", 3, "minimal", false, "none"},
                       // Item 9 counts from 1 on, the others from 2.
                       {"2 0 0 0 0 0 0 0 1", 3, "minimal", false, "other"},
                       {"2 0 1 0 0 0 0 0 0", 3, "minimal", false, "none"},
                       {"2 2 2 2 0 0 0 0 1", 9, "mild", false, "major"},
                   });
}

TEST_CASE("PHQ-9: one or two missing answers are prorated, half up (clinical 3.3, 3.9)") {
    check("phq-9", {
                       {"1 1 1 1 1 1 1 - 1", 9, "mild", true, "none"},
                       // 4 * 9 / 8 = 4.5
                       {"1 1 1 1 0 0 0 - 0", 5, "mild", true, "none"},
                       // 3 * 9 / 8 = 3.375
                       {"1 1 1 0 0 0 0 - 0", 3, "minimal", true, "none"},
                       // 7 * 9 / 7 = 9
                       {"1 1 1 1 1 1 - - 1", 9, "mild", true, "none"},
                       // 5 * 9 / 7 = 6.43
                       {"1 1 1 1 0 1 - - 0", 6, "mild", true, "none"},
                       // 3 * 9 / 7 = 3.86
                       {"1 1 1 0 0 0 - - 0", 4, "minimal", true, "none"},
                       // Declined counts as missing, never as 0.
                       {"3 3 3 3 3 3 3 r 3", 27, "severe", true, "major"},
                       {"0 0 r - 0 0 0 0 0", 0, "minimal", true, "none"},
                   });
}

TEST_CASE("PHQ-9: a pattern that the missing answers could change is not told") {
    check("phq-9", {
                       {"2 2 2 2 1 1 1 - 0", 12, "moderate", true, std::nullopt},
                       {"2 2 2 2 2 1 1 - 0", 14, "moderate", true, "major"},
                       {"r - 0 0 0 0 0 0 0", 0, "minimal", true, std::nullopt},
                       {"- 0 2 2 2 2 2 0 0", 11, "moderate", true, std::nullopt},
                   });
}

TEST_CASE("PHQ-9: three missing, or item 9 missing or declined, give no total (clinical 3.3)") {
    check("phq-9", {
                       {"3 3 3 3 3 3 - - -", noTotal, "", false, std::nullopt},
                       {"- - - 1 1 1 1 1 1", noTotal, "", false, std::nullopt},
                       {"1 1 1 1 1 1 1 1 -", noTotal, "", false, std::nullopt},
                       {"1 1 1 1 1 1 1 1", noTotal, "", false, std::nullopt},
                       {"1 1 1 1 1 1 1 1 r", noTotal, "", false, std::nullopt},
                       {"r r r 1 1 1 1 1 1", noTotal, "", false, std::nullopt},
                       {"- - - - - - - - -", noTotal, "", false, std::nullopt},
                       {"", noTotal, "", false, std::nullopt},
                   });
}

TEST_CASE("PHQ-9: completeness and refusals are told apart (clinical 3.9)") {
    const auto form = sample::bundled("phq-9");
    const auto answers = sample::answers(*form, "1 - r 1 1 1 1 1 r 2");
    const auto score = scoresOf(*form, answers).at(0);
    CHECK(score.asked == 9);
    CHECK(score.answered == 6);
    CHECK(score.declined == 2);
    CHECK_FALSE(score.isComplete());
    CHECK(score.algorithm == "phq9/1.0.0");
    CHECK(score.rule->code.code == "44261-6");
}

TEST_CASE("GAD-7: sums, bands and missing answers (clinical 3.2, 3.4, 3.9)") {
    check("gad-7", {
                       {"0 0 0 0 0 0 0", 0, "minimal", false, std::nullopt},
                       {"1 1 1 1 0 0 0", 4, "minimal", false, std::nullopt},
                       {"1 1 1 1 1 0 0", 5, "mild", false, std::nullopt},
                       {"2 2 2 1 1 1 0", 9, "mild", false, std::nullopt},
                       {"2 2 2 1 1 1 1", 10, "moderate", false, std::nullopt},
                       {"2 2 2 2 2 2 2", 14, "moderate", false, std::nullopt},
                       {"3 2 2 2 2 2 2", 15, "severe", false, std::nullopt},
                       {"3 3 3 3 3 3 3", 21, "severe", false, std::nullopt},
                       // 6 * 7 / 6 = 7; 5 * 7 / 6 = 5.83; 3 * 7 / 6 = 3.5
                       {"1 1 1 1 1 1 -", 7, "mild", true, std::nullopt},
                       {"- 1 1 1 1 1 0", 6, "mild", true, std::nullopt},
                       {"1 1 1 0 0 0 -", 4, "minimal", true, std::nullopt},
                       // 4 * 7 / 5 = 5.6
                       {"r r 1 1 1 1 0", 6, "mild", true, std::nullopt},
                       {"r - - 1 1 1 0", noTotal, "", false, std::nullopt},
                       {"1 1 1 1", noTotal, "", false, std::nullopt},
                   });
}

TEST_CASE("a total that came from elsewhere is computed again (clinical 11, 3.9)") {
    // A published PHQ-9 example answers 0,0,0,1,2,1,3,2,1 and stores 13.
    const auto form = sample::bundled("phq-9");
    const auto answers = sample::answers(*form, "0 0 0 1 2 1 3 2 1");
    const auto again = instrument::recompute(*form, answers, 13);
    CHECK(again.computed == 10);
    CHECK(again.stored == 13);
    CHECK_FALSE(again.agrees());
    CHECK(instrument::recompute(*form, answers, 10).agrees());
    // Others store a total where answers are missing: there is none.
    const auto some = sample::answers(*form, "3 3 3 3 3 3 3");
    CHECK_FALSE(instrument::recompute(*form, some, 21).agrees());
}

TEST_CASE("a form without scoring data has no scores") {
    const auto form = *sample::readForm(sample::questionnaire(sample::allKinds));
    CHECK(scoresOf(form, sample::answers(form, "5 1")).empty());
}

TEST_CASE("a form that wants all answers gives no total without one") {
    const auto form = *sample::readForm(sample::questionnaire(
        R"({"linkId":"a","type":"boolean"},{"linkId":"b","type":"integer"})",
        R"(,"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/scoring","extension":[{"url":"algorithm","valueString":"x/1"},{"url":"method","valueCode":"sum"},{"url":"code","valueCoding":{"code":"total"}},{"url":"item","valueString":"a"},{"url":"item","valueString":"b"},{"url":"missing","valueCode":"complete"}]}])"));
    CHECK(scoresOf(form, sample::answers(form, "1 -5")).at(0).value == -4);
    CHECK_FALSE(scoresOf(form, sample::answers(form, "1")).at(0).value);
}

TEST_CASE(
    "what was not asked for want of an answer is missing and never counts as 0 (clinical 3.9)") {
    const std::string scoring =
        R"(,"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/scoring","extension":[{"url":"algorithm","valueString":"x/1"},{"url":"method","valueCode":"sum"},{"url":"code","valueCoding":{"code":"total"}},{"url":"item","valueString":"a"},{"url":"item","valueString":"b"},{"url":"missing","valueCode":"complete"}]}])";
    const auto below = *sample::readForm(sample::questionnaire(
        R"({"linkId":"a","type":"integer"},{"linkId":"may","type":"boolean","item":[{"linkId":"b","type":"integer"}]})",
        scoring));
    const auto unasked = scoresOf(below, sample::answers(below, "4")).at(0);
    CHECK_FALSE(unasked.value);
    CHECK(unasked.asked == 2);
    CHECK(unasked.answered == 1);
    CHECK(scoresOf(below, sample::answers(below, "4 1 3")).at(0).value == 7);

    const auto after = *sample::readForm(sample::questionnaire(
        R"({"linkId":"a","type":"integer"},{"linkId":"may","type":"boolean","extension":[{"url":"https://landfall.example/fhir/StructureDefinition/declinable","valueBoolean":true}]},{"linkId":"g","type":"group","enableWhen":[{"question":"may","operator":"=","answerBoolean":true}],"item":[{"linkId":"b","type":"integer"}]})",
        scoring));
    CHECK_FALSE(scoresOf(after, sample::answers(after, "4")).at(0).value);
    CHECK_FALSE(scoresOf(after, sample::answers(after, "4 r")).at(0).value);
    // A no that was given is the form's own way past the question.
    CHECK(scoresOf(after, sample::answers(after, "4 0")).at(0).value == 4);
    CHECK(scoresOf(after, sample::answers(after, "4 0")).at(0).asked == 1);
}
