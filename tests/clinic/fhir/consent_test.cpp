#include <boost/json/value.hpp>
#include <catch2/catch_test_macros.hpp>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/read.hpp"
#include "server/admin/fault.hpp"
#include "unit/pathway/sample_consents.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
namespace lf = landfall::fhir;

namespace {

std::string consentOf(const TestClinic& clinic, const std::string& id, const std::string& event) {
    lf::ConsentRecord consent;
    consent.id = id;
    consent.patient = clinic.patient;
    consent.event = event;
    consent.purpose = "participation";
    consent.at = {1'790'000'000'000, 60};
    consent.document = "own";
    consent.documentVersion = "1.0.0";
    consent.sha256 = "ab12";
    if (event == "signed") consent.signedName = "Robin";
    return lf::buildConsent(consent);
}

std::string codeOfSending(TestClinic& clinic, const std::string& entry) {
    const auto id = clinic.id();
    const auto answer = clinic.send(clinic.phone, id, bundle(id, {entry}));
    return answer.status == 200 ? "" : codeOf(answer);
}

std::string signedConsent(TestClinic& clinic) {
    const auto id = clinic.id();
    REQUIRE(codeOfSending(clinic, put({"Consent", id, consentOf(clinic, id, "signed")})).empty());
    return id;
}

lf::Json feed(TestClinic& clinic) {
    const auto answer = clinic.ask(
        clinic.phone, {.target = "/fhir/Patient/" + clinic.patient + "/$landfall-changes"});
    REQUIRE(answer.status == 200);
    return parsed(answer.body);
}

lf::Node lastEntry(const lf::Json& feed) {
    return feed.get("entry")[feed.get("entry").size() - 1];
}

}  // namespace

TEST_CASE("a consent is taken once, comes back in the feed, and can be read") {
    TestClinic clinic;
    const auto id = signedConsent(clinic);
    const auto changes = feed(clinic);
    const auto entry = lastEntry(changes);
    CHECK(entry.get("request").get("url").textOr() == "Consent/" + id);
    CHECK(lf::readConsent(entry.get("resource"))->signedName == "Robin");
    CHECK(clinic.ask(clinic.phone, {.target = "/fhir/Consent/" + id}).status == 200);
    CHECK(clinic.ask(clinic.otherPhone, {.target = "/fhir/Consent/" + id}).status != 200);
}

TEST_CASE("a consent is only added to: a phone neither changes nor deletes one") {
    TestClinic clinic;
    const auto id = signedConsent(clinic);
    CHECK(codeOfSending(clinic, put({"Consent", id, consentOf(clinic, id, "withdrawn"), 1})) ==
          "immutable");
    CHECK(codeOfSending(clinic, put({"Consent", id, consentOf(clinic, id, "signed"), 1})) ==
          "immutable");
    CHECK(codeOfSending(clinic, del("Consent", id, 1, clinic.id())) == "immutable");
    const auto next = clinic.id();
    CHECK(codeOfSending(clinic, put({"Consent", next, consentOf(clinic, next, "withdrawn")})) ==
          "");
}

TEST_CASE("a phone does not countersign, and a consent that contradicts itself is refused") {
    TestClinic clinic;
    const auto id = clinic.id();
    const auto json = *lf::Json::parse(consentOf(clinic, id, "signed"));
    const auto both = *lf::countersignedConsent(json, "Dr Me", {1'790'000'000'000, 60});
    CHECK(codeOfSending(clinic, put({"Consent", id, both})) == "forbidden");
    auto torn = consentOf(clinic, id, "signed");
    torn.replace(torn.find("\"active\""), 8, "\"draft\"");
    CHECK(codeOfSending(clinic, put({"Consent", id, torn})) == "invalid_resource");
}

TEST_CASE("the clinic sends its text byte for byte, and a phone cannot write or take away one") {
    TestClinic clinic;
    const auto text = sample::consent();
    const auto sent = clinic.run("consent send", {{"patient", clinic.patient}, {"content", text}});
    REQUIRE(sent.has_value());
    const std::string id(sent->at("id").as_string());
    CHECK(clinic.audited().back() == "operator send-consent ok");
    const auto changes = feed(clinic);
    const auto entry = lastEntry(changes);
    CHECK(lf::readConsentDocument(entry.get("resource"))->bytes == text);
    CHECK(codeOfSending(clinic, del("DocumentReference", id, 1, clinic.id())) == "forbidden");
    CHECK(codeOfSending(clinic, put({"DocumentReference", id,
                                     journal(id, clinic.patient, "mine now"), 1})) == "forbidden");
    const auto own = clinic.id();
    const auto forged =
        lf::buildConsentDocument({own, clinic.patient, {1'790'000'000'000, 60}, text, ""});
    CHECK(codeOfSending(clinic, put({"DocumentReference", own, forged})) == "forbidden");
    CHECK(clinic.run("consent send", {{"patient", clinic.patient}, {"content", "{}"}})
              .error()
              .is(admin::Fault::ConsentMalformed));
    CHECK(clinic.run("consent send", {{"patient", clinic.id()}, {"content", text}})
              .error()
              .is(admin::Fault::PatientUnknown));
}

TEST_CASE("a text that replaces another says what changed, and the refusal says so") {
    TestClinic clinic;
    const auto sent = [&](std::string text) {
        return clinic.run("consent send",
                          {{"patient", clinic.patient}, {"content", std::move(text)}});
    };
    auto text = sample::consent({.version = "1.1.0", .replaces = "1.0.0", .material = false});
    const auto made = sent(text);
    REQUIRE(made.has_value());
    CHECK(made->at("replaces").as_string() == "1.0.0");
    CHECK(made->at("material").as_bool() == false);
    const std::string changes = R"("changes":"A word.",)";
    text.erase(text.find(changes), changes.size());
    const auto refused = sent(text);
    REQUIRE(refused.error().is(admin::Fault::ConsentMalformed));
    CHECK(refused.error().where ==
          "changes: with `replaces` it says in plain words what is different");
}

TEST_CASE("the clinic countersigns once, as a new version that reaches the phone") {
    TestClinic clinic;
    const auto id = signedConsent(clinic);
    const auto sign = [&](const std::string& patient, const std::string& consent) {
        return clinic.run("consent countersign",
                          {{"patient", patient}, {"consent", consent}, {"name", "Dr Ada"}});
    };
    CHECK(sign(clinic.otherPatient, id).error().is(admin::Fault::ConsentUnknown));
    CHECK(sign(clinic.patient, clinic.id()).error().is(admin::Fault::ConsentUnknown));
    REQUIRE(sign(clinic.patient, id).has_value());
    CHECK(clinic.audited().back() == "operator countersign-consent ok");
    CHECK(sign(clinic.patient, id).error().is(admin::Fault::ConsentNotSigned));
    const auto changes = feed(clinic);
    const auto entry = lastEntry(changes);
    CHECK(entry.get("resource").get("meta").get("versionId").textOr() == "2");
    const auto consent = *lf::readConsent(entry.get("resource"));
    CHECK(consent.countersignedBy == "Dr Ada");
    CHECK(consent.signedName == "Robin");

    const auto list = *clinic.run("consent list", {{"patient", clinic.patient}});
    REQUIRE(list.as_array().size() == 1);
    CHECK(list.as_array()[0].at("countersignedBy").as_string() == "Dr Ada");
}

TEST_CASE("a safety plan is edited like an entry, stays out of the journal, and is on the page") {
    TestClinic clinic;
    const auto id = clinic.id();
    lf::SafetyPlan plan;
    plan.id = id;
    plan.patient = clinic.patient;
    plan.authored = {1'790'000'000'000, 60};
    plan.sections = {{"alone", "On my own", ""}, {"reasons", "What keeps me going", "Luna"}};
    CHECK(codeOfSending(clinic, put({"DocumentReference", id, lf::buildSafetyPlan(plan)})) == "");
    plan.sections[0].text = "Walk";
    CHECK(codeOfSending(clinic, put({"DocumentReference", id, lf::buildSafetyPlan(plan), 1})) ==
          "");
    signedConsent(clinic);
    const auto answer =
        clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient});
    REQUIRE(answer.status == 200);
    const auto page = parsed(answer.body);
    CHECK(page.get("journal").size() == 0);
    const auto sections = page.get("safetyPlan").get("sections");
    REQUIRE(sections.size() == 2);
    CHECK(sections[0].get("text").textOr() == "Walk");
    REQUIRE(page.get("consents").size() == 1);
    CHECK(page.get("consents")[0].get("name").textOr() == "Robin");
}

TEST_CASE("a version of a consent that was sent to anybody says one thing for ever") {
    TestClinic clinic;
    const auto send = [&](const std::string& text) {
        return clinic.run("consent send", {{"patient", clinic.patient}, {"content", text}});
    };
    REQUIRE(send(sample::consent()).has_value());
    CHECK(send(sample::consent()).has_value());
    const auto refused = send(sample::consent({.more = R"(,"note":"another text")"}));
    REQUIRE(refused.has_error());
    CHECK(refused.error().is(admin::Fault::ConsentVersionTaken));
    CHECK(refused.error().code.message().find("a published version never changes") !=
          std::string::npos);
    CHECK(send(sample::consent({.version = "1.0.1", .replaces = "1.0.0"})).has_value());
    // Nobody would be asked to agree to it.
    const auto older = send(sample::consent({.version = "0.9.0"}));
    REQUIRE(older.has_error());
    CHECK(older.error().is(admin::Fault::ConsentNotNewer));
    CHECK(older.error().where.ends_with(" 1.0.1"));
}

TEST_CASE("a clinic's own text is asked for beside a template of a higher version") {
    TestClinic clinic;
    const auto send = [&](const std::string& text) {
        return clinic.run("consent send", {{"patient", clinic.patient}, {"content", text}});
    };
    REQUIRE(send(sample::consent({.version = "1.5.0", .isTemplate = true})).has_value());
    CHECK(send(sample::consent({.version = "1.0.0"})).has_value());
}
