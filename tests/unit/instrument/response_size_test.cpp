#include <catch2/catch_test_macros.hpp>

#include "landfall/fhir/build.hpp"
#include "landfall/fhir/sizes.hpp"
#include "landfall/instrument/response.hpp"
#include "landfall/instrument/response_size.hpp"
#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using instrument::fullestResponseBytes;

namespace {
instrument::Form formOf(const std::string& items) {
    const auto form = sample::readForm(sample::questionnaire(items));
    REQUIRE(form.has_value());
    return *form;
}
std::size_t fullest(const std::string& items) {
    return fullestResponseBytes(formOf(items));
}
std::string words(std::size_t count, char letter = 'w') {
    return std::string(count, letter);
}
std::string option(const std::string& code, std::size_t chars, const std::string& more = {}) {
    return R"({"valueCoding":{"system":"https://a.example/codes","code":")" + code +
           R"(","display":")" + words(chars) + "\"}" + more + "}";
}
std::string choice(const std::string& linkId, const std::string& options,
                   const std::string& more = {}) {
    return R"({"linkId":")" + linkId + R"(","type":"choice","text":"Which?")" + more +
           R"(,"answerOption":[)" + options + "]}";
}
const std::string repeats = R"(,"repeats":true)";
const std::string exclusive =
    R"(,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}])";

/// A response as a phone writes it when it has to leave the words of the questions out.
std::size_t written(const instrument::Form& form, const instrument::Answers& answers) {
    const std::string anId(36, '0');
    const auto response = instrument::toResponse(
        form, answers, {anId, anId, base::WallTime{1772352000000, 60}, "urn:uuid:" + anId});
    return fhir::buildResponse(instrument::withoutQuestions(response)).size();
}
}  // namespace

TEST_CASE("the fullest response is what a phone would write for the largest answers") {
    const auto form = formOf(choice("a", option("x", 3) + "," + option("y", 30)) + "," +
                             choice("b", option("x", 3) + "," + option("y", 30), repeats) +
                             R"(,{"linkId":"g","type":"group","text":"G","item":[
            {"linkId":"c","type":"boolean","text":"C","item":[{"linkId":"d","type":"string","maxLength":40}]}]})");
    instrument::Answers answers(form);
    REQUIRE(answers.set(form, "a", instrument::Chosen{1}).has_value());
    REQUIRE(
        answers.set(form, "b", instrument::Several{{instrument::Chosen{0}, instrument::Chosen{1}}})
            .has_value());
    REQUIRE(answers.set(form, "c", false).has_value());
    REQUIRE(answers.set(form, "d", words(40)).has_value());
    const auto bytes = fullestResponseBytes(form);
    CHECK(bytes >= written(form, answers));
    CHECK(bytes <= written(form, answers) + instrument::marksBytesCounted + 8);
}

TEST_CASE("an option of several counts once, and all of them where several may be chosen") {
    const auto two = option("x", 100) + "," + option("y", 101);
    const auto one = fullest(choice("a", option("y", 101)));
    CHECK(fullest(choice("a", two)) == one);
    CHECK(fullest(choice("a", two, repeats)) > one + 100);
    // One that goes with no other is alone, however many others there are.
    const auto alone = option("z", 1'000, exclusive);
    CHECK(fullest(choice("a", two + "," + alone, repeats)) ==
          fullest(choice("a", option("z", 1'000))));
}

TEST_CASE("a text counts with its maxLength, and modestly without one") {
    const auto text = [](const std::string& more) {
        return fullest(R"({"linkId":"a","type":"text","text":"What?")" + more + "}");
    };
    CHECK(text(R"(,"maxLength":5000)") - text(R"(,"maxLength":1000)") == 4'000);
    CHECK(text("") == text(R"(,"maxLength":200)"));
    const auto open = [](const std::string& more) {
        return fullest(R"({"linkId":"a","type":"open-choice","text":"What?")" + more +
                       R"(,"answerOption":[)" + option("x", 3) + "]}");
    };
    CHECK(open(R"(,"maxLength":5000)") - open(R"(,"maxLength":1000)") == 4'000);
}

TEST_CASE("what nobody is asked or can answer takes no room") {
    const auto one = choice("a", option("x", 3));
    const auto hidden =
        R"(,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden","valueBoolean":true}])";
    const auto never =
        R"(,"enableWhen":[{"question":"a","operator":"=","answerCoding":{"system":"s","code":"none"}}])";
    const auto bytes = fullest(one);
    for (const std::string& more :
         {choice("b", option("x", 500), hidden), choice("b", option("x", 500), never),
          std::string(R"({"linkId":"b","type":"display","text":")") + words(500) + "\"}",
          std::string(R"({"linkId":"b","type":"attachment","text":"A picture?"})")})
        CHECK(fullest(one + "," + more) == bytes);
    const auto declinable =
        R"(,"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/declinable","valueBoolean":true}])";
    CHECK(fullest(R"({"linkId":"a","type":"boolean","text":"?")" + std::string(declinable) + "}") >
          fullest(R"({"linkId":"a","type":"boolean","text":"?"})"));
}

TEST_CASE("a form fits to the last byte and not one further") {
    const auto form = [](std::size_t chars) {
        std::string items;
        for (int i = 0; i < 999; ++i)
            items += choice(std::to_string(i), option("x", 600), R"(,"readOnly":false)") + ",";
        return formOf(items + choice("last", option("x", chars)));
    };
    const auto room = fhir::responseBytesMax - fullestResponseBytes(form(1));
    REQUIRE(room < fhir::responseBytesMax);
    CHECK(instrument::checkFullestResponse(form(1 + room)).has_value());
    const auto refused = instrument::checkFullestResponse(form(2 + room));
    REQUIRE(refused.has_error());
    CHECK(refused.error().is(instrument::Fault::AnswersTooLarge));
    CHECK(refused.error().where == "705 KiB, at most 704 KiB");
    CHECK(refused.error().line().find("shorter options or fewer questions") != std::string::npos);
}

TEST_CASE("every bundled questionnaire fits a response") {
    const auto library = *instrument::Library::bundled();
    for (const auto* entry : library.list()) {
        INFO(entry->form->id());
        CHECK(instrument::checkFullestResponse(*entry->form).has_value());
    }
}

TEST_CASE("the longest answers are those in own words, the longest first") {
    const auto form = formOf(
        choice("a", option("x", 2'000)) + R"(,{"linkId":"b","type":"text","text":"B"})" +
        R"(,{"linkId":"c","type":"text","text":"C"},{"linkId":"d","type":"url","text":"D"})");
    instrument::Answers answers(form);
    REQUIRE(answers.set(form, "a", instrument::Chosen{0}).has_value());
    CHECK(instrument::longestAnswers(form, answers, 3) == std::vector<std::size_t>{0});
    REQUIRE(answers.set(form, "b", words(10)).has_value());
    REQUIRE(answers.set(form, "c", words(30)).has_value());
    REQUIRE(answers.set(form, "d", fhir::Uri{words(20)}).has_value());
    CHECK(instrument::longestAnswers(form, answers, 3) == std::vector<std::size_t>{2, 3, 1});
    CHECK(instrument::longestAnswers(form, answers, 1) == std::vector<std::size_t>{2});
}
