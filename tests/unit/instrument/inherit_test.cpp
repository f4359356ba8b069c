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
