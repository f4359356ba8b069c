#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>

#include "clinic/store/bundles.hpp"
#include "clinic/store/dosing_day.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
using landfall::fhir::Node;

namespace {

/// The first JSON example after a heading or a sentence of docs/api.md.
std::string exampleAfter(const std::string& heading) {
    std::ifstream file(LANDFALL_API_DOCUMENT);
    std::stringstream text;
    text << file.rdbuf();
    const auto document = text.str();
    const auto at = document.find(heading);
    REQUIRE(at != std::string::npos);
    const auto begin = document.find("```json\n", at) + 8;
    return document.substr(begin, document.find("```", begin) - begin);
}

std::string filled(std::string text, const std::string& name, const std::string& value) {
    for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos; at += value.size())
        text.replace(at, name.size(), value);
    return text;
}

/// Every member of the example is in the answer, with the same JSON type. Arrays are compared by
/// their first element.
void sameShape(const Node& example, const Node& answer) {
    INFO(example.path());
    REQUIRE(example.type() == answer.type());
    for (const auto member : example.members()) {
        if (example.isArray()) {
            sameShape(example[0], answer[0]);
            return;
        }
        INFO(member.key());
        REQUIRE(answer.get(member.key()));
        sameShape(member, answer.get(member.key()));
    }
}

}  // namespace

TEST_CASE("the examples of the open routes have the shape of the answers") {
    TestClinic clinic;
    for (const std::string route : {"/.well-known/landfall", "/.well-known/smart-configuration"}) {
        const auto example = parsed(exampleAfter("### `GET " + route + "`"));
        const auto answer = parsed(clinic.ask({}, {.target = route}).body);
        sameShape(example.root(), answer.root());
        sameShape(answer.root(), example.root());
    }
}

TEST_CASE("the example bundle is taken as it stands") {
    TestClinic clinic;
    const auto bundleId = clinic.id();
    const auto id = clinic.id();
    auto body = exampleAfter("### `POST /fhir`");
    body = filled(body, "<bundle id>", bundleId);
    body = filled(body, "<operation id>", clinic.id());
    body = filled(body, "<patient>", clinic.patient);
    body = filled(body, "<id>", id);
    const auto answer = clinic.send(clinic.phone, bundleId, body);
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    const auto read = clinic.ask(clinic.phone, {.target = "/fhir/QuestionnaireResponse/" + id});
    CHECK(read.status == 200);
}

TEST_CASE("the refusal of the document has the shape of a refusal") {
    TestClinic clinic;
    const auto example = parsed(exampleAfter("# The HTTP interfaces"));
    const auto bundleId = clinic.id();
    const auto entry = clinic.id();
    const auto answer = clinic.send(
        clinic.phone, bundleId,
        bundle(bundleId,
               {put({"DocumentReference", entry, journal(entry, clinic.otherPatient, "x")})}));
    REQUIRE(answer.status == 422);
    const auto refusal = parsed(answer.body);
    sameShape(example.root(), refusal.root());
}

TEST_CASE("the example page of the feed has the shape of a page") {
    TestClinic clinic;
    const auto example = parsed(exampleAfter("### `GET /fhir/Patient/<id>/$landfall-changes"));
    const auto entry = clinic.id();
    const auto one = clinic.id();
    REQUIRE(clinic
                .send(clinic.phone, one,
                      bundle(one, {put({"DocumentReference", entry,
                                        journal(entry, clinic.patient, "x")})}))
                .status == 200);
    const auto two = clinic.id();
    REQUIRE(
        clinic
            .send(clinic.phone, two, bundle(two, {del("DocumentReference", entry, 1, clinic.id())}))
            .status == 200);
    const auto page = parsed(
        clinic
            .ask(clinic.phone, {.target = "/fhir/Patient/" + clinic.patient + "/$landfall-changes"})
            .body);
    sameShape(example.get("link"), page.get("link"));
    sameShape(example.get("entry")[0], page.get("entry")[1]);
    sameShape(example.get("entry")[1], page.get("entry")[2]);
}

namespace {

constexpr const char* ours = "https://landfall.example/fhir/CodeSystem/";

std::string item(const std::string& linkId, const std::string& value) {
    return R"({"linkId":")" + linkId + R"(","answer":[{)" + value + "}]}";
}
std::string coded(const std::string& linkId, const std::string& system, const std::string& code) {
    return item(linkId, R"("valueCoding":{"system":")" + (ours + system) + R"(","code":")" + code +
                            R"(","display":")" + code + R"("})");
}

/// Sent by the patient's phone; the id of the response.
std::string send(TestClinic& clinic, const std::string& form, const std::vector<std::string>& items,
                 const std::string& authored) {
    std::string list;
    for (const auto& one : items) list += (list.empty() ? "" : ",") + one;
    const auto id = clinic.id();
    const auto bundleId = clinic.id();
    const auto answer = clinic.send(
        clinic.phone, bundleId,
        bundle(bundleId,
               {put({"QuestionnaireResponse", id,
                     R"({"resourceType":"QuestionnaireResponse","id":")" + id +
                         R"(","questionnaire":"https://landfall.example/fhir/Questionnaire/)" +
                         form + R"(|1.0.0","status":"completed","subject":{"reference":"Patient/)" +
                         clinic.patient + R"("},"authored":")" + authored + R"(","item":[)" + list +
                         "]}"})}));
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    return id;
}

std::vector<std::string> selfCheck() {
    std::vector<std::string> items;
    for (const std::string number :
         {"1a", "1b", "2",  "3",  "5",  "6",  "7",  "8",  "9",   "10",  "11", "12",  "13",
          "14", "15", "16", "17", "18", "19", "20", "21", "22a", "22b", "24", "25a", "25b"})
        items.push_back(coded("el-" + number, "yes-no-not-sure", "no"));
    items.push_back(coded("el-23", "yes-no-not-sure", "yes"));
    items.push_back(coded("el-4", "yes-no-not-sure", "not-sure"));
    items.push_back(item("el-medicines", R"("valueString":"Nardil")"));
    return items;
}

void holdsFor(const std::string& sentence, const std::string& answer) {
    INFO(answer);
    const auto example = parsed(exampleAfter(sentence));
    const auto real = parsed(answer);
    sameShape(example.root(), real.root());
}

std::string read(TestClinic& clinic, const std::string& what) {
    const auto answer =
        clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient + what});
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    return answer.body;
}

}  // namespace

TEST_CASE("the example of the eligibility has the shape of the answer") {
    DosingDay day;
    auto& clinic = day.clinic;
    send(clinic, "eligibility", selfCheck(), "2026-08-03T10:00:00+01:00");
    for (const auto& who : {clinic.clinician, clinic.otherClinician}) {
        clinic.clock.advanceMs(1000);
        REQUIRE(clinic
                    .ask(who, {.method = "POST",
                               .target = "/review/api/patients/" + clinic.patient + "/plan",
                               .body = R"({"do":"decide","eligible":true,"class":"A",)"
                                       R"("reason":"seen by both"})"})
                    .status == 200);
    }
    holdsFor("### Eligibility", read(clinic, "/eligibility"));
}

TEST_CASE("the examples of the dosing record have the shape of the answers") {
    DosingDay day;
    day.save(R"({"step":"arrival","identityFirst":true,"identitySecond":true,"asqDone":true,)"
             R"("companion":false,"transport":true,"pregnancyTest":"not-needed"})");
    holdsFor("`GET /review/api/patients/<id>/dosing`:", read(day.clinic, "/dosing"));
    DosingDay early("consent");
    const auto refused = early.post(
        early.clinic.clinician,
        R"({"step":"prepared","protocol":"P","product":"X","batch":"B","expiry":"2030-01-01",)"
        R"("doseMg":21.5,"salt":"fumarate","route":"inhaled"})");
    REQUIRE(refused.status == 409);
    const auto example = parsed(exampleAfter("Otherwise `409 not_ready`"));
    const auto answer = parsed(refused.body);
    for (std::size_t issue = 0; issue < 2; ++issue)
        sameShape(example.get("issue")[issue], answer.get("issue")[issue]);
}

TEST_CASE("the example of an adverse event is taken as it stands, and the page has its shape") {
    TestClinic clinic;
    clinic.beginPlan();
    const auto report = send(
        clinic, "side-effects",
        {item("se-now", R"("valueBoolean":false)"), coded("se-what", "effect", "headache"),
         coded("se-strength", "strength", "medium"),
         coded("se-daily", "daily-effect", "usual-things"),
         item("se-ongoing", R"("valueBoolean":true)"), item("se-help", R"("valueBoolean":false)"),
         item("se-hospital", R"("valueBoolean":false)"),
         item("se-life", R"("valueBoolean":false)")},
        "2026-09-08T10:00:00+01:00");
    const auto body = filled(exampleAfter("`POST /review/api/patients/<id>/adverse-events` gives"),
                             "<id of the response>", report);
    const auto made = clinic.ask(
        clinic.clinician, {.method = "POST",
                           .target = "/review/api/patients/" + clinic.patient + "/adverse-events",
                           .body = body});
    INFO(made.body);
    REQUIRE(made.status == 201);
    holdsFor("`GET /review/api/patients/<id>/effects`:", read(clinic, "/effects"));
}
