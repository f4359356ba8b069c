#include "clinic/store/dosing_day.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch_test_macros.hpp>

#include "clinic/store/bundles.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/pathway/consent_library.hpp"
#include "unit/pathway/sample_consents.hpp"

namespace landfall::clinic::test {

namespace {
constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;
}

DosingDay::DosingDay(const std::string& without, const std::string& prepared) {
    // What has to hold before a dose was there the day before.
    clinic.clock.advanceMs(-dayMs);
    clinic.beginPlan({"2026-09-21"});
    REQUIRE(clinic
                .run("patient add-clinician",
                     {{"patient", clinic.patient}, {"clinician", "ito@example.org"}})
                .has_value());
    saysGo_ = without != "go";
    // There is no self-check, so that it takes both.
    for (const auto& who : {clinic.clinician, clinic.otherClinician})
        CHECK(plan(who, R"({"do":"decide","eligible":true,"class":"A","reason":"seen"})") == 200);
    CHECK(plan(R"({"do":"prepared","session":1,"at":")" + prepared + "\"}") == 200);
    if (without != "consent") {
        sign();
        countersign();
    }
    if (without != "asq")
        answer("asq", R"({"asq-1":false,"asq-2":false,"asq-3":false,"asq-4":false})", "D-1");
    if (without != "day-before") answer("day-before", "{}", "D-1");
    if (without != "transport") answer("transport", "{}", "PREP");
    clinic.clock.advanceMs(dayMs);
}

http::Response DosingDay::post(const http::Actor& actor, const std::string& body) {
    // What is saved in one millisecond has no order.
    clinic.clock.advanceMs(1000);
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

std::set<std::string> DosingDay::codesIn(const http::Response& refused) {
    std::set<std::string> codes;
    const auto body = parsed(refused.body);
    const auto issues = body.get("issue");
    for (std::size_t i = 1; i < issues.size(); ++i)
        codes.emplace(issues[i].get("details").get("coding")[0].get("code").textOr());
    return codes;
}

std::set<std::string> DosingDay::inTheWay(const std::string& expiry) {
    const auto answer =
        post(clinic.clinician,
             R"({"step":"prepared","protocol":"P","product":"X","batch":"B","doseMg":21.5,)"
             R"("salt":"fumarate","route":"inhaled","expiry":")" +
                 expiry + "\"}");
    INFO(answer.body);
    CHECK((answer.status == 201 || answer.status == 409));
    return codesIn(answer);
}

std::vector<std::string> DosingDay::flags() {
    std::vector<std::string> out;
    const auto page = parsed(
        clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient}).body);
    for (const auto flag : page.get("flags").elements())
        out.push_back(std::to_string(flag.get("tier").integer().value_or(0)) + ' ' +
                      std::string(flag.get("cause").textOr("answer")) + ' ' +
                      std::string(flag.get("answer").textOr()));
    return out;
}

void DosingDay::closeFlags() {
    const auto page = parsed(
        clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient}).body);
    for (const auto flag : page.get("flags").elements()) {
        if (flag.get("status").textOr() != "active") continue;
        CHECK(clinic
                  .ask(clinic.clinician,
                       {.method = "POST",
                        .target = "/review/api/flags/" + std::string(flag.get("id").textOr()) +
                                  "/acknowledge",
                        .body = R"({"note":"Spoken with."})"})
                  .status == 200);
    }
}

std::vector<landfall::fhir::Json> DosingDay::records(const std::string& type) {
    return clinic.records(type);
}

landfall::fhir::Json DosingDay::page() {
    const auto answer = clinic.ask(
        clinic.clinician, {.target = "/review/api/patients/" + clinic.patient + "/dosing"});
    REQUIRE(answer.status == 200);
    return parsed(answer.body);
}

void DosingDay::arrive(const std::string& members) {
    const auto end = members.empty() ? "}" : "," + members + "}";
    save(R"({"step":"arrival","identityFirst":true,"identitySecond":true,"asqDone":true,)"
         R"("companion":true,"transport":true,"pregnancyTest":"not-needed")" +
         end);
    save(R"({"step":"team","leadMonitor":"Dr Lin","assistant":"Dr Ito",)"
         R"("physicianReachable":true,"rescueMedicines":true,"rescueMedicinesBy":"Dr Ito",)"
         R"("crashKit":true,"crashKitBy":"Dr Ito")" +
         end);
    save(R"({"step":"consent","willing":true,"mayWithdrawTold":true,"touch":"ask-first")" + end);
}

void DosingDay::saveBeforeDose(bool withPressures) {
    arrive();
    if (withPressures) {
        save(pressure("2026-09-21T14:00:00+01:00"));
        save(pressure("2026-09-21T14:05:00+01:00"));
    }
    if (saysGo_) save(R"({"step":"go-no-go","go":true})");
}

std::string DosingDay::pressure(const std::string& at) {
    return R"({"step":"vitals","series":"baseline","systolic":128,"diastolic":80,"at":")" + at +
           R"("})";
}

std::string DosingDay::drawUp() {
    return drawUpWith("");
}

std::string DosingDay::drawUpWith(const std::string& members) {
    return save(R"({"step":"prepared","protocol":"Trial 1","product":"Study drug","batch":"B-17",)"
                R"("expiry":"2030-01-31","doseMg":21.5,"salt":"fumarate","route":"intravenous")" +
                (members.empty() ? "" : "," + members) + "}");
}

std::string DosingDay::check(const std::string& dose) {
    return idOf(
        post(clinic.otherClinician, R"({"step":"second-check","prepared":")" + dose + "\"}"));
}

std::string DosingDay::give() {
    saveBeforeDose();
    const auto dose = drawUp();
    check(dose);
    const auto start = save(R"({"step":"start","prepared":")" + dose + "\"}");
    save(R"({"step":"stop","complete":true,"start":")" + start + "\"}");
    return start;
}

int DosingDay::plan(const http::Actor& actor, const std::string& body) {
    const auto answer =
        clinic.ask(actor, {.method = "POST",
                           .target = "/review/api/patients/" + clinic.patient + "/plan",
                           .body = body});
    return answer.status;
}

void DosingDay::send(const std::string& type, const std::string& id, const std::string& resource) {
    const auto bundleId = clinic.id();
    const auto answer =
        clinic.send(clinic.phone, bundleId, bundle(bundleId, {put({type, id, resource})}));
    INFO(answer.body);
    REQUIRE(answer.status == 200);
}

namespace {
/// The FHIR member `item` of what `given` says, and of what `well` says beside it. Null leaves an
/// item out.
std::string itemsOf(const std::string& form, const std::string& given, const std::string& well) {
    auto members = boost::json::parse(well).as_object();
    const auto said = boost::json::parse(given);
    for (const auto& member : said.as_object()) members[member.key()] = member.value();
    boost::json::array items;
    for (const auto& member : members) {
        if (member.value().is_null()) continue;
        boost::json::object value;
        if (member.value().is_bool())
            value["valueBoolean"] = member.value();
        else if (member.key().starts_with("companion-"))
            value["valueString"] = member.value();
        else
            value["valueCoding"] = {{"system", "https://landfall.example/fhir/CodeSystem/" + form},
                                    {"code", member.value()}};
        items.push_back({{"linkId", member.key()}, {"answer", boost::json::array{value}}});
    }
    // FHIR has no empty lists.
    return items.empty() ? "" : ",\"item\":" + boost::json::serialize(items);
}
}  // namespace

void DosingDay::answer(const std::string& form, const std::string& items, const std::string& visit,
                       const std::string& authored) {
    const auto id = clinic.id();
    const std::string extension =
        "https://landfall.example/fhir/StructureDefinition/answered-visit";
    std::string well = "{}";
    if (form == "day-before")
        well = R"({"illness":false,"new-medicine":false,"alcohol":false,"pregnancy":"no",)"
               R"("sleep":"well","companion":true,"still-willing":true})";
    if (form == "transport")
        well =
            R"({"way-home":"companion-drives","companion-stays":true,"no-driving":true,)"
            R"("no-childcare-alone":true,"no-signing":true,"no-big-decisions":true,)"
            R"("no-alcohol":true,"companion-name":"Kit Rowe","companion-phone":"0","companion-read":true})";
    // The phone says which visit it was.
    const auto mark = visit.empty() ? std::string()
                                    : R"("extension":[{"url":")" + extension +
                                          R"(","extension":[{"url":"session","valueInteger":1},)" +
                                          R"({"url":"visit","valueCode":")" + visit + R"("}]}],)";
    send("QuestionnaireResponse", id,
         R"({"resourceType":"QuestionnaireResponse","id":")" + id + R"(",)" + mark +
             R"("questionnaire":"https://landfall.example/fhir/Questionnaire/)" + form +
             R"(|1.0.0","status":"completed","subject":{"reference":"Patient/)" + clinic.patient +
             R"("},"authored":")" + authored + '"' + itemsOf(form, items, well) + "}");
}

std::string DosingDay::withdraw(std::int64_t phoneAheadMs) {
    auto consent = signed_;
    consent.id = clinic.id();
    consent.signedName.clear();
    consent.event = "withdrawn";
    consent.dataChoice = "keep";
    consent.follows = signed_.id;
    consent.at = {clinic.clock.now().unixMs + phoneAheadMs, 60};
    send("Consent", consent.id, landfall::fhir::buildConsent(consent));
    return consent.id;
}

void DosingDay::sign() {
    landfall::fhir::ConsentRecord consent;
    consent.id = clinic.id();
    consent.patient = clinic.patient;
    consent.event = "signed";
    consent.purpose = "participation";
    consent.at = {1'788'000'000'000, 60};
    // The clinic's own text: what comes with the programs is a template, which opens no gate.
    const auto own = sample::consent();
    REQUIRE(
        clinic.run("consent send", {{"patient", clinic.patient}, {"content", own}}).has_value());
    landfall::pathway::ConsentLibrary library;
    const auto text = sample::added(library);
    consent.document = text->id();
    consent.documentVersion = text->version();
    consent.documentTitle = text->title();
    consent.sha256 = text->sha256();
    consent.signedName = "Ada Example";
    send("Consent", consent.id, landfall::fhir::buildConsent(consent));
    signed_ = consent;
}

void DosingDay::countersign() {
    REQUIRE(clinic
                .run("consent countersign",
                     {{"patient", clinic.patient}, {"consent", signed_.id}, {"name", "Dr Lin"}})
                .has_value());
}

}  // namespace landfall::clinic::test
