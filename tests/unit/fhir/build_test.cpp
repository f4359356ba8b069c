#include "landfall/fhir/build.hpp"

#include <catch2/catch_test_macros.hpp>

#include "landfall/fhir/read.hpp"

using namespace landfall;
using fhir::Fault;
using fhir::Json;

namespace {
const base::WallTime at = *base::fromFhirDateTime("2026-05-12T09:31:00.000+02:00");

/// Every record we write is one the server takes, and speaks of its patient only.
Json valid(const std::string& bytes, std::string_view patient = "p") {
    auto json = Json::parse(bytes);
    REQUIRE(json.has_value());
    const auto envelope = fhir::validateResource(json->root());
    if (envelope.has_error()) FAIL(bytes << envelope.error().line());
    CHECK(fhir::checkOnlyPatient(*envelope, patient).has_value());
    return *std::move(json);
}

fhir::SafetyFlag someFlag() {
    fhir::SafetyFlag flag;
    flag.id = "f";
    flag.patient = "p";
    flag.tier = 2;
    flag.raised = at;
    flag.response = "r";
    flag.questionnaire = "https://x/q|1.0.0";
    flag.evidenceItem = "phq9-9";
    flag.evidenceAnswer = "More than \"half\" the days";
    return flag;
}
}  // namespace

TEST_CASE("a response keeps its answers, refusals and groups") {
    fhir::Response response;
    response.id = "r";
    response.patient = "p";
    response.questionnaire = "https://x/q|1.0.0";
    response.authored = at;
    response.source = "urn:uuid:0190a0b0-0000-7000-8000-000000000001";
    fhir::ResponseItem group;
    group.linkId = "g";
    fhir::ResponseItem choice;
    choice.linkId = "1";
    choice.text = "Text with \"quotes\" and <b>";
    choice.answers = {fhir::Coding{"http://loinc.org", "LA6568-5", "Not at all"}};
    fhir::ResponseItem declined;
    declined.linkId = "2";
    declined.declined = true;
    group.items = {choice, declined};
    fhir::ResponseItem yes{"3", "", {true}, false, {}};
    fhir::ResponseItem number{"4", "", {std::int64_t{42}}, false, {}};
    fhir::ResponseItem words{"5", "", {std::string("a\nb\"\\")}, false, {}};
    response.items = {group, yes, number, words};

    const auto json = valid(fhir::buildResponse(response));
    CHECK(json.get("authored").text() == "2026-05-12T09:31:00.000+02:00");
    CHECK(json.get("status").text() == "completed");
    CHECK(json.get("source").get("reference").text() == "Patient/p");
    CHECK(json.get("meta").get("source").text() == response.source);
    CHECK_FALSE(json.get("meta").get("tag"));
    const auto second = json.get("item")[0].get("item")[1];
    CHECK_FALSE(second.get("answer"));
    CHECK(second.get("extension")[0].get("url").text() ==
          "http://hl7.org/fhir/StructureDefinition/data-absent-reason");
    CHECK(second.get("extension")[0].get("valueCode").text() == "asked-declined");

    const auto back = *fhir::readResponse(json.root());
    CHECK(back.id == "r");
    CHECK(back.patient == "p");
    CHECK(back.authored == at);
    REQUIRE(back.items.size() == 4);
    CHECK(back.items[0].items[0].answers == choice.answers);
    CHECK(back.items[0].items[1].declined);
    CHECK(back.items[1].answers == yes.answers);
    CHECK(back.items[2].answers == number.answers);
    CHECK(back.items[3].answers == words.answers);
}

TEST_CASE("a score is an Observation with its provenance (clinical 10.3)") {
    fhir::ScoreRecord score;
    score.id = "o";
    score.patient = "p";
    score.response = "r";
    score.questionnaire = "https://x/q|1.0.0";
    score.code = {"http://loinc.org", "44261-6", ""};
    score.authored = at;
    score.value = 12;
    score.algorithm = "phq9/1.0.0";
    score.prorated = true;
    score.band = "moderate";
    score.pattern = "other";
    score.answered = 8;
    score.asked = 9;
    const auto json = valid(fhir::buildScore(score));
    CHECK(json.get("valueInteger").integer() == 12);
    CHECK(json.get("derivedFrom")[0].get("reference").text() == "QuestionnaireResponse/r");
    CHECK(json.get("category")[0].get("coding")[0].get("code").text() == "survey");
    CHECK_FALSE(json.get("dataAbsentReason"));
    const auto back = *fhir::readScore(json.root());
    CHECK(back.value == 12);
    CHECK(back.code == score.code);
    CHECK(back.algorithm == "phq9/1.0.0");
    CHECK(back.prorated);
    CHECK(back.band == "moderate");
    CHECK(back.pattern == "other");
    CHECK(back.answered == 8);
    CHECK(back.asked == 9);
    CHECK(back.questionnaire == score.questionnaire);
    CHECK(back.response == "r");
}

TEST_CASE("a score with digits after the point keeps them, and its details (clinical 10.3)") {
    fhir::ScoreRecord score;
    score.id = "o";
    score.patient = "p";
    score.response = "r";
    score.code = {"https://x/score", "edi", ""};
    score.authored = at;
    score.value = 50'100;
    score.decimals = 3;
    score.algorithm = "edi/1.0.0";
    score.details = {{"mean", "", fhir::Fixed{-5, 1}},
                     {"cut", "male", true},
                     {"scale", "", std::string("raw")},
                     {"complete", "", {}}};
    const auto bytes = fhir::buildScore(score);
    const auto json = valid(bytes);
    CHECK(json.get("valueQuantity").get("value").numberText() == "50.100");
    CHECK(json.get("valueQuantity").get("code").text() == "{score}");
    CHECK_FALSE(json.get("valueInteger"));
    const auto back = *fhir::readScore(json.root());
    CHECK(back.value == 50'100);
    CHECK(back.decimals == 3);
    CHECK(back.details == score.details);
    CHECK(fhir::textOf(fhir::Fixed{-5, 1}) == "-0.5");
    CHECK(fhir::textOf(fhir::Fixed{7, 3}) == "0.007");
    CHECK(fhir::textOf(fhir::Fixed{7, 0}) == "7");
}

TEST_CASE("a result is a code and no number (clinical 3.7)") {
    fhir::ScoreRecord score;
    score.id = "o";
    score.patient = "p";
    score.response = "r";
    score.code = {"http://loinc.org", "93374-7", ""};
    score.authored = at;
    score.algorithm = "cssrs-screener/1.0.0";
    score.result = {"http://loinc.org", "LA9193-9", ""};
    const auto json = valid(fhir::buildScore(score));
    CHECK_FALSE(json.get("valueInteger"));
    CHECK_FALSE(json.get("dataAbsentReason"));
    const auto back = *fhir::readScore(json.root());
    CHECK(back.result == score.result);
    CHECK_FALSE(back.value);
}

TEST_CASE("a score without a value says why (clinical 10.3)") {
    fhir::ScoreRecord score;
    score.id = "o";
    score.patient = "p";
    score.response = "r";
    score.code = {"http://loinc.org", "44261-6", ""};
    score.authored = at;
    score.algorithm = "phq9/1.0.0";
    for (const bool declined : {true, false}) {
        score.declined = declined;
        const auto json = valid(fhir::buildScore(score));
        CHECK_FALSE(json.get("valueInteger"));
        CHECK(json.get("dataAbsentReason").get("coding")[0].get("code").text() ==
              (declined ? "asked-declined" : "unknown"));
        CHECK_FALSE(fhir::readScore(json.root())->value);
        CHECK(fhir::readScore(json.root())->declined == declined);
    }
}

TEST_CASE("totals that others write as text or quantity are taken on import (clinical 10.3)") {
    const auto total = [](const std::string& value) {
        const auto json = *Json::parse(
            R"({"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"code":"x"}]},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2026-03-01T09:00:00Z",)" +
            value + "}");
        return fhir::readScore(json.root());
    };
    CHECK(total(R"("valueString":"12")")->value == 12);
    CHECK(total(R"("valueQuantity":{"value":12.0})")->value == 12);
    CHECK(total(R"("valueString":"twelve")").error().is(Fault::BadValue));
    CHECK(total(R"("valueQuantity":{"value":12.5})")->value == 125);
    CHECK(total(R"("valueQuantity":{"value":12.5})")->decimals == 1);
    // More digits than any score has, or an exponent: not guessed.
    CHECK(total(R"("valueQuantity":{"value":12.5000001})").error().is(Fault::BadValue));
    CHECK(total(R"("valueQuantity":{"value":1.25e1})").error().is(Fault::BadValue));
}

TEST_CASE("a safety flag tells tier and evidence, and reads back") {
    const auto json = valid(fhir::buildFlag(someFlag()));
    CHECK(json.get("category")[0].get("coding")[0].get("code").text() == "safety");
    const auto back = *fhir::readFlag(json.root());
    CHECK(back.tier == 2);
    CHECK(back.active);
    CHECK(back.response == "r");
    CHECK(back.evidenceItem == "phq9-9");
    CHECK(back.evidenceAnswer == "More than \"half\" the days");
    CHECK(back.raised == at);
    CHECK_FALSE(back.acknowledged);
}

TEST_CASE("acknowledging a flag closes it and keeps everything else") {
    auto bytes = fhir::buildFlag(someFlag());
    bytes.insert(bytes.size() - 1, R"(,"unknown":{"digits":1.00})");
    const auto json = valid(bytes);
    const auto seen = *base::fromFhirDateTime("2026-05-12T12:00:00.000+02:00");
    const auto closed = valid(*fhir::acknowledgedFlag(json, seen));
    const auto back = *fhir::readFlag(closed.root());
    CHECK_FALSE(back.active);
    CHECK(back.acknowledged == seen);
    CHECK(back.evidenceAnswer == "More than \"half\" the days");
    CHECK(closed.get("unknown").raw() == R"({"digits":1.00})");
    // Acknowledged again, it still says so once.
    const auto again = valid(*fhir::acknowledgedFlag(closed, at));
    CHECK(fhir::readFlag(again.root())->acknowledged == at);
    CHECK(again.get("extension").size() == closed.get("extension").size());
    const auto patient = *Json::parse(R"({"resourceType":"Patient","id":"p"})");
    CHECK(fhir::acknowledgedFlag(patient, at).has_error());
}

TEST_CASE("a flag without a tier is no safety flag") {
    const auto json = *Json::parse(
        R"({"resourceType":"Flag","id":"f","status":"active","code":{"text":"x"},"subject":{"reference":"Patient/p"},"period":{"start":"2026-03-01T09:00:00Z"}})");
    CHECK(fhir::readFlag(json.root()).error().is(Fault::Missing));
}

TEST_CASE("a journal entry keeps its text whatever it holds") {
    for (const std::string& text :
         {std::string("Plain."), std::string(), std::string("<script>\"\\\n\xF0\x9F\x98\x80\x01"),
          std::string(100'000, 'x')}) {
        fhir::JournalEntry entry;
        entry.id = "d";
        entry.patient = "p";
        entry.authored = at;
        entry.text = text;
        entry.conflictOf = "first";
        const auto json = valid(fhir::buildJournalEntry(entry));
        const auto back = fhir::readJournalEntry(json.root());
        REQUIRE(back.has_value());
        CHECK(back->text == text);
        CHECK(back->authored == at);
        CHECK(back->conflictOf == "first");
        CHECK(json.get("type").get("coding")[0].get("code").text() == "51855-5");
        CHECK(json.get("content")[0].get("attachment").get("contentType").text() ==
              "text/plain; charset=utf-8");
    }
}

TEST_CASE("a journal entry whose text is not text is refused") {
    const auto read = [](const std::string& attachment) {
        const auto json = *Json::parse(
            R"({"resourceType":"DocumentReference","id":"d","status":"current","type":{"coding":[{"system":"http://loinc.org","code":"51855-5"}]},"subject":{"reference":"Patient/p"},"date":"2026-03-01T09:00:00Z","content":[{"attachment":)" +
            attachment + "}]}");
        return fhir::readJournalEntry(json.root());
    };
    CHECK(read(R"({"contentType":"text/plain; charset=utf-8","data":"YQ=="})")->text == "a");
    CHECK(read(R"({"contentType":"text/plain","data":"/w=="})").error().is(Fault::BadValue));
    CHECK(read(R"({"contentType":"text/plain","data":"YQA="})").error().is(Fault::BadValue));
    CHECK(read(R"({"contentType":"text/html","data":"YQ=="})").error().is(Fault::BadValue));
    CHECK(read(R"({"contentType":"text/plain"})").error().is(Fault::Missing));
}

TEST_CASE("an assignment names its questionnaire, opening and due date") {
    fhir::Assignment assignment;
    assignment.id = "t";
    assignment.patient = "p";
    assignment.questionnaire = "https://landfall.example/fhir/Questionnaire/phq-9|1.0.0";
    assignment.title = "PHQ-9";
    assignment.assigned = at;
    assignment.opens = at;
    assignment.due = "2026-05-20";
    const auto json = valid(fhir::buildAssignment(assignment));
    const auto back = *fhir::readAssignment(json.root());
    CHECK(back.questionnaire == assignment.questionnaire);
    CHECK(back.opens == at);
    CHECK(back.due == "2026-05-20");
    CHECK(back.status == "requested");
    const auto done = valid(*fhir::assignmentWithStatus(json, "completed", "r"));
    CHECK(fhir::readAssignment(done.root())->status == "completed");
    CHECK(fhir::readAssignment(done.root())->response == "r");
    const auto ended = valid(*fhir::cancelledTask(json, "session-moved", "It was \"moved\"."));
    CHECK(fhir::readAssignment(ended.root())->status == "cancelled");
    CHECK(ended.get("statusReason").get("text").textOr() == "It was \"moved\".");
    CHECK(ended.get("statusReason").get("coding")[0].get("code").textOr() == "session-moved");
    CHECK(fhir::readAssignment(ended.root())->due == "2026-05-20");
}

TEST_CASE("crisis resources that were shown leave evidence") {
    const fhir::CrisisShown shown{"c", "p", "f", at, {"Emergency 112", "Line \"0800\""}, ""};
    const auto json = valid(fhir::buildCrisisShown(shown));
    const auto back = *fhir::readCrisisShown(json.root());
    CHECK(back.flag == "f");
    CHECK(back.shown == at);
    CHECK(back.contacts == shown.contacts);
}

TEST_CASE("a patient reads back") {
    const auto json =
        valid(fhir::buildPatient({"p", "Jo \"J\" Doe", "1980-02-29", "", "+44 20 7946 0002"}));
    const auto back = *fhir::readPatient(json.root());
    CHECK(back.name == "Jo \"J\" Doe");
    CHECK(back.birthDate == "1980-02-29");
    CHECK(back.phone == "+44 20 7946 0002");
    CHECK(json.root().get("telecom")[0].get("system").textOr() == "phone");
}
