#include "server/fhir/metadata.hpp"

#include <array>

#include "landfall/fhir/bundle.hpp"
#include "landfall/fhir/json.hpp"
#include "landfall/fhir/sizes.hpp"
#include "server/fhir/bundle_request.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;

namespace {

constexpr std::string_view serverVersion = "0.1.0";
constexpr std::string_view oldestClient = "0.1.0";

struct TypeRow {
    std::string_view type;
    bool written;    ///< by phones, inside a transaction
    bool withdrawn;  ///< by phones, inside a transaction
};
constexpr std::array<TypeRow, 13> types = {{
    {"Patient", false, false},
    {"Questionnaire", false, false},
    {"QuestionnaireResponse", true, false},
    {"Observation", true, false},
    {"DocumentReference", true, true},
    {"Task", true, false},
    {"Flag", true, false},
    {"Communication", true, true},
    {"Consent", true, false},
    {"PlanDefinition", false, false},
    {"CarePlan", false, false},
    {"MedicationAdministration", false, false},
    {"AdverseEvent", false, false},
}};

void appendType(std::string& out, const TypeRow& row) {
    out.append(R"({"type":")").append(row.type).append(R"(","interaction":[{"code":"read"},)");
    out += R"({"code":"search-type"}],"versioning":"versioned","readHistory":false,)";
    out.append(R"("updateCreate":)").append(row.written ? "true" : "false");
    out +=
        R"(,"conditionalCreate":false,"conditionalUpdate":false,"conditionalDelete":"not-supported",)";
    out += R"("searchParam":[{"name":"patient","type":"reference"}])";
    if (row.type == "Patient")
        out += R"(,"operation":[{"name":"landfall-changes","definition":)"
               R"("https://landfall.example/fhir/OperationDefinition/landfall-changes"}])";
    if (row.written)
        out.append(R"(,"documentation":"Written in a transaction by PUT)")
            .append(row.withdrawn ? " and DELETE" : "")
            .append(R"(."})");
    else
        out += '}';
}

}  // namespace

std::string capabilityStatement() {
    std::string out =
        R"({"resourceType":"CapabilityStatement","status":"active","date":"2026-01-01",)"
        R"("kind":"instance","software":{"name":"landfall-clinic","version":")";
    out.append(serverVersion);
    out +=
        R"("},"implementation":{"description":"A clinic's Landfall server"},"fhirVersion":"4.0.1",)"
        R"("format":["application/fhir+json"],"rest":[{"mode":"server","security":{"cors":false,)"
        R"("service":[{"coding":[{"system":)"
        R"("http://terminology.hl7.org/CodeSystem/restful-security-service",)"
        R"("code":"SMART-on-FHIR"}]}]},"resource":[)";
    for (const auto& row : types) {
        if (out.back() == '}') out += ',';
        appendType(out, row);
    }
    out += R"(],"interaction":[{"code":"transaction"}]}]})";
    return out;
}

std::string wellKnownLandfall(const auth::ClinicFacts& clinic, const http::Limits& limits) {
    std::string out = R"({"protocol":[1],"minClient":)" + lf::quoted(oldestClient);
    out += ",\"epoch\":" + lf::quoted(clinic.epoch);
    out += ",\"clinic\":{\"name\":" + lf::quoted(clinic.name);
    out += ",\"phone\":" + lf::quoted(clinic.phone);
    out += ",\"country\":" + lf::quoted(clinic.country);
    out += "},\"limits\":{\"bundleBytes\":" + std::to_string(limits.bundleBytesMax);
    out += ",\"bundleEntries\":" + std::to_string(lf::transactionEntriesMax);
    out += ",\"resourceBytes\":" + std::to_string(lf::resourceBytesMax);
    out += ",\"responseBytes\":" + std::to_string(lf::responseBytesMax);
    out += ",\"questionnaireBytes\":" + std::to_string(lf::questionnaireBytesMax);
    out += "},\"features\":[]}";
    return out;
}

std::string smartConfiguration(const auth::ClinicFacts& clinic) {
    const auto base = "https://" + clinic.authority;
    std::string out = "{\"issuer\":" + lf::quoted(base + "/fhir");
    out += ",\"token_endpoint\":" + lf::quoted(base + "/token");
    out +=
        R"(,"grant_types_supported":["client_credentials"],)"
        R"("token_endpoint_auth_methods_supported":["private_key_jwt"],)"
        R"("token_endpoint_auth_signing_alg_values_supported":["ES384"],)"
        R"("scopes_supported":["patient/*.cruds"],"capabilities":["client-confidential-asymmetric"]})";
    return out;
}

}  // namespace landfall::clinic::fhirapi
