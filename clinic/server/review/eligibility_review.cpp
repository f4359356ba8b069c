#include "server/review/eligibility_review.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "landfall/fhir/read.hpp"
#include "landfall/instrument/response.hpp"
#include "server/fhir/care_plans.hpp"
#include "server/review/decisions.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;
namespace lf = landfall::fhir;

namespace {

const Result<safety::Medicines>& bundledMedicines() {
    static const auto medicines = safety::Medicines::bundled();
    return medicines;
}

/// The newest response to a form that was not entered in error.
Result<std::optional<store::ResponseView>> newestOf(store::Reading& reading,
                                                    std::string_view patient,
                                                    std::string_view questionnaire,
                                                    std::optional<std::int64_t> untilMs = {}) {
    std::optional<store::ResponseView> newest;
    LF_CHECK(reading.responses(patient, [&](const store::ResponseView& view) {
        const bool isKnown = !untilMs || view.authoredMs <= *untilMs;
        if (!newest && isKnown && view.questionnaire == questionnaire &&
            view.status != "entered-in-error")
            newest = view;
        return ok();
    }));
    return newest;
}

/// True for an answer of the day before a dosing session of the plan, where some rules are of a
/// higher class (clinical rules 6.2, 21).
Result<bool> isOfDayBefore(store::Reading& reading, std::string_view patient,
                           const std::string& authored) {
    LF_TRY(auto plan, fhirapi::activeCarePlan(reading, patient));
    const auto time = base::fromFhirDateTime(authored);
    if (!plan || time.has_error()) return false;
    const auto instance = pathway::Instance::from(*std::move(plan));
    if (instance.has_error()) return false;
    const auto next = instance->zone().dayOf(*time) + pathway::days{1};
    const auto sessions = instance->sessions();
    return std::any_of(sessions.begin(), sessions.end(), [&](const auto& session) {
        return !session.cancelled && session.day == next;
    });
}

/// By the newest total: a later answer with gaps says nothing.
Result<bool> isAuditAboveCut(store::Reading& reading, std::string_view patient) {
    std::vector<std::string> newestFirst;
    LF_CHECK(reading.responses(patient, [&](const store::ResponseView& view) {
        if (view.questionnaire == "audit-c" && view.status != "entered-in-error")
            newestFirst.push_back(view.id);
        return ok();
    }));
    for (const auto& id : newestFirst) {
        LF_TRY(const auto score, reading.score(id));
        if (score && score->value) return safety::isAuditAboveCut(*score->value);
    }
    return false;
}

/// The newest response to a form with its answers.
struct ReadAnswers {
    store::ResponseView response;
    std::int64_t version = 0;
    fhirapi::Forms::Form form;
    instrument::Answers answers;
};
/// Nothing without one, and when it cannot be read.
Result<std::optional<ReadAnswers>> readNewest(store::Reading& reading, const fhirapi::Forms& forms,
                                              std::string_view patient,
                                              std::string_view questionnaire,
                                              std::optional<std::int64_t> untilMs) {
    std::optional<ReadAnswers> none;
    LF_TRY(const auto newest, newestOf(reading, patient, questionnaire, untilMs));
    if (!newest) return none;
    const auto form = forms.find(newest->canonical);
    LF_TRY(const auto record, reading.versionAt(newest->row));
    if (!form || !record) return none;
    LF_TRY(const auto document, lf::Json::borrow(record->body));
    const auto response = lf::readResponse(document.root());
    if (response.has_error()) return none;
    auto answers = instrument::fromResponse(*form, *response);
    if (answers.has_error()) return none;
    return std::optional(ReadAnswers{*newest, record->version, form, *std::move(answers)});
}

/// What the newest response to the form `medicines` names.
Result<std::vector<std::string>> medicinesListed(store::Reading& reading,
                                                 const fhirapi::Forms& forms,
                                                 std::string_view patient,
                                                 std::optional<std::int64_t> untilMs) {
    LF_TRY(const auto read, readNewest(reading, forms, patient, "medicines", untilMs));
    if (!read) return std::vector<std::string>{};
    return safety::namedMedicines(*read->form, read->answers);
}

const safety::EligibilityRule* ruleOf(const safety::EligibilityRules& rules, std::string_view id) {
    for (const auto& rule : rules.rules())
        if (rule.id == id) return &rule;
    return rules.auditRule().id == id ? &rules.auditRule() : nullptr;
}

json::object findingJson(const safety::EligibilityRules& rules, const SelfCheck& check,
                         const safety::EligibilityFinding& finding) {
    const auto* rule = ruleOf(rules, finding.rule);
    json::object out{{"rule", finding.rule},
                     {"class", safety::letterOf(finding.reviewClass)},
                     {"sameDay", finding.sameDay},
                     {"item", nullptr},
                     {"label", nullptr},
                     {"text", nullptr},
                     {"answer", nullptr},
                     {"declined", false},
                     {"unanswered", finding.unanswered},
                     {"source", rule ? json::value(rule->source) : json::value(nullptr)},
                     {"evidence", rule ? json::value(rule->evidence) : json::value(nullptr)}};
    if (!finding.item) return out;
    const auto& item = check.form->item(*finding.item);
    out["item"] = item.linkId;
    out["label"] = labelOf(*check.form, *finding.item);
    out["text"] = item.text;
    if (const auto& answer = check.answers.at(*finding.item)) {
        out["declined"] = instrument::isDeclined(*answer);
        if (!instrument::isDeclined(*answer)) out["answer"] = instrument::textOf(item, *answer);
    }
    return out;
}

json::object medicineJson(const safety::EligibilityRules& rules,
                          const safety::MedicineFinding& finding) {
    const auto* rule = ruleOf(rules, finding.rule);
    return {{"text", finding.written},
            {"medicine", finding.medicine ? json::value(finding.medicine->generic) : nullptr},
            {"class", safety::letterOf(finding.reviewClass)},
            {"rule", finding.rule},
            {"source", rule ? json::value(rule->source) : json::value(nullptr)}};
}

Result<json::array> decisionsJson(store::Reading& reading, const std::string& plan) {
    json::array list;
    if (plan.empty()) return list;
    LF_TRY(const auto decisions, decisionsOf(reading, plan));
    for (const auto& decision : decisions) {
        LF_TRY(auto one, decisionJson(reading, decision));
        list.push_back(std::move(one));
    }
    return list;
}

}  // namespace

const Result<safety::EligibilityRules>& bundledEligibilityRules() {
    static const auto rules = safety::EligibilityRules::bundled();
    return rules;
}

Result<std::optional<SelfCheck>> selfCheckOf(store::Reading& reading, const fhirapi::Forms& forms,
                                             std::string_view patient,
                                             std::optional<std::int64_t> untilMs) {
    std::optional<SelfCheck> none;
    // What is found points into these, so they are not taken by LF_TRY, which would copy them.
    const auto& rules = bundledEligibilityRules();
    const auto& medicines = bundledMedicines();
    if (rules.has_error()) return rules.error();
    if (medicines.has_error()) return medicines.error();
    LF_TRY(auto read, readNewest(reading, forms, patient, "eligibility", untilMs));
    if (!read) return none;
    LF_TRY(const bool audit, isAuditAboveCut(reading, patient));
    LF_TRY(const bool before, isOfDayBefore(reading, patient, read->response.authored));
    LF_TRY(auto listed, medicinesListed(reading, forms, patient, untilMs));
    auto review = safety::reviewOf(
        *rules, *medicines, *read->form, read->answers,
        {.dayBefore = before, .auditAboveCut = audit, .listedMedicines = std::move(listed)});
    return std::optional(SelfCheck{read->response, read->version, read->form,
                                   std::move(read->answers), std::move(review)});
}

Result<DecisionGround> groundOfDecision(store::Reading& reading, const fhirapi::Forms& forms,
                                        std::string_view patient, char said) {
    LF_TRY(const auto check, selfCheckOf(reading, forms, patient));
    DecisionGround ground{.riskClass = said, .selfCheck = {}, .version = 0};
    auto least = safety::ReviewClass::Stop;
    if (check) {
        ground.selfCheck = check->response.id;
        ground.version = check->version;
        least = check->review.result;
    }
    const auto own = safety::reviewClassOf(std::string_view(&said, 1));
    if (own && least > *own) ground.riskClass = safety::letterOf(least).front();
    return ground;
}

Result<bool> isOutdated(store::Reading& reading, const fhirapi::Forms& forms,
                        std::string_view patient, const pathway::EligibilityDecision& decision,
                        std::optional<std::int64_t> untilMs) {
    LF_TRY(const auto check, selfCheckOf(reading, forms, patient, untilMs));
    if (!check) return false;
    const auto found = check->review.result;
    const auto decided = safety::reviewClassOf(std::string_view(&decision.riskClass, 1));
    if (!decided || found > *decided) return true;
    const bool isAnother =
        decision.selfCheck != check->response.id || decision.selfCheckVersion != check->version;
    return isAnother && found >= safety::ReviewClass::Stop;
}

Result<std::string> eligibilityPage(store::Reading& reading, const fhirapi::Forms& forms,
                                    std::string_view patient, const std::string& plan) {
    LF_TRY(const auto& rules, bundledEligibilityRules());
    LF_TRY(const auto check, selfCheckOf(reading, forms, patient));
    json::object out{{"rules", rules.version()}, {"response", nullptr}, {"authored", nullptr},
                     {"result", nullptr},        {"wording", nullptr},  {"sameDay", false}};
    json::array findings;
    json::array medicines;
    if (check) {
        const auto& review = check->review;
        const auto letter = safety::letterOf(review.result);
        out["response"] = check->response.id;
        out["authored"] = check->response.authored;
        out["result"] = letter.empty() ? "none" : letter;
        out["wording"] = review.wording;
        out["sameDay"] = review.sameDay;
        for (const auto& finding : review.findings)
            findings.push_back(findingJson(rules, *check, finding));
        for (const auto& finding : review.medicines)
            medicines.push_back(medicineJson(rules, finding));
    }
    out["findings"] = std::move(findings);
    out["medicines"] = std::move(medicines);
    LF_TRY(out["decisions"], decisionsJson(reading, plan));
    return json::serialize(out);
}

}  // namespace landfall::clinic::review
