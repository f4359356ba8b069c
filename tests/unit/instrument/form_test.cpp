#include "landfall/instrument/form.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "unit/instrument/sample_forms.hpp"

using namespace landfall;
using instrument::Fault;
using instrument::ItemKind;
using sample::questionnaire;
using sample::readForm;

namespace {
struct Refused {
    const char* items;
    Fault fault;
    const char* where;
};

std::string item(const std::string& linkId, const std::string& more = R"("type":"boolean")") {
    return "{\"linkId\":\"" + linkId + "\"," + more + "}";
}
}  // namespace

TEST_CASE("every kind of item becomes what it is, and what cannot be answered stays in the form") {
    const auto form = *readForm(questionnaire(sample::allKinds));
    const auto kindOf = [&](std::string_view linkId) {
        return form.item(*form.indexOf(linkId)).kind;
    };
    CHECK(kindOf("hello") == ItemKind::Display);
    CHECK(kindOf("g") == ItemKind::Group);
    CHECK(kindOf("choice") == ItemKind::Choice);
    CHECK(kindOf("yes") == ItemKind::Boolean);
    CHECK(kindOf("count") == ItemKind::Integer);
    CHECK(kindOf("short") == ItemKind::Text);
    CHECK(kindOf("long") == ItemKind::Text);
    CHECK(kindOf("photo") == ItemKind::Attachment);
    CHECK_FALSE(form.item(*form.indexOf("photo")).isAnswerable());
    CHECK_FALSE(form.indexOf("none"));
    CHECK(form.item(*form.indexOf("choice")).options[1].ordinal == 5);
    CHECK(form.item(*form.indexOf("count")).max == 10);
    CHECK(form.item(*form.indexOf("long")).multiline);
    CHECK(form.title() == "made-up");
}

TEST_CASE("there is one page a question, led by its groups and the texts before it") {
    const auto form = *readForm(questionnaire(sample::allKinds));
    REQUIRE(form.pages().size() == 6);
    CHECK(form.pages()[0].leads == std::vector<std::string>{"Last week", "Welcome."});
    CHECK(form.pages()[1].leads == std::vector<std::string>{"Last week", "Nearly there."});
    CHECK(form.pages()[2].leads.empty());
}

TEST_CASE("a question whose asking depends on something not known here cannot be answered") {
    for (
        const auto* more :
        {R"("type":"boolean","extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"}])",
         R"("type":"choice","answerValueSet":"http://x")", R"("type":"choice")",
         R"("type":"choice","answerOption":[{"valueReference":{"reference":"Patient/p"}}])"}) {
        const auto form = readForm(questionnaire(item("a", more)));
        INFO(more);
        REQUIRE(form.has_value());
        CHECK(form->item(0).kind == ItemKind::Unsupported);
    }
    const auto form = *readForm(questionnaire(
        R"({"linkId":"g","type":"group","extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"}],"item":[{"linkId":"g2","type":"group","item":[{"linkId":"a","type":"boolean"}]}]})"));
    CHECK(form.item(2).kind == ItemKind::Unsupported);
}

TEST_CASE("a definition that cannot be meant is refused with the place (B-46)") {
    const std::vector<Refused> corpus = {
        {R"({"type":"boolean"})", Fault::MissingLinkId, "item[0].linkId"},
        {R"({"linkId":"","type":"boolean"})", Fault::MissingLinkId, "item[0].linkId"},
        {R"({"linkId":7,"type":"boolean"})", Fault::MissingLinkId, "item[0].linkId"},
        {R"({"linkId":"a"})", Fault::BadElement, "item[0].type"},
        {R"(7)", Fault::BadElement, "item[0]"},
        {R"({"linkId":"a","type":"boolean"},{"linkId":"g","type":"group","item":[{"linkId":"a","type":"boolean"}]})",
         Fault::DuplicateLinkId, "item[1].item[0].linkId"},
        {R"({"linkId":"a","type":"boolean","required":"yes"})", Fault::BadElement,
         "item[0].required"},
        {R"({"linkId":"a","type":"choice","answerOption":[{"valueCoding":{"display":"x"}}]})",
         Fault::BadElement, "item[0].answerOption[0].valueCoding.code"},
        {R"({"linkId":"a","type":"choice","answerOption":[{"valueCoding":{"code":"x"}},{"valueCoding":{"code":"x"}}]})",
         Fault::DuplicateOption, "item[0].answerOption[1].valueCoding"},
        {R"({"linkId":"a","type":"boolean","item":{}})", Fault::BadElement, "item[0].item"},
        {R"({"linkId":"a","type":"integer","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":5},{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":4}]})",
         Fault::BadLimits, "item[0].extension[1] maxValue"},
        {R"({"linkId":"a","type":"bool"})", Fault::UnknownType, "item[0].type"},
        {R"({"linkId":"a","type":"question"})", Fault::UnknownType, "item[0].type"},
        {R"({"linkId":"a","type":"boolean","modifierExtension":[{"url":"x"}]})",
         Fault::UnknownModifier, "item[0].modifierExtension"},
        {R"({"linkId":"g","type":"group","modifierExtension":[{"url":"x"}],"item":[{"linkId":"a","type":"boolean"}]})",
         Fault::UnknownModifier, "item[0].modifierExtension"},
        {R"({"linkId":"a","type":"boolean","initial":[{"valueString":"x"}]})", Fault::BadInitial,
         "item[0].initial[0]"},
        {R"({"linkId":"a","type":"string","maxLength":0})", Fault::BadElement, "item[0].maxLength"},
        {R"({"linkId":"a","type":"display","text":"only"})", Fault::BadElement, "item"},
    };
    for (const auto& entry : corpus) {
        const auto form = readForm(questionnaire(entry.items));
        INFO(entry.items);
        REQUIRE(form.has_error());
        CHECK(form.error().is(entry.fault));
        CHECK(form.error().where == entry.where);
    }
    CHECK(readForm(R"({"resourceType":"Patient","id":"p"})").error().is(Fault::NotAQuestionnaire));
    CHECK(readForm("[]").error().is(Fault::NotAQuestionnaire));
    CHECK(
        readForm(
            R"({"resourceType":"Questionnaire","id":"a","url":"u","version":"1","status":"active"})")
            .error()
            .where == "item");
}

TEST_CASE("every fault of one file is told in one go, each with its place and a sentence (B-46)") {
    const std::string hl7 = "http://hl7.org/fhir/StructureDefinition/";
    const auto when = [](const std::string& question, const std::string& op) {
        return R"("enableWhen":[{"question":")" + question + R"(","operator":")" + op +
               R"(","answerBoolean":true}])";
    };
    const auto json = *fhir::Json::parse(questionnaire(
        item("a", R"("type":"bool")") + "," + item("a") + "," +
            item("c", R"("type":"boolean",)" + when("nobody", "=")) + "," +
            item("d", R"("type":"boolean",)" + when("c", "~")) + "," +
            item("e", R"("type":"integer","extension":[{"url":")" + hl7 +
                          R"(minValue","valueInteger":5},{"url":")" + hl7 +
                          R"(maxValue","valueInteger":1}])") +
            "," +
            item("f", R"("type":"string","extension":[{"url":")" + hl7 +
                          R"(regex","valueString":"["}])") +
            "," + item("g", R"("type":"boolean",)" + when("h", "=")) + "," +
            item("h", R"("type":"boolean",)" + when("g", "=")) + "," +
            item("i", R"("type":"boolean",)" + when("k", "=")) + "," +
            item("k", R"("type":"boolean",)" + when("i", "=")) + "," +
            item(
                "l",
                R"("type":"boolean","extension":[{"url":"https://landfall.example/fhir/StructureDefinition/danger","extension":[{"url":"atLeast","valueInteger":1},{"url":"tier","valueInteger":7}]}])"),
        R"(,"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/scoring","extension":[{"url":"algorithm","valueString":"x/1"},{"url":"method","valueCode":"sum"},{"url":"code","valueCoding":{"code":"total"}},{"url":"item","valueString":"nobody"},{"url":"item","valueString":"c"}]},{"url":"https://landfall.example/fhir/StructureDefinition/danger-rule","extension":[{"url":"item","valueString":"c"},{"url":"atLeast","valueInteger":1}]}])"));
    std::vector<std::pair<Fault, std::string>> found;
    for (const auto& fault : instrument::Form::faultsOf(json.root()))
        found.emplace_back(static_cast<Fault>(fault.code.value()), fault.where);
    const std::vector<std::pair<Fault, std::string>> expected = {
        {Fault::UnknownType, "item[0].type"},
        {Fault::DuplicateLinkId, "item[1].linkId"},
        {Fault::UnknownQuestion, "item[2].enableWhen[0].question"},
        {Fault::UnknownOperator, "item[3].enableWhen[0].operator"},
        {Fault::BadLimits, "item[4].extension[1] maxValue"},
        {Fault::BadPattern, "item[5].extension[0].valueString"},
        {Fault::ConditionCycle, "item[6].enableWhen[0]"},
        {Fault::ConditionCycle, "item[8].enableWhen[0]"},
        {Fault::BadDanger, "item[10].extension[0] tier"},
        {Fault::BadScoring, "extension[0].extension[3]"},
        {Fault::BadScoring, "extension[0] missing"},
        {Fault::BadDanger, "extension[1] tier"},
    };
    CHECK(found.size() == expected.size());
    for (const auto& one : expected) {
        INFO(one.second);
        CHECK(std::find(found.begin(), found.end(), one) != found.end());
    }
}

TEST_CASE(
    "a questionnaire of a status that FHIR does not have, or changed in a way not known, is "
    "refused") {
    const auto with = [](const std::string& status, const std::string& more = {}) {
        return readForm(R"({"resourceType":"Questionnaire","id":"a","url":"u","version":"1")" +
                        status + more + R"(,"item":[{"linkId":"a","type":"boolean"}]})");
    };
    const std::string active = R"(,"status":"active")";
    CHECK(with(active).has_value());
    // What was answered under it stays readable.
    for (const auto* status : {"", "draft", "retired", "unknown"}) {
        INFO(status);
        CHECK(with(*status == 0 ? "" : R"(,"status":")" + std::string(status) + '"').has_value());
    }
    const auto published = with(R"(,"status":"published")");
    CHECK(published.error().is(Fault::BadStatus));
    CHECK(published.error().where == "status");
    CHECK(with(active, R"(,"modifierExtension":[{"url":"x"}])").error().is(Fault::UnknownModifier));
    CHECK(with(active, R"(,"implicitRules":"x")").error().is(Fault::UnknownModifier));
}

TEST_CASE("of several circles each is told, and of a form cut short nothing is made up (B-46)") {
    std::string items;
    for (int i = 0; i < 40; ++i)
        items += std::string(i == 0 ? "" : ",") +
                 item(std::to_string(i), R"("type":"boolean","enableWhen":[{"question":")" +
                                             std::to_string(i ^ 1) +
                                             R"(","operator":"exists","answerBoolean":true}])");
    CHECK(instrument::Form::faultsOf(fhir::Json::parse(questionnaire(items))->root()).size() == 20);
    std::string many;
    for (int i = 0; i < 2'100; ++i)
        many +=
            std::string(i == 0 ? "" : ",") +
            item(
                std::to_string(i),
                R"("type":"boolean","enableWhen":[{"question":"2099","operator":"exists","answerBoolean":true}])");
    CHECK(instrument::Form::faultsOf(fhir::Json::parse(questionnaire(many))->root()).size() == 1);
}

TEST_CASE("a danger rule that could never be applied is refused, not lost") {
    const auto danger = [](const std::string& rule, const std::string& more) {
        return readForm(questionnaire(
            R"({"linkId":"a",)" + more +
            R"("extension":[{"url":"https://landfall.example/fhir/StructureDefinition/declinable","valueBoolean":true},{"url":"https://landfall.example/fhir/StructureDefinition/danger","extension":[)" +
            rule + "]}]}"));
    };
    const std::string tier = R"({"url":"tier","valueInteger":2})";
    const std::string atLeast = R"({"url":"atLeast","valueInteger":1},)";
    const std::string boolean = R"("type":"boolean",)";
    CHECK(danger(atLeast + tier, boolean).has_value());
    CHECK(danger(tier, boolean).error().is(Fault::BadDanger));
    CHECK(danger(atLeast + R"({"url":"tier","valueInteger":4})", boolean)
              .error()
              .is(Fault::BadDanger));
    CHECK(danger(R"({"url":"atLeast","valueInteger":1})", boolean).error().is(Fault::BadDanger));
    CHECK(danger(atLeast + tier, R"("type":"text",)").error().is(Fault::BadDanger));
    CHECK(
        danger(atLeast + tier, R"("type":"choice","answerOption":[{"valueCoding":{"code":"x"}}],)")
            .error()
            .is(Fault::BadDanger));
}

TEST_CASE("scoring data that contradicts the items is refused") {
    const auto scoring = [](const std::string& parts) {
        return readForm(questionnaire(
            item("a") + "," + item("t", R"("type":"text")"),
            R"(,"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/scoring","extension":[{"url":"algorithm","valueString":"x/1"},{"url":"method","valueCode":"sum"},{"url":"code","valueCoding":{"system":"s","code":"total"}},)" +
                parts + "]}]"));
    };
    const std::string complete = R"({"url":"missing","valueCode":"complete"},)";
    const std::string a = R"({"url":"item","valueString":"a"})";
    const auto band = [](const char* low, const char* high) {
        return std::string(
                   R"(,{"url":"band","extension":[{"url":"code","valueCode":"b"},{"url":"low","valueInteger":)") +
               low + R"(},{"url":"high","valueInteger":)" + high + "}]}";
    };
    CHECK(scoring(complete + a).has_value());
    CHECK(scoring(complete + a + band("0", "0") + band("1", "1")).has_value());
    CHECK(scoring(a).error().is(Fault::BadScoring));
    CHECK(scoring(complete + a + "," + a).error().is(Fault::BadScoring));
    CHECK(
        scoring(complete + R"({"url":"item","valueString":"none"})").error().is(Fault::BadScoring));
    CHECK(scoring(complete + R"({"url":"item","valueString":"t"})").error().is(Fault::BadScoring));
    CHECK(scoring(complete + a + band("0", "0")).error().is(Fault::BadScoring));
    CHECK(scoring(complete + a + band("0", "0") + band("2", "2")).error().is(Fault::BadScoring));
    CHECK(scoring(complete + a + R"(,{"url":"neverProrated","valueString":"t"})").has_error());
}

TEST_CASE("2,000 items are read and one more is refused, and so is a depth above 16 (B-46)") {
    std::string items = item("0");
    for (int i = 1; i < 2'000; ++i) items += "," + item(std::to_string(i));
    CHECK(readForm(questionnaire(items)).has_value());
    CHECK(readForm(questionnaire(items + "," + item("last"))).error().is(Fault::TooManyItems));

    const auto nestedIn = [](int depth) {
        std::string text = item("leaf");
        for (int i = 1; i < depth; ++i)
            text = item("g" + std::to_string(i), R"("type":"group","item":[)" + text + "]");
        return questionnaire(text);
    };
    CHECK(readForm(nestedIn(16)).has_value());
    CHECK(readForm(nestedIn(17)).error().is(Fault::TooDeep));
    CHECK(readForm(nestedIn(500)).error().is(fhir::Fault::TooDeep));
}

TEST_CASE("every fault of a definition is told") {
    const auto json = *fhir::Json::parse(
        questionnaire(R"({"type":"boolean"},{"linkId":"a"},{"linkId":"a","type":"boolean"})"));
    const auto faults = instrument::Form::faultsOf(json.root());
    REQUIRE(faults.size() == 3);
    CHECK(faults[0].where == "item[0].linkId");
    CHECK(faults[1].where == "item[1].type");
    CHECK(faults[2].where == "item[2].linkId");
}
