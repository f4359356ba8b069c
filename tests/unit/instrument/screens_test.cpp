#include "landfall/instrument/enablement.hpp"
#include "unit/instrument/score_tables.hpp"

using namespace landfall;
using sample::checkScores;
using sample::detail;
using sample::score;
using sample::times;
using sample::valueOf;

TEST_CASE("PHQ-2 and PHQ-4: sums, complete only (clinical 3.2, 3.3)") {
    checkScores("phq-2", {{"0 0", "0", ""},
                          {"1 2", "3", ""},
                          {"3 3", "6", ""},
                          {"3", "", ""},
                          {"3 -", "", ""},
                          {"r 3", "", ""}});
    checkScores(
        "phq-4",
        {{"0 0 0 0", "0", ""}, {"3 3 3 3", "12", ""}, {"1 0 2 3", "6", ""}, {"3 3 3", "", ""}});
    CHECK(detail(score("phq-2", "1 1"), "cut", "positive") == "false");
    CHECK(detail(score("phq-2", "1 2"), "cut", "positive") == "true");
    CHECK(detail(score("phq-2", "1 1"), "cut", "sensitive") == "true");
    CHECK(sample::bundled("phq-2")->scoring()[0].code.code == "55758-7");
    CHECK(sample::bundled("phq-4")->scoring()[0].code.code == "70272-0");
}

TEST_CASE("PHQ-4 keeps clear of the answer that published copies give item 2 (clinical 3.4, 11)") {
    const auto form = sample::bundled("phq-4");
    for (const auto index : form->questions()) {
        const auto& options = form->item(index).options;
        REQUIRE(options.size() == 4);
        CHECK(options[0].text == "Not at all");
        CHECK(options[2].coding.code == "LA6570-1");
    }
}

TEST_CASE("WHO-5: percent is four times the raw sum, all five required (clinical 3.2, 3.5)") {
    checkScores("who-5", {{"0 0 0 0 0", "0", "low"},
                          {"5 5 5 5 5", "100", "ordinary"},
                          {"2 2 3 2 3", "48", "low"},
                          {"3 2 3 2 3", "52", "ordinary"},
                          {"5 5 5 5", "", ""},
                          {"5 5 - 5 5", "", ""},
                          {"5 5 r 5 5", "", ""}});
    CHECK(detail(score("who-5", "3 2 3 2 3"), "raw") == "13");
    CHECK(detail(score("who-5", "5 5 5 5"), "raw") == "?");
    CHECK(score("who-5", "0 0 0 0 0").rule->code.system.find("loinc") == std::string::npos);
}

TEST_CASE("PCL-5: total, clusters and the pattern, none missing (clinical 3.2, 3.5)") {
    checkScores("pcl-5", {{times(20, "0"), "0", ""},
                          {times(20, "4"), "80", ""},
                          {times(19, "4"), "", ""},
                          {times(19, "4") + "r", "", ""}});
    // One of B, one of C, two of D, two of E at 2 and nothing else.
    const std::string pattern = "2 0 0 0 0  2 0  2 2 0 0 0 0 0  2 2 0 0 0 0";
    const auto met = score("pcl-5", pattern);
    CHECK(valueOf(met) == "12");
    CHECK(detail(met, "clusters", "B") == "1");
    CHECK(detail(met, "clusters", "C") == "1");
    CHECK(detail(met, "clusters", "D") == "2");
    CHECK(detail(met, "clusters", "E") == "2");
    CHECK(detail(met, "pattern") == "true");
    // Each cluster by itself keeps the pattern from being there.
    for (const auto* line : {"1 1 1 1 1  2 0  2 2 0 0 0 0 0  2 2 0 0 0 0",
                             "2 0 0 0 0  1 1  2 2 0 0 0 0 0  2 2 0 0 0 0",
                             "2 0 0 0 0  2 0  2 1 1 1 1 1 1  2 2 0 0 0 0",
                             "2 0 0 0 0  2 0  2 2 0 0 0 0 0  2 1 1 1 1 1"})
        CHECK(detail(score("pcl-5", line), "pattern") == "false");
    // Items 5 and 6 are the border of B and C, 7 and 8 of C and D, 14 and 15 of D and E.
    const auto borders = score("pcl-5", "0 0 0 0 2  2 2  2 0 0 0 0 0 2  2 0 0 0 0 2");
    CHECK(detail(borders, "clusters", "B") == "1");
    CHECK(detail(borders, "clusters", "C") == "2");
    CHECK(detail(borders, "clusters", "D") == "2");
    CHECK(detail(borders, "clusters", "E") == "2");
    // A missing answer that could make the pattern leaves it unsaid.
    CHECK(detail(score("pcl-5", "2 0 0 0 0  2 0  2 2 0 0 0 0 0  2 - 0 0 0 0"), "pattern") == "?");
    CHECK(detail(score("pcl-5", times(20, "0")), "cut", "from31") == "false");
    CHECK(detail(score("pcl-5", times(15, "2") + times(5, "0")), "cut", "from31") == "false");
    CHECK(detail(score("pcl-5", times(15, "2") + "1 0 0 0 0"), "cut", "from31") == "true");
    CHECK(detail(score("pcl-5", times(15, "2") + "1 0 0 0 0"), "cut", "from33") == "false");
    CHECK(sample::bundled("pcl-5")->scoring()[0].code.code == "101698-9");
    for (const auto index : sample::bundled("pcl-5")->questions())
        CHECK(sample::bundled("pcl-5")->item(index).codes.empty());
}

TEST_CASE("PC-PTSD-5: no such event is 0 and the end (clinical 3.2, 3.5, 3.9)") {
    checkScores("pc-ptsd-5", {{"0", "0", ""},
                              {"0 - - - - -", "0", ""},
                              {"1 0 0 0 0 0", "0", ""},
                              {"1 1 1 1 0 0", "3", ""},
                              {"1 1 1 1 1 1", "5", ""},
                              {"1", "", ""},
                              {"1 1 1 1 1 -", "", ""},
                              {"r", "", ""},
                              {"", "", ""}});
    CHECK(detail(score("pc-ptsd-5", "1 1 1 1 0 0"), "cut", "sensitive") == "true");
    CHECK(detail(score("pc-ptsd-5", "1 1 1 1 0 0"), "cut", "specific") == "false");
    CHECK(detail(score("pc-ptsd-5", "1 1 1 1 1 0"), "cut", "specific") == "true");
    CHECK(score("pc-ptsd-5", "0").isComplete());
    CHECK(sample::bundled("pc-ptsd-5")->scoring()[0].code.code == "102017-1");
}

TEST_CASE("AUDIT-C: never is 0 without the other two, and the cuts (clinical 3.2, 3.6, 3.9)") {
    checkScores("audit-c", {{"0", "0", ""},
                            {"0 - -", "0", ""},
                            {"1 0 0", "1", ""},
                            {"4 4 4", "12", ""},
                            {"1 1 -", "", ""},
                            {"1", "", ""},
                            {"- 1 1", "", ""},
                            {"r", "", ""}});
    const auto cuts = [](const char* line) {
        const auto one = score("audit-c", line);
        return detail(one, "cut", "male") + " " + detail(one, "cut", "female");
    };
    CHECK(cuts("1 1 0") == "false false");
    CHECK(cuts("1 1 1") == "false true");
    CHECK(cuts("2 1 1") == "true true");
    CHECK(cuts("1 1") == "? ?");
    const auto form = sample::bundled("audit-c");
    CHECK(form->item(0).codes.at(0).code == "68518-0");
    CHECK(form->item(1).codes.at(0).code == "68519-8");
    CHECK(form->item(2).codes.at(0).code == "68520-6");
    CHECK(form->scoring()[0].code.code == "75626-2");
}

TEST_CASE("ASQ and the C-SSRS screener are never summed (clinical 3.2, 3.7)") {
    for (const auto* line : {"1 1 1 1 1", "0 0 0 0", ""})
        CHECK(valueOf(score("asq", line)).empty());
    const auto all = score("cssrs-screener", times(7, "1"));
    CHECK(valueOf(all).empty());
    CHECK(all.band.empty());
    CHECK(all.isResult());
    CHECK(all.answered == 7);
}

TEST_CASE(
    "ASQ has the published words and asks the fifth after a yes or a refusal (clinical 3.7)") {
    const auto form = sample::bundled("asq");
    REQUIRE(form->questions().size() == 5);
    CHECK(form->item(0).text == "In the past few weeks, have you wished you were dead?");
    const auto asked = [&](const char* line) {
        return instrument::isEnabled(*form, sample::answers(*form, line), 4);
    };
    CHECK_FALSE(asked("0 0 0 0"));
    CHECK(asked("0 1 0 0"));
    CHECK(asked("0 0 0 r"));
    CHECK(asked("0 0 0"));
}

TEST_CASE("the C-SSRS screener carries the published codes and no words (clinical 3.1, 3.7)") {
    const auto form = sample::bundled("cssrs-screener");
    const char* codes[] = {"93246-7", "93247-5", "93248-3", "93249-1",
                           "93250-9", "93267-3", "93269-9"};
    for (std::size_t i = 0; i < 7; ++i) {
        CHECK(form->item(i).codes.at(0).code == codes[i]);
        CHECK(form->item(i).text == "Item " + std::to_string(i + 1));
    }
    const auto& results = form->scoring()[0].resultCodes;
    REQUIRE(results.size() == 3);
    CHECK(results[0].result + results[0].code.code == "lowLA9194-7");
    CHECK(results[1].result + results[1].code.code == "moderateLA6751-7");
    CHECK(results[2].result + results[2].code.code == "highLA9193-9");
}
