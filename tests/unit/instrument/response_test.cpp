#include "landfall/instrument/response.hpp"

#include <catch2/catch_test_macros.hpp>

#include "landfall/fhir/build.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/instrument/enablement.hpp"
#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using instrument::Fault;

namespace {
const base::WallTime at = *base::fromFhirDateTime("2026-05-12T09:31:00.000+02:00");

fhir::Response throughBytes(const fhir::Response& response) {
    const auto json = *fhir::Json::parse(fhir::buildResponse(response));
    return *fhir::readResponse(json.root());
}
}  // namespace

TEST_CASE("answers survive the way into a response and back") {
    for (const auto* line : {"0 1 2 3 0 1 2 3 r 2", "- r 1", "3 3 3 3 3 3 3 3 3 3", ""}) {
        const auto form = sample::bundled("phq-9");
        const auto answers = sample::answers(*form, line);
        const auto response =
            throughBytes(instrument::toResponse(*form, answers, {"r", "p", at, ""}));
        CHECK(response.questionnaire == form->canonical());
        CHECK(*instrument::fromResponse(*form, response) == answers);
    }
}

TEST_CASE("answers of every kind survive, in their groups") {
    const auto form = *sample::readForm(sample::questionnaire(sample::allKinds));
    instrument::Answers answers(form);
    REQUIRE(answers.set(form, "choice", instrument::Chosen{1}).has_value());
    REQUIRE(answers.set(form, "count", std::int64_t{4}).has_value());
    REQUIRE(answers.set(form, "long", std::string("a \"b\"\nc")).has_value());
    const auto response = throughBytes(instrument::toResponse(form, answers, {"r", "p", at, ""}));
    REQUIRE(response.items.size() == 3);
    CHECK(response.items[0].linkId == "g");
    CHECK(response.items[0].items[0].text == "Which?");
    CHECK(*instrument::fromResponse(form, response) == answers);
}

TEST_CASE("a response that does not fit its form is refused") {
    const auto form = *sample::readForm(sample::questionnaire(sample::allKinds));
    const auto refusal = [&](fhir::ResponseItem item) {
        fhir::Response response;
        response.items = {std::move(item)};
        return instrument::fromResponse(form, response).error();
    };
    CHECK(refusal({"none", "", {true}, false, {}}).is(Fault::UnknownItem));
    CHECK(refusal({"choice", "", {fhir::Coding{"s", "z", ""}}, false, {}}).is(Fault::OutOfRange));
    CHECK(refusal({"choice", "", {true}, false, {}}).is(Fault::WrongAnswerType));
    CHECK(refusal({"count", "", {std::int64_t{99}}, false, {}}).is(Fault::OutOfRange));
    CHECK(refusal({"yes", "", {true, false}, false, {}}).is(Fault::WrongAnswerType));
    CHECK(refusal({"yes", "", {fhir::OtherValue{"{}"}}, false, {}}).is(Fault::WrongAnswerType));
}

TEST_CASE("items that others name by their LOINC code are found (clinical 10.2, 11)") {
    // The shape of the published example with answers 0,0,0,1,2,1,3,2,1 and a stored total of 13.
    const auto form = sample::bundled("phq-9");
    const std::vector<std::pair<const char*, const char*>> given = {
        {"/44250-9", "LA6568-5"}, {"/44255-8", "LA6568-5"}, {"/44259-0", "LA6568-5"},
        {"/44254-1", "LA6569-3"}, {"/44251-7", "LA6570-1"}, {"/44258-2", "LA6569-3"},
        {"/44252-5", "LA6571-9"}, {"/44253-3", "LA6570-1"}, {"/44260-8", "LA6569-3"}};
    fhir::Response response;
    for (const auto& [linkId, code] : given)
        response.items.push_back(
            {linkId, "", {fhir::Coding{"http://loinc.org", code, ""}}, false, {}});
    const auto answers = *instrument::fromResponse(*form, response);
    CHECK(instrument::recompute(*form, answers, 13).computed == 10);
}

TEST_CASE("the record of a score carries all that made it (clinical 3.9, 10.3)") {
    const auto form = sample::bundled("phq-9");
    const auto record = [&](const char* line) {
        const auto answers = sample::answers(*form, line);
        const auto score = instrument::scoresOf(*form, answers).at(0);
        const auto made = instrument::toScoreRecord(*form, score, {"o", "p", "r", at, ""});
        return *fhir::readScore(fhir::Json::parse(fhir::buildScore(made))->root());
    };
    const auto prorated = record("2 2 2 2 2 2 2 - 1");
    CHECK(prorated.value == 17);
    CHECK(prorated.prorated);
    CHECK(prorated.band == "moderately-severe");
    CHECK(prorated.pattern == "major");
    CHECK(prorated.answered == 8);
    CHECK(prorated.asked == 9);
    CHECK(prorated.code.code == "44261-6");
    CHECK(prorated.questionnaire == "https://landfall.example/fhir/Questionnaire/phq-9|1.0.0");
    CHECK(record("1 1 1 1 1 1 1 1 r").declined);
    CHECK_FALSE(record("1 1 1 1 1 1 1 1 -").declined);
    CHECK_FALSE(record("1 1 1 1 1 1 1 1 -").value);
}

TEST_CASE(
    "a dangerous answer below a question without one stays in the response its flag is about") {
    const auto form = *sample::readForm(sample::questionnaire(
        R"({"linkId":"g","type":"group","item":[{"linkId":"h","type":"boolean","text":"H","item":[{"linkId":"hd","type":"integer"},{"linkId":"other","type":"integer"}]}]})"));
    instrument::Answers answers(form);
    REQUIRE(answers.set(form, "hd", std::int64_t{6}).has_value());
    REQUIRE(answers.set(form, "other", std::int64_t{1}).has_value());
    instrument::ResponseParts parts{"r", "p", at, ""};
    CHECK(instrument::toResponse(form, answers, parts).items.empty());
    parts.kept = {*form.indexOf("hd")};
    const auto response = throughBytes(instrument::toResponse(form, answers, parts));
    REQUIRE(response.items.size() == 1);
    REQUIRE(response.items[0].items.size() == 1);
    const auto& h = response.items[0].items[0];
    CHECK(h.linkId == "h");
    CHECK(h.answers.empty());
    REQUIRE(h.items.size() == 1);
    CHECK(h.items[0].linkId == "hd");
    CHECK(*instrument::fromResponse(form, response)->at(*form.indexOf("hd")) ==
          instrument::Answer(std::int64_t{6}));
}

TEST_CASE("an empty text is no answer, and no answer is written of it") {
    const auto form = *sample::readForm(sample::questionnaire(
        R"({"linkId":"t","type":"text"},{"linkId":"m","type":"string","repeats":true},{"linkId":"o","type":"open-choice","required":true,"answerOption":[{"valueString":"a"}]})"));
    fhir::Response given;
    given.items = {{"t", "", {std::string()}, false, {}},
                   {"m", "", {std::string(), std::string("x"), std::string()}, false, {}},
                   {"o", "", {std::string()}, false, {}}};
    for (const auto& read :
         {instrument::fromResponse(form, given), instrument::wholeFromResponse(form, given)}) {
        REQUIRE(read.has_value());
        CHECK_FALSE(read->at(0));
        CHECK(instrument::textOf(form.item(1), *read->at(1)) == "x");
        CHECK_FALSE(read->at(2));
        CHECK(read->missing(form).size() == 1);
        const auto written = instrument::toResponse(form, *read, {"r", "p", at, ""});
        REQUIRE(written.items.size() == 1);
        CHECK(written.items[0].answers.size() == 1);
    }
    instrument::Answers answers(form);
    REQUIRE(answers.set(form, "t", std::string("x")).has_value());
    REQUIRE(answers.set(form, "t", std::string()).has_value());
    CHECK(answers.empty());
}

TEST_CASE("what a hidden question begins with counts for what is asked, everywhere alike") {
    const auto form = *sample::readForm(sample::questionnaire(
        R"({"linkId":"h","type":"boolean","initial":[{"valueBoolean":true}],"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden","valueBoolean":true}]},{"linkId":"dep","type":"integer","enableWhen":[{"question":"h","operator":"=","answerBoolean":true}]},{"linkId":"seen","type":"boolean","initial":[{"valueBoolean":true}]})"));
    // Of the command line.
    const auto typed = instrument::answersFromOrdinals(form, sample::tokens("4"));
    REQUIRE(typed.has_value());
    CHECK(typed->at(1) == instrument::Answer(std::int64_t{4}));
    // A question that is shown is not answered by what it begins with.
    CHECK_FALSE(typed->at(2));
    // Of a record that comes back, and of one that is to be made.
    fhir::Response given;
    given.items = {{"dep", "", {std::int64_t{4}}, false, {}}};
    for (const auto& read :
         {instrument::fromResponse(form, given), instrument::wholeFromResponse(form, given)}) {
        REQUIRE(read.has_value());
        CHECK(instrument::isEnabled(form, *read, 1));
        CHECK(instrument::toResponse(form, *read, {"r", "p", at, ""}).items.size() == 1);
    }
    // Who wrote another value there has had a reason.
    given.items.push_back({"h", "", {false}, false, {}});
    CHECK_FALSE(instrument::isEnabled(form, *instrument::fromResponse(form, given), 1));
}
