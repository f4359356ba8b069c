#include "server/fhir/unknown_forms.hpp"

#include "landfall/base/bytes.hpp"
#include "landfall/fhir/json.hpp"
#include "landfall/fhir/names.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;

namespace {
std::string taskId(const lf::Response& response) {
    const auto hash = base::sha256(base::viewOf(response.patient + '/' + response.questionnaire));
    constexpr std::size_t digits = 40;
    return "unknown-form-" + base::toHex(hash).substr(0, digits);
}

std::string taskBytes(const std::string& id, const lf::Response& response,
                      const base::WallTime& now) {
    std::string text = R"({"resourceType":"Task","id":)" + lf::quoted(id);
    text += R"(,"status":"requested","intent":"order","priority":"routine")";
    text += R"(,"code":{"coding":[{"system":)" + lf::quoted(lf::names::taskSystem);
    text += R"(,"code":)" + lf::quoted(unknownFormCode) + "}]}";
    text += R"(,"description":"An answer to an unknown form came in")";
    text += R"(,"focus":{"reference":)" + lf::quoted("QuestionnaireResponse/" + response.id) + '}';
    text += R"(,"for":{"reference":)" + lf::quoted("Patient/" + response.patient) + '}';
    text += R"(,"authoredOn":)" + lf::quoted(base::toFhirDateTime(now));
    text += R"(,"input":[{"type":{"text":"questionnaire"},"valueCanonical":)" +
            lf::quoted(response.questionnaire);
    return text + "}]}";
}
}  // namespace

Result<void> noteUnknownForm(store::Writing& writing, const lf::Response& response,
                             const base::WallTime& now) {
    const auto id = taskId(response);
    LF_TRY(const auto before, writing.state({"Task", id}));
    if (before) return ok();
    const auto bytes = taskBytes(id, response, now);
    LF_TRY([[maybe_unused]] const auto written,
           writing.append({.key = {"Task", id},
                           .patient = std::string_view(response.patient),
                           .body = std::string_view(bytes),
                           .device = std::nullopt,
                           .receivedMs = now.unixMs},
                          before));
    return ok();
}

}  // namespace landfall::clinic::fhirapi
