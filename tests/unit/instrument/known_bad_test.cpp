#include "landfall/instrument/response.hpp"
#include "unit/instrument/score_tables.hpp"

// Faults of published examples and programs (clinical rules 11): each is refused or told.
using namespace landfall;
using instrument::Fault;

namespace {
fhir::ResponseItem item(const std::string& linkId, fhir::ResponseValue value) {
    fhir::ResponseItem out;
    out.linkId = linkId;
    out.answers.push_back(std::move(value));
    return out;
}
fhir::Coding loinc(const std::string& code) {
    return {"http://loinc.org", code, ""};
}
Result<instrument::Answers> read(std::string_view id, std::vector<fhir::ResponseItem> items) {
    fhir::Response response;
    response.items = std::move(items);
    return instrument::fromResponse(*sample::bundled(id), response);
}
}  // namespace

TEST_CASE("PHQ-9: a stored 13 where the answers give 10 (clinical 11)") {
    const auto form = sample::bundled("phq-9");
    const auto again =
        instrument::recompute(*form, sample::answers(*form, "0 0 0 1 2 1 3 2 1"), 13);
    CHECK(again.computed == 10);
    CHECK(again.stored == 13);
    CHECK_FALSE(again.agrees());
}

TEST_CASE("PHQ-9: a stored 21 where the answers give 8 (clinical 11)") {
    const auto form = sample::bundled("phq-9");
    const auto again =
        instrument::recompute(*form, sample::answers(*form, "1 1 1 1 1 1 1 1 0"), 21);
    CHECK(again.computed == 8);
    CHECK_FALSE(again.agrees());
}

TEST_CASE("PHQ-9: a total that counts missing answers as 0 (clinical 3.9, 11)") {
    const auto form = sample::bundled("phq-9");
    const auto three = instrument::recompute(*form, sample::answers(*form, "1 1 1 1 1 1 - - -"), 6);
    CHECK_FALSE(three.computed);
    CHECK_FALSE(three.agrees());
    // Two missing give 6 * 9 / 7, not 6.
    const auto two = instrument::recompute(*form, sample::answers(*form, "1 1 1 1 1 - - 1 0"), 6);
    CHECK(two.computed == 8);
    CHECK_FALSE(two.agrees());
}

TEST_CASE("AUDIT-C: a stored 3 where the answers give 4 (clinical 11)") {
    const auto form = sample::bundled("audit-c");
    const auto again = instrument::recompute(*form, sample::answers(*form, "2 1 1"), 3);
    CHECK(again.computed == 4);
    CHECK_FALSE(again.agrees());
}

TEST_CASE("AUDIT-C: items under the codes of other questions are refused (clinical 3.6, 11)") {
    const std::int64_t number = 1;
    CHECK(read("audit-c", {item("/68518-0", number)}).has_value());
    CHECK(read("audit-c", {item("/68517-2", number)}).error().is(Fault::UnknownItem));
    CHECK(read("audit-c", {item("/76504-0", number)}).error().is(Fault::UnknownItem));
}

TEST_CASE("GAD-7: the answer of another question in item 2 is refused (clinical 3.4, 11)") {
    CHECK(read("gad-7", {item("gad7-2", loinc("LA6570-1"))}).has_value());
    CHECK(read("gad-7", {item("gad7-2", loinc("LA18938-3"))}).error().is(Fault::OutOfRange));
    CHECK(read("phq-4", {item("phq4-2", loinc("LA18938-3"))}).error().is(Fault::OutOfRange));
}

TEST_CASE("a total with digits after the point agrees by value only (clinical 3.9)") {
    const auto form = sample::bundled("edi");
    const auto answers = sample::answers(*form, sample::times(7, "50") + "51");
    CHECK(instrument::recompute(*form, answers, fhir::Fixed{50'125, 3}).agrees());
    CHECK(instrument::recompute(*form, answers, fhir::Fixed{501'250, 4}).agrees());
    CHECK_FALSE(instrument::recompute(*form, answers, fhir::Fixed{5013, 2}).agrees());
    CHECK_FALSE(instrument::recompute(*form, answers, 50).agrees());
}

TEST_CASE("scoring data that could not be right is refused at its place") {
    const auto faults = [](const std::string& parts) {
        const auto text = sample::questionnaire(
            R"({"linkId":"a","type":"boolean"},{"linkId":"b","type":"integer","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":3}]},{"linkId":"c","type":"text"})",
            R"(,"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/scoring","extension":[{"url":"algorithm","valueString":"x/1"},{"url":"code","valueCoding":{"code":"total"}},{"url":"item","valueString":"a"},)" +
                parts + "]}]");
        return instrument::Library::faultsOf(text);
    };
    const std::string sum =
        R"({"url":"method","valueCode":"sum"},{"url":"missing","valueCode":"complete"})";
    CHECK(faults(sum).empty());
    const std::vector<std::string> bad = {
        R"({"url":"method","valueCode":"guess"},{"url":"missing","valueCode":"complete"})",
        R"({"url":"method","valueCode":"mean"},{"url":"missing","valueCode":"complete"})",
        R"({"url":"method","valueCode":"sum"},{"url":"missing","valueCode":"zero"})",
        R"({"url":"method","valueCode":"sum"},{"url":"missing","valueCode":"mean"})",
        R"({"url":"method","valueCode":"sum"},{"url":"missing","valueCode":"mean"},{"url":"answeredPercent","valueInteger":100})",
        sum + R"(,{"url":"item","valueString":"a"})",
        sum + R"(,{"url":"item","valueString":"c"})",
        sum + R"(,{"url":"item","valueString":"nobody"})",
        sum + R"(,{"url":"reverse","valueString":"b"})",
        sum + R"(,{"url":"domain","extension":[{"url":"item","valueString":"a"}]})",
        sum + R"(,{"url":"domain","extension":[]})",
        sum + R"(,{"url":"weight","valueInteger":0})",
        sum + R"(,{"url":"gate","extension":[{"url":"item","valueString":"a"}]})",
        sum + R"(,{"url":"cut","extension":[{"url":"atLeast","valueInteger":1}]})",
        sum +
            R"(,{"url":"cluster","extension":[{"url":"code","valueCode":"B"},{"url":"item","valueString":"a"},{"url":"presentAtLeast","valueInteger":1},{"url":"needed","valueInteger":2}]})",
        sum +
            R"(,{"url":"subscale","extension":[{"url":"code","valueCode":"s"},{"url":"method","valueCode":"result"},{"url":"item","valueString":"a"}]})",
        sum +
            R"(,{"url":"band","extension":[{"url":"code","valueCode":"all"},{"url":"low","valueInteger":0},{"url":"high","valueInteger":0}]})",
    };
    for (const auto& parts : bad) {
        INFO(parts);
        const auto found = faults(parts);
        REQUIRE_FALSE(found.empty());
        CHECK(found.front().is(Fault::BadScoring));
        CHECK(found.front().where.starts_with("extension[0]"));
    }
}
