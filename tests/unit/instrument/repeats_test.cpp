#include <catch2/catch_test_macros.hpp>

#include "landfall/fhir/build.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/instrument/form_state.hpp"
#include "landfall/instrument/response.hpp"
#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using instrument::Answer;
using instrument::Answers;
using instrument::Fault;
using instrument::FormState;
using instrument::ItemKind;
using instrument::Rows;
using instrument::Several;
using sample::questionnaire;
using sample::readForm;

namespace {
const base::WallTime at = *base::fromFhirDateTime("2026-05-12T09:31:00.000+02:00");

/// Medicines, each with its doses; a dose is asked for only when the medicine is taken.
std::shared_ptr<const instrument::Form> medicines() {
    return std::make_shared<const instrument::Form>(*readForm(questionnaire(R"(
      {"linkId":"m","type":"group","repeats":true,"text":"Medicine","item":[
        {"linkId":"name","type":"string","required":true},
        {"linkId":"taken","type":"boolean"},
        {"linkId":"d","type":"group","repeats":true,"enableWhen":[
            {"question":"taken","operator":"=","answerBoolean":true}],"item":[
          {"linkId":"dose","type":"decimal"}]}]},
      {"linkId":"any","type":"boolean","enableWhen":[
        {"question":"taken","operator":"=","answerBoolean":true}]},
      {"linkId":"words","type":"string","repeats":true})")));
}
fhir::Response throughBytes(const fhir::Response& response) {
    const auto json = *fhir::Json::parse(fhir::buildResponse(response));
    return *fhir::readResponse(json.root());
}
std::string here(const FormState& state) {
    if (state.atReview()) return "review";
    std::string out = state.item()->linkId;
    for (const auto row : state.step()->rows) out += ' ' + std::to_string(row);
    return out;
}
std::vector<std::string> walk(FormState state) {
    std::vector<std::string> out;
    for (state.goToStep(0); !state.atReview(); state.next()) out.push_back(here(state));
    return out;
}
}  // namespace

TEST_CASE("a group that repeats is asked, and asked again as often as it is needed") {
    auto state = FormState::start(medicines());
    CHECK(walk(state) == std::vector<std::string>{"name 0", "taken 0", "m", "words"});
    REQUIRE(state.answer("name", std::string("one")).has_value());
    state.next();
    REQUIRE(state.answer("taken", true).has_value());
    CHECK(walk(state) ==
          std::vector<std::string>{"name 0", "taken 0", "dose 0 0", "d 0", "m", "any", "words"});
    CHECK(here(state) == "taken 0");
    CHECK(state.addRow().error().is(Fault::NotAnswerable));
    state.goToStep(4);
    REQUIRE(state.item()->kind == ItemKind::Group);
    REQUIRE(state.addRow().has_value());
    CHECK(here(state) == "name 1");
    REQUIRE(state.answer("name", std::string("two")).has_value());
    CHECK(state.given(*state.form().indexOf("name")) == Answer{std::string("two")});
    CHECK(state.answers().at(*state.form().indexOf("name")) == Answer{std::string("one")});
    state.next();
    REQUIRE(state.answer("taken", false).has_value());
    CHECK(walk(state) == std::vector<std::string>{"name 0", "taken 0", "dose 0 0", "d 0", "name 1",
                                                  "taken 1", "m", "any", "words"});
    REQUIRE(state.answer("taken", true).has_value());
    state.next();
    CHECK(here(state) == "dose 1 0");
    REQUIRE(state.answer("dose", *fhir::Decimal::parse("2.50")).has_value());
    state.next();
    REQUIRE(state.addRow().has_value());
    CHECK(here(state) == "dose 1 1");
    REQUIRE(state.answer("dose", *fhir::Decimal::parse("5")).has_value());

    // The draft and the response hold every row.
    const auto restored = *FormState::restore(state.formPointer(), state.bytes());
    CHECK(restored.answers() == state.answers());
    CHECK(here(restored) == "dose 1 1");
    CHECK(restored.bytes() == state.bytes());
    const auto response =
        throughBytes(instrument::toResponse(state.form(), state.answers(), {"r", "p", at, ""}));
    REQUIRE(response.items.size() == 2);
    CHECK(response.items[0].linkId == "m");
    CHECK(response.items[1].linkId == "m");
    CHECK(response.items[1].items.size() == 4);
    const auto back = *instrument::fromResponse(state.form(), response);
    CHECK(back == state.answers());
}

TEST_CASE("a row can be taken out, and the later ones move up") {
    const auto form = medicines();
    Answers answers(*form);
    const auto m = *form->indexOf("m");
    const auto d = *form->indexOf("d");
    const auto name = *form->indexOf("name");
    const auto dose = *form->indexOf("dose");
    REQUIRE(answers.addRow(*form, m).has_value());
    REQUIRE(answers.addRow(*form, m).has_value());
    REQUIRE(answers.addRow(*form, d, {2}).has_value());
    const char* const names[] = {"one", "two", "three"};
    for (std::size_t row = 0; row < 3; ++row)
        REQUIRE(answers.set(*form, "name", std::string(names[row]), Rows{row}).has_value());
    REQUIRE(answers.set(*form, "dose", *fhir::Decimal::parse("7"), Rows{2, 1}).has_value());
    CHECK(answers.set(*form, "dose", *fhir::Decimal::parse("7"), Rows{1, 1})
              .error()
              .is(Fault::UnknownItem));
    CHECK(answers.set(*form, "dose", *fhir::Decimal::parse("7"), Rows{1}).has_error());

    REQUIRE(answers.removeRow(*form, m, {}, 0).has_value());
    CHECK(answers.rowsOf(m) == 2);
    CHECK(answers.at(name) == Answer{std::string("two")});
    CHECK(answers.at(name, {1}) == Answer{std::string("three")});
    CHECK(answers.rowsOf(d, {1}) == 2);
    CHECK(answers.at(dose, {1, 1}) == Answer{*fhir::Decimal::parse("7")});
    REQUIRE(answers.removeRow(*form, m, {}, 0).has_value());
    CHECK(answers.at(name) == Answer{std::string("three")});
    CHECK(answers.at(dose, {0, 1}) == Answer{*fhir::Decimal::parse("7")});
    REQUIRE(answers.removeRow(*form, m, {}, 0).has_value());
    CHECK(answers == Answers(*form));
    CHECK(answers.removeRow(*form, m, {}, 1).error().is(Fault::UnknownItem));
}

TEST_CASE("there are at most as many rows as the limit says") {
    const auto form = medicines();
    Answers answers(*form);
    const auto m = *form->indexOf("m");
    for (std::size_t row = 1; row < instrument::rowsMax; ++row)
        REQUIRE(answers.addRow(*form, m).has_value());
    CHECK(answers.addRow(*form, m).error().is(Fault::TooManyAnswers));
    CHECK(answers.addRow(*form, *form->indexOf("name")).error().is(Fault::NotAnswerable));
}

TEST_CASE("a required question is missing in every row it is asked in") {
    const auto form = medicines();
    Answers answers(*form);
    REQUIRE(answers.set(*form, "name", std::string("one")).has_value());
    CHECK(answers.missing(*form).empty());
    REQUIRE(answers.addRow(*form, *form->indexOf("m")).has_value());
    CHECK(answers.missing(*form) == std::vector<std::size_t>{*form->indexOf("name")});
}

TEST_CASE("a required group needs one answer") {
    const auto form = *readForm(questionnaire(
        R"({"linkId":"g","type":"group","required":true,"item":[{"linkId":"a","type":"boolean"},{"linkId":"b","type":"boolean"}]})"));
    Answers answers(form);
    CHECK(answers.missing(form) == std::vector<std::size_t>{1});
    REQUIRE(answers.set(form, "b", false).has_value());
    CHECK(answers.missing(form).empty());
}

TEST_CASE("several words in one item survive the draft and the response") {
    auto state = FormState::start(medicines());
    const Several words{{std::string("a"), std::string("b, c")}};
    REQUIRE(state.answer("words", words).has_value());
    CHECK(FormState::restore(state.formPointer(), state.bytes())->answers() == state.answers());
    const auto response =
        throughBytes(instrument::toResponse(state.form(), state.answers(), {"r", "p", at, ""}));
    CHECK(*instrument::fromResponse(state.form(), response) == state.answers());
}

TEST_CASE("every kind of answer survives the draft and the response") {
    const auto form = std::make_shared<const instrument::Form>(*readForm(questionnaire(
        R"({"linkId":"dec","type":"decimal"},{"linkId":"date","type":"date"},{"linkId":"at","type":"dateTime"},)"
        R"({"linkId":"time","type":"time"},{"linkId":"url","type":"url"},{"linkId":"q","type":"quantity"},)"
        R"({"linkId":"open","type":"open-choice","answerOption":[{"valueString":"x"}]},)"
        R"({"linkId":"opt","type":"choice","answerOption":[{"valueInteger":3},{"valueTime":"08:00:00"}]})")));
    auto state = FormState::start(form);
    REQUIRE(state.answer("dec", *fhir::Decimal::parse("1.500")).has_value());
    REQUIRE(state.answer("date", fhir::Date{"2026-05"}).has_value());
    REQUIRE(state.answer("at", fhir::DateTime{"2026-05-12T10:00:00+02:00"}).has_value());
    REQUIRE(state.answer("time", fhir::Time{"08:30:00"}).has_value());
    REQUIRE(state.answer("url", fhir::Uri{"https://x"}).has_value());
    REQUIRE(state.answer("q", fhir::Quantity{fhir::Decimal::parse("7.0"), "", "kg", "", "kg"})
                .has_value());
    REQUIRE(state.answer("open", std::string("other")).has_value());
    REQUIRE(state.answer("opt", instrument::Chosen{1}).has_value());
    CHECK(FormState::restore(form, state.bytes())->answers() == state.answers());
    const auto bytes =
        fhir::buildResponse(instrument::toResponse(*form, state.answers(), {"r", "p", at, ""}));
    CHECK(bytes.find("\"valueDecimal\":1.500") != std::string::npos);
    const auto json = *fhir::Json::parse(bytes);
    const auto response = fhir::readResponse(json.root());
    REQUIRE(response.has_value());
    CHECK(*instrument::fromResponse(*form, *response) == state.answers());
}

TEST_CASE("items below a question that repeats cannot be asked here, and the form is not lost") {
    const auto form = *readForm(questionnaire(
        R"({"linkId":"q","type":"string","repeats":true,"item":[{"linkId":"a","type":"boolean"}]})"));
    CHECK(form.item(1).kind == ItemKind::Unsupported);
    CHECK(form.item(0).kind == ItemKind::Text);
}

TEST_CASE("the answers of all rows are found, for danger to be looked for in each") {
    const auto form = *readForm(questionnaire(
        R"({"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"a","type":"integer"}]})"));
    Answers answers(form);
    REQUIRE(answers.addRow(form, 0).has_value());
    REQUIRE(answers.set(form, "a", std::int64_t{1}, Rows{1}).has_value());
    REQUIRE(answers.all(1).size() == 1);
    CHECK(answers.all(1)[0] == Answer{std::int64_t{1}});
}

TEST_CASE("a draft goes on in the version it was begun in, and old answers in theirs") {
    instrument::Library library;
    const auto version = [](const char* number, const char* items) {
        auto text = questionnaire(items);
        return text.replace(text.find("1.0.0"), 5, number);
    };
    const auto old = *library.add(version("1.0.0", R"({"linkId":"a","type":"boolean"})"));
    auto state = FormState::start(old);
    REQUIRE(state.answer("a", true).has_value());
    const auto draft = state.bytes();
    const auto response = instrument::toResponse(*old, state.answers(), {"r", "p", at, ""});

    // The new version has another item under the same linkId.
    const auto next = *library.add(version("1.1.0", R"({"linkId":"a","type":"string"})"));
    CHECK(library.find("made-up") == next);
    const auto begunIn = library.find(*FormState::canonicalOf(draft));
    REQUIRE(begunIn == old);
    CHECK(FormState::restore(begunIn, draft)->answers() == state.answers());
    CHECK(FormState::restore(next, draft).error().is(Fault::BadDraft));
    const auto form = library.find(response.questionnaire);
    CHECK(*instrument::fromResponse(*form, response) == state.answers());
    CHECK(instrument::fromResponse(*next, response).error().is(Fault::WrongAnswerType));
    CHECK(library.find("https://x/q|9.9") == nullptr);
}

TEST_CASE("a draft with rows that cannot be is refused with its place") {
    const auto form = medicines();
    for (
        const auto* rest :
        {R"("counts":[{"group":"none","rows":[],"count":2}])",
         R"("counts":[{"group":"m","rows":[],"count":51}])",
         R"("counts":[{"group":"name","rows":[],"count":2}])",
         R"("more":[{"item":"name","rows":[1],"answer":{"text":"x"}}])",
         R"("counts":[{"group":"m","rows":[],"count":2}],"more":[{"item":"name","rows":[1],"answer":{"boolean":true}}])"}) {
        INFO(rest);
        const auto bytes =
            std::string(R"({"questionnaire":"https://x/q|1.0.0","position":0,"answers":{},)") +
            rest + "}";
        CHECK(FormState::restore(form, bytes).error().is(Fault::BadDraft));
    }
}
