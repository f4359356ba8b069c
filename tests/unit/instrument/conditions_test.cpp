#include <catch2/catch_test_macros.hpp>

#include "landfall/instrument/form_state.hpp"
#include "landfall/instrument/library.hpp"
#include "landfall/instrument/response.hpp"
#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using instrument::Answer;
using instrument::Answers;
using instrument::Chosen;
using instrument::Declined;
using instrument::Fault;
using instrument::FormState;
using instrument::isEnabled;
using sample::questionnaire;
using sample::readForm;

namespace {
std::string when(const std::string& question, const std::string& op, const std::string& answer) {
    return R"({"question":")" + question + R"(","operator":")" + op + R"(",)" + answer + "}";
}
/// Question "q" of this type, and "a", which is asked under this condition.
instrument::Form pair(const std::string& q, const std::string& conditions,
                      const std::string& more = {}) {
    return *readForm(questionnaire(R"({"linkId":"q",)" + q +
                                   R"(},{"linkId":"a","type":"boolean","enableWhen":[)" +
                                   conditions + "]" + more + "}"));
}
/// Whether "a" is asked once "q" has this answer.
bool asks(const instrument::Form& form, std::optional<Answer> answer) {
    Answers answers(form);
    if (answer) REQUIRE(answers.set(form, "q", *std::move(answer)).has_value());
    return isEnabled(form, answers, 1);
}
Answer decimal(const char* text) {
    return *fhir::Decimal::parse(text);
}
const char* const coded =
    R"("type":"choice","answerOption":[{"valueCoding":{"system":"s","code":"x"}},{"valueCoding":{"system":"s","code":"y"}}],"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/declinable","valueBoolean":true}])";
}  // namespace

TEST_CASE("exists looks for an answer; a refusal is none") {
    const auto there = pair(coded, when("q", "exists", R"("answerBoolean":true)"));
    CHECK_FALSE(asks(there, {}));
    CHECK(asks(there, Chosen{0}));
    CHECK_FALSE(asks(there, Declined{}));
    const auto absent = pair(coded, when("q", "exists", R"("answerBoolean":false)"));
    CHECK(asks(absent, {}));
    CHECK_FALSE(asks(absent, Chosen{0}));
    CHECK(asks(absent, Declined{}));
}

TEST_CASE("= and != compare every kind of value") {
    const auto equal = [](const std::string& type, const std::string& answer) {
        return pair(type, when("q", "=", answer));
    };
    const auto y = equal(coded, R"("answerCoding":{"system":"s","code":"y","display":"other"})");
    CHECK(asks(y, Chosen{1}));
    CHECK_FALSE(asks(y, Chosen{0}));
    CHECK_FALSE(asks(equal(coded, R"("answerCoding":{"system":"t","code":"y"})"), Chosen{1}));
    CHECK(asks(equal(R"("type":"boolean")", R"("answerBoolean":false)"), false));
    CHECK_FALSE(asks(equal(R"("type":"boolean")", R"("answerBoolean":false)"), true));
    CHECK(asks(equal(R"("type":"decimal")", R"("answerDecimal":1.50)"), decimal("1.5")));
    CHECK(asks(equal(R"("type":"integer")", R"("answerInteger":2)"), std::int64_t{2}));
    CHECK(asks(equal(R"("type":"string")", R"("answerString":"x")"), std::string("x")));
    CHECK(asks(equal(R"("type":"url")", R"("answerString":"https://x")"), fhir::Uri{"https://x"}));
    CHECK(
        asks(equal(R"("type":"date")", R"("answerDate":"2026-05-01")"), fhir::Date{"2026-05-01"}));
    CHECK(asks(equal(R"("type":"time")", R"("answerTime":"08:00:00")"), fhir::Time{"08:00:00.0"}));
    CHECK(asks(equal(R"("type":"dateTime")", R"("answerDateTime":"2026-05-01T10:00:00+02:00")"),
               fhir::DateTime{"2026-05-01T08:00:00Z"}));
    CHECK(asks(equal(R"("type":"quantity")", R"("answerQuantity":{"value":70,"code":"kg"})"),
               fhir::Quantity{fhir::Decimal::parse("70.0"), "", "", "", "kg"}));
    CHECK_FALSE(asks(equal(R"("type":"quantity")", R"("answerQuantity":{"value":70,"code":"kg"})"),
                     fhir::Quantity{fhir::Decimal::parse("70"), "", "", "", "g"}));
    const auto option =
        R"("type":"choice","answerOption":[{"valueString":"x"},{"valueString":"y"}])";
    CHECK(asks(equal(option, R"("answerString":"y")"), Chosen{1}));

    const auto other = pair(coded, when("q", "!=", R"("answerCoding":{"system":"s","code":"y"})"));
    CHECK(asks(other, Chosen{0}));
    CHECK_FALSE(asks(other, Chosen{1}));
    // No answer is equal, so the condition of R4 is met.
    CHECK(asks(other, {}));
}

TEST_CASE("the four orders compare numbers, dates, times and quantities") {
    struct Row {
        const char* op;
        bool below, same, above;
    };
    const Row rows[] = {{">", false, false, true},
                        {">=", false, true, true},
                        {"<", true, false, false},
                        {"<=", true, true, false}};
    for (const auto& row : rows) {
        INFO(row.op);
        const auto check = [&](const char* type, const char* limit, const Answer& below,
                               const Answer& same, const Answer& above) {
            const auto form = pair(type, when("q", row.op, limit));
            CHECK(asks(form, below) == row.below);
            CHECK(asks(form, same) == row.same);
            CHECK(asks(form, above) == row.above);
            CHECK_FALSE(asks(form, {}));
        };
        check(R"("type":"integer")", R"("answerInteger":5)", std::int64_t{-9}, std::int64_t{5},
              std::int64_t{10});
        check(R"("type":"decimal")", R"("answerDecimal":0.3)", decimal("0.29999999999999999"),
              decimal("0.30"), decimal("1e1"));
        check(R"("type":"date")", R"("answerDate":"2026-05-12")", fhir::Date{"2025"},
              fhir::Date{"2026-05-12"}, fhir::Date{"2026-06"});
        check(R"("type":"time")", R"("answerTime":"12:00:00")", fhir::Time{"08:00:00"},
              fhir::Time{"12:00:00"}, fhir::Time{"12:00:01"});
        check(R"("type":"quantity")", R"("answerQuantity":{"value":5,"unit":"kg"})",
              fhir::Quantity{fhir::Decimal::parse("4.9"), "", "kg", "", ""},
              fhir::Quantity{fhir::Decimal::parse("5.0"), "", "kg", "", ""},
              fhir::Quantity{fhir::Decimal::parse("50"), "", "kg", "", ""});
    }
    // A year alone is neither before nor after a month in it.
    const auto form = pair(R"("type":"date")", when("q", ">", R"("answerDate":"2026-05")"));
    CHECK_FALSE(asks(form, fhir::Date{"2026"}));
}

TEST_CASE("all conditions or any of them") {
    const auto two =
        when("q", ">", R"("answerInteger":2)") + "," + when("q", "<", R"("answerInteger":5)");
    const auto all = pair(R"("type":"integer")", two, R"(,"enableBehavior":"all")");
    CHECK(asks(all, std::int64_t{3}));
    CHECK_FALSE(asks(all, std::int64_t{7}));
    const auto any = pair(R"("type":"integer")", two, R"(,"enableBehavior":"any")");
    CHECK(asks(any, std::int64_t{7}));
    CHECK_FALSE(asks(any, {}));
}

TEST_CASE("one of several answers is enough for =, and none may be equal for !=") {
    const std::string several = std::string(coded) + R"(,"repeats":true)";
    const instrument::Several both{{Chosen{0}, Chosen{1}}};
    const auto y = R"("answerCoding":{"system":"s","code":"y"})";
    CHECK(asks(pair(several, when("q", "=", y)), both));
    CHECK_FALSE(asks(pair(several, when("q", "!=", y)), both));
}

TEST_CASE("what is not asked counts as unanswered, for other conditions too, and comes back") {
    // a -> b -> c, and c may ask about a question that comes after it.
    const auto form = std::make_shared<const instrument::Form>(*readForm(questionnaire(
        R"({"linkId":"c","type":"boolean","enableWhen":[)" +
        when("b", "=", R"("answerBoolean":true)") +
        R"(]},{"linkId":"a","type":"boolean"},{"linkId":"b","type":"boolean","required":true,"enableWhen":[)" +
        when("a", "=", R"("answerBoolean":true)") + "]}")));
    auto state = FormState::start(form);
    CHECK(state.steps().size() == 1);
    CHECK(state.item()->linkId == "a");
    CHECK(state.answers().missing(*form).empty());
    CHECK(state.answer("b", true).error().is(Fault::NotEnabled));
    REQUIRE(state.answer("a", true).has_value());
    CHECK(state.steps().size() == 2);
    CHECK(state.item()->linkId == "a");
    CHECK(state.answers().missing(*form) == std::vector<std::size_t>{2});
    REQUIRE(state.answer("b", true).has_value());
    CHECK(state.steps().size() == 3);
    CHECK(state.item()->linkId == "a");
    REQUIRE(state.answer("c", true).has_value());
    REQUIRE(state.answer("a", false).has_value());
    CHECK(state.steps().size() == 1);
    CHECK_FALSE(isEnabled(*form, state.answers(), 0));
    const auto response = instrument::toResponse(*form, state.answers(), {"r", "p", {}, ""});
    REQUIRE(response.items.size() == 1);
    CHECK(response.items[0].linkId == "a");
    CHECK_FALSE(instrument::askedOnly(*form, state.answers()).at(2));
    // The person changes back: nothing has to be answered again, also after the phone restarted.
    auto again = *FormState::restore(form, state.bytes());
    REQUIRE(again.answer("a", true).has_value());
    CHECK(again.answers().at(0) == Answer{true});
    CHECK(again.steps().size() == 3);
}

TEST_CASE("a group that is not asked takes everything in it along") {
    const auto form = *readForm(questionnaire(
        R"({"linkId":"q","type":"boolean"},{"linkId":"g","type":"group","enableWhen":[)" +
        when("q", "=", R"("answerBoolean":true)") +
        R"(],"item":[{"linkId":"g2","type":"group","item":[{"linkId":"a","type":"boolean","required":true}]}]})"));
    Answers answers(form);
    CHECK_FALSE(isEnabled(form, answers, 3));
    CHECK(answers.missing(form).empty());
    REQUIRE(answers.set(form, "q", true).has_value());
    CHECK(isEnabled(form, answers, 3));
    CHECK(answers.missing(form) == std::vector<std::size_t>{3});
}

TEST_CASE("items below a question are asked once it is answered, and travel below its answer") {
    const auto form = std::make_shared<const instrument::Form>(*readForm(questionnaire(
        R"({"linkId":"q","type":"boolean","item":[{"linkId":"a","type":"integer","enableWhen":[)" +
        when("q", "=", R"("answerBoolean":true)") +
        R"(]},{"linkId":"g","type":"group","item":[{"linkId":"b","type":"string"}]}]})")));
    auto state = FormState::start(form);
    CHECK(state.steps().size() == 1);
    REQUIRE(state.answer("q", false).has_value());
    CHECK(state.steps().size() == 2);
    REQUIRE(state.answer("q", true).has_value());
    CHECK(state.steps().size() == 3);
    REQUIRE(state.answer("a", std::int64_t{4}).has_value());
    REQUIRE(state.answer("b", std::string("x")).has_value());
    const auto response = instrument::toResponse(*form, state.answers(), {"r", "p", {}, ""});
    REQUIRE(response.items.size() == 1);
    CHECK(response.items[0].items.size() == 2);
    CHECK(*instrument::fromResponse(*form, response) == state.answers());
}

TEST_CASE("typed answers: a yes to an item that is not asked is refused; 0, - and r are not") {
    const auto form = *readForm(questionnaire(R"({"linkId":"a","type":"boolean","enableWhen":[)" +
                                              when("q", "=", R"("answerBoolean":true)") +
                                              R"(]},{"linkId":"q","type":"boolean"})"));
    CHECK(instrument::answersFromOrdinals(form, sample::tokens("1 1")).has_value());
    const auto refused = instrument::answersFromOrdinals(form, sample::tokens("1 0"));
    CHECK(refused.error().is(Fault::NotEnabled));
    CHECK(refused.error().where == "answer 1");
    CHECK(instrument::answersFromOrdinals(form, sample::tokens("- 0")).has_value());
    // It contradicts nothing, and drops out like every answer to what is not asked.
    const auto no = instrument::answersFromOrdinals(form, sample::tokens("0 0"));
    REQUIRE(no.has_value());
    CHECK_FALSE(no->at(*form.indexOf("a")).has_value());
    CHECK(instrument::answersFromOrdinals(form, sample::tokens("r 0")).has_value());
    CHECK(instrument::answersFromOrdinals(form, sample::tokens("r 1"))
              .error()
              .is(Fault::NotDeclinable));
}

TEST_CASE("conditions that go in a circle are refused with their place") {
    const auto item = [](const std::string& linkId, const std::string& on) {
        return R"({"linkId":")" + linkId + R"(","type":"boolean","enableWhen":[)" +
               when(on, "exists", R"("answerBoolean":true)") + "]}";
    };
    const auto self = readForm(questionnaire(item("a", "a")));
    CHECK(self.error().is(Fault::ConditionCycle));
    CHECK(self.error().where == "item[0].enableWhen[0]");
    const auto three = readForm(questionnaire(item("x", "a") + "," + item("a", "b") + "," +
                                              item("b", "c") + "," + item("c", "a")));
    CHECK(three.error().is(Fault::ConditionCycle));
    // One of the circle, not the one that leads into it.
    CHECK(three.error().where != "item[0].enableWhen[0]");
    const auto inner = readForm(questionnaire(R"({"linkId":"g","type":"group","enableWhen":[)" +
                                              when("a", "exists", R"("answerBoolean":true)") +
                                              R"(],"item":[{"linkId":"a","type":"boolean"}]})"));
    CHECK(inner.error().is(Fault::ConditionCycle));
    CHECK(inner.error().where == "item[0].enableWhen[0]");
}

TEST_CASE("a chain as long as a form may be is decided") {
    std::string items = R"({"linkId":"0","type":"boolean"})";
    for (int i = 1; i < 2'000; ++i)
        items += R"(,{"linkId":")" + std::to_string(i) + R"(","type":"boolean","enableWhen":[)" +
                 when(std::to_string(i - 1), "exists", R"("answerBoolean":true)") + "]}";
    const auto form = *readForm(questionnaire(items));
    Answers answers(form);
    for (std::size_t i = 0; i < 1'999; ++i)
        REQUIRE(answers.set(form, std::to_string(i), true).has_value());
    CHECK(isEnabled(form, answers, 1'999));
    REQUIRE(answers.clear(form, "0").has_value());
    CHECK_FALSE(isEnabled(form, answers, 1'999));
}

TEST_CASE("a condition that can never be decided is refused with its place") {
    struct Row {
        const char* q;
        std::string condition;
        const char* where;
        Fault fault = Fault::BadCondition;
    };
    const Row corpus[] = {
        {R"("type":"boolean")", when("none", "=", R"("answerBoolean":true)"), "question",
         Fault::UnknownQuestion},
        {R"("type":"group","item":[])", when("q", "exists", R"("answerBoolean":true)"), "question",
         Fault::UnknownQuestion},
        {R"("type":"boolean")", when("q", "~", R"("answerBoolean":true)"), "operator",
         Fault::UnknownOperator},
        {R"("type":"boolean")", R"({"question":"q","operator":"="})", "answer[x]"},
        {R"("type":"boolean")", when("q", "exists", R"("answerInteger":1)"), "answerInteger"},
        {R"("type":"boolean")", when("q", "=", R"("answerInteger":1)"), "answerInteger"},
        {R"("type":"boolean")", when("q", ">", R"("answerBoolean":true)"), "answerBoolean"},
        {R"("type":"date")", when("q", "=", R"("answerDate":"2026-02-30")"), "answerDate"},
        {R"("type":"date")", when("q", "=", R"("answerString":"2026-02-03")"), "answerString"},
        {coded, when("q", ">", R"("answerCoding":{"code":"x"})"), "answerCoding"},
    };
    for (const auto& row : corpus) {
        INFO(row.condition);
        const auto form = readForm(questionnaire(
            std::string(R"({"linkId":"q",)") + row.q +
            R"(},{"linkId":"a","type":"boolean","enableWhen":[)" + row.condition + "]}"));
        REQUIRE(form.has_error());
        CHECK(form.error().is(row.fault));
        CHECK(form.error().where == std::string("item[1].enableWhen[0].") + row.where);
    }
    const auto one = when("q", "exists", R"("answerBoolean":true)");
    const auto behavior = [&](const std::string& more) {
        return readForm(questionnaire(
            R"({"linkId":"q","type":"boolean"},{"linkId":"a","type":"boolean","enableWhen":[)" +
            one + "," + one + "]" + more + "}"));
    };
    CHECK(behavior("").error().where == "item[1].enableBehavior");
    CHECK(behavior(R"(,"enableBehavior":"some")").error().where == "item[1].enableBehavior");
    CHECK(behavior(R"(,"enableBehavior":"any")").has_value());
    CHECK(readForm(questionnaire(R"({"linkId":"q","type":"boolean","enableWhen":{}})"))
              .error()
              .where == "item[0].enableWhen");
}

TEST_CASE("texts before a question that is passed over are read before the next one") {
    const auto form = std::make_shared<const instrument::Form>(*readForm(questionnaire(
        R"({"linkId":"d","type":"display","text":"Welcome."},{"linkId":"a","type":"boolean","enableWhen":[)" +
        when("q", "=", R"("answerBoolean":true)") +
        R"(]},{"linkId":"d2","type":"display","text":"Not you.","enableWhen":[)" +
        when("q", "=", R"("answerBoolean":true)") + R"(]},{"linkId":"q","type":"boolean"})")));
    auto state = FormState::start(form);
    CHECK(state.item()->linkId == "q");
    CHECK(state.leads() == std::vector<std::string>{"Welcome."});
    REQUIRE(state.answer("q", true).has_value());
    CHECK(state.item()->linkId == "q");
    CHECK(state.leads() == std::vector<std::string>{"Not you."});
    REQUIRE(state.back());
    CHECK(state.leads() == std::vector<std::string>{"Welcome."});
}

TEST_CASE("conditions that no answer can meet are told, and refused where danger is behind them") {
    const std::string options =
        R"("type":"choice","answerOption":[{"valueCoding":{"system":"s","code":"a"}},{"valueCoding":{"system":"s","code":"b"}}])";
    const std::string ten =
        R"("type":"integer","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":10}])";
    const std::string danger =
        R"(,"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/danger","extension":[{"url":"atLeast","valueInteger":1},{"url":"tier","valueInteger":2}]}])";
    const auto file = [&](const std::string& q, const std::string& conditions,
                          const std::string& more) {
        return questionnaire(R"({"linkId":"q",)" + q +
                             R"(},{"linkId":"a","type":"boolean","enableWhen":[)" + conditions +
                             "]" + more + "}");
    };
    const instrument::Library library;
    const auto isTold = [&](const std::string& q, const std::string& conditions,
                            const std::string& more = {}) {
        const auto told = library.inheritance(file(q, conditions, more)).compare;
        const auto refused = library.faultsIn(file(q, conditions, more + danger));
        CHECK(refused.size() == told.size());
        if (told.size() == 1) {
            CHECK(told[0].starts_with("item a: "));
            CHECK(refused[0].is(Fault::DangerNeverAsked));
            CHECK(refused[0].where == "item[1]");
        }
        return told.size() == 1;
    };
    const auto coding = [](const std::string& code) {
        return R"("answerCoding":{"system":"s","code":")" + code + R"("})";
    };
    CHECK(isTold(options, when("q", "=", coding("c"))));
    CHECK(isTold(options, when("q", "=", R"("answerString":"a")")));
    CHECK_FALSE(isTold(options, when("q", "=", coding("b"))));
    CHECK_FALSE(isTold(options, when("q", "!=", coding("c"))));
    CHECK(isTold(options, when("q", "=", coding("a")) + "," + when("q", "=", coding("b")),
                 R"(,"enableBehavior":"all")"));
    CHECK(isTold(options, when("q", "=", coding("a")) + "," + when("q", "!=", coding("a")),
                 R"(,"enableBehavior":"all")"));
    CHECK_FALSE(isTold(options, when("q", "!=", coding("a")) + "," + when("q", "!=", coding("b")),
                       R"(,"enableBehavior":"all")"));
    CHECK_FALSE(isTold(options, when("q", "=", coding("c")) + "," + when("q", "=", coding("b")),
                       R"(,"enableBehavior":"any")"));
    CHECK_FALSE(isTold(options + R"(,"repeats":true)",
                       when("q", "=", coding("a")) + "," + when("q", "=", coding("b")),
                       R"(,"enableBehavior":"all")"));
    CHECK(isTold(ten, when("q", ">", R"("answerInteger":99)")));
    CHECK(isTold(ten, when("q", ">", R"("answerInteger":10)")));
    CHECK(isTold(ten, when("q", "<", R"("answerInteger":0)")));
    CHECK(isTold(ten, when("q", "=", R"("answerInteger":-1)")));
    CHECK(isTold(ten, when("q", "=", R"("answerDecimal":2.5)")));
    CHECK_FALSE(isTold(ten, when("q", ">=", R"("answerInteger":10)")));
    CHECK_FALSE(isTold(R"("type":"integer")", when("q", ">", R"("answerInteger":99)")));
    CHECK_FALSE(isTold(R"("type":"string")", when("q", "=", R"("answerString":"x")")));
    // Nobody answers what cannot be answered here, or is hidden with nothing to begin with.
    CHECK(isTold(R"("type":"attachment")", when("q", "exists", R"("answerBoolean":true)")));
    CHECK_FALSE(isTold(R"("type":"attachment")", when("q", "exists", R"("answerBoolean":false)")));
    const std::string hidden =
        R"("type":"boolean","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden","valueBoolean":true}])";
    CHECK(isTold(hidden, when("q", "=", R"("answerBoolean":true)")));
    const std::string begun = hidden + R"(,"initial":[{"valueBoolean":true}])";
    CHECK_FALSE(isTold(begun, when("q", "=", R"("answerBoolean":true)")));
    CHECK(isTold(begun, when("q", "=", R"("answerBoolean":false)")));
    CHECK(isTold(begun, when("q", "exists", R"("answerBoolean":false)")));
    // What is behind such an item is not asked either, and told once.
    const auto chain = questionnaire(
        R"({"linkId":"q","type":"boolean"},{"linkId":"g","type":"group","enableBehavior":"all","enableWhen":[)" +
        when("q", "=", R"("answerBoolean":true)") + "," +
        when("q", "=", R"("answerBoolean":false)") + R"(],"item":[{"linkId":"a","type":"boolean")" +
        danger + R"(}]},{"linkId":"b","type":"boolean","enableWhen":[)" +
        when("a", "=", R"("answerBoolean":true)") + "]}");
    const auto behind = library.faultsIn(chain);
    REQUIRE(behind.size() == 1);
    CHECK(behind[0].where == "item[1].item[0]");
}
