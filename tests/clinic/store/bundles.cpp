#include "clinic/store/bundles.hpp"

#include <stdexcept>

#include "landfall/fhir/build.hpp"
#include "landfall/instrument/library.hpp"
#include "landfall/instrument/response.hpp"
#include "landfall/instrument/scoring.hpp"

namespace landfall::clinic::test {
namespace {

constexpr const char* canonical = "https://landfall.example/fhir/Questionnaire/phq-9|1.0.0";

std::string urn(const std::string& id) {
    return id.empty() ? std::string() : "urn:uuid:" + id;
}

const instrument::Form& phq9Form() {
    static const auto library = *instrument::Library::bundled();
    return *library.find("phq-9");
}

}  // namespace

std::string put(const Put& entry) {
    std::string text = R"({"fullUrl":"urn:uuid:)" + entry.id + R"(","resource":)" + entry.resource +
                       R"(,"request":{"method":"PUT","url":")" + entry.type + '/' + entry.id + '"';
    if (entry.ifMatch) text += R"(,"ifMatch":"W/\")" + std::to_string(*entry.ifMatch) + R"(\"")";
    return text + "}}";
}

std::string del(const std::string& type, const std::string& id, int ifMatch,
                const std::string& operation) {
    return R"({"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/operation",)"
           R"("valueUri":"urn:uuid:)" +
           operation + R"("}],"request":{"method":"DELETE","url":")" + type + '/' + id +
           R"(","ifMatch":"W/\")" + std::to_string(ifMatch) + R"(\""}})";
}

std::string bundle(const std::string& id, const std::vector<std::string>& entries) {
    std::string text = R"({"resourceType":"Bundle","type":"transaction","identifier":{"system":)"
                       R"("urn:ietf:rfc:3986","value":"urn:uuid:)" +
                       id + R"("},"entry":[)";
    for (std::size_t index = 0; index < entries.size(); ++index)
        text += (index != 0 ? "," : "") + entries[index];
    return text + "]}";
}

std::string phq9(const Answered& answered) {
    const auto& form = phq9Form();
    std::vector<std::string> tokens;
    for (const int number : answered.numbers)
        tokens.push_back(number < 0 ? "-" : number == 9 ? "r" : std::to_string(number));
    const auto answers = instrument::answersFromOrdinals(form, tokens);
    if (answers.has_error()) throw std::runtime_error(answers.error().line());
    auto response = instrument::toResponse(form, *answers,
                                           {.id = answered.id,
                                            .patient = answered.patient,
                                            .authored = {answered.authoredMs, 60},
                                            .source = urn(answered.operation)});
    response.status = answered.status;
    return landfall::fhir::buildResponse(response);
}

std::string phq9Score(const std::string& id, const std::string& patient,
                      const std::string& response, int value) {
    landfall::fhir::ScoreRecord score;
    score.id = id;
    score.patient = patient;
    score.response = response;
    score.questionnaire = canonical;
    score.code = phq9Form().scoring().front().code;
    score.authored = {1'790'000'000'000, 60};
    score.value = value;
    score.algorithm = "phq9/1.0.0";
    return landfall::fhir::buildScore(score);
}

std::string journal(const std::string& id, const std::string& patient, const std::string& text,
                    const std::string& operation) {
    return landfall::fhir::buildJournalEntry({.id = id,
                                              .patient = patient,
                                              .authored = {1'790'000'000'000, 60},
                                              .text = text,
                                              .conflictOf = "",
                                              .source = urn(operation)});
}

std::string flag(const std::string& id, const std::string& patient, const std::string& response,
                 int tier, bool active) {
    landfall::fhir::SafetyFlag flag;
    flag.id = id;
    flag.patient = patient;
    flag.tier = tier;
    flag.raised = {1'790'000'000'000, 60};
    flag.response = response;
    flag.questionnaire = canonical;
    flag.evidenceItem = "phq9-9";
    flag.evidenceAnswer = "Several days";
    flag.active = active;
    return landfall::fhir::buildFlag(flag);
}

}  // namespace landfall::clinic::test
