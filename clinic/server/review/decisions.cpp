#include "server/review/decisions.hpp"

#include "landfall/base/ids.hpp"
#include "landfall/fhir/json.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

namespace {
/// Notes are found by what they are about; ids of flags are bare, so this is none of them.
std::string aboutPlan(const std::string& plan) {
    return "eligibility/" + plan;
}

bool isClass(std::string_view text) {
    return text == "A" || text == "B" || text == "C" || text == "U";
}
}  // namespace

Result<void> decide(store::Writing& writing, const DecisionOrder& order, const base::Clock& clock,
                    base::Random& random) {
    const std::string_view riskClass(&order.riskClass, 1);
    if (order.reason.find_first_not_of(" \t\r\n") == std::string::npos ||
        order.reason.size() > reasonBytesMax || !lf::isText(order.reason))
        return Error(base::Fault::Malformed, "reason");
    if (!isClass(riskClass)) return Error(base::Fault::Malformed, "class");
    LF_TRY(const auto before, decisionOf(writing, order.plan));
    // Two people are two notes: nobody can name a second person who did not sign in.
    std::string second;
    if (before && before->by != order.author && before->eligible == order.eligible &&
        before->riskClass == order.riskClass && before->selfCheck == order.selfCheck &&
        before->selfCheckVersion == order.selfCheckVersion)
        second = before->by;
    std::string text = R"({"eligible":)";
    text += order.eligible ? "true" : "false";
    text += ",\"class\":" + lf::quoted(riskClass);
    text += ",\"reason\":" + lf::quoted(order.reason);
    if (!order.selfCheck.empty())
        text += ",\"selfCheck\":" + lf::quoted(order.selfCheck) +
                ",\"selfCheckVersion\":" + std::to_string(order.selfCheckVersion);
    if (!second.empty()) text += ",\"second\":" + lf::quoted(second);
    text += '}';
    return writing.addNote({.id = base::makeUuidV7(clock, random).text(),
                            .patient = order.patient,
                            .flag = aboutPlan(order.plan),
                            .author = order.author,
                            .writtenMs = clock.now().unixMs,
                            .text = std::move(text)});
}

namespace {
Result<pathway::EligibilityDecision> decisionFrom(const store::Note& note) {
    LF_TRY(const auto json, lf::Json::borrow(note.text));
    const auto riskClass = json.get("class").textOr();
    // house(words): the key of what two clinicians decide; nobody reads the word.
    const auto goesOn = json.get("eligible").boolean().value_or(false);
    return pathway::EligibilityDecision{
        .selfCheck = std::string(json.get("selfCheck").textOr()),
        .selfCheckVersion = json.get("selfCheckVersion").integer().value_or(0),
        .eligible = goesOn,
        .riskClass = isClass(riskClass) ? riskClass.front() : 'A',
        .reason = std::string(json.get("reason").textOr()),
        .by = note.author,
        .second = std::string(json.get("second").textOr()),
        .at = {note.writtenMs, 0}};
}
}  // namespace

Result<std::vector<pathway::EligibilityDecision>> decisionsOf(store::Reading& reading,
                                                              const std::string& plan) {
    std::vector<pathway::EligibilityDecision> decisions;
    LF_CHECK(reading.notesAbout(aboutPlan(plan), [&](const store::Note& note) -> Result<void> {
        LF_TRY(auto decision, decisionFrom(note));
        decisions.push_back(std::move(decision));
        return ok();
    }));
    return decisions;
}

Result<std::optional<pathway::EligibilityDecision>> decisionOf(store::Reading& reading,
                                                               const std::string& plan) {
    LF_TRY(const auto note, reading.noteOfFlag(aboutPlan(plan)));
    if (!note) return std::optional<pathway::EligibilityDecision>{};
    LF_TRY(auto decision, decisionFrom(*note));
    return std::optional(std::move(decision));
}

bool needsSecond(const pathway::EligibilityDecision& decision) {
    const bool severe = decision.riskClass == 'A' || decision.riskClass == 'U';
    return decision.eligible && severe &&
           (decision.second.empty() || decision.second == decision.by);
}

Result<boost::json::object> decisionJson(store::Reading& reading,
                                         const pathway::EligibilityDecision& decision) {
    LF_TRY(const auto by, reading.userName(decision.by));
    std::optional<std::string> second;
    if (!decision.second.empty()) {
        LF_TRY(second, reading.userName(decision.second));
    }
    return boost::json::object{
        // house(words): the key of what two clinicians decide; nobody reads the word.
        {"eligible", decision.eligible},
        {"class", std::string(1, decision.riskClass)},
        {"reason", decision.reason},
        {"by", orNull(by)},
        {"second", orNull(second)},
        {"response", decision.selfCheck.empty() ? boost::json::value(nullptr)
                                                : boost::json::value(decision.selfCheck)},
        {"needsSecond", needsSecond(decision)},
        {"at", base::toFhirInstant(decision.at.unixMs)}};
}

}  // namespace landfall::clinic::review
