#include "landfall/fhir/resource.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

using namespace landfall;
using fhir::Fault;
using fhir::Json;

namespace {
struct Refused {
    const char* text;
    Fault fault;
    const char* where;
};

landfall::Error refusal(const char* text) {
    const auto json = *Json::parse(text);
    const auto envelope = fhir::validateResource(json.root());
    INFO(text);
    REQUIRE(envelope.has_error());
    return envelope.error();
}

constexpr const char* task =
    R"({"resourceType":"Task","id":"t","status":"requested","intent":"order",
        "for":{"reference":"Patient/p1"},"unknown":{"kept":[1]},"_status":{"id":"x"}})";
}  // namespace

TEST_CASE("the envelope says what a record is and whose") {
    const auto json = *Json::parse(task);
    const auto envelope = *fhir::validateResource(json.root());
    CHECK(envelope.type == fhir::ResourceType::Task);
    CHECK(envelope.id == "t");
    CHECK(envelope.patient == "p1");
    const auto patient = *Json::parse(R"({"resourceType":"Patient","id":"p9"})");
    CHECK(fhir::validateResource(patient.root())->patient == "p9");
    const auto form =
        *Json::parse(R"({"resourceType":"Questionnaire","id":"q","status":"active"})");
    CHECK(fhir::validateResource(form.root())->patient.empty());
}

TEST_CASE("a record that is not of its shape is refused with the place (B-34)") {
    const std::vector<Refused> corpus = {
        {R"([])", Fault::WrongType, ""},
        {R"({})", Fault::Missing, "resourceType"},
        {R"({"resourceType":3})", Fault::WrongType, "resourceType"},
        {R"({"resourceType":"Medication","id":"1"})", Fault::UnknownResource, "resourceType"},
        {R"({"resourceType":"Bundle","id":"1"})", Fault::UnknownResource, "resourceType"},
        {R"({"resourceType":"Patient"})", Fault::Missing, "id"},
        {R"({"resourceType":"Patient","id":7})", Fault::WrongType, "id"},
        {R"({"resourceType":"Patient","id":"a/b"})", Fault::BadId, "id"},
        {R"({"resourceType":"Patient","id":""})", Fault::BadId, "id"},
        {R"({"resourceType":"Patient","id":"p","modifierExtension":[{"url":"x"}]})",
         Fault::ModifierUnknown, "modifierExtension"},
        {R"({"resourceType":"Patient","id":"p","birthDate":"2026-02-30"})", Fault::BadDateTime,
         "birthDate"},
        {R"({"resourceType":"Patient","id":"p","name":{"text":"x"}})", Fault::WrongType, "name"},
        {R"({"resourceType":"Patient","id":"p","name":[]})", Fault::BadValue, "name"},
        {R"({"resourceType":"Patient","id":"p","meta":{"versionId":3}})", Fault::WrongType,
         "meta.versionId"},
        {R"({"resourceType":"Task","id":"t","status":"requested","intent":"order"})",
         Fault::Missing, "for"},
        {R"({"resourceType":"Task","id":"t","status":"requested","intent":"order","for":{}})",
         Fault::Missing, "for.reference"},
        {R"({"resourceType":"Task","id":"t","status":"requested","intent":"order","for":{"reference":"Practitioner/1"}})",
         Fault::BadReference, "for.reference"},
        {R"({"resourceType":"Task","id":"t","status":"requested","intent":"order","for":{"reference":"https://x/Patient/1"}})",
         Fault::BadReference, "for.reference"},
        {R"({"resourceType":"Task","id":"t","status":"wanted","intent":"order","for":{"reference":"Patient/1"}})",
         Fault::BadCode, "status"},
        {R"({"resourceType":"Flag","id":"f","status":"active","subject":{"reference":"Patient/1"}})",
         Fault::Missing, "code"},
        {R"({"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"code":"x"}]},"subject":{"reference":"Patient/1"},"effectiveDateTime":"2026-03-01T09:00:00Z","valueInteger":"12"})",
         Fault::WrongType, "valueInteger"},
        {R"({"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"code":"x"}]},"subject":{"reference":"Patient/1"},"effectiveDateTime":"2026-03-01T09:00:00Z","valueInteger":1.5})",
         Fault::BadValue, "valueInteger"},
        {R"({"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"code":"x"}]},"subject":{"reference":"Patient/1"},"effectiveDateTime":"yesterday"})",
         Fault::BadDateTime, "effectiveDateTime"},
        {R"({"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"code":"x"}]},"subject":{"reference":"Patient/1"},"effectiveDateTime":"2026-03-01T09:00:00Z","valueInteger":1,"valueString":"1"})",
         Fault::BadValue, ""},
        {R"({"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"code":"x"}]},"subject":{"reference":"Patient/1"},"effectiveDateTime":"2026-03-01T09:00:00Z","valueInteger":1,"dataAbsentReason":{"text":"x"}})",
         Fault::BadValue, "dataAbsentReason"},
        {R"({"resourceType":"QuestionnaireResponse","id":"r","questionnaire":"q|1","status":"completed","subject":{"reference":"Patient/1"},"authored":"2026-03-01T09:00:00Z","item":[{"linkId":"1"},{"answer":[]}]})",
         Fault::BadValue, "item[1].answer"},
        {R"({"resourceType":"QuestionnaireResponse","id":"r","questionnaire":"q|1","status":"completed","subject":{"reference":"Patient/1"},"authored":"2026-03-01T09:00:00Z","item":[{"linkId":"1"},{"text":"x"}]})",
         Fault::Missing, "item[1].linkId"},
        {R"({"resourceType":"QuestionnaireResponse","id":"r","questionnaire":"q|1","status":"completed","subject":{"reference":"Patient/1"},"authored":"2026-03-01T09:00:00Z","item":[{"linkId":"1","answer":[{}]}]})",
         Fault::Missing, "item[0].answer[0]"},
        {R"({"resourceType":"DocumentReference","id":"d","status":"current","subject":{"reference":"Patient/1"},"content":[{}]})",
         Fault::Missing, "content[0].attachment"},
        {R"({"resourceType":"DocumentReference","id":"d","status":"current","subject":{"reference":"Patient/1"},"content":[{"attachment":{"data":"a*b="}}]})",
         Fault::BadValue, "content[0].attachment.data"},
    };
    for (const auto& entry : corpus) {
        const auto error = refusal(entry.text);
        INFO(entry.text << " -> " << error.line());
        CHECK(error.is(entry.fault));
        CHECK(error.where == entry.where);
    }
}

TEST_CASE("a reference to another patient is found wherever it stands (B-34)") {
    const auto check = [](const std::string& inner, std::string_view patient) {
        const auto json = *Json::parse(
            R"({"resourceType":"Flag","id":"f","status":"active","code":{"text":"x"},"subject":{"reference":"Patient/p1"})" +
            inner + "}");
        return fhir::checkOnlyPatient(*fhir::validateResource(json.root()), patient);
    };
    CHECK(check("", "p1").has_value());
    CHECK(check("", "p2").error().is(Fault::OtherPatient));
    CHECK(check(R"(,"author":{"reference":"Patient/p1/_history/2"})", "p1").has_value());
    CHECK(check(R"(,"author":{"reference":"Practitioner/p2"})", "p1").has_value());
    const auto other = check(R"(,"x":[{"deep":[{"reference":"Patient/p2"}]}])", "p1");
    REQUIRE(other.has_error());
    CHECK(other.error().where == "x[0].deep[0].reference");
    CHECK(check(R"(,"author":{"reference":"https://a/fhir/Patient/p2?x"})", "p1").has_error());
    CHECK(check(R"(,"author":{"reference":"#MyPatient/p2"})", "p1").has_value());
}

TEST_CASE("a relative reference is split into type and id") {
    CHECK(fhir::parseReference("Flag/1")->id == "1");
    CHECK(fhir::parseReference("Flag/1/_history/3")->id == "1");
    for (const auto* bad : {"", "Flag", "Flag/", "/1", "Flag/1/2", "Flag/1/_history/", "Flag/a b",
                            "urn:uuid:1", "flag/1"})
        CHECK(fhir::parseReference(bad).has_error());
    CHECK(fhir::referenceTo(fhir::ResourceType::Task, "7") == "Task/7");
}
