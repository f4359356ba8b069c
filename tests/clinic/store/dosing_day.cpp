#include "clinic/store/dosing_day.hpp"

#include <catch2/catch_test_macros.hpp>

#include "clinic/store/bundles.hpp"
#include "landfall/fhir/build.hpp"

namespace landfall::clinic::test {

DosingDay::DosingDay(const std::string& without) {
    REQUIRE(
        clinic
            .run("plan",
                 {{"patient", clinic.patient}, {"start", "2026-08-03"}, {"zone", "Europe/London"}})
            .has_value());
    REQUIRE(
        clinic.run("session", {{"patient", clinic.patient}, {"date", "2026-09-21"}}).has_value());
    REQUIRE(clinic
                .run("patient add-clinician",
                     {{"patient", clinic.patient}, {"clinician", "ito@example.org"}})
                .has_value());
    plan(R"({"do":"decide","eligible":true,"class":"B","reason":"seen twice"})");
    plan(R"({"do":"prepared","session":1,"at":"2026-09-15T10:00:00+01:00"})");
    if (without != "consent") sign();
    answer("asq", "asq-1", "D-1");
    if (without != "day-before") answer("day-before", "illness", "D-1");
    answer("transport", "companion-stays", "PREP");
}

http::Response DosingDay::post(const http::Actor& actor, const std::string& body) {
    return clinic.ask(actor, {.method = "POST",
                              .target = "/review/api/patients/" + clinic.patient + "/dosing/1",
                              .body = body});
}

std::string DosingDay::save(const std::string& body) {
    return idOf(post(clinic.clinician, body));
}

std::string DosingDay::idOf(const http::Response& made) {
    INFO(made.body);
    REQUIRE(made.status == 201);
    return std::string(parsed(made.body).get("id").textOr());
}

landfall::fhir::Json DosingDay::page() {
    const auto answer = clinic.ask(
        clinic.clinician, {.target = "/review/api/patients/" + clinic.patient + "/dosing"});
    REQUIRE(answer.status == 200);
    return parsed(answer.body);
}

void DosingDay::saveBeforeDose() {
    save(R"({"step":"arrival","identityFirst":true,"identitySecond":true,"asqDone":true,)"
         R"("companion":true,"transport":true,"pregnancyTest":"not-needed"})");
    save(R"({"step":"team","leadMonitor":"Dr Lin","assistant":"Dr Ito",)"
         R"("physicianReachable":true,"rescueMedicines":true,"rescueMedicinesBy":"Dr Ito",)"
         R"("crashKit":true,"crashKitBy":"Dr Ito"})");
    save(R"({"step":"consent","willing":true,"mayWithdrawTold":true,"touch":"ask-first"})");
    save(pressure("2026-09-21T14:00:00+01:00"));
    save(pressure("2026-09-21T14:05:00+01:00"));
}

std::string DosingDay::pressure(const std::string& at) {
    return R"({"step":"vitals","series":"baseline","systolic":128,"diastolic":80,"at":")" + at +
           R"("})";
}

std::string DosingDay::drawUp() {
    return save(R"({"step":"prepared","protocol":"Trial 1","product":"Study drug","batch":"B-17",)"
                R"("expiry":"2030-01-31","doseMg":21.5,"salt":"fumarate","route":"intravenous"})");
}

std::string DosingDay::give() {
    saveBeforeDose();
    const auto dose = drawUp();
    idOf(post(clinic.otherClinician, R"({"step":"second-check","prepared":")" + dose + "\"}"));
    const auto start = save(R"({"step":"start","prepared":")" + dose + "\"}");
    save(R"({"step":"stop","complete":true,"start":")" + start + "\"}");
    return start;
}

void DosingDay::plan(const std::string& body) {
    const auto answer =
        clinic.ask(clinic.clinician, {.method = "POST",
                                      .target = "/review/api/patients/" + clinic.patient + "/plan",
                                      .body = body});
    INFO(answer.body);
    REQUIRE(answer.status == 200);
}

void DosingDay::send(const std::string& type, const std::string& id, const std::string& resource) {
    const auto bundleId = clinic.id();
    const auto answer =
        clinic.send(clinic.phone, bundleId, bundle(bundleId, {put({type, id, resource})}));
    INFO(answer.body);
    REQUIRE(answer.status == 200);
}

void DosingDay::answer(const std::string& form, const std::string& item, const std::string& visit) {
    const auto id = clinic.id();
    const std::string extension =
        "https://landfall.example/fhir/StructureDefinition/answered-visit";
    // The phone says which visit it was, because the session was moved afterwards.
    send("QuestionnaireResponse", id,
         R"({"resourceType":"QuestionnaireResponse","id":")" + id + R"(","extension":[{"url":")" +
             extension +
             R"(","extension":[{"url":"session","valueInteger":1},{"url":"visit","valueCode":")" +
             visit + R"("}]}],"questionnaire":"https://landfall.example/fhir/Questionnaire/)" +
             form + R"(|1.0.0","status":"completed","subject":{"reference":"Patient/)" +
             clinic.patient + R"("},"authored":"2026-09-20T12:00:00+01:00","item":[{"linkId":")" +
             item + R"(","answer":[{"valueBoolean":false}]}]})");
}

void DosingDay::sign() {
    landfall::fhir::ConsentRecord consent;
    consent.id = clinic.id();
    consent.patient = clinic.patient;
    consent.event = "signed";
    consent.purpose = "participation";
    consent.at = {1'788'000'000'000, 60};
    consent.document = "study";
    consent.documentVersion = "1.0.0";
    consent.documentTitle = "Taking part";
    consent.sha256 = std::string(64, 'a');
    consent.signedName = "Ada Example";
    send("Consent", consent.id, landfall::fhir::buildConsent(consent));
}

}  // namespace landfall::clinic::test
