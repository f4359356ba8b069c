#include <catch2/catch_test_macros.hpp>

#include "landfall/base/bytes.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/read.hpp"

using namespace landfall;
using fhir::Fault;
using fhir::Json;

namespace {
const base::WallTime at = *base::fromFhirDateTime("2026-05-12T09:31:00.000+02:00");

Json valid(const std::string& bytes) {
    auto json = Json::parse(bytes);
    REQUIRE(json.has_value());
    const auto envelope = fhir::validateResource(json->root());
    if (envelope.has_error()) FAIL(bytes << envelope.error().line());
    CHECK(envelope->patient == "p");
    CHECK(fhir::checkOnlyPatient(*envelope, "p").has_value());
    return *std::move(json);
}

fhir::ConsentRecord signedConsent() {
    fhir::ConsentRecord consent;
    consent.id = "c2";
    consent.patient = "p";
    consent.event = "signed";
    consent.purpose = "participation";
    consent.at = at;
    consent.document = "study";
    consent.documentVersion = "1.0.0";
    consent.documentTitle = "Taking part";
    consent.sha256 = "ab12";
    consent.isTemplate = true;
    consent.signedName = "Robin \"R\" Example";
    consent.follows = "c1";
    consent.source = "urn:uuid:0190a0b0-0000-7000-8000-000000000001";
    return consent;
}

fhir::ConsentRecord read(const std::string& bytes) {
    const auto json = valid(bytes);
    auto consent = fhir::readConsent(json.root());
    if (consent.has_error()) FAIL(bytes << consent.error().line());
    return *std::move(consent);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto where = text.find(from);
    REQUIRE(where != std::string::npos);
    return text.replace(where, from.size(), to);
}
}  // namespace

TEST_CASE(
    "a signed consent names the document by the hash of its text, the person and what came "
    "before") {
    const auto consent = signedConsent();
    const auto json = valid(fhir::buildConsent(consent));
    CHECK(json.get("status").text() == "active");
    CHECK(json.get("scope").get("coding")[0].get("code").text() == "treatment");
    CHECK(json.get("provision").get("type").text() == "permit");
    CHECK(json.get("policy")[0].get("uri").text() ==
          "https://landfall.example/consent/study/1.0.0");
    CHECK(json.get("sourceReference").get("reference").text() == "Consent/c1");
    const auto back = *fhir::readConsent(json.root());
    CHECK(back.event == "signed");
    CHECK(back.purpose == "participation");
    CHECK(back.at == at);
    CHECK(back.document == "study");
    CHECK(back.documentVersion == "1.0.0");
    CHECK(back.documentTitle == "Taking part");
    CHECK(back.sha256 == "ab12");
    CHECK(back.isTemplate);
    CHECK(back.signedName == consent.signedName);
    CHECK(back.follows == "c1");
    CHECK_FALSE(back.countersigned);
    CHECK(back.source == consent.source);
}

TEST_CASE("each event has the FHIR status that says the same") {
    struct Row {
        const char* event;
        const char* status;
        const char* provision;
    };
    for (const auto& [event, status, provision] :
         {Row{"read", "draft", ""}, Row{"understood", "proposed", ""},
          Row{"signed", "active", "permit"}, Row{"declined", "rejected", "deny"},
          Row{"withdrawn", "inactive", "deny"}}) {
        INFO(event);
        auto consent = signedConsent();
        consent.event = event;
        const auto bytes = fhir::buildConsent(consent);
        const auto json = valid(bytes);
        CHECK(json.get("status").text() == status);
        CHECK(json.get("provision").get("type").textOr() == provision);
        CHECK(read(bytes).event == event);
    }
}

TEST_CASE("an opt-in is a consent of its own with its purpose, and keeps whom it names") {
    auto consent = signedConsent();
    consent.purpose = "contact-person";
    consent.contactName = "Kim";
    consent.contactPhone = "+49 30 5550199";
    const auto json = valid(fhir::buildConsent(consent));
    CHECK(json.get("scope").get("coding")[0].get("code").text() == "patient-privacy");
    const auto back = *fhir::readConsent(json.root());
    CHECK(back.contactName == "Kim");
    CHECK(back.contactPhone == "+49 30 5550199");
    consent.purpose = "research";
    CHECK(valid(fhir::buildConsent(consent)).get("scope").get("coding")[0].get("code").text() ==
          "research");
}

TEST_CASE("a withdrawal says what is to become of the data") {
    auto consent = signedConsent();
    consent.event = "withdrawn";
    consent.dataChoice = "erase";
    CHECK(read(fhir::buildConsent(consent)).dataChoice == "erase");
}

TEST_CASE("a countersignature adds itself and changes nothing else") {
    const auto bytes = replaced(fhir::buildConsent(signedConsent()), "\"status\"",
                                "\"unknownElement\":[1.00],\"status\"");
    const auto json = *Json::parse(bytes);
    const auto later = *base::fromFhirDateTime("2026-05-13T10:00:00.000+02:00");
    const auto both = *fhir::countersignedConsent(json, "Dr Ada Example", later);
    CHECK(both.find("\"unknownElement\":[1.00]") != std::string::npos);
    const auto back = read(both);
    CHECK(back.countersignedBy == "Dr Ada Example");
    CHECK(back.countersigned == later);
    CHECK(back.signedName == signedConsent().signedName);
    const auto again = *Json::parse(both);
    CHECK(fhir::countersignedConsent(again, "Dr B", later).error().is(Fault::BadCode));
    auto only = signedConsent();
    only.event = "understood";
    const auto understood = *Json::parse(fhir::buildConsent(only));
    CHECK(fhir::countersignedConsent(understood, "Dr B", later).error().is(Fault::BadCode));
}

TEST_CASE("a consent that contradicts itself, or leaves out what matters, is not read") {
    const auto bytes = fhir::buildConsent(signedConsent());
    const auto refused = [&](const std::string& from, const std::string& to) {
        const auto json = *Json::parse(replaced(bytes, from, to));
        const auto consent = fhir::readConsent(json.root());
        REQUIRE(consent.has_error());
        return consent.error();
    };
    CHECK(refused("\"active\"", "\"inactive\"").is(Fault::BadCode));
    CHECK(refused("\"active\"", "\"perhaps\"").is(Fault::BadCode));
    CHECK(refused("\"valueCode\":\"signed\"", "\"valueCode\":\"nodded\"").is(Fault::BadCode));
    CHECK(refused("consent-purpose", "other-purpose").is(Fault::Missing));
    CHECK(refused("\"sha256\"", "\"sha1\"").is(Fault::Missing));
    CHECK(refused("Consent/c1", "Patient/p").is(Fault::BadReference));
    CHECK(refused("\"dateTime\"", "\"dateTimes\"").is(Fault::Missing));
    CHECK(refused("\"patient\"", "\"subject\"").is(Fault::Missing));
}

TEST_CASE("a safety plan keeps its parts, and is one text for who knows no parts") {
    fhir::SafetyPlan plan;
    plan.id = "s";
    plan.patient = "p";
    plan.authored = at;
    plan.sections = {{"warning-signs", "How I notice", "I stop\nanswering"},
                     {"alone", "On my own", ""},
                     {"reasons", "What keeps me going", "Luna, the cat"}};
    const auto json = valid(fhir::buildSafetyPlan(plan));
    CHECK(json.get("type").get("coding")[0].get("code").text() == "87626-8");
    const auto whole =
        *base::fromBase64(json.get("content")[0].get("attachment").get("data").textOr());
    CHECK(base::textOf(whole) ==
          "How I notice\nI stop\nanswering\n\nWhat keeps me going\nLuna, the cat");
    const auto back = *fhir::readSafetyPlan(json.root());
    CHECK(back.sections == plan.sections);
    CHECK(back.authored == at);
    // It is no journal entry, and a journal entry is no plan.
    CHECK(fhir::readJournalEntry(json.root()).error().is(Fault::BadCode));
    for (auto& section : plan.sections) section.text.clear();
    const auto empty = valid(fhir::buildSafetyPlan(plan));
    CHECK(fhir::readSafetyPlan(empty.root())->sections == plan.sections);
}

TEST_CASE("a consent document arrives byte for byte") {
    const std::string bytes = "{\"id\":\"study\", \"title\":\"\xC3\x9C ber\"}\n";
    const auto json = valid(fhir::buildConsentDocument({"d", "p", at, bytes, ""}));
    CHECK(fhir::readConsentDocument(json.root())->bytes == bytes);
    CHECK(fhir::readSafetyPlan(json.root()).error().is(Fault::BadCode));
}
