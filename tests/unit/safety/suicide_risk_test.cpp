#include <catch2/catch_test_macros.hpp>
#include <string>

#include "landfall/instrument/library.hpp"
#include "landfall/safety/tier.hpp"
#include "unit/safety/suicide_forms.hpp"

using namespace landfall;
using safety::Moment;
using safety::Tier;

namespace {
struct Row {
    const char* answers;
    int soFar;      // while the form is being answered
    int submitted;  // once it is
    const char* result;
};

template <std::size_t N>
void check(const instrument::Form& form, const Row (&table)[N]) {
    for (const auto& row : table) {
        INFO(row.answers);
        const auto answers = sample::answers(form, row.answers);
        CHECK(safety::numberOf(safety::tierOfAnswers(form, answers)) == row.soFar);
        CHECK(safety::numberOf(safety::tierOfSubmitted(form, answers)) == row.submitted);
        CHECK(safety::resultOf(form, answers) == row.result);
    }
}
}  // namespace

TEST_CASE("ASQ: tiers and results (clinical rules 3.7, 5.2)") {
    const auto form = *sample::readForm(sample::asq());
    check(form, {
                    {"0 0 0 0", 0, 0, "negative"},
                    {"0 0 0 0 0", 0, 0, "negative"},
                    {"1 0 0 0 0", 2, 2, "non-acute-positive"},
                    {"0 1 0 0 0", 2, 2, "non-acute-positive"},
                    {"0 0 1 0 0", 2, 2, "non-acute-positive"},
                    {"0 0 0 1 0", 2, 2, "non-acute-positive"},
                    {"0 0 0 1 1", 3, 3, "acute-positive"},
                    // The fifth refused after a yes is acute at once, left out only when sent.
                    {"1 0 0 0 r", 3, 3, "acute-positive"},
                    {"1", 2, 3, "acute-positive"},
                    {"1 0 0 0", 2, 3, "acute-positive"},
                    // Only a refusal: positive, and not acute without a yes to the fifth.
                    {"r 0 0 0", 2, 2, "non-acute-positive"},
                    {"r 0 0 0 0", 2, 2, "non-acute-positive"},
                    {"r 0 0 0 r", 2, 2, "non-acute-positive"},
                    {"r r r r", 2, 2, "non-acute-positive"},
                    {"r 0 0 0 1", 3, 3, "acute-positive"},
                    {"r 1 0 0", 2, 3, "acute-positive"},
                    // A yes to the fifth alone.
                    {"0 0 0 0 1", 3, 3, "acute-positive"},
                    {"- - - - 1", 3, 3, "acute-positive"},
                    // Nothing can be said of what was not answered.
                    {"0 0 0", 0, 0, ""},
                    {"- 0 0 0", 0, 0, ""},
                });
    CHECK(safety::tierOfSubmitted(form, instrument::Answers(form)) == Tier::None);
    CHECK(safety::resultOf(form, instrument::Answers(form)).empty());
}

TEST_CASE("C-SSRS screener: high, moderate, low, and never a sum (clinical rules 3.7)") {
    const auto form = *sample::readForm(sample::cssrs());
    check(form, {
                    {"0 0 - - - 0 0", 0, 0, "none"},
                    {"1 0 - - - 0 0", 1, 1, "low"},
                    {"1 1 - 0 0 0 0", 1, 1, ""},  // asked, and left out
                    {"1 1 0 0 0 0 0", 1, 1, "low"},
                    {"1 1 1 0 0 0 0", 2, 2, "moderate"},
                    {"0 0 - - - 1 0", 2, 2, "moderate"},
                    {"1 1 0 1 0 0 0", 3, 3, "high"},
                    {"1 1 0 0 1 0 0", 3, 3, "high"},
                    {"0 0 - - - 1 1", 3, 3, "high"},
                    {"- 1 - 1", 3, 3, "high"},
                    // What is known counts for the tier; a level is not said from a part.
                    {"1 1 1", 2, 2, ""},
                    {"1", 1, 1, ""},
                    {"0 0", 0, 0, ""},
                });
}

TEST_CASE(
    "C-SSRS screener as bundled: after a no to item 2, items 3 to 5 may lack (clinical rules "
    "3.7)") {
    const auto library = instrument::Library::bundled();
    REQUIRE(library.has_value());
    const auto bundled = library->find("cssrs-screener");
    REQUIRE(bundled);
    check(*bundled, {
                        {"0 0 0 0 0 0 0", 0, 0, "none"},
                        {"0 0 - - - 0 0", 0, 0, "none"},
                        {"1 0 - - - 0 0", 1, 1, "low"},
                        {"1 0 0 0 0 0 0", 1, 1, "low"},
                        {"1 1 - - - 0 0", 1, 1, ""},
                        {"1 r - - - 0 0", 1, 1, ""},
                        {"1 - - - - 0 0", 1, 1, ""},
                        {"1 1 0 0 0 0 0", 1, 1, "low"},
                        {"0 0 - - - 1 0", 2, 2, "moderate"},
                        {"- - - - - 1 0", 2, 2, ""},
                        {"1 1 1 0 0 0 0", 2, 2, "moderate"},
                        {"1 1 1 - - 0 0", 2, 2, ""},
                        // A yes counts, whatever was said of item 2.
                        {"0 0 0 1 0 0 0", 3, 3, "high"},
                        {"0 0 - - - 1 1", 3, 3, "high"},
                        {"0 0 - - - 1 -", 2, 2, ""},
                    });
}

TEST_CASE("the tier of an answer is known when it is given (clinical rules 5.1, 5.2)") {
    const auto form = *sample::readForm(sample::asq());
    const auto at = [&](const char* line, std::size_t item) {
        return safety::tierAtAnswer(form, sample::answers(form, line), item);
    };
    CHECK(at("1", 0) == Tier::Urgent);
    CHECK(at("1 0", 1) == Tier::None);  // the second answer is not the one that signals danger
    CHECK(at("1 0 0 0 r", 4) == Tier::Emergency);
    CHECK(at("1 0 0 0 1", 4) == Tier::Emergency);
    CHECK(at("1 0 0 0 0", 4) == Tier::None);
    CHECK(at("r 0 0 0 r", 4) == Tier::None);
}

TEST_CASE("submitting never lowers what the answers had reached (clinical rules 5.1)") {
    for (const auto& text : {sample::asq(), sample::cssrs()}) {
        const auto form = *sample::readForm(text);
        const auto count = form.pages().size();
        std::size_t all = 1;
        for (std::size_t i = 0; i < count; ++i) all *= 4;
        for (std::size_t code = 0; code < all; ++code) {
            std::string line;
            for (std::size_t i = 0, rest = code; i < count; ++i, rest /= 4)
                line += std::string(1, "01-r"[rest % 4]) + ' ';
            const auto typed = instrument::answersFromOrdinals(form, sample::tokens(line));
            if (typed.has_error()) continue;  // an answer to a question that is not asked
            const auto& answers = *typed;
            INFO(line);
            const auto soFar = safety::tierOfAnswers(form, answers);
            REQUIRE(safety::tierOfSubmitted(form, answers) >= soFar);
            auto highest = Tier::None;
            for (std::size_t i = 0; i < form.items().size(); ++i)
                highest = safety::combine(highest, safety::tierAtAnswer(form, answers, i));
            REQUIRE(highest == soFar);
        }
    }
}

TEST_CASE("the evidence is every answer behind the tier, the highest first") {
    const auto form = *sample::readForm(sample::asq());
    using Found = std::vector<safety::Evidence>;
    const auto found = [&](const char* line, Moment moment) {
        return safety::evidenceOf(form, sample::answers(form, line), moment);
    };
    CHECK(found("0 0 0 0", Moment::Submitted).empty());
    CHECK(found("0 1 0 r 0", Moment::Submitted) == Found{{1, Tier::Urgent}, {3, Tier::Urgent}});
    CHECK(found("0 1 0 0", Moment::Answering) == Found{{1, Tier::Urgent}});
    // A question that was left out is evidence too.
    CHECK(found("0 1 0 0", Moment::Submitted) == Found{{1, Tier::Emergency}, {4, Tier::Emergency}});
    CHECK(found("0 1 0 r 1", Moment::Submitted).front() == safety::Evidence{4, Tier::Emergency});
}

TEST_CASE("single items of score-only instruments (clinical rules 3.8, 5.1)") {
    // MADRS item 10 and MADRS-S item 9 from 4 on, QIDS item 12 from 2 on, BDI-II item 9: from 1 on
    // a screen is offered, from 2 on it is urgent.
    const auto number = [](const std::string& rules, int max) {
        return *sample::readForm(sample::questionnaire(
            R"({"linkId":"x","type":"integer","extension":[)"
            R"({"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},)"
            R"({"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":)" +
            std::to_string(max) + "}," + rules + "]}"));
    };
    const auto urgentFrom = [](int from) {
        return sample::extension("danger",
                                 sample::part("atLeast", from) + "," + sample::part("tier", 2));
    };
    const auto tier = [](const instrument::Form& form, int answer) {
        return safety::tierOfSubmitted(form, sample::answers(form, std::to_string(answer)));
    };
    const auto madrs = number(urgentFrom(4), 6);
    CHECK(tier(madrs, 3) == Tier::None);
    CHECK(tier(madrs, 4) == Tier::Urgent);
    CHECK(tier(madrs, 6) == Tier::Urgent);
    const auto qids = number(urgentFrom(2), 3);
    CHECK(tier(qids, 1) == Tier::None);
    CHECK(tier(qids, 2) == Tier::Urgent);
    const auto bdi = number(sample::extension("danger", sample::part("atLeast", 1) + "," +
                                                            sample::part("offers", "asq")) +
                                "," + urgentFrom(2),
                            3);
    const auto offers = [&](int answer) {
        return safety::offersOf(bdi, sample::answers(bdi, std::to_string(answer)));
    };
    CHECK(tier(bdi, 1) == Tier::None);
    CHECK(tier(bdi, 2) == Tier::Urgent);
    CHECK(offers(0).empty());
    CHECK(offers(1) == std::vector<std::string>{"asq"});
    CHECK(offers(3) == std::vector<std::string>{"asq"});
}

TEST_CASE("PHQ-9 item 9 from 1 on offers ASQ, at the answer (clinical rules 5.1)") {
    const auto form = sample::bundled("phq-9");
    const auto offers = [&](const std::string& nine) {
        return safety::offersOf(*form, sample::answers(*form, "- - - - - - - - " + nine));
    };
    CHECK(offers("0").empty());
    CHECK(offers("r").empty());
    for (const auto* nine : {"1", "2", "3"}) CHECK(offers(nine) == std::vector<std::string>{"asq"});
}

TEST_CASE("tiers have words, and the crisis button is the highest (clinical rules 5.1)") {
    CHECK(safety::wordOf(Tier::None) == "none");
    CHECK(safety::wordOf(Tier::Contact) == "contact");
    CHECK(safety::wordOf(Tier::Urgent) == "urgent");
    CHECK(safety::wordOf(Tier::Emergency) == "emergency");
    CHECK(safety::tierOfCrisisButton == Tier::Emergency);
}
