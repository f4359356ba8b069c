#include "unit/instrument/score_tables.hpp"

using namespace landfall;
using sample::checkScores;
using sample::detail;
using sample::score;
using sample::times;
using sample::valueOf;

TEST_CASE("QIDS-SR16: the highest of sleep, weight and psychomotor items (clinical 3.2, 3.8)") {
    checkScores("qids-sr16", {
                                 {times(16, "0"), "0", "none"},
                                 {times(16, "3"), "27", "very-severe"},
                                 // Only one of a domain counts, and it is the highest.
                                 {"1 3 2 0 0 0 0 0 0 0 0 0 0 0 0 0", "3", "none"},
                                 {"0 0 0 0 0 2 1 3 2 0 0 0 0 0 0 0", "3", "none"},
                                 {"0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 2", "2", "none"},
                                 {"0 0 0 0 3 0 0 0 0 3 3 3 3 3 0 0", "18", "severe"},
                                 {"0 0 0 0 2 0 0 0 0 3 0 0 0 0 0 0", "5", "none"},
                                 {"0 0 0 0 3 0 0 0 0 3 0 0 0 0 0 0", "6", "mild"},
                                 {"0 0 0 0 3 0 0 0 0 3 3 1 0 0 0 0", "10", "mild"},
                                 {"0 0 0 0 3 0 0 0 0 3 3 2 0 0 0 0", "11", "moderate"},
                                 {"0 0 0 0 3 0 0 0 0 3 3 3 3 0 0 0", "15", "moderate"},
                                 {"0 0 0 0 3 0 0 0 0 3 3 3 3 1 0 0", "16", "severe"},
                                 {"0 0 0 2 3 0 0 0 0 3 3 3 3 3 0 0", "20", "severe"},
                                 {"0 0 0 3 3 0 0 0 0 3 3 3 3 3 0 0", "21", "very-severe"},
                             });
}

TEST_CASE(
    "QIDS-SR16: one answer of a domain is enough, single items are all needed (clinical 3.9)") {
    checkScores("qids-sr16", {
                                 {"- 2 - - 1 - 1 - - 1 1 1 1 1 - 1", "10", "mild"},
                                 {"- - - - 1 1 1 1 1 1 1 1 1 1 1 1", "", ""},
                                 {"1 1 1 1 - 1 1 1 1 1 1 1 1 1 1 1", "", ""},
                                 {"1 1 1 1 1 1 1 1 1 1 1 r 1 1 1 1", "", ""},
                                 {"1 1 1 1 1 1 1 1 1 1 1 1 1 1 - r", "", ""},
                             });
    CHECK(detail(score("qids-sr16", times(16, "0")), "remission") == "true");
}

TEST_CASE("MADRS and MADRS-S: sums and bands, complete only (clinical 3.2, 3.8, 3.9)") {
    checkScores("madrs", {{times(10, "0"), "0", "none"},
                          {"6 0 0 0 0 0 0 0 0 0", "6", "none"},
                          {"6 1 0 0 0 0 0 0 0 0", "7", "mild"},
                          {"6 6 6 1 0 0 0 0 0 0", "19", "mild"},
                          {"6 6 6 2 0 0 0 0 0 0", "20", "moderate"},
                          {"6 6 6 6 6 4 0 0 0 0", "34", "moderate"},
                          {"6 6 6 6 6 5 0 0 0 0", "35", "severe"},
                          {times(10, "6"), "60", "severe"},
                          {times(9, "1"), "", ""},
                          {times(9, "1") + "r", "", ""}});
    CHECK(detail(score("madrs", "6 4 0 0 0 0 0 0 0 0"), "remission") == "true");
    CHECK(detail(score("madrs", "6 5 0 0 0 0 0 0 0 0"), "remission") == "false");
    CHECK(detail(score("madrs", times(9, "0")), "remission") == "?");
    checkScores("madrs-s", {{"6 6 0 0 0 0 0 0 0", "12", "none"},
                            {"6 6 1 0 0 0 0 0 0", "13", "mild"},
                            {"6 6 6 1 0 0 0 0 0", "19", "mild"},
                            {"6 6 6 2 0 0 0 0 0", "20", "moderate"},
                            {"6 6 6 6 6 4 0 0 0", "34", "moderate"},
                            {"6 6 6 6 6 5 0 0 0", "35", "severe"},
                            {times(9, "6"), "54", "severe"},
                            {times(8, "6"), "", ""}});
}

TEST_CASE("BDI-II: sum and bands (clinical 3.2, 3.8)") {
    const auto line = [](int threes, int last) {
        return times(threes, "3") + std::to_string(last) + " " + times(20 - threes, "0");
    };
    checkScores("bdi-ii", {{times(21, "0"), "0", "minimal"},
                           {line(4, 1), "13", "minimal"},
                           {line(4, 2), "14", "mild"},
                           {line(6, 1), "19", "mild"},
                           {line(6, 2), "20", "moderate"},
                           {line(9, 1), "28", "moderate"},
                           {line(9, 2), "29", "severe"},
                           {times(21, "3"), "63", "severe"},
                           {times(20, "3"), "", ""}});
}

TEST_CASE("STAI: state and trait by themselves, with the reversed items (clinical 3.2, 3.8)") {
    const auto form = sample::bundled("stai");
    const auto at = [&](const std::string& line, std::size_t which) {
        return valueOf(sample::scores(*form, line).at(which));
    };
    REQUIRE(form->scoring().size() == 2);
    // Ten of the state items are turned round, so all alike are 50; nine of the trait items.
    CHECK(at(times(20, "1"), 0) == "50");
    CHECK(at(times(20, "1"), 1).empty());
    CHECK(at(times(20, "-") + times(20, "1"), 0).empty());
    CHECK(at(times(20, "-") + times(20, "1"), 1) == "47");
    CHECK(at(times(20, "-") + times(20, "4"), 1) == "53");
    const std::string lowest = "4 4 1 1 4 1 1 4 1 4 4 1 1 1 4 4 1 1 4 4";
    const std::string highest = "1 1 4 4 1 4 4 1 4 1 1 4 4 4 1 1 4 4 1 1";
    CHECK(at(lowest, 0) == "20");
    CHECK(at(highest, 0) == "80");
    const std::string trait = "4 1 4 1 1 4 4 1 1 4 1 1 4 4 1 4 1 1 4 1";
    CHECK(at(times(20, "-") + trait, 1) == "20");
    CHECK(score("stai", lowest).band == "low");
    CHECK(score("stai", times(20, "1")).band == "high");
    CHECK(at(times(19, "1"), 0).empty());
}

TEST_CASE("SHAPS, WEMWBS and SWEMWBS: sums, complete only (clinical 3.2, 3.8, 3.9)") {
    checkScores("shaps",
                {{times(14, "0"), "0", ""}, {times(14, "1"), "14", ""}, {times(13, "1"), "", ""}});
    CHECK(detail(score("shaps", "1 1 " + times(12, "0")), "cut", "abnormal") == "false");
    CHECK(detail(score("shaps", "1 1 1 " + times(11, "0")), "cut", "abnormal") == "true");
    checkScores("wemwbs",
                {{times(14, "1"), "14", ""}, {times(14, "5"), "70", ""}, {times(13, "5"), "", ""}});
    checkScores("swemwbs",
                {{times(7, "1"), "7", ""}, {times(7, "5"), "35", ""}, {times(6, "5"), "", ""}});
    // Without the clinic's table the number says of itself that it is the raw sum.
    CHECK(detail(score("swemwbs", times(7, "3")), "scale") == "raw");
}

TEST_CASE("DAST-10: item 3 is reversed (clinical 3.2, 3.8)") {
    checkScores("dast-10", {{"0 0 1 0 0 0 0 0 0 0", "0", "none"},
                            {times(10, "0"), "1", "low"},
                            {"1 0 0 0 0 0 0 0 0 0", "2", "low"},
                            {"1 1 0 0 0 0 0 0 0 0", "3", "moderate"},
                            {"1 1 0 1 1 0 0 0 0 0", "5", "moderate"},
                            {"1 1 0 1 1 1 0 0 0 0", "6", "substantial"},
                            {"1 1 0 1 1 1 1 1 0 0", "8", "substantial"},
                            {"1 1 1 1 1 1 1 1 1 1", "9", "severe"},
                            {"1 1 0 1 1 1 1 1 1 1", "10", "severe"},
                            {"1 1 - 1 1 1 1 1 1 1", "", ""},
                            {"1 1 r 1 1 1 1 1 1 1", "", ""}});
    CHECK(sample::bundled("dast-10")->scoring()[0].code.code == "82667-7");
}

TEST_CASE("DUDIT: the last two items count 0, 2 or 4 (clinical 3.2, 3.8)") {
    checkScores("dudit", {{times(11, "0"), "0", ""},
                          {times(11, "4"), "44", ""},
                          {times(9, "1") + "2 4", "15", ""},
                          {times(10, "4"), "", ""}});
    const auto form = sample::bundled("dudit");
    CHECK(
        instrument::answersFromOrdinals(*form, sample::tokens(times(9, "0") + "1 0")).has_error());
    const auto cuts = [](const std::string& line) {
        const auto one = score("dudit", line);
        return detail(one, "cut", "male") + " " + detail(one, "cut", "female") + " " +
               detail(one, "cut", "dependence");
    };
    CHECK(cuts("1 " + times(10, "0")) == "false false false");
    CHECK(cuts("2 " + times(10, "0")) == "false true false");
    CHECK(cuts("4 2 " + times(9, "0")) == "true true false");
    CHECK(cuts("4 4 4 4 4 4 0 0 0 0 0") == "true true false");
    CHECK(cuts("4 4 4 4 4 4 1 0 0 0 0") == "true true true");
}

TEST_CASE(
    "EBI: a sum of all, and a mean of 80 % at least, which is marked (clinical 3.2, 3.8, 3.9)") {
    const auto full = score("ebi", "100 50 0 25 75 1");
    CHECK(valueOf(full) == "251");
    CHECK(detail(full, "mean") == "41.833");
    CHECK_FALSE(full.prorated);
    const auto one = score("ebi", "100 50 0 25 75");
    CHECK(valueOf(one).empty());
    CHECK(detail(one, "mean") == "50.000");
    CHECK(one.prorated);
    CHECK_FALSE(one.isComplete());
    CHECK(valueOf(score("ebi", "100 50 0 25")).empty());
    CHECK(detail(score("ebi", "100 50 0 25"), "mean") == "?");
    CHECK(sample::bundled("ebi")->item(0).slider);
}

TEST_CASE("EDI, CEQ, ASC and PIQ: exact means, 80 % answered at least (clinical 3.2, 3.8, 3.9)") {
    CHECK(valueOf(score("edi", "0 0 0 0 0 0 0 1")) == "0.125");
    CHECK(valueOf(score("edi", times(8, "100"))) == "100.000");
    CHECK(valueOf(score("edi", times(7, "50"))) == "50.000");
    CHECK(score("edi", times(7, "50")).prorated);
    CHECK(valueOf(score("edi", times(6, "50"))).empty());
    CHECK(valueOf(score("ceq", times(26, "5"))) == "5.000");
    CHECK(detail(score("ceq", times(26, "1")), "percent") == "20.000");
    CHECK(valueOf(score("ceq", times(21, "1"))) == "1.000");
    CHECK(valueOf(score("ceq", times(20, "1"))).empty());
    CHECK(valueOf(score("piq", times(22, "5") + "0")) == "4.783");
    CHECK(valueOf(score("piq", times(19, "5"))) == "5.000");
    CHECK(valueOf(score("piq", times(18, "5"))).empty());
    CHECK(valueOf(score("asc", times(94, "37"))) == "37.000");
    CHECK(valueOf(score("asc", times(76, "37"))) == "37.000");
    CHECK(valueOf(score("asc", times(75, "37"))).empty());
    // Which items make up the factors comes with the clinic's pack.
    for (const auto* id : {"ceq", "asc", "piq"})
        CHECK(sample::bundled(id)->scoring()[0].subscales.empty());
}

namespace {
std::string meq(const std::vector<std::pair<int, int>>& exceptions, int others) {
    std::string line;
    for (int i = 1; i <= 30; ++i) {
        int value = others;
        for (const auto& [item, other] : exceptions)
            if (item == i) value = other;
        line += (value < 0 ? "-" : std::to_string(value)) + std::string(" ");
    }
    return line;
}
}  // namespace

TEST_CASE("MEQ-30: four factors, and complete from 60 % of each (clinical 3.2, 3.8, 3.9)") {
    const auto all = score("meq-30", times(30, "5"));
    CHECK(valueOf(all) == "150");
    CHECK(detail(all, "subscales", "mystical") == "75");
    CHECK(detail(all, "subscales", "positiveMood") == "30");
    CHECK(detail(all, "subscales", "transcendence") == "30");
    CHECK(detail(all, "subscales", "ineffability") == "15");
    CHECK(detail(all, "complete") == "true");
    // 3 of 5 everywhere is 60 % exactly; one less in any factor is not complete.
    CHECK(detail(score("meq-30", times(30, "3")), "complete") == "true");
    for (const int item : {4, 2, 1, 3})
        CHECK(detail(score("meq-30", meq({{item, 2}}, 3)), "complete") == "false");
    // Two of the three items of ineffability are less than 80 %: that factor is not said.
    const auto some = score("meq-30", meq({{3, -1}}, 3));
    CHECK(valueOf(some).empty());
    CHECK_FALSE(some.prorated);
    CHECK(detail(some, "subscales", "ineffability") == "?");
    CHECK(detail(some, "subscales", "mystical") == "45");
    CHECK(detail(some, "complete") == "?");
    // Five of the six items of a factor are enough for that factor, and it is marked.
    const auto most = score("meq-30", meq({{2, -1}}, 3));
    CHECK(valueOf(most).empty());
    CHECK(detail(most, "subscales", "positiveMood") == "18");
    CHECK(most.prorated);
    // It is not complete whatever the missing answer were.
    CHECK(detail(score("meq-30", meq({{3, -1}, {4, 2}}, 3)), "complete") == "false");
    CHECK(valueOf(score("meq-30", times(23, "5"))).empty());
}

TEST_CASE("every instrument has an algorithm with a version (clinical 3.9)") {
    const auto library = *instrument::Library::bundled();
    for (const auto* id :
         {"phq-9",   "phq-2", "phq-4",          "gad-7",     "who-5", "pcl-5",   "pc-ptsd-5",
          "audit-c", "asq",   "cssrs-screener", "qids-sr16", "madrs", "madrs-s", "bdi-ii",
          "dast-10", "ebi",   "meq-30",         "dudit",     "shaps", "wemwbs",  "swemwbs",
          "ceq",     "edi",   "stai",           "asc",       "piq"}) {
        INFO(id);
        const auto form = library.find(id);
        REQUIRE(form);
        REQUIRE_FALSE(form->scoring().empty());
        CHECK(form->scoring()[0].algorithm.find('/') != std::string::npos);
        // Nothing answered is no score, and never 0.
        CHECK_FALSE(instrument::scoresOf(*form, instrument::Answers(*form))[0].value);
    }
}
