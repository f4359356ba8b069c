#include "landfall/safety/tier.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using instrument::Answer;
using instrument::Chosen;
using instrument::Declined;
using safety::Tier;
using safety::tierOfAnswer;

namespace {
const instrument::Item& itemNine() {
    const auto form = sample::bundled("phq-9");
    return form->item(*form->indexOf("phq9-9"));
}
}  // namespace

TEST_CASE("PHQ-9 item 9 raises the tier by its answer alone (clinical 5.1, 5.2)") {
    CHECK(tierOfAnswer(itemNine(), std::nullopt) == Tier::None);
    CHECK(tierOfAnswer(itemNine(), Answer{Chosen{0}}) == Tier::None);
    CHECK(tierOfAnswer(itemNine(), Answer{Chosen{1}}) == Tier::Contact);
    CHECK(tierOfAnswer(itemNine(), Answer{Chosen{2}}) == Tier::Urgent);
    CHECK(tierOfAnswer(itemNine(), Answer{Chosen{3}}) == Tier::Urgent);
    CHECK(tierOfAnswer(itemNine(), Answer{Declined{}}) == Tier::Contact);
}

TEST_CASE("no other item of PHQ-9 or GAD-7 raises a tier, whatever the total") {
    for (const auto* id : {"phq-9", "gad-7"}) {
        const auto form = sample::bundled(id);
        for (const auto& page : form->pages()) {
            const auto& item = form->item(page.item);
            if (item.linkId == "phq9-9") continue;
            for (std::size_t i = 0; i < item.options.size(); ++i)
                CHECK(tierOfAnswer(item, Answer{Chosen{i}}) == Tier::None);
            CHECK(tierOfAnswer(item, Answer{Declined{}}) == Tier::None);
        }
    }
    const auto form = sample::bundled("phq-9");
    CHECK(safety::tierOfAnswers(*form, sample::answers(*form, "3 3 3 3 3 3 3 3 0")) == Tier::None);
    // An unfinished form counts too, and so does one that gives no total.
    CHECK(safety::tierOfAnswers(*form, sample::answers(*form, "- - - - - - - - 2")) ==
          Tier::Urgent);
    CHECK(safety::tierOfAnswers(*form, sample::answers(*form, "0 0 0 0 0 0 0 0 r")) ==
          Tier::Contact);
}

TEST_CASE("an invented form with danger items needs no line of code") {
    const auto danger = [](const char* rule, int tier) {
        return std::string(
                   R"({"url":"https://landfall.example/fhir/StructureDefinition/danger","extension":[)") +
               rule + R"(,{"url":"tier","valueInteger":)" + std::to_string(tier) + "}]}";
    };
    const auto form = *sample::readForm(
        sample::questionnaire(R"({"linkId":"n","type":"integer","extension":[)" +
                              danger(R"({"url":"atLeast","valueInteger":7})", 1) + "," +
                              danger(R"({"url":"atLeast","valueInteger":9})", 3) +
                              R"(]},{"linkId":"b","type":"boolean","extension":[)" +
                              danger(R"({"url":"atLeast","valueInteger":1})", 2) + "]}"));
    const auto tier = [&](const char* line) {
        return safety::tierOfAnswers(form, sample::answers(form, line));
    };
    CHECK(tier("6 0") == Tier::None);
    CHECK(tier("7 0") == Tier::Contact);
    CHECK(tier("8 1") == Tier::Urgent);
    CHECK(tier("9 1") == Tier::Emergency);
    CHECK(tier("- 1") == Tier::Urgent);
    const auto evidence = [&](const char* line) {
        return safety::evidenceOf(form, sample::answers(form, line), safety::Moment::Answering);
    };
    REQUIRE(evidence("7 1").size() == 2);
    CHECK(form.item(evidence("7 1").front().item).linkId == "b");
    CHECK(evidence("7 1").front().tier == Tier::Urgent);
    CHECK(evidence("0 0").empty());
}

TEST_CASE("a tier only rises (clinical 5.1)") {
    for (int a = 0; a <= 3; ++a)
        for (int b = 0; b <= 3; ++b)
            CHECK(numberOf(combine(safety::tierFrom(a), safety::tierFrom(b))) == std::max(a, b));
    CHECK(safety::tierFrom(-1) == Tier::None);
    CHECK(safety::tierFrom(9) == Tier::Emergency);
}

TEST_CASE("danger counts in whichever row of a repeated group it stands") {
    const auto form = *sample::readForm(sample::questionnaire(
        R"({"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"a","type":"integer","extension":[{"url":"https://landfall.example/fhir/StructureDefinition/danger","extension":[{"url":"atLeast","valueInteger":3},{"url":"tier","valueInteger":2}]}]}]})"));
    instrument::Answers answers(form);
    REQUIRE(answers.set(form, "a", std::int64_t{1}).has_value());
    REQUIRE(answers.addRow(form, 0).has_value());
    CHECK(safety::tierOfAnswers(form, answers) == Tier::None);
    REQUIRE(answers.set(form, "a", std::int64_t{3}, {1}).has_value());
    CHECK(safety::tierOfAnswers(form, answers) == Tier::Urgent);
    CHECK(safety::evidenceOf(form, answers, safety::Moment::Answering).front().item == 1);
}

TEST_CASE("nothing is said of questions that were not asked for want of an answer (clinical 3.7)") {
    const auto with = [](const std::string& items) {
        return *sample::readForm(sample::questionnaire(
            items,
            R"(,"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/danger-otherwise","extension":[{"url":"result","valueCode":"negative"},{"url":"answered","valueString":"a"}]}])"));
    };
    const auto result = [](const instrument::Form& form, const char* line) {
        return std::string(safety::resultOf(form, sample::answers(form, line)));
    };
    const auto below =
        with(R"({"linkId":"may","type":"boolean","item":[{"linkId":"a","type":"boolean"}]})");
    CHECK(result(below, "").empty());
    CHECK(result(below, "1").empty());
    CHECK(result(below, "1 0") == "negative");
    const auto after = with(
        R"({"linkId":"may","type":"boolean"},{"linkId":"a","type":"boolean","enableWhen":[{"question":"may","operator":"=","answerBoolean":true}]})");
    CHECK(result(after, "").empty());
    CHECK(result(after, "0") == "negative");
    const auto any = with(
        R"({"linkId":"may","type":"boolean"},{"linkId":"more","type":"boolean"},{"linkId":"a","type":"boolean","enableBehavior":"any","enableWhen":[{"question":"may","operator":"=","answerBoolean":true},{"question":"more","operator":"=","answerBoolean":true}]})");
    CHECK(result(any, "0").empty());
    CHECK(result(any, "0 - 0").empty());
    CHECK(result(any, "0 0") == "negative");
}

TEST_CASE("danger looks at every decimal, to its last digit (clinical 5.1)") {
    const auto form = *sample::readForm(sample::questionnaire(
        R"({"linkId":"d","type":"decimal","extension":[{"url":"https://landfall.example/fhir/StructureDefinition/danger","extension":[{"url":"atLeast","valueInteger":3},{"url":"tier","valueInteger":3}]}]},{"linkId":"n","type":"decimal","repeats":true,"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/danger","extension":[{"url":"atLeast","valueInteger":-2},{"url":"tier","valueInteger":2}]}]})"));
    const auto tier = [&](const std::string& line) {
        return safety::tierOfSubmitted(form, sample::answers(form, line));
    };
    for (const auto* text : {"3", "3.0", "1e3", "3.5", "3.0000000000000000001", "100.25",
                             "12345678901234567890", "1e40", "30e-1"})
        CHECK(tier(text) == Tier::Emergency);
    for (const auto* text : {"2.9999999999999999999", "0", "-3.5", "2e-40", "-1e40"})
        CHECK(tier(text) == Tier::None);
    CHECK(tier("- -2") == Tier::Urgent);
    CHECK(tier("- -1.5") == Tier::Urgent);
    CHECK(tier("- -2.5") == Tier::None);
    CHECK(tier("- -9.5,-2.5,0.5") == Tier::Urgent);
}
