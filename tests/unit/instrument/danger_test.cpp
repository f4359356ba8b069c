#include <catch2/catch_test_macros.hpp>
#include <string>

#include "unit/safety/suicide_forms.hpp"

using namespace landfall;
using instrument::Fault;

namespace {
/// Three yes/no items (a and b may be declined), a choice and a text, with one rule.
Result<instrument::Form> withRule(const std::string& parts) {
    return sample::readForm(sample::withRules(sample::extension("danger-rule", parts),
                                              sample::yesNo("a") + "," + sample::yesNo("b") + "," +
                                                  sample::yesNo("c", false) +
                                                  R"(,{"linkId":"d","type":"choice","answerOption":[
                {"valueCoding":{"code":"little"},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":0}]},
                {"valueCoding":{"code":"much"},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":2}]}]},
               {"linkId":"t","type":"text"},{"linkId":"g","type":"group","item":[{"linkId":"in","type":"boolean"}]})"));
}
std::string joined(std::initializer_list<std::string> parts) {
    std::string out;
    for (const auto& one : parts) out += (out.empty() ? "" : ",") + one;
    return out;
}
const auto items = sample::parts("item", "a b c");
const auto yes = sample::part("atLeast", 1);
const auto tier = sample::part("tier", 2);

std::string with(const std::string& parts) {
    return R"({"url":"with","extension":[)" + parts + "]}";
}
}  // namespace

TEST_CASE("a danger rule of a form is read with all its parts (clinical rules 5.5)") {
    const auto form = withRule(
        joined({sample::codePart("name", "little-sleep"), items, yes, sample::part("count", 2),
                sample::part("needed", "b"), with(joined({sample::part("item", "d"), yes})), tier,
                sample::codePart("result", "talk"), sample::part("answered", "a"),
                sample::part("offers", "asq")}));
    REQUIRE(form.has_value());
    REQUIRE(form->danger().rules.size() == 1);
    const auto& rule = form->danger().rules.front();
    CHECK(rule.name == "little-sleep");
    CHECK(rule.items == std::vector<std::size_t>{0, 1, 2});
    CHECK(rule.test.atLeast == 1);
    CHECK(rule.count == 2);
    CHECK(rule.needed == std::vector<std::size_t>{1});
    REQUIRE(rule.with);
    CHECK(rule.with->item == 3);
    CHECK_FALSE(rule.with->unanswered);
    CHECK(rule.tier == 2);
    CHECK(rule.result == "talk");
    CHECK(rule.answered == std::vector<std::size_t>{0});
    CHECK(rule.offers == "asq");
}

TEST_CASE("a danger rule of a form that could never apply is refused with its place") {
    const auto fault = [](std::initializer_list<std::string> parts) {
        const auto form = withRule(joined(parts));
        return form.has_error() && form.error().is(Fault::BadDanger) ? form.error().where
                                                                     : std::string("taken");
    };
    CHECK(fault({items, yes, tier}) == "taken");
    CHECK(fault({yes, tier}) == "extension[0] item");
    CHECK(fault({items, tier}) == "extension[0] atLeast, option or declined");
    CHECK(fault({items, yes}) == "extension[0] tier");
    CHECK(fault({items, yes, sample::part("tier", 0)}) == "extension[0] tier");
    CHECK(fault({items, yes, sample::part("tier", 4)}) == "extension[0] tier");
    CHECK(fault({items, sample::part("atLeast", 2), tier}) == "extension[0] atLeast");
    CHECK(fault({items, yes, tier, sample::part("count", 4)}) == "extension[0] count");
    CHECK(fault({items, yes, tier, sample::part("count", 0)}) == "extension[0] count");
    CHECK(fault({items, yes, sample::flag("declined"), tier}) == "extension[0] declined");
    CHECK(fault({sample::parts("item", "a b"), yes, sample::flag("declined"), tier}) == "taken");
    CHECK(fault({items, yes, tier, sample::part("needed", "d")}) == "extension[0] needed");
    CHECK(fault({items, yes, tier, sample::parts("needed", "a b")}) == "extension[0] needed");
    CHECK(fault({items, yes, tier, sample::part("answered", "a")}) == "extension[0] result");
    // The part itself is named where there is one to blame.
    CHECK(fault({sample::parts("item", "a nobody"), yes, tier}) == "extension[0].extension[1]");
    CHECK(fault({sample::parts("item", "a a"), yes, tier}) == "extension[0].extension[1]");
    CHECK(fault({sample::parts("item", "g"), yes, tier}) == "extension[0].extension[0]");
    CHECK(fault({sample::parts("item", "a t"), yes, tier}) == "extension[0] atLeast");
    CHECK(fault({items, yes, tier, sample::part("atleast", 1)}) == "extension[0].extension[5]");
    CHECK(fault({items, sample::part("atLeast", "1"), tier}) == "extension[0].extension[3]");
    // Options of different items may count together, and each has to be one of some item.
    const auto much = sample::codePart("option", "much");
    CHECK(fault({sample::parts("item", "d"), much, tier}) == "taken");
    CHECK(fault({sample::parts("item", "d"), much, sample::codePart("option", "x"), tier}) ==
          "extension[0] option");
    CHECK(fault({sample::parts("item", "a d"), much, tier}) == "extension[0] item a");
    // The item beside them.
    const auto beside = [&](std::initializer_list<std::string> parts) {
        return fault({items, yes, tier, with(joined(parts))});
    };
    CHECK(beside({sample::part("item", "d"), sample::part("atLeast", 2)}) == "taken");
    CHECK(beside({sample::part("item", "d"), sample::codePart("option", "much")}) == "taken");
    CHECK(beside({sample::part("item", "d"), sample::flag("unanswered")}) == "taken");
    CHECK(beside({sample::part("item", "d")}) == "extension[0].extension[5]");
    CHECK(beside({sample::part("item", "d"), sample::part("atLeast", 3)}) ==
          "extension[0].extension[5]");
    CHECK(beside({sample::part("item", "d"), sample::codePart("option", "some")}) ==
          "extension[0].extension[5]");
    CHECK(beside({yes}) == "extension[0].extension[5]");
}

TEST_CASE("the word for none of them says which answers it needs, once") {
    const auto read = [](const std::string& extensions) {
        return sample::readForm(sample::withRules(extensions, sample::manyYesNo("a b")));
    };
    const auto otherwise =
        sample::extension("danger-otherwise", sample::codePart("result", "none") + "," +
                                                  sample::parts("answered", "a"));
    const auto form = read(otherwise);
    REQUIRE(form.has_value());
    CHECK(form->danger().otherwise == "none");
    CHECK(form->danger().otherwiseAnswered == std::vector<std::size_t>{0});
    CHECK(read(otherwise + "," + otherwise).error().where == "extension[1] only once");
    CHECK(read(sample::extension("danger-otherwise", sample::codePart("result", "none")))
              .error()
              .where == "extension[0] answered");
    CHECK(
        read(sample::extension("danger-otherwise", sample::parts("answered", "a"))).error().where ==
        "extension[0] result");
}

TEST_CASE("danger of an item may name options, and offer a form instead of a tier") {
    const auto item = [](const std::string& parts) {
        return sample::readForm(sample::questionnaire(
            R"({"linkId":"d","type":"choice","answerOption":[{"valueCoding":{"code":"x"}},{"valueCoding":{"code":"y"}}],"extension":[)" +
            sample::extension("danger", parts) + "]}"));
    };
    const auto named = item(sample::codePart("option", "y") + "," + tier);
    REQUIRE(named.has_value());
    CHECK(named->item(0).danger.front().test.options == std::vector<std::string>{"y"});
    CHECK(item(sample::codePart("option", "z") + "," + tier).error().is(Fault::BadDanger));
    CHECK(item(sample::codePart("option", "y")).error().is(Fault::BadDanger));
    CHECK(item(sample::codePart("option", "y") + "," + sample::part("offers", "asq")).has_value());
    CHECK(item(sample::codePart("option", "y") + "," + sample::part("tier", 0) + "," +
               sample::part("offers", "asq"))
              .error()
              .is(Fault::BadDanger));
}
