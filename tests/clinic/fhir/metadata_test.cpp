#include <catch2/catch_test_macros.hpp>
#include <set>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

TEST_CASE("what the CapabilityStatement lists works, and nothing else does") {
    TestClinic clinic;
    REQUIRE(clinic.run("assign", {{"patient", clinic.patient}, {"questionnaire", "phq-9"}})
                .has_value());
    const auto answer = clinic.ask({}, {.target = "/fhir/metadata"});
    REQUIRE(answer.status == 200);
    const auto statement = parsed(answer.body);
    CHECK(statement.get("resourceType").textOr() == "CapabilityStatement");
    CHECK(statement.get("fhirVersion").textOr() == "4.0.1");
    std::set<std::string> types;
    for (const auto resource : statement.get("rest")[0].get("resource").elements()) {
        const std::string type(resource.get("type").textOr());
        types.insert(type);
        INFO(type);
        std::set<std::string> interactions;
        for (const auto interaction : resource.get("interaction").elements())
            interactions.emplace(interaction.get("code").textOr());
        CHECK(interactions == std::set<std::string>{"read", "search-type"});
        const auto search =
            clinic.ask(clinic.phone, {.target = "/fhir/" + type + "?patient=" + clinic.patient});
        CHECK(search.status == 200);
        const auto found = parsed(search.body);
        for (const auto entry : found.get("entry").elements()) {
            const std::string id(entry.get("resource").get("id").textOr());
            CHECK(clinic.ask(clinic.phone, {.target = "/fhir/" + type + '/' + id}).status == 200);
        }
        // Whether phones may create it in a transaction is what updateCreate says.
        const auto id = clinic.id();
        const auto bundleId = clinic.id();
        const auto written = clinic.send(
            clinic.phone, bundleId,
            bundle(bundleId,
                   {put({type, id, R"({"resourceType":")" + type + R"(","id":")" + id + "\"}"})}));
        const bool mayWrite = resource.get("updateCreate").boolean().value_or(false);
        CHECK((codeOf(written) == "forbidden") == !mayWrite);
    }
    CHECK(types.size() == 13);
    CHECK(
        clinic.ask(clinic.phone, {.target = "/fhir/Condition?patient=" + clinic.patient}).status ==
        404);
    CHECK(
        clinic
            .ask(clinic.phone, {.target = "/fhir/Patient/" + clinic.patient + "/$landfall-changes"})
            .status == 200);
}

TEST_CASE("the well-known answers hold what docs/api.md promises") {
    TestClinic clinic;
    const auto landfall = parsed(clinic.ask({}, {.target = "/.well-known/landfall"}).body);
    CHECK(landfall.get("protocol")[0].integer() == 1);
    CHECK(landfall.get("epoch").textOr() == clinic.clinic->store().epoch());
    CHECK(landfall.get("clinic").get("name").textOr() == "Harbour Clinic");
    CHECK(landfall.get("clinic").get("country").textOr() == "GB");
    CHECK(landfall.get("limits").get("bundleBytes").integer() == 1048576);
    CHECK(landfall.get("limits").get("bundleEntries").integer() == 100);
    CHECK(landfall.get("limits").get("resourceBytes").integer() == 262144);
    CHECK(landfall.get("limits").get("responseBytes").integer() == 720896);
    CHECK(landfall.get("limits").get("questionnaireBytes").integer() == 4194304);
    const auto smart = parsed(clinic.ask({}, {.target = "/.well-known/smart-configuration"}).body);
    CHECK(smart.get("token_endpoint").textOr() == "https://127.0.0.1:8443/token");
    CHECK(smart.get("token_endpoint_auth_signing_alg_values_supported")[0].textOr() == "ES384");
}
