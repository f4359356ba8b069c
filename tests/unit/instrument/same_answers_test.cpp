#include <algorithm>
#include <array>
#include <tuple>

#include "unit/instrument/score_tables.hpp"

using namespace landfall;
using instrument::Fault;
using instrument::Library;

namespace {
using Edit = std::array<std::string, 2>;

/// The bundled file under another version. Each edit is made once, behind the linkId where one is
/// given.
struct Version {
    std::string text;

    explicit Version(const std::string& id, const std::string& number = "1.0.9") {
        text = Library::bundled()->findEntry(id)->bytes;
        edit("", {R"("version": "1.0.0")", R"("version": ")" + number + '"'});
    }
    Version& edit(const std::string& linkId, const Edit& edit) {
        const auto from = linkId.empty() ? 0 : text.find(R"("linkId": ")" + linkId + '"');
        REQUIRE(from != std::string::npos);
        const auto at = text.find(edit[0], from);
        REQUIRE(at != std::string::npos);
        text.replace(at, edit[0].size(), edit[1]);
        return *this;
    }
    /// One more option, the first.
    Version& withOption(const std::string& linkId, const std::string& option) {
        return edit(linkId, {R"("answerOption": [)", R"("answerOption": [)" + option + ','});
    }
    Version& with(const std::string& linkId, const std::string& more) {
        const auto link = R"("linkId": ")" + linkId + R"(",)";
        return edit(linkId, {link, link + more});
    }
    /// Without the conditions of an item.
    Version& unconditional(const std::string& linkId) {
        const auto from = text.find(R"("linkId": ")" + linkId + '"');
        const auto when = text.find(R"("enableWhen")", from);
        REQUIRE(when != std::string::npos);
        text.erase(when, text.find("],", when) + 2 - when);
        if (const auto any = text.find(R"("enableBehavior": "any",)", from);
            any != std::string::npos)
            text.erase(any, 24);
        return *this;
    }
    [[nodiscard]] std::vector<Error> faults() const { return Library::bundled()->faultsIn(text); }
    [[nodiscard]] instrument::Inheritance told() const {
        return Library::bundled()->inheritance(text);
    }
};

std::string option(const std::string& code, const std::string& words,
                   const std::string& number = {}) {
    const auto weight =
        number.empty()
            ? ""
            : R"(,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":)" +
                  number + "}]";
    return R"({"valueCoding":{"system":"https://clinic.example","code":")" + code +
           R"(","display":")" + words + R"("})" + weight + '}';
}

std::string choiceOf(const std::string& options) {
    return R"("type":"choice","answerOption":[)" + options + ']';
}

/// ASQ with words to choose from instead of yes and no.
Version asqAsChoice(const std::string& options) {
    Version out("asq");
    out.unconditional("asq-5");
    for (const auto* item : {"asq-1", "asq-2", "asq-3", "asq-4", "asq-5"})
        out.edit(item, {R"("type": "boolean")", choiceOf(options)});
    return out;
}

/// The one fault there is, at an item, and what it says of it.
void checkOne(const std::vector<Error>& faults, Fault fault, const std::string& place,
              const std::string& words) {
    REQUIRE(faults.size() == 1);
    INFO(faults.front().line());
    CHECK(faults.front().is(fault));
    CHECK(faults.front().where.starts_with(place + ": "));
    CHECK(faults.front().where.find(words) != std::string::npos);
}
}  // namespace

TEST_CASE("one more option of an item that signals danger is refused (clinical 5.1)") {
    checkOne(Version("phq-9").withOption("phq9-9", option("some", "Very often")).faults(),
             Fault::AnswersDiffer, "item phq9-9", "some (Very often) is one more");
    // With a number too: two options of one number are one more.
    checkOne(Version("phq-9").withOption("phq9-9", option("some", "Now and then", "0")).faults(),
             Fault::AnswersDiffer, "item phq9-9", "some (Now and then) is one more");
    checkOne(Version("eligibility").withOption("el-2", option("often", "Yes, very often")).faults(),
             Fault::AnswersDiffer, "item el-2", "often");
    checkOne(Version("feel-worse")
                 .withOption("fw-thoughts", option("at-times", "At times", "9"))
                 .faults(),
             Fault::AnswersDiffer, "item fw-thoughts", "at-times");
    // What is only counted is held to the same.
    checkOne(Version("gad-7").withOption("gad7-2", option("some", "Very often")).faults(),
             Fault::AnswersDiffer, "item gad7-2", "leave it out");
    // What is neither counted nor watched may have other answers.
    CHECK(Version("phq-9").withOption("phq9-10", option("some", "Unbearable")).faults().empty());
    CHECK(Version("phq-9").told().compare.empty());
}

TEST_CASE("yes and no may be words to choose from, and nothing beside them (clinical 3.7)") {
    const auto yes = option("yes", "Yes", "1");
    const auto no = option("no", "No", "0");
    CHECK(asqAsChoice(yes + ',' + no).faults().empty());
    CHECK(
        asqAsChoice(option("ja", "Ja", "1") + ',' + option("nein", "Nein", "0")).faults().empty());
    const auto more = asqAsChoice(yes + ',' + no + ',' + option("sometimes", "Sometimes")).faults();
    REQUIRE(more.size() == 5);
    CHECK(more[2].is(Fault::AnswersDiffer));
    CHECK(more[2].where.starts_with("item asq-3: the option sometimes"));
    CHECK(
        asqAsChoice(yes + ',' + no + ',' + option("sometimes", "Sometimes", "0")).faults().size() ==
        5);
    // A yes that counts as a no.
    CHECK(asqAsChoice(option("a", "Yes", "0") + ',' + option("b", "No", "1")).faults().size() == 5);
    CHECK(asqAsChoice(yes).faults().size() == 5);
}

TEST_CASE("an option less, or one without its number, is refused by its name") {
    auto less = Version("phq-9");
    const auto nine = less.text.find(R"("linkId": "phq9-9")");
    const auto last = less.text.find(R"("code": "LA6571-9")", nine);
    const auto from = less.text.rfind(',', less.text.rfind(R"("extension")", last));
    const auto end = less.text.find(']', last);
    less.text.erase(from, end - from);
    const auto faults = less.faults();
    REQUIRE_FALSE(faults.empty());
    CHECK(faults.front().where.starts_with("item phq9-9: "));
    CHECK(faults.front().where.find("LA6571-9") != std::string::npos);

    auto mute = Version("phq-9");
    const std::string weight = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
    const auto middle = mute.text.find(R"("code": "LA6570-1")", nine);
    mute.text.replace(mute.text.rfind(weight, middle), weight.size(), "https://x.example/note");
    checkOne(mute.faults(), Fault::AnswersDiffer, "item phq9-9", "LA6570-1");
}

TEST_CASE("the bundled words keep their numbers under codes of the clinic's own") {
    const std::array<std::string, 4> words = {"Not at all", "Several days",
                                              "More than half the days", "Nearly every day"};
    const auto nineOf = [&](const std::array<int, 4>& numbers) {
        std::string options;
        for (std::size_t i = 0; i < 4; ++i)
            options += std::string(i > 0 ? "," : "") +
                       option("k" + std::to_string(i), words.at(i), std::to_string(numbers.at(i)));
        auto out = Version("phq-9");
        const auto nine = out.text.find(R"("linkId": "phq9-9")");
        const auto from = out.text.find(R"("answerOption": [)", nine);
        const auto close = out.text.find("]\n        }", from);
        REQUIRE(close != std::string::npos);
        out.text.replace(from, close + 1 - from, R"("answerOption": [)" + options + ']');
        return out;
    };
    CHECK(nineOf({0, 1, 2, 3}).faults().empty());
    checkOne(nineOf({3, 2, 1, 0}).faults(), Fault::AnswersDiffer, "item phq9-9", "k0");
    // The wording of another option at a bundled code is the same mistake.
    auto swapped = Version("phq-9");
    swapped.edit("phq9-9", {R"("Not at all")", R"("kept")"})
        .edit("phq9-9", {R"("Nearly every day")", R"("not at all.")"})
        .edit("phq9-9", {R"("kept")", R"("nearly every day")"});
    checkOne(swapped.faults(), Fault::AnswersDiffer, "item phq9-9", "LA6568-5");
}

TEST_CASE("own words beside the options of a watched item are refused") {
    const auto open =
        Version("phq-9").edit("phq9-9", {R"("type": "choice")", R"("type": "open-choice")"});
    const auto faults = open.faults();
    REQUIRE_FALSE(faults.empty());
    CHECK(std::all_of(faults.begin(), faults.end(), [](const Error& fault) {
        return fault.where.find("phq9-9") != std::string::npos || fault.is(Fault::BadScoring);
    }));
    CHECK_FALSE(Version("eligibility")
                    .edit("el-2", {R"("type": "choice")", R"("type": "open-choice")"})
                    .faults()
                    .empty());
    // Several answers where there was one, and one where there were several.
    CHECK_FALSE(Version("eligibility").with("el-2", R"("repeats":true,)").faults().empty());
    checkOne(Version("feel-worse")
                 .edit("fw-what", {R"("repeats": true)", R"("repeats": false)"})
                 .faults(),
             Fault::AnswersDiffer, "item fw-what", "repeat");
}

TEST_CASE("licensed words for the numbers may share a number and have codes of their own") {
    // SHAPS: four answers that count 0 or 1. BDI-II: 1a and 1b.
    const auto shaps = [](const std::string& numbers) {
        std::string options;
        for (std::size_t i = 0; i < numbers.size(); ++i)
            options += std::string(i > 0 ? "," : "") +
                       option("c" + std::to_string(i), "Words", numbers.substr(i, 1));
        std::string items;
        for (int i = 1; i <= 14; ++i)
            items += std::string(i > 1 ? "," : "") + R"({"linkId":"shaps-)" + std::to_string(i) +
                     R"(","text":"The clinic's words",)" + choiceOf(options) + '}';
        return Library::bundled()->faultsIn(
            R"({"resourceType":"Questionnaire","id":"shaps","status":"active","version":"2.0.0","url":"https://landfall.example/fhir/Questionnaire/shaps","item":[)" +
            items + "]}");
    };
    CHECK(shaps("1100").empty());
    CHECK(shaps("0011").empty());
    CHECK(shaps("0012").size() == 14);
    // A number that no option has.
    const auto bdi = [](const std::string& numbers) {
        std::string options;
        for (std::size_t i = 0; i < numbers.size(); ++i)
            options += std::string(i > 0 ? "," : "") +
                       option("c" + std::to_string(i), "Words", numbers.substr(i, 1));
        return Version("bdi-ii")
            .edit("bdi2-9", {R"("type": "integer")", choiceOf(options)})
            .faults();
    };
    CHECK(bdi("0112233").empty());
    CHECK(bdi("0123").empty());
    CHECK_FALSE(bdi("013").empty());
    CHECK_FALSE(bdi("01234").empty());
    // A slider that leaves out numbers.
    checkOne(
        Version("bdi-ii")
            .edit(
                "",
                {"],\n      \"linkId\": \"bdi2-9\"",
                 R"(,{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"system":"http://hl7.org/fhir/questionnaire-item-control","code":"slider"}]}},{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-sliderStepValue","valueInteger":3}],"linkId": "bdi2-9")"})
            .faults(),
        Fault::AnswersDiffer, "item bdi2-9", "step");
    // DAST-10: "unable to stop" turns the one question that is reversed. A screener of danger has
    // no such words.
    const auto turned = choiceOf(option("y", "Yes", "0") + ',' + option("n", "No", "1"));
    CHECK(Version("dast-10").edit("dast10-3", {R"("type": "boolean")", turned}).faults().empty());
    CHECK_FALSE(Version("cssrs-screener")
                    .edit("cssrs-3", {R"("type": "boolean")", turned})
                    .faults()
                    .empty());
}

TEST_CASE("the questions that decide whether a dangerous one is asked are held to their answers") {
    // Whoever answers otherwise would never be asked how upsetting it is.
    const auto faults =
        Version("delayed-effects").with("dl-vision", R"("readOnly":true,)").faults();
    CHECK(std::any_of(faults.begin(), faults.end(), [](const Error& fault) {
        return fault.is(Fault::DangerItemMissing) && fault.where == "item dl-vision";
    }));
}

TEST_CASE("a version has the bundled scoring and no other (clinical 3.1)") {
    CHECK(Version("phq-9").faults().empty());
    const std::string scoring = "https://landfall.example/fhir/StructureDefinition/scoring";
    const auto first = R"("url": ")" + scoring + R"(",)";
    const auto behind = [&](const std::string& id, const Edit& edit) {
        auto out = Version(id);
        const auto at = out.text.find(edit[0], out.text.find(first));
        REQUIRE(at != std::string::npos);
        out.text.replace(at, edit[0].size(), edit[1]);
        return out.faults();
    };
    const std::string inside = R"("extension": [)";
    // Four times the sum, which then has no bands any more.
    auto four = Version("phq-9");
    const auto bandsFrom = four.text.find(first);
    const std::string band = R"("url": "band")";
    for (auto at = four.text.find(band, bandsFrom); at != std::string::npos;
         at = four.text.find(band, at))
        four.text.replace(at, band.size(), R"("url": "x")");
    four.text.insert(four.text.find(inside, bandsFrom) + inside.size(),
                     R"({"url":"weight","valueInteger":4},)");
    checkOne(four.faults(), Fault::ScoringDiffers, "scoring phq9/1.0.0", "leave it out");
    checkOne(behind("phq-9", {R"("neverProrated")", R"("x")"}), Fault::ScoringDiffers,
             "scoring phq9/1.0.0", "leave it out");
    // A number that others score by is not taken over under another name.
    checkOne(behind("phq-9", {R"("phq9/1.0.0")", R"("ours/1.0.0")"}), Fault::ScoringDiffers,
             "scoring ours/1.0.0", "leave it out");
    checkOne(behind("audit-c", {R"("valueInteger": 0)", R"("valueInteger": 1)"}),
             Fault::ScoringDiffers, "scoring auditc/1.0.0", "leave it out");
    // Without any it is taken over, and told.
    auto none = Version("phq-9");
    none.edit("", {first, R"("url": "https://x.example/note",)"});
    CHECK(none.faults().empty());
    const auto added = none.told().added;
    CHECK(std::any_of(added.begin(), added.end(),
                      [](const std::string& line) { return line.starts_with("scoring phq9"); }));
    // Which of the items belong together is known to the licence only (clinical 3.8).
    const auto parts = behind(
        "ceq",
        {inside, inside +
                     R"({"url":"subscale","extension":[{"url":"code","valueCode":"fear"},)"
                     R"({"url":"method","valueCode":"mean"},{"url":"decimals","valueInteger":3},)"
                     R"({"url":"item","valueString":"ceq-1"}]},)"});
    checkOne(parts, Fault::ScoringDiffers, "scoring ceq/1.0.0", "algorithm of another name");
    auto named = Version("ceq");
    named.edit("", {R"("ceq/1.0.0")", R"("ceq-parts/1.0.0")"});
    const auto at = named.text.find(inside, named.text.find(first));
    named.text.insert(at + inside.size(),
                      R"({"url":"subscale","extension":[{"url":"code","valueCode":"fear"},)"
                      R"({"url":"method","valueCode":"mean"},{"url":"decimals","valueInteger":3},)"
                      R"({"url":"item","valueString":"ceq-1"}]},)");
    CHECK(named.faults().empty());
    const auto compare = named.told().compare;
    CHECK(std::any_of(compare.begin(), compare.end(), [](const std::string& line) {
        return line.starts_with("scoring ceq-parts");
    }));
}

TEST_CASE("what a form of a gate requires is asked of everybody and can be answered") {
    const auto check = [](Version version, Fault fault, const std::string& place) {
        const auto faults = version.faults();
        REQUIRE(faults.size() == 1);
        INFO(faults.front().line());
        CHECK(faults.front().is(fault));
        CHECK(faults.front().where.starts_with(place));
    };
    using Form = std::pair<const char*, const char*>;
    for (const auto& [form, item] :
         {Form{"day-before", "alcohol"}, Form{"transport", "no-alcohol"}}) {
        const auto place = std::string("item ") + item;
        check(Version(form).with(item, R"("readOnly":true,)"), Fault::ScoredItemNotAsked, place);
        check(Version(form).with(item, R"("initial":[{"valueBoolean":true}],)"),
              Fault::ScoredItemNotAsked, place);
        check(Version(form).edit(item, {R"("type": "boolean")", R"("type": "attachment")"}),
              Fault::ScoredItemNotAsked, place);
        check(Version(form)
                  .edit(item, {R"("type": "boolean",)", R"("type": "display",)"})
                  .edit(item, {R"("required": true)", R"("prefix": "9")"}),
              Fault::ScoredItemNotAsked, place);
        check(Version(form).edit(item, {R"("type": "boolean")", R"("type": "text")"}),
              Fault::AnswersDiffer, place);
        check(Version(form).edit("", {'"' + std::string(item) + '"', R"("another")"}),
              Fault::ScoredItemNotAsked, place);
    }
    check(Version("day-before")
              .with("alcohol", R"("enableWhen":[{"question":"illness","operator":"=",)"
                               R"("answerBoolean":false}],)"),
          Fault::ScoredItemNotAsked, "item alcohol");
    check(Version("transport")
              .with("no-alcohol", R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/)"
                                  R"(questionnaire-hidden","valueBoolean":true}],)"),
          Fault::ScoredItemNotAsked, "item no-alcohol");
    check(Version("transport").edit("way-home", {R"("clinic-arranges")", R"("we-arrange")"}),
          Fault::AnswersDiffer, "item way-home: the option clinic-arranges");
    // One more speaks against the dose as long as nobody knows it, and other words are the
    // clinic's.
    CHECK(Version("transport").withOption("way-home", option("tram", "By tram")).faults().empty());
    CHECK(Version("day-before")
              .edit("alcohol", {R"("text": ")", R"("text": "Here: )"})
              .faults()
              .empty());
}

TEST_CASE("every bundled questionnaire is a version of itself") {
    const auto library = *Library::bundled();
    for (const auto* entry : library.list()) {
        INFO(entry->form->id());
        auto text = entry->bytes;
        const std::string version = R"("version": "1.0.0")";
        REQUIRE(text.find(version) != std::string::npos);
        text.replace(text.find(version), version.size(), R"("version": "1.0.9")");
        CHECK(library.faultsIn(text).empty());
        CHECK(library.inheritance(text).added.empty());
    }
}
