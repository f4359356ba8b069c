#include <algorithm>
#include <array>
#include <tuple>

#include "unit/instrument/score_tables.hpp"

using namespace landfall;
using instrument::Fault;
using instrument::Library;

namespace {
constexpr const char* scale =
    R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":1},{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":5}])";

/// A clinic's own text for SWEMWBS, seven questions, with what is added at the top.
std::string swemwbs(const std::string& more = {}, int questions = 7,
                    const std::string& numbers = scale) {
    std::string items;
    for (int i = 1; i <= questions; ++i)
        items += std::string(i > 1 ? "," : "") + R"({"linkId":"swemwbs-)" + std::to_string(i) +
                 R"(","type":"integer","text":"The clinic's words",)" + numbers + "}";
    return R"({"resourceType":"Questionnaire","id":"swemwbs","status":"active",)"
           R"("url":"https://landfall.example/fhir/Questionnaire/swemwbs","version":"2.0.0")" +
           more + R"(,"item":[)" + items + "]}";
}
}  // namespace

TEST_CASE("a clinic's text of a bundled instrument scores as the numbers do (clinical 3.1)") {
    auto library = *Library::bundled();
    CHECK(library.faultsIn(swemwbs()).empty());
    const auto form = *library.add(swemwbs());
    CHECK(library.find("swemwbs") == form);
    const auto score = sample::scores(*form, sample::times(7, "3")).at(0);
    CHECK(sample::valueOf(score) == "21");
    CHECK(score.algorithm == "swemwbs-raw/1.0.0");
}

TEST_CASE("a clinic's pack brings the table from raw to metric (clinical 3.8)") {
    std::string rows;
    for (int raw = 7; raw <= 35; ++raw)
        rows += R"(,{"url":"table","extension":[{"url":"raw","valueInteger":)" +
                std::to_string(raw) + R"(},{"url":"value","valueDecimal":)" + std::to_string(raw) +
                R"(.25}]})";
    std::string items;
    for (int i = 1; i <= 7; ++i)
        items += R"(,{"url":"item","valueString":"swemwbs-)" + std::to_string(i) + R"("})";
    const auto scoring = [&](const std::string& table) {
        return R"(,"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/scoring","extension":[{"url":"algorithm","valueString":"swemwbs/1.0.0"},{"url":"method","valueCode":"sum"},{"url":"code","valueCoding":{"code":"swemwbs"}},{"url":"missing","valueCode":"complete"},{"url":"decimals","valueInteger":2})" +
               items + table + "]}]";
    };
    auto library = *Library::bundled();
    const auto form = *library.add(swemwbs(scoring(rows)));
    CHECK(sample::valueOf(sample::scores(*form, sample::times(7, "3")).at(0)) == "21.25");
    CHECK(sample::valueOf(sample::scores(*form, sample::times(6, "3")).at(0)).empty());
    // A table with a hole, or one that ends too early, would leave answers without a score.
    const auto last = rows.rfind(",{\"url\":\"table\"");
    CHECK(Library::faultsOf(swemwbs(scoring(rows.substr(0, last)))).front().is(Fault::BadScoring));
}

TEST_CASE(
    "a text that would score otherwise is refused with every item that differs (clinical 3.1)") {
    auto library = *Library::bundled();
    const auto missing = library.faultsIn(swemwbs({}, 5));
    REQUIRE(missing.size() == 2);
    CHECK(missing[0].is(Fault::BadScoring));
    CHECK(missing[0].where == "item swemwbs-6");
    CHECK(missing[1].where == "item swemwbs-7");
    const auto wide = library.faultsIn(swemwbs(
        {}, 7,
        R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":5}])"));
    CHECK(wide.size() == 7);
    CHECK(library.add(swemwbs({}, 5)).has_error());
    CHECK(library.find("swemwbs")->version() == "1.0.0");
}

TEST_CASE("a clinic's text signals the danger that the numbers do (clinical 3.8, 5.1)") {
    std::string items;
    for (int i = 1; i <= 21; ++i)
        items +=
            std::string(i > 1 ? "," : "") + R"({"linkId":"bdi2-)" + std::to_string(i) +
            R"(","type":"choice","text":"The clinic's words","answerOption":[)" +
            [] {
                std::string options;
                for (const char* n : {"0", "1", "2", "3"})
                    options +=
                        std::string(options.empty() ? "" : ",") +
                        R"({"valueCoding":{"system":"s","code":")" + n +
                        R"("},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":)" +
                        n + "}]}";
                return options;
            }() +
            "]}";
    auto library = *Library::bundled();
    const auto form = *library.add(
        R"({"resourceType":"Questionnaire","id":"bdi-ii","status":"active","version":"2.0.0","url":"https://landfall.example/fhir/Questionnaire/bdi-ii","item":[)" +
        items + "]}");
    const auto nine = form->indexOf("bdi2-9");
    REQUIRE(nine);
    CHECK(form->item(*nine).danger.size() == library.find("bdi-ii")->item(8).danger.size());
    CHECK_FALSE(form->item(*nine).danger.empty());
    CHECK(sample::valueOf(sample::scores(*form, sample::times(21, "3")).at(0)) == "63");
}

TEST_CASE("only neutral labels are bundled without a free licence (clinical 3.1)") {
    const auto made = [](const std::string& verdict, const std::string& text) {
        return *sample::readForm(sample::questionnaire(
            R"({"linkId":"a","type":"boolean","text":")" + text + R"("})",
            R"(,"description":")" + std::string(instrument::neutralDescription) +
                R"(","extension":[{"url":"https://landfall.example/fhir/StructureDefinition/licence","extension":[{"url":"verdict","valueCode":")" +
                verdict + R"("}]}])"));
    };
    CHECK(instrument::mayBeBundled(made("SHIP", "Words")));
    CHECK(instrument::mayBeBundled(made("SCORE-ONLY", "Item 12")));
    for (const auto* text : {"Words", "Item", "Item x", "item 1", "Item 1 words"})
        CHECK_FALSE(instrument::mayBeBundled(made("SCORE-ONLY", text)));
    CHECK_FALSE(instrument::mayBeBundled(made("PACK", "Item 1")));
    CHECK_FALSE(instrument::mayBeBundled(made("", "Item 1")));
}

namespace {
/// The bundled file of a questionnaire with text put in the place of other text.
std::string bundledText(const std::string& id, const std::vector<std::array<std::string, 2>>& edits,
                        const std::string& number = "1.0.9") {
    const auto library = *Library::bundled();
    auto text = library.findEntry(id)->bytes;
    const auto edit = [&](const std::string& from, const std::string& to) {
        const auto at = text.find(from);
        REQUIRE(at != std::string::npos);
        text.replace(at, from.size(), to);
    };
    edit(R"("version": "1.0.0")", R"("version": ")" + number + '"');
    for (const auto& [from, to] : edits) edit(from, to);
    return text;
}
/// The number of the tier that one answer to an item gives, 0 for none.
int tierOf(const instrument::Item& item, std::int64_t number) {
    int tier = 0;
    for (const auto& rule : item.danger)
        if (rule.test.atLeast && number >= *rule.test.atLeast) tier = std::max(tier, rule.tier);
    return tier;
}
constexpr const char* danger = "https://landfall.example/fhir/StructureDefinition/danger";
}  // namespace

TEST_CASE("a clinic's file cannot switch off or weaken a bundled danger rule (clinical 5.1)") {
    // All three rules of item 9 are gone; the scoring is the clinic's own.
    std::vector<std::array<std::string, 2>> none(3,
                                                 {danger, std::string("https://x.example/note")});
    auto library = *Library::bundled();
    const auto bare = library.add(bundledText("phq-9", none));
    REQUIRE(bare.has_value());
    const auto& nine = (*bare)->item(*(*bare)->indexOf("phq9-9"));
    CHECK(nine.danger.size() == 3);
    CHECK(tierOf(nine, 1) == 1);
    CHECK(tierOf(nine, 2) == 2);
    CHECK(library.find("phq-9") == *bare);

    // A rule of its own that says less does not push the bundled ones out.
    none.pop_back();
    const auto weak = library.add(bundledText("phq-9", none, "1.0.10"));
    REQUIRE(weak.has_value());
    CHECK(tierOf((*weak)->item(*(*weak)->indexOf("phq9-9")), 2) == 2);
    CHECK(std::any_of((*weak)->item(*(*weak)->indexOf("phq9-9")).danger.begin(),
                      (*weak)->item(*(*weak)->indexOf("phq9-9")).danger.end(),
                      [](const auto& rule) { return rule.offers == "asq"; }));
}

TEST_CASE("a clinic's file without what is required is as incomplete without it (clinical 5.2)") {
    auto library = *Library::bundled();
    const auto before = library.find("asq");
    const auto questions = before->questions();
    const auto required = std::count_if(questions.begin(), questions.end(), [&](const auto index) {
        return before->item(index).required;
    });
    REQUIRE(required > 0);
    const std::vector<std::array<std::string, 2>> none(
        static_cast<std::size_t>(required), {R"("required": true)", R"("required": false)"});
    const auto bytes = bundledText("asq", none);
    const auto added = library.inheritance(bytes).added;
    CHECK(std::any_of(added.begin(), added.end(), [](const std::string& line) {
        return line.starts_with("item asq-1 is required");
    }));
    const auto form = library.add(bytes);
    REQUIRE(form.has_value());
    for (const auto index : questions)
        CHECK((*form)->item(*(*form)->indexOf(before->item(index).linkId)).required ==
              before->item(index).required);
}

TEST_CASE("a clinic's file may make a danger rule stricter or add one (clinical 5.1)") {
    auto library = *Library::bundled();
    // The first extension of an item is that of phq9-1.
    const std::string declinable =
        R"("url": "https://landfall.example/fhir/StructureDefinition/declinable",)";
    const auto form = library.add(bundledText(
        "phq-9",
        {{declinable,
          std::string(R"("url":")") + danger +
              R"(","extension":[{"url":"atLeast","valueInteger":3},{"url":"tier","valueInteger":1}]},{)" +
              declinable}}));
    REQUIRE(form.has_value());
    CHECK(tierOf((*form)->item(*(*form)->indexOf("phq9-1")), 3) == 1);
    CHECK((*form)->item(*(*form)->indexOf("phq9-9")).danger.size() == 3);
    CHECK(library.inheritance(bundledText("phq-9", {})).added.empty());
}

TEST_CASE("a file without the item that a bundled danger rule is about is refused at its place") {
    const auto library = *Library::bundled();
    const auto faults = library.faultsIn(
        bundledText("phq-9", {{R"("linkId": "phq9-9")", R"("linkId": "phq9-other")"},
                              {R"("valueString": "phq9-9")", R"("valueString": "phq9-other")"},
                              {R"("valueString": "phq9-9")", R"("valueString": "phq9-other")"},
                              {R"("valueString": "phq9-9")", R"("valueString": "phq9-other")"}}));
    REQUIRE_FALSE(faults.empty());
    CHECK(faults.front().is(Fault::DangerItemMissing));
    CHECK(faults.front().where.find("item phq9-9") != std::string::npos);
    CHECK(faults.front().line().find("missing") != std::string::npos);
    // Beside the other faults that a missing item brings.
    const auto more = library.faultsIn(
        bundledText("phq-9", {{R"("linkId": "phq9-9")", R"("linkId": "phq9-other")"}}));
    CHECK(more.front().is(Fault::BadScoring));
    CHECK(more.back().is(Fault::DangerItemMissing));
    CHECK(more.back().where.find("item phq9-9") != std::string::npos);
}

TEST_CASE("an item of danger that is hidden, fixed or asked of some only is refused") {
    const auto library = *Library::bundled();
    for (const auto* more :
         {R"("readOnly": true,)",
          R"("initial": [{"valueCoding":{"system":"http://loinc.org","code":"LA6568-5"}}],)",
          R"("enableWhen": [{"question":"phq9-1","operator":"exists","answerBoolean":true}],)"}) {
        const auto faults = library.faultsIn(bundledText(
            "phq-9", {{R"("linkId": "phq9-9",)", std::string(R"("linkId": "phq9-9",)") + more}}));
        INFO(more);
        REQUIRE_FALSE(faults.empty());
        CHECK(faults.front().where.find("phq9-9") != std::string::npos);
    }
}

TEST_CASE("rules over several items hold beside a clinic's own (clinical 3.7, 5.2)") {
    auto library = *Library::bundled();
    // The rules and the word for "none of them" are gone.
    const std::string rule = "https://landfall.example/fhir/StructureDefinition/danger-rule";
    const std::string otherwise =
        "https://landfall.example/fhir/StructureDefinition/danger-otherwise";
    const auto text = bundledText("asq", {{rule, "https://x.example/1"},
                                          {rule, "https://x.example/2"},
                                          {rule, "https://x.example/3"},
                                          {otherwise, "https://x.example/4"}});
    const auto told = library.inheritance(text).added;
    CHECK(told.size() == 4);
    const auto form = *library.add(text);
    CHECK(form->danger().rules.size() == 3);
    CHECK(form->danger().otherwise == "negative");
    CHECK(form->danger().otherwiseAnswered.size() == 4);
}

TEST_CASE("what a clinic's file takes over is told by its place") {
    const auto library = *Library::bundled();
    const auto told =
        library
            .inheritance(bundledText("phq-9", {3, {danger, std::string("https://x.example/note")}}))
            .added;
    REQUIRE(told.size() == 3);
    CHECK(told[0].find("item phq9-9") != std::string::npos);
    CHECK(told[0].find("phq-9 1.0.0") != std::string::npos);
    CHECK(library.inheritance(swemwbs()).added.empty() == false);
}

TEST_CASE("neither the url nor the id of a bundled questionnaire can be taken by another") {
    auto library = *Library::bundled();
    CHECK(library.add(bundledText("phq-9", {{R"("id": "phq-9")", R"("id": "phq-nine")"}}))
              .error()
              .is(Fault::NameTaken));
    CHECK(library
              .add(bundledText("phq-9", {{"https://landfall.example/fhir/Questionnaire/phq-9",
                                          "https://x.example/Questionnaire/phq-9"}}))
              .error()
              .is(Fault::NameTaken));
    CHECK(library.find("phq-9")->version() == "1.0.0");
}

TEST_CASE("who is asked under other conditions is told, because it cannot be computed") {
    const auto library = *Library::bundled();
    // The way the paper form goes on: the third question only after a yes to the second.
    const auto skipping = library.inheritance(bundledText(
        "cssrs-screener",
        {{R"("linkId": "cssrs-3",)",
          R"("linkId": "cssrs-3","enableWhen":[{"question":"cssrs-2","operator":"=","answerBoolean":true}],)"}}));
    CHECK(skipping.faults.empty());
    REQUIRE(skipping.compare.size() == 1);
    CHECK(skipping.compare[0].find("item cssrs-3") != std::string::npos);
    CHECK(library.inheritance(bundledText("side-effects", {})).compare.empty());
}

TEST_CASE("an item that cannot give the answers a danger rule is about is refused") {
    const auto library = *Library::bundled();
    const auto renamed = library.faultsIn(
        bundledText("side-effects", {{R"("valueCode": "harmed-self")", R"("valueCode": "nausea")"},
                                     {R"("code": "harmed-self")", R"("code": "something")"}}));
    REQUIRE_FALSE(renamed.empty());
    CHECK(renamed.front().is(Fault::BadDanger));
    CHECK(renamed.front().where == "item se-what");
    // The same code with another number would turn the rule round.
    const auto turned = library.faultsIn(
        bundledText("phq-9", {{R"("linkId": "phq9-9")", R"("linkId": "phq9-9","prefix":"9")"}}));
    CHECK(turned.empty());
    auto text = bundledText("phq-9", {});
    auto at = text.find(R"("linkId": "phq9-9")");
    REQUIRE(at != std::string::npos);
    for (const auto& [from, to] :
         {std::array<std::string, 2>{R"("valueDecimal": 0)", R"("valueDecimal": 9)"},
          {R"("valueDecimal": 3)", R"("valueDecimal": 0)"},
          {R"("valueDecimal": 9)", R"("valueDecimal": 3)"}})
        text.replace(text.find(from, at), from.size(), to);
    const auto swapped = library.faultsIn(text);
    REQUIRE(swapped.size() == 1);
    CHECK(swapped.front().is(Fault::AnswersDiffer));
    CHECK(swapped.front().where.starts_with(
        "item phq9-9: the option LA6568-5 (Not at all) counts 3"));
}

TEST_CASE("where a refusal is a sign of danger, it can be given") {
    auto library = *Library::bundled();
    auto text = bundledText("phq-9", {3, {danger, std::string("https://x.example/note")}});
    const auto nine = text.find(R"("linkId": "phq9-9")");
    const std::string declinable = "StructureDefinition/declinable";
    text.replace(text.rfind(declinable, nine), declinable.size(), "StructureDefinition/something_");
    const auto told = library.inheritance(text).added;
    CHECK(std::any_of(told.begin(), told.end(), [](const std::string& line) {
        return line.find("prefer not to say") != std::string::npos;
    }));
    const auto form = *library.add(text);
    CHECK(form->item(*form->indexOf("phq9-9")).declinable);
}

namespace {
/// The bundled file with everything in it below one more question or group.
std::string allBelow(const std::string& id, const std::string& holder) {
    auto text = bundledText(id, {}, "2.0.0");
    const std::string items = "\n  \"item\": [";
    text.replace(text.find(items), items.size(), R"("item":[)" + holder + R"(,"item":[)");
    text.replace(text.rfind(']'), 1, "]}]");
    return text;
}
/// `text` with more members at the item of that linkId.
std::string withMore(std::string text, const std::string& linkId, const std::string& more) {
    const auto link = R"("linkId": ")" + linkId + R"(",)";
    REQUIRE(text.find(link) != std::string::npos);
    text.replace(text.find(link), link.size(), link + more);
    return text;
}
constexpr const char* mayWe = R"({"linkId":"may","type":"boolean","text":"May we ask?")";
const std::string yesToFirst =
    R"("enableWhen": [{"question":"phq9-1","operator":"=","answerCoding":{"system":"http://loinc.org","code":"LA6571-9"}}],)";
}  // namespace

TEST_CASE(
    "a file whose dangerous or scored items hang below a question is refused (clinical 3.7)") {
    const auto library = *Library::bundled();
    for (const auto& [id, items, first] :
         {std::tuple{"asq", 5, "item asq-1"}, std::tuple{"cssrs-screener", 7, "item cssrs-1"},
          std::tuple{"phq-9", 9, "item phq9-1"}, std::tuple{"bdi-ii", 21, "item bdi2-1"},
          std::tuple{"qids-sr16", 16, "item qids-1"}, std::tuple{"madrs-s", 9, "item madrss-1"},
          std::tuple{"gad-7", 7, "item gad7-1"}}) {
        INFO(id);
        const auto faults = library.faultsIn(allBelow(id, mayWe));
        CHECK(faults.size() == static_cast<std::size_t>(items));
        CHECK(std::any_of(faults.begin(), faults.end(),
                          [&](const Error& fault) { return fault.where == first; }));
        // What is required is not answered by everybody either.
        CHECK_FALSE(
            library.faultsIn(allBelow(id, std::string(mayWe) + R"(,"required":true)")).empty());
        // A group by itself asks everybody.
        CHECK(library.faultsIn(allBelow(id, R"({"linkId":"g","type":"group")")).empty());
    }
    auto added = *Library::bundled();
    CHECK(added.add(allBelow("asq", mayWe)).has_error());
    CHECK(added.find("asq")->version() == "1.0.0");
}

TEST_CASE("a file whose dangerous or scored items are asked of some only is refused") {
    const auto library = *Library::bundled();
    // The group may be entered only after a yes: who says no was never asked, and is not negative.
    const auto entered = library.faultsIn(allBelow(
        "asq",
        R"({"linkId":"may","type":"boolean"},{"linkId":"g","type":"group","enableWhen":[{"question":"may","operator":"=","answerBoolean":true}])"));
    REQUIRE(entered.size() == 5);
    CHECK(entered.front().is(Fault::DangerItemMissing));
    // The file's own scoring, and the bundled one that it takes over.
    auto taken = withMore(bundledText("phq-9", {}), "phq9-3", yesToFirst);
    const auto own = library.faultsIn(taken);
    REQUIRE(own.size() == 1);
    CHECK(own.front().is(Fault::ScoredItemNotAsked));
    CHECK(own.front().where == "item phq9-3");
    const std::string scoring = "https://landfall.example/fhir/StructureDefinition/scoring";
    taken.replace(taken.find(scoring), scoring.size(), "https://x.example/note");
    const auto inherited = library.faultsIn(taken);
    REQUIRE(inherited.size() == 1);
    CHECK(inherited.front().where == "item phq9-3");
    // One answer that is there before anybody is asked is counted too.
    CHECK(
        library
            .faultsIn(withMore(
                bundledText("phq-9", {}), "phq9-2",
                R"("initial": [{"valueCoding":{"system":"http://loinc.org","code":"LA6568-5"}}],)"))
            .size() == 1);
    // What is not scored may be asked of some.
    CHECK(library.faultsIn(withMore(bundledText("phq-9", {}), "phq9-10", yesToFirst)).empty());
    // Another way to the question whether it is now than any sign of danger.
    const std::string second = R"("question": "asq-2",)";
    auto narrow = bundledText("asq", {});
    while (narrow.find(second) != std::string::npos)
        narrow.replace(narrow.find(second), second.size(), R"("question": "asq-1",)");
    const auto fewer = library.faultsIn(narrow);
    REQUIRE(fewer.size() == 1);
    CHECK(fewer.front().where == "item asq-5");
}

TEST_CASE("a skip that the bundled rules count with is no fault (clinical 3.6, 3.7)") {
    const auto library = *Library::bundled();
    const auto after = [](const std::string& gate, const std::string& op,
                          const std::string& value) {
        return R"("enableWhen":[{"question":")" + gate + R"(","operator":")" + op + R"(",)" +
               value + "}],";
    };
    auto audit = bundledText("audit-c", {});
    audit = withMore(audit, "auditc-2", after("auditc-1", ">", R"("answerInteger":0)"));
    audit = withMore(audit, "auditc-3", after("auditc-1", ">", R"("answerInteger":0)"));
    CHECK(library.faultsIn(audit).empty());
    // Behind a higher answer than the one that ends the form.
    auto late = bundledText("audit-c", {});
    late = withMore(late, "auditc-2", after("auditc-1", ">", R"("answerInteger":1)"));
    REQUIRE(library.faultsIn(late).size() == 1);
    CHECK(library.faultsIn(late).front().where == "item auditc-2");
    // After a no to the second question the third to the fifth are skipped, after a yes never.
    const auto yes = R"("answerBoolean":true)";
    auto screen = bundledText("cssrs-screener", {});
    for (const auto* item : {"cssrs-3", "cssrs-4", "cssrs-5"})
        screen = withMore(screen, item, after("cssrs-2", "=", yes));
    CHECK(library.faultsIn(screen).empty());
    CHECK(library.inheritance(screen).compare.size() == 3);
    auto turned = withMore(bundledText("cssrs-screener", {}), "cssrs-4",
                           after("cssrs-2", "=", R"("answerBoolean":false)"));
    CHECK(library.faultsIn(turned).size() == 1);
    // Behaviour in the last three months, after behaviour at any time: for a person to compare.
    const auto recent =
        withMore(bundledText("cssrs-screener", {}), "cssrs-7", after("cssrs-6", "=", yes));
    CHECK(library.faultsIn(recent).empty());
    CHECK(library.inheritance(recent).compare.size() == 1);
    // The first question of all is no sign that the others need not be asked.
    CHECK(library.faultsIn(withMore(bundledText("asq", {}), "asq-2", after("asq-1", "=", yes)))
              .size() == 1);
}

TEST_CASE("the words of one answer at the code of another are told") {
    const auto library = *Library::bundled();
    const auto text = bundledText("phq-9", {});
    const auto nine = text.find(R"("linkId": "phq9-9")");
    auto swapped = text;
    for (const auto& [from, to] : {std::array<std::string, 2>{R"("Not at all")", R"("kept")"},
                                   {R"("Nearly every day")", R"("Not at all")"},
                                   {R"("kept")", R"("Nearly every day")"}})
        swapped.replace(swapped.find(from, nine), from.size(), to);
    const auto told = library.inheritance(swapped).compare;
    REQUIRE(told.size() == 2);
    CHECK(told[0].starts_with("item phq9-9: the option LA6568-5 has the words of another option"));
    auto translated = text;
    const std::string words = R"("Not at all")";
    for (auto at = translated.find(words); at != std::string::npos; at = translated.find(words))
        translated.replace(at, words.size(), R"("Gar nicht")");
    CHECK(library.inheritance(translated).compare.empty());
}
