#include "landfall/pathway/protocol.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "unit/pathway/some_plan.hpp"

namespace landfall::pathway {
namespace {
using test::protocol;

std::string visit(const std::string& id, const std::string& more) {
    return R"({"id":")" + id + R"(","title":"T","code":[{"coding":[{"system":
        "https://landfall.example/fhir/CodeSystem/visit","code":")" +
           id + R"("}]}])" + more + "}";
}
std::string extension(const std::string& name, const std::string& value) {
    return R"({"url":"https://landfall.example/fhir/StructureDefinition/)" + name + "\"," + value +
           "}";
}
const std::string window = extension("visit-window", R"("extension":[{"url":"before",
    "valueInteger":0},{"url":"after","valueInteger":1}])");
const std::string dosing =
    visit("D0", ",\"extension\":[" + extension("dosing-day", "\"valueBoolean\":true") + "," +
                    window + "]");
std::string anchored(const std::string& offset, const std::string& to = "D0") {
    return R"(,"relatedAction":[{"actionId":")" + to +
           R"(","relationship":"after","offsetDuration":)" + offset + "}]";
}
const std::string oneDay = R"({"value":1,"system":"http://unitsofmeasure.org","code":"d"})";
std::string withWindow(const std::string& more) {
    return ",\"extension\":[" + window + "]" + more;
}

std::string definition(const std::string& visits, const std::string& more = "") {
    return R"({"resourceType":"PlanDefinition","id":"p","url":"https://x.example/p","version":"1",
        "title":"P","status":"draft","action":[{"code":[{"coding":[{"system":
        "https://landfall.example/fhir/CodeSystem/phase","code":"session"}]}],"action":[)" +
           visits + "]}]" + more + "}";
}
std::vector<Error> faultsOf(const std::string& text) {
    return protocolFaults(fhir::Json::parse(text).value().root());
}

TEST_CASE("the shipped protocol has the visits of clinical rules 4 in their order") {
    std::vector<std::string> codes;
    for (const auto& rule : protocol()->visits) codes.push_back(rule.code);
    CHECK(codes == std::vector<std::string>{"SCR", "CON", "PREP", "BASE", "D-1", "D0", "D+1", "W1",
                                            "W2", "W4", "M3", "M6", "AD-HOC"});
    CHECK(protocol()->dosingDay().code == "D0");
    CHECK(protocol()->canonical() == "https://landfall.example/fhir/PlanDefinition/dmt-trd|1.0.0");
}

TEST_CASE("clinical rules 4: every visit asks for its forms") {
    struct Row {
        const char* visit;
        std::vector<std::string> forms;
    };
    const auto row = GENERATE(
        Row{"SCR",
            {"eligibility", "phq-9", "gad-7", "audit-c", "pc-ptsd-5", "asq", "medicines",
             "psychedelic-history", "treatment-history"}},
        Row{"CON", {""}},  // the consent, which is signed
        Row{"PREP",
            {"intentions", "expectation-quiz", "readiness", "safety-plan", "transport",
             "expectancy"}},
        Row{"BASE",
            {"phq-9", "gad-7", "who-5", "asq", "pcl-5", "delayed-effects", "destabilisation"}},
        Row{"D-1", {"asq", "day-before"}},
        Row{"D0", {"daily-check-in", "after-session", "side-effects", "ebi", "edi", "meq-30"}},
        Row{"D+1", {"asq", "side-effects", "destabilisation", "daily-check-in", "ebi"}},
        Row{"W1",
            {"phq-9", "gad-7", "who-5", "side-effects", "delayed-effects", "destabilisation",
             "asq"}},
        Row{"W2",
            {"phq-9", "gad-7", "who-5", "side-effects", "delayed-effects", "destabilisation", "asq",
             "pcl-5"}},
        Row{"W4",
            {"phq-9", "gad-7", "who-5", "side-effects", "delayed-effects", "destabilisation", "asq",
             "pcl-5", "audit-c"}},
        Row{"M3",
            {"phq-9", "gad-7", "who-5", "side-effects", "delayed-effects", "asq", "pcl-5",
             "audit-c", "relapse-plan"}},
        Row{"M6",
            {"phq-9", "gad-7", "who-5", "side-effects", "delayed-effects", "asq", "pcl-5",
             "audit-c", "overall-experience"}},
        Row{"AD-HOC", {"feel-worse", "side-effects"}});
    CAPTURE(row.visit);
    std::vector<std::string> forms;
    for (const auto& form : protocol()->find(row.visit)->forms)
        if (!form.forClinic)
            forms.push_back(form.questionnaire.substr(form.questionnaire.rfind('/') + 1));
    CHECK(forms == row.forms);
}

TEST_CASE("the consent of a protocol names no questionnaire") {
    const auto consent = [](const std::string& more) {
        return definition(dosing + "," +
                          visit("CON", withWindow(anchored(oneDay)) +
                                           R"(,"action":[{"title":"Consent",)" + more +
                                           R"("participant":[{"type":"patient"}],"extension":[)" +
                                           extension("gate", R"("valueCode":"consent")") + "]}]"));
    };
    const auto good = fhir::Json::parse(consent("")).value();
    const auto read = readProtocol(good.root());
    REQUIRE(read.has_value());
    const auto& form = read->find("CON")->forms.at(0);
    CHECK(form.isConsent());
    CHECK(form.questionnaire.empty());
    const auto faults = faultsOf(consent(R"("definitionCanonical":"https://x.example/consent",)"));
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].is(Fault::BadForm));
    CHECK(faults[0].where == "action[0].action[1].action[0].definitionCanonical");
}

TEST_CASE("clinical rules 4: what the staff has to ask about, and after how many hours") {
    CHECK(protocol()->find("D+1")->missedAfterHours == 24);
    CHECK(protocol()->find("D+1")->safetyMissedAfterHours == 24);
    CHECK(protocol()->find("W1")->missedAfterHours == 48);
    for (const auto& rule : protocol()->visits) {
        CAPTURE(rule.code);
        if (rule.code != "D+1") CHECK(rule.safetyMissedAfterHours == 48);
        if (rule.code != "D+1" && rule.code != "W1") CHECK_FALSE(rule.missedAfterHours.has_value());
        for (const auto& form : rule.forms)
            if (form.questionnaire.ends_with("/asq")) CHECK(form.safety);
    }
}

TEST_CASE("elements that are not known are no fault and survive in the library") {
    Library library;
    const auto text = definition(dosing, R"(,"topic":[{"text":"new"}],"usage":"x")");
    REQUIRE(library.add(text).has_value());
    CHECK(library.findEntry("p")->bytes == text);
    // The same again is no error; other content under the same version is one.
    CHECK(library.add(text).has_value());
    CHECK(library.add(definition(dosing, R"(,"usage":"y")")).error().is(Fault::DifferentContent));
}

TEST_CASE("a protocol that cannot be followed is refused with the place of each fault") {
    struct Row {
        std::string text;
        Fault fault;
        const char* where;
    };
    const auto row = GENERATE(
        Row{R"({"resourceType":"CarePlan"})", Fault::NotAProtocol, "resourceType"},
        Row{definition(""), Fault::NoDosingDay, "action"},
        Row{definition(dosing + "," + dosing), Fault::DuplicateVisit, "action[0].action[1].code"},
        Row{definition(visit("D0", ",\"extension\":[" +
                                       extension("dosing-day", "\"valueBoolean\":1") + "," +
                                       window + "]") +
                       "," + dosing),
            Fault::BadElement, "action[0].action[0].extension[0]"},
        Row{definition(dosing + "," + visit("W1", withWindow(anchored(oneDay, "D9")))),
            Fault::BadAnchor, "action[0].action[1].relatedAction[0].actionId"},
        Row{definition(dosing + "," + visit("W1", anchored(oneDay))), Fault::BadWindow,
            "action[0].action[1].extension"},
        Row{definition(dosing + "," +
                       visit("W1", withWindow(anchored(
                                       R"({"value":1,"system":"http://unitsofmeasure.org",
                                           "code":"wk"})")))),
            Fault::BadAnchor, "action[0].action[1].relatedAction[0].offsetDuration"},
        Row{definition(
                dosing + "," +
                visit("W1", R"(,"condition":[{"kind":"start"}])" + withWindow(anchored(oneDay)))),
            Fault::BadElement, "action[0].action[1].condition"},
        Row{definition(dosing + "," +
                       visit("W1", ",\"extension\":[" + window + "," +
                                       extension("gate", "\"valueCode\":\"unheard-of\"") + "]" +
                                       anchored(oneDay))),
            Fault::BadCode, "action[0].action[1].extension[1]"},
        Row{definition(dosing + "," +
                       visit("W1", withWindow(anchored(oneDay)) +
                                       R"(,"action":[{"title":"F","participant":[
                                           {"type":"patient"}]}])")),
            Fault::BadElement, "action[0].action[1].action[0].definitionCanonical"},
        Row{definition(dosing + "," +
                       visit("W1", withWindow(anchored(oneDay)) +
                                       R"(,"action":[{"title":"F","definitionCanonical":"u:f"}])")),
            Fault::BadCode, "action[0].action[1].action[0].participant"},
        Row{definition(visit("A B", withWindow("")) + "," + dosing), Fault::BadElement,
            "action[0].action[0].code"},
        Row{definition(dosing, R"(,"modifierExtension":[{"url":"u:x"}])"), Fault::BadElement,
            "modifierExtension"});
    CAPTURE(row.text, row.where);
    const auto faults = faultsOf(row.text);
    CHECK(std::any_of(faults.begin(), faults.end(), [&](const Error& fault) {
        return fault.is(row.fault) && fault.where == row.where;
    }));
    CHECK(readProtocol(fhir::Json::parse(row.text).value().root()).has_error());
}

TEST_CASE("all faults of a protocol are told, not only the first") {
    const auto faults = faultsOf(definition(visit("A B", "") + "," + visit("C D", "")));
    CHECK(faults.size() == 3);
}

}  // namespace
}  // namespace landfall::pathway
