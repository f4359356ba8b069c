#include <catch2/catch_test_macros.hpp>
#include <map>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"
#include "landfall/fhir/build.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
using http::RouteId;

namespace {

enum class Verdict { Allowed, Refused };

/// For each route of records and review: what each kind of actor gets for the first patient's
/// things.
struct Row {
    std::string method;
    std::string target;  ///< {patient}, {flag} stand for the first patient's
    std::string body;
    Verdict ownClinician;
    Verdict otherClinician;
    Verdict administrator;
    Verdict ownPhone;
    Verdict otherPhone;
};
constexpr auto yes = Verdict::Allowed;
constexpr auto no = Verdict::Refused;

const std::map<RouteId, Row>& table() {
    static const std::map<RouteId, Row> rows = {
        {RouteId::FhirChanges,
         {"GET", "/fhir/Patient/{patient}/$landfall-changes", "", no, no, no, yes, no}},
        {RouteId::FhirRead, {"GET", "/fhir/Flag/{flag}", "", no, no, no, yes, no}},
        {RouteId::FhirSearch, {"GET", "/fhir/Flag?patient={patient}", "", no, no, no, yes, no}},
        {RouteId::FhirBundle, {"POST", "/fhir", "", no, no, no, yes, no}},
        {RouteId::Patients, {"GET", "/review/api/patients", "", yes, yes, no, no, no}},
        {RouteId::Patient, {"GET", "/review/api/patients/{patient}", "", yes, no, no, no, no}},
        {RouteId::ChangePlan,
         {"POST", "/review/api/patients/{patient}/plan", R"({"do":"begin"})", yes, no, no, no, no}},
        {RouteId::Eligibility,
         {"GET", "/review/api/patients/{patient}/eligibility", "", yes, no, no, no, no}},
        {RouteId::Dosing,
         {"GET", "/review/api/patients/{patient}/dosing", "", yes, no, no, no, no}},
        {RouteId::RecordDosing,
         {"POST", "/review/api/patients/{patient}/dosing/1", R"({"step":"after","note":"rested"})",
          yes, no, no, no, no}},
        {RouteId::Rate,
         {"POST", "/review/api/patients/{patient}/ratings",
          R"({"questionnaire":"madrs","answers":[1,1,1,1,1,1,1,1,1,1]})", yes, no, no, no, no}},
        {RouteId::Countersign,
         {"POST", "/review/api/patients/{patient}/consents/{consent}/countersign", "{}", yes, no,
          no, no, no}},
        {RouteId::Effects,
         {"GET", "/review/api/patients/{patient}/effects", "", yes, no, no, no, no}},
        {RouteId::RecordAdverseEvent,
         {"POST", "/review/api/patients/{patient}/adverse-events",
          R"({"term":"Headache","grade":1,"causality":"possible","expectedness":"expected",)"
          R"("outcome":"resolved"})",
          yes, no, no, no, no}},
        {RouteId::StaffTasks, {"GET", "/review/api/tasks", "", yes, yes, no, no, no}},
        {RouteId::CloseTask,
         {"POST", "/review/api/tasks/{task}/close", R"({"note":"called"})", yes, no, no, no, no}},
        {RouteId::AcknowledgeFlag,
         {"POST", "/review/api/flags/{flag}/acknowledge", R"({"note":"seen"})", yes, no, no, no,
          no}},
        {RouteId::Assign,
         {"POST", "/review/api/patients/{patient}/assignments", R"({"questionnaire":"gad-7"})", yes,
          no, no, no, no}},
        {RouteId::Questionnaires, {"GET", "/review/api/questionnaires", "", yes, yes, yes, no, no}},
        {RouteId::Events, {"GET", "/review/api/events", "", yes, yes, yes, no, no}},
    };
    return rows;
}

/// Routes that belong to other suites: accounts and phones, the page, what is open to everybody.
bool testedElsewhere(RouteId id) {
    switch (id) {
        case RouteId::Healthz:
        case RouteId::WellKnown:
        case RouteId::SmartConfiguration:
        case RouteId::Metadata:
        case RouteId::Metrics:
        case RouteId::Enrol:
        case RouteId::EnrolState:
        case RouteId::Token:
        case RouteId::Login:
        case RouteId::Logout:
        case RouteId::Me:
        case RouteId::Sessions:
        case RouteId::EndSession:
        case RouteId::ConfirmDevice:
        case RouteId::RevokeDevice:
        case RouteId::Devices:
        case RouteId::Users:
        case RouteId::PageRoot:
        case RouteId::PageFile:
        case RouteId::PageAsset:
            return true;
        default:
            return false;
    }
}

std::string filled(std::string text, const std::string& name, const std::string& value) {
    const auto at = text.find(name);
    return at == std::string::npos ? text : text.replace(at, name.size(), value);
}

}  // namespace

TEST_CASE("every route of records and review allows exactly whom the table names") {
    for (const auto& route : http::routeTable()) {
        if (testedElsewhere(route.id)) continue;
        INFO(route.pattern);
        REQUIRE(table().contains(route.id));
        const auto& row = table().at(route.id);
        TestClinic clinic;
        const auto response = clinic.id();
        const auto own = clinic.id();
        const auto bundleId = clinic.id();
        REQUIRE(clinic
                    .send(clinic.phone, bundleId,
                          bundle(bundleId,
                                 {put({"Flag", own, flag(own, clinic.patient, response, 1)})}))
                    .status == 200);
        // A missed visit is a task, and a session is what a dosing record belongs to.
        clinic.beginPlan();
        const auto page = parsed(
            clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient})
                .body);
        std::string task;
        // That of a flag ends with the flag.
        for (const auto one : page.get("staffTasks").elements())
            if (one.get("about").textOr() == "missed-visit") task = one.get("id").textOr();
        REQUIRE_FALSE(task.empty());
        landfall::fhir::ConsentRecord consent;
        consent.id = clinic.id();
        consent.patient = clinic.patient;
        consent.event = "signed";
        consent.purpose = "participation";
        consent.at = {1'788'000'000'000, 60};
        consent.document = "study";
        consent.documentVersion = "1.0.0";
        consent.sha256 = std::string(64, 'a');
        consent.signedName = "Ada Example";
        const auto second = clinic.id();
        REQUIRE(clinic
                    .send(clinic.phone, second,
                          bundle(second, {put({"Consent", consent.id,
                                               landfall::fhir::buildConsent(consent)})}))
                    .status == 200);
        const auto verdict = [&](const http::Actor& actor) {
            const auto id = clinic.id();
            const auto entry = clinic.id();
            auto body = row.body;
            if (route.id == RouteId::FhirBundle)
                body = bundle(
                    id, {put({"DocumentReference", entry, journal(entry, clinic.patient, "x")})});
            const auto target = filled(
                filled(filled(filled(row.target, "{patient}", clinic.patient), "{flag}", own),
                       "{task}", task),
                "{consent}", consent.id);
            const auto answer = clinic.ask(actor, {.method = row.method,
                                                   .target = target,
                                                   .body = body,
                                                   .headers = {{"Landfall-Bundle", id}}});
            // Refusals never tell of what they protect.
            if (answer.status >= 400) CHECK(answer.body.find("Ada Example") == std::string::npos);
            return answer.status < 400 ? yes : no;
        };
        // Refusals first: none of them may have changed anything for the one who is allowed.
        CHECK(verdict(clinic.otherPhone) == row.otherPhone);
        CHECK(verdict(clinic.administrator) == row.administrator);
        CHECK(verdict(clinic.otherClinician) == row.otherClinician);
        CHECK(verdict(clinic.phone) == row.ownPhone);
        CHECK(verdict(clinic.clinician) == row.ownClinician);
        CHECK(verdict(http::Actor{}) == no);
    }
}

TEST_CASE("a clinician's reads are audited before anything is shown, refusals too") {
    TestClinic clinic;
    REQUIRE(clinic.ask(clinic.clinician, {.target = "/review/api/patients"}).status == 200);
    CHECK(clinic.audited().back() == "clinician list-patients ok");
    REQUIRE(
        clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient}).status ==
        200);
    CHECK(clinic.audited().back() == "clinician read-patient ok");
    CHECK(clinic.ask(clinic.otherClinician, {.target = "/review/api/patients/" + clinic.patient})
              .status == 403);
    CHECK(clinic.audited().back() == "clinician read-patient forbidden");
}

TEST_CASE(
    "a clinician with no patients gets an empty list, and nobody's page looks like another's") {
    TestClinic clinic;
    CHECK(clinic.ask(clinic.otherClinician, {.target = "/review/api/patients"}).body == "[]");
    const auto theirs =
        clinic.ask(clinic.otherClinician, {.target = "/review/api/patients/" + clinic.patient});
    const auto nobodys =
        clinic.ask(clinic.otherClinician, {.target = "/review/api/patients/" + clinic.id()});
    CHECK(theirs.status == nobodys.status);
    CHECK(codeOf(theirs) == codeOf(nobodys));
}
