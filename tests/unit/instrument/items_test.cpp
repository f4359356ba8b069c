#include <catch2/catch_test_macros.hpp>

#include "landfall/instrument/form_state.hpp"
#include "landfall/instrument/response.hpp"
#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using fhir::Decimal;
using instrument::Answer;
using instrument::Answers;
using instrument::Chosen;
using instrument::Fault;
using instrument::ItemKind;
using instrument::Several;
using sample::questionnaire;
using sample::readForm;

namespace {
std::string hl7(const std::string& name, const std::string& value) {
    return R"({"url":"http://hl7.org/fhir/StructureDefinition/)" + name + "\"," + value + "}";
}
std::string control(const std::string& code) {
    return hl7(
        "questionnaire-itemControl",
        R"("valueCodeableConcept":{"coding":[{"system":"http://hl7.org/fhir/questionnaire-item-control","code":")" +
            code + R"("}]})");
}
/// One item "a" of this type, with extensions and whatever else.
Result<instrument::Form> one(const std::string& type, const std::string& extensions = {},
                             const std::string& more = {}) {
    return readForm(
        questionnaire(R"({"linkId":"a","type":")" + type + R"(","text":"A?")" +
                      (extensions.empty() ? "" : R"(,"extension":[)" + extensions + "]") +
                      (more.empty() ? "" : "," + more) + "}"));
}
Result<void> give(const instrument::Form& form, Answer answer) {
    return Answers(form).set(form, "a", std::move(answer));
}
Decimal decimal(const char* text) {
    return *Decimal::parse(text);
}
fhir::Quantity quantity(const char* value, const char* unit, const char* code = "") {
    return {Decimal::parse(value), "", unit, "", code};
}
}  // namespace

TEST_CASE("all sixteen item types of R4 are read") {
    const std::pair<const char*, ItemKind> types[] = {{"boolean", ItemKind::Boolean},
                                                      {"decimal", ItemKind::Decimal},
                                                      {"integer", ItemKind::Integer},
                                                      {"date", ItemKind::Date},
                                                      {"dateTime", ItemKind::DateTime},
                                                      {"time", ItemKind::Time},
                                                      {"string", ItemKind::Text},
                                                      {"text", ItemKind::Text},
                                                      {"url", ItemKind::Url},
                                                      {"open-choice", ItemKind::OpenChoice},
                                                      {"attachment", ItemKind::Attachment},
                                                      {"reference", ItemKind::Reference},
                                                      {"quantity", ItemKind::Quantity}};
    for (const auto& [type, kind] : types) {
        const auto form = one(type);
        INFO(type);
        REQUIRE(form.has_value());
        CHECK(form->item(0).kind == kind);
        CHECK(form->pages().size() == 1);
    }
    const auto all = *readForm(questionnaire(sample::allKinds));
    CHECK(all.item(*all.indexOf("choice")).kind == ItemKind::Choice);
}

TEST_CASE("each kind takes its own answers and no others") {
    const std::vector<std::pair<const char*, Answer>> fitting = {
        {"boolean", true},
        {"decimal", decimal("1.5")},
        {"integer", std::int64_t{4}},
        {"date", fhir::Date{"2026-05-12"}},
        {"dateTime", fhir::DateTime{"2026-05-12T10:00:00+02:00"}},
        {"time", fhir::Time{"08:30:00"}},
        {"string", std::string("x")},
        {"url", fhir::Uri{"https://x"}},
        {"quantity", quantity("3", "kg")}};
    for (const auto& [type, own] : fitting)
        for (const auto& [otherType, other] : fitting) {
            INFO(type << " and " << otherType);
            const auto form = *one(type);
            CHECK(give(form, other).has_value() == (std::string_view(type) == otherType));
        }
    CHECK(give(*one("date"), fhir::Date{"2026-02-30"}).error().is(Fault::WrongAnswerType));
    CHECK(give(*one("time"), fhir::Time{"9"}).error().is(Fault::WrongAnswerType));
    CHECK(give(*one("url"), fhir::Uri{"a b"}).error().is(Fault::WrongAnswerType));
    CHECK(give(*one("quantity"), fhir::Quantity{}).error().is(Fault::WrongAnswerType));
    CHECK(give(*one("attachment"), true).error().is(Fault::NotAnswerable));
    CHECK(give(*one("attachment"), true).error().where == "a");
}

TEST_CASE("minValue and maxValue bind every kind that has an order") {
    const auto limits = [](const std::string& low, const std::string& high) {
        return hl7("minValue", low) + "," + hl7("maxValue", high);
    };
    const auto d = *one("decimal", limits(R"("valueDecimal":0.5)", R"("valueDecimal":1.50)"));
    CHECK(give(d, decimal("0.5")).has_value());
    CHECK(give(d, decimal("1.5")).has_value());
    CHECK(give(d, decimal("0.4999999999999999999")).error().is(Fault::OutOfRange));
    CHECK(give(d, decimal("1.51")).error().is(Fault::OutOfRange));
    const auto date =
        *one("date", limits(R"("valueDate":"2026-01-01")", R"("valueDate":"2026-12-31")"));
    CHECK(give(date, fhir::Date{"2026-06-01"}).has_value());
    CHECK(give(date, fhir::Date{"2027-01-01"}).error().is(Fault::OutOfRange));
    CHECK(give(date, fhir::Date{"2025"}).error().is(Fault::OutOfRange));
    const auto moment =
        *one("dateTime", hl7("minValue", R"("valueDateTime":"2026-01-01T00:00:00Z")"));
    CHECK(give(moment, fhir::DateTime{"2026-01-01T00:30:00+01:00"}).error().is(Fault::OutOfRange));
    CHECK(give(moment, fhir::DateTime{"2026-01-01T01:00:00+01:00"}).has_value());
    const auto time = *one("time", hl7("maxValue", R"("valueTime":"12:00:00")"));
    CHECK(give(time, fhir::Time{"12:00:01"}).error().is(Fault::OutOfRange));
    const auto weight =
        *one("quantity", hl7("maxValue", R"("valueQuantity":{"value":300,"code":"kg"})"));
    CHECK(give(weight, quantity("300.0", "kg", "kg")).has_value());
    CHECK(give(weight, quantity("301", "kg", "kg")).error().is(Fault::OutOfRange));

    CHECK(one("decimal", limits(R"("valueDecimal":2)", R"("valueDecimal":1.9)")).error().where ==
          "item[0].extension[1] maxValue");
    CHECK(one("date", hl7("minValue", R"("valueInteger":1)")).error().where ==
          "item[0].extension[0].valueInteger");
    CHECK(one("integer", hl7("minValue", R"("valueString":"1")")).error().is(Fault::BadElement));
}

TEST_CASE("lengths, decimal places and a regex are kept to") {
    const auto text = *one("string", hl7("minLength", R"("valueInteger":2)"), R"("maxLength":3)");
    CHECK(give(text, std::string("\xC3\xA9")).error().is(Fault::TooShort));
    CHECK(give(text, std::string("\xC3\xA9\xC3\xA9\xC3\xA9")).has_value());
    CHECK(give(text, std::string("four")).error().is(Fault::TooLong));
    CHECK(one("string", hl7("minLength", R"("valueInteger":4)"), R"("maxLength":3)").has_error());
    const auto places = *one("decimal", hl7("maxDecimalPlaces", R"("valueInteger":1)"));
    CHECK(give(places, decimal("1.5")).has_value());
    CHECK(give(places, decimal("1.50")).error().is(Fault::TooManyDecimals));
    const auto pattern = *one("string", hl7("regex", R"("valueString":"[0-9]{5}")"));
    CHECK(give(pattern, std::string("12345")).has_value());
    CHECK(give(pattern, std::string("x12345")).error().is(Fault::NotMatching));
    CHECK(give(pattern, std::string("12345\n")).error().is(Fault::NotMatching));
    CHECK(one("attachment", hl7("maxSize", R"("valueDecimal":2.5)"))->item(0).sizeMegabytesMax ==
          decimal("2.5"));
    CHECK(one("attachment", hl7("maxSize", R"("valueString":"2")")).has_error());
}

TEST_CASE("a regex that is not valid or too large is a fault of the definition with its place") {
    for (const auto* regex : {"", "(", "[a", R"((?=a)b)", R"((a)\\1)", "((a{100}){100}){100}",
                              "(a{1000}){1000}", R"(\\p{L}{900})"}) {
        const auto form =
            one("string", hl7("regex", std::string(R"("valueString":")") + regex + "\""));
        INFO(regex);
        REQUIRE(form.has_error());
        CHECK(form.error().is(Fault::BadPattern));
        CHECK(form.error().where == "item[0].extension[0].valueString");
    }
    CHECK(one("string", hl7("regex", R"("valueString":")" + std::string(1'001, 'a') + "\""))
              .error()
              .is(Fault::BadPattern));
    // One that takes a backtracking matcher years is answered at once.
    const auto bomb = *one("string", hl7("regex", R"("valueString":"(a+)+(a+)+(a+)+b")"));
    CHECK(give(bomb, std::string(9'000, 'a')).error().is(Fault::NotMatching));
    // Each is small enough, all of them together are not.
    std::string items;
    for (int i = 0; i < 400; ++i)
        items += std::string(i == 0 ? "" : ",") + R"({"linkId":")" + std::to_string(i) +
                 R"(","type":"string","extension":[)" +
                 hl7("regex", R"("valueString":"[a-z]{900}")") + "]}";
    CHECK(readForm(questionnaire(items)).error().is(Fault::BadPattern));
}

TEST_CASE("options are codes, numbers, dates, times and texts, in the order they are written") {
    const auto choice = [](const std::string& options, const char* type = "choice") {
        return one(type, "", R"("answerOption":[)" + options + "]");
    };
    const auto mixed = *choice(
        R"({"valueString":"often"},{"valueInteger":7},{"valueDate":"2026-05"},{"valueTime":"08:00:00"},{"valueCoding":{"code":"c"}})");
    const auto& options = mixed.item(0).options;
    REQUIRE(options.size() == 5);
    CHECK(options[0].text == "often");
    CHECK(options[1].text == "7");
    CHECK(options[2].text == "2026-05");
    CHECK(options[3].text == "08:00:00");
    CHECK(options[4].text == "c");
    CHECK(options[1].ordinal == 7);
    const auto numbers = *choice(R"({"valueInteger":3},{"valueInteger":1})");
    CHECK(numbers.item(0).optionOf(1) == 1);
    CHECK(instrument::answersFromOrdinals(numbers, sample::tokens("3"))->at(0) ==
          Answer{Chosen{0}});
    CHECK(choice(R"({"valueInteger":3},{"valueInteger":3})").error().where ==
          "item[0].answerOption[1].valueInteger");
    CHECK(choice(R"({"valueInteger":1.5})").error().is(Fault::BadElement));
    CHECK(choice("{}").error().where == "item[0].answerOption[0]");

    const auto open = *choice(R"({"valueString":"often"})", "open-choice");
    CHECK(give(open, std::string("now and then")).has_value());
    CHECK(give(open, Chosen{0}).has_value());
    CHECK(give(mixed, std::string("now and then")).error().is(Fault::WrongAnswerType));
}

TEST_CASE("weights that are not whole are kept and do not become numbers") {
    const auto weighted = [](const char* first, const char* second) {
        const auto option = [](const char* code, const char* weight) {
            return std::string(R"({"valueCoding":{"code":")") + code + R"("},"extension":[)" +
                   hl7("itemWeight", std::string(R"("valueDecimal":)") + weight) + "]}";
        };
        return *one("choice", "",
                    R"("answerOption":[)" + option("a", first) + "," + option("b", second) + "]");
    };
    const auto half = weighted("0.5", "1");
    CHECK_FALSE(half.item(0).hasOrdinals());
    CHECK(half.item(0).options[0].weight == decimal("0.5"));
    const auto same = weighted("1", "1.0");
    CHECK(same.item(0).optionOf(1) == 0);
    const auto some = *one(
        "choice", "",
        R"("answerOption":[{"valueCoding":{"code":"a"}},{"valueCoding":{"code":"b"},"extension":[)" +
            hl7("ordinalValue", R"("valueDecimal":0)") + "]}]");
    CHECK_FALSE(some.item(0).numberOf(0));
    CHECK(some.item(0).numberOf(1) == 0);
}

TEST_CASE("a question that repeats takes several options, an exclusive one only alone") {
    const auto form = *one(
        "choice", "",
        R"("repeats":true,"answerOption":[{"valueCoding":{"code":"a"}},{"valueCoding":{"code":"b"}},{"valueCoding":{"code":"none"},"extension":[)" +
            hl7("questionnaire-optionExclusive", R"("valueBoolean":true)") + "]}]");
    CHECK(give(form, Several{{Chosen{0}, Chosen{1}}}).has_value());
    CHECK(give(form, Chosen{2}).has_value());
    CHECK(give(form, Several{{Chosen{2}}}).has_value());
    CHECK(give(form, Several{{Chosen{0}, Chosen{2}}}).error().is(Fault::NotTogether));
    CHECK(give(form, Several{{Chosen{0}, Chosen{0}}}).error().is(Fault::NotTogether));
    CHECK(give(form, Several{{Chosen{0}, true}}).error().is(Fault::WrongAnswerType));
    Several many;
    for (std::size_t i = 0; i <= instrument::answersMax; ++i) many.values.push_back(Chosen{0});
    CHECK(give(form, many).error().is(Fault::TooManyAnswers));
    Answers answers(form);
    REQUIRE(answers.set(form, "a", Chosen{1}).has_value());
    CHECK(answers.at(0) == Answer{Several{{Chosen{1}}}});
    REQUIRE(answers.set(form, "a", Several{}).has_value());
    CHECK_FALSE(answers.at(0));
    CHECK(instrument::answersFromOrdinals(form, sample::tokens("0,1"))->at(0) ==
          Answer{Several{{Chosen{0}, Chosen{1}}}});
    CHECK(instrument::textOf(form.item(0), Several{{Chosen{0}, Chosen{1}}}) == "a, b");
    CHECK(give(*one("boolean"), Several{{true}}).error().is(Fault::WrongAnswerType));
}

TEST_CASE("units are read, and a quantity is in one of them") {
    const auto kilos = *one(
        "quantity", hl7("questionnaire-unitOption",
                        R"("valueCoding":{"system":"u","code":"kg","display":"kilograms"})") +
                        "," +
                        hl7("questionnaire-unitOption",
                            R"("valueCoding":{"system":"u","code":"[lb_av]","display":"pounds"})"));
    REQUIRE(kilos.item(0).units.size() == 2);
    CHECK(kilos.item(0).unit == "kilograms");
    CHECK(give(kilos, quantity("70", "pounds", "[lb_av]")).has_value());
    CHECK(give(kilos, quantity("70", "kilograms")).has_value());
    CHECK(give(kilos, quantity("70", "stone", "st")).error().is(Fault::OutOfRange));
    const auto minutes =
        *one("integer", hl7("questionnaire-unit", R"("valueCoding":{"code":"min"})"));
    CHECK(minutes.item(0).unit == "min");
    CHECK(instrument::textOf(minutes.item(0), std::int64_t{5}) == "5 min");
    CHECK(one("integer", hl7("questionnaire-unit", R"("valueString":"min")")).has_error());
}

TEST_CASE("a slider has ends and a step and no position of its own") {
    const auto ends =
        hl7("minValue", R"("valueInteger":0)") + "," + hl7("maxValue", R"("valueInteger":10)");
    const auto form =
        *one("integer", ends + "," + control("slider"), R"("initial":[{"valueInteger":5}])");
    CHECK(form.item(0).slider);
    const auto state = instrument::FormState::start(std::make_shared<const instrument::Form>(form));
    CHECK(state.answers().empty());
    CHECK(state.nextUnanswered() == 0);
    CHECK(instrument::answersFromOrdinals(form, sample::tokens("10"))->at(0) ==
          Answer{std::int64_t{10}});
    CHECK_FALSE(one("integer", control("slider"))->item(0).slider);
    CHECK_FALSE(one("string", ends + "," + control("slider"))->item(0).slider);
    CHECK(one("integer", ends + "," + control("slider") + "," +
                             hl7("questionnaire-sliderStepValue", R"("valueInteger":5)"))
              ->item(0)
              .step == decimal("5"));
    CHECK(one("integer", hl7("questionnaire-sliderStepValue", R"("valueInteger":0)")).has_error());
}

TEST_CASE("displays below a question belong to it and take no page") {
    const auto form = *one(
        "integer", "",
        R"("item":[{"linkId":"h","type":"display","text":"Count all.","extension":[)" +
            control("help") + R"(]},{"linkId":"l","type":"display","text":"none","extension":[)" +
            control("lower") + R"(]},{"linkId":"u","type":"display","text":"most","extension":[)" +
            control("upper") + R"(]},{"linkId":"x","type":"display","text":"days","extension":[)" +
            control("unit") + "]}]");
    CHECK(form.item(0).help == "Count all.");
    CHECK(form.item(0).lowLabel == "none");
    CHECK(form.item(0).highLabel == "most");
    CHECK(form.item(0).unit == "days");
    CHECK(form.pages().size() == 1);
}

TEST_CASE("a page of texts is a page, and texts at the end are not lost") {
    const auto form = *readForm(questionnaire(
        R"({"linkId":"p","type":"group","text":"About you","extension":[)" + control("page") +
        R"(],"item":[{"linkId":"d1","type":"display","text":"One."},{"linkId":"d2","type":"display","text":"Two."}]},)"
        R"({"linkId":"q","type":"boolean"},{"linkId":"end","type":"display","text":"Thank you."})"));
    REQUIRE(form.pages().size() == 3);
    CHECK(form.item(form.pages()[0].item).linkId == "d2");
    CHECK(form.pages()[0].leads == std::vector<std::string>{"About you", "One."});
    CHECK(form.pages()[0].section == form.indexOf("p"));
    CHECK(form.pages()[1].leads.empty());
    CHECK(form.item(form.pages()[2].item).linkId == "end");
    CHECK(form.questions().size() == 1);
    CHECK(instrument::answersFromOrdinals(form, sample::tokens("1")).has_value());
    CHECK(instrument::answersFromOrdinals(form, sample::tokens("1 1")).has_error());
}

TEST_CASE(
    "initial values are there from the start, a read-only one stays and a wrong one is a fault") {
    const auto form = std::make_shared<const instrument::Form>(*readForm(questionnaire(
        R"({"linkId":"a","type":"integer","readOnly":true,"initial":[{"valueInteger":4}]},)"
        R"({"linkId":"b","type":"choice","answerOption":[{"valueCoding":{"code":"x"}},{"valueCoding":{"code":"y"},"initialSelected":true}]})")));
    auto state = instrument::FormState::start(form);
    CHECK(state.answers().at(0) == Answer{std::int64_t{4}});
    CHECK(state.answers().at(1) == Answer{Chosen{1}});
    CHECK(state.answer("a", std::int64_t{5}).error().is(Fault::ReadOnly));
    CHECK(state.clear("a").error().is(Fault::ReadOnly));
    CHECK(state.answer("b", Chosen{0}).has_value());
    CHECK(instrument::FormState::restore(form, state.bytes())->answers() == state.answers());
    CHECK(one("integer", "", R"("initial":[{"valueString":"4"}])").error().where ==
          "item[0].initial[0]");
    CHECK(one("integer", "", R"("initial":[{"valueInteger":4},{"valueInteger":5}])").has_error());
    CHECK(one("integer", "", R"("initial":4)").error().where == "item[0].initial");
}

TEST_CASE("hidden items are never asked and never in an answer") {
    const auto hidden = hl7("questionnaire-hidden", R"("valueBoolean":true)");
    const auto form = std::make_shared<const instrument::Form>(*readForm(questionnaire(
        R"({"linkId":"g","type":"group","extension":[)" + hidden +
        R"(],"item":[{"linkId":"a","type":"integer","initial":[{"valueInteger":4}]}]},{"linkId":"b","type":"boolean"})")));
    CHECK(form->pages().size() == 1);
    const auto state = instrument::FormState::start(form);
    CHECK(state.steps().size() == 1);
    CHECK_FALSE(instrument::isEnabled(*form, state.answers(), 1));
    CHECK(instrument::toResponse(*form, state.answers(), {"r", "p", {}, ""}).items.empty());
    CHECK(form->questions() == std::vector<std::size_t>{2});
    CHECK(one("boolean", hidden).error().where == "item");
    CHECK(one("boolean", hl7("questionnaire-hidden", R"("valueString":"no")")).has_error());
}
