#include "server/review/eligibility_review.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "landfall/fhir/read.hpp"
#include "landfall/instrument/extent.hpp"
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

/// The responses to a form that were not entered in error, newest first.
Result<std::vector<store::ResponseView>> responsesTo(store::Reading& reading,
                                                     std::string_view patient,
                                                     std::string_view questionnaire,
                                                     std::optional<std::int64_t> untilMs) {
    std::vector<store::ResponseView> out;
    LF_CHECK(reading.responses(patient, [&](const store::ResponseView& view) {
        const bool isKnown = !untilMs || std::min(view.authoredMs, view.receivedMs) <= *untilMs;
        if (isKnown && view.questionnaire == questionnaire && view.status != "entered-in-error")
            out.push_back(view);
        return ok();
    }));
    return out;
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

/// One version of a response with its answers.
struct ReadAnswers {
    store::ResponseView response;
    std::string authored;  ///< as this version says
    std::int64_t version = 0;
    std::int64_t receivedMs = 0;
    fhirapi::Forms::Form form;
    instrument::Answers answers;
};
/// Nothing when it cannot be read, or answers nothing: it takes nothing back either.
std::optional<ReadAnswers> readVersion(const fhirapi::Forms& forms, store::ResponseView view,
                                       std::string_view body, std::int64_t version,
                                       std::int64_t receivedMs) {
    const auto document = lf::Json::borrow(body);
    if (document.has_error()) return std::nullopt;
    const auto response = lf::readResponse(document->root());
    if (response.has_error() || response->status == "entered-in-error") return std::nullopt;
    auto form = forms.find(response->questionnaire);
    if (!form || !instrument::isAnyAnswered(form.get(), *response)) return std::nullopt;
    auto answers = instrument::fromResponse(*form, *response);
    if (answers.has_error()) return std::nullopt;
    return ReadAnswers{std::move(view), base::toFhirDateTime(response->authored),
                       version,         receivedMs,
                       std::move(form), *std::move(answers)};
}

/// Versions of a response that a later one has taken the place of, newest first.
Result<std::vector<ReadAnswers>> earlierVersions(store::Reading& reading,
                                                 const fhirapi::Forms& forms,
                                                 std::string_view patient,
                                                 const store::ResponseView& view) {
    constexpr std::int64_t stepsMax = 1'000'000;
    std::vector<ReadAnswers> out;
    LF_CHECK(reading.changes(patient, 0, stepsMax, [&](const store::ChangeView& step) {
        if (step.type != "QuestionnaireResponse" || step.id != view.id || step.row == view.row ||
            step.deleted)
            return ok();
        auto read = readVersion(forms, view, step.body, step.version, step.receivedMs);
        if (!read) return ok();
        read->response.authored = read->authored;
        out.insert(out.begin(), *std::move(read));
        return ok();
    }));
    return out;
}

/// What the responses to the form `medicines` name that answer anything and can be read: the newest
/// and those that came since this moment. What was listed once does not go away before somebody has
/// decided about it.
Result<std::vector<std::string>> medicinesListed(store::Reading& reading,
                                                 const fhirapi::Forms& forms,
                                                 std::string_view patient,
                                                 std::optional<std::int64_t> sinceMs,
                                                 std::optional<std::int64_t> untilMs) {
    LF_TRY(const auto views, responsesTo(reading, patient, "medicines", untilMs));
    std::vector<std::string> names;
    bool hasNewest = false;
    for (const auto& view : views) {
        if (hasNewest && sinceMs && view.receivedMs <= *sinceMs) continue;
        LF_TRY(const auto record, reading.versionAt(view.row));
        if (!record) continue;
        auto read = readVersion(forms, view, record->body, record->version, record->receivedMs);
        if (!read) {
            LF_TRY(auto versions, earlierVersions(reading, forms, patient, view));
            if (!versions.empty()) read = std::move(versions.front());
        }
        if (!read) continue;
        hasNewest = true;
        for (auto& name : safety::namedMedicines(*read->form, read->answers))
            if (std::find(names.begin(), names.end(), name) == names.end())
                names.push_back(std::move(name));
    }
    return names;
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

namespace {
/// What the rules are held against beside the answers.
struct Ground {
    const safety::EligibilityRules& rules;
    const safety::Medicines& medicines;
    bool auditAboveCut = false;
    std::vector<std::string> listed;
};

Result<SelfCheck> reviewed(store::Reading& reading, std::string_view patient, const Ground& ground,
                           ReadAnswers read) {
    LF_TRY(const bool before, isOfDayBefore(reading, patient, read.response.authored));
    auto review = safety::reviewOf(ground.rules, ground.medicines, *read.form, read.answers,
                                   {.dayBefore = before,
                                    .auditAboveCut = ground.auditAboveCut,
                                    .listedMedicines = ground.listed});
    return SelfCheck{std::move(read.response), read.version,
                     read.receivedMs,          std::move(read.form),
                     std::move(read.answers),  std::move(review)};
}

/// When somebody last decided that the patient goes on, with as many people as that takes. A no
/// settles nothing that a later yes would have to look at.
Result<std::optional<std::int64_t>> settledMs(store::Reading& reading, const std::string& plan) {
    if (plan.empty()) return std::optional<std::int64_t>{};
    LF_TRY(const auto decisions, decisionsOf(reading, plan));
    for (const auto& decision : decisions)
        // house(words): the field of what two clinicians decide; nobody reads the word.
        if (decision.eligible && !needsSecond(decision)) return std::optional(decision.at.unixMs);
    return std::optional<std::int64_t>{};
}

safety::ReviewClass highestOf(const std::vector<SelfCheck>& checks) {
    auto highest = safety::ReviewClass::None;
    for (const auto& check : checks) highest = combine(highest, check.review.result);
    return highest;
}
}  // namespace

Result<std::vector<SelfCheck>> selfChecksOf(store::Reading& reading, const fhirapi::Forms& forms,
                                            std::string_view patient,
                                            std::optional<std::int64_t> sinceMs,
                                            std::optional<std::int64_t> untilMs) {
    // What is found points into these, so they are not taken by LF_TRY, which would copy them.
    const auto& rules = bundledEligibilityRules();
    const auto& medicines = bundledMedicines();
    if (rules.has_error()) return rules.error();
    if (medicines.has_error()) return medicines.error();
    LF_TRY(const auto views, responsesTo(reading, patient, "eligibility", untilMs));
    std::vector<ReadAnswers> read;
    for (const auto& view : views) {
        LF_TRY(const auto record, reading.versionAt(view.row));
        if (!record) continue;
        auto current = readVersion(forms, view, record->body, record->version, record->receivedMs);
        if (current) read.push_back(*std::move(current));
        if (record->version == 1) continue;
        LF_TRY(auto versions, earlierVersions(reading, forms, patient, view));
        for (auto& one : versions) read.push_back(std::move(one));
    }
    std::vector<SelfCheck> checks;
    if (read.empty()) return checks;
    LF_TRY(const bool audit, isAuditAboveCut(reading, patient));
    LF_TRY(auto listed, medicinesListed(reading, forms, patient, sinceMs, untilMs));
    const Ground ground{*rules, *medicines, audit, std::move(listed)};
    for (auto& one : read) {
        if (!checks.empty() && sinceMs && one.receivedMs <= *sinceMs) continue;
        LF_TRY(auto check, reviewed(reading, patient, ground, std::move(one)));
        checks.push_back(std::move(check));
    }
    return checks;
}

Result<DecisionGround> groundOfDecision(store::Reading& reading, const fhirapi::Forms& forms,
                                        std::string_view patient, const std::string& plan,
                                        char said) {
    LF_TRY(const auto sinceMs, settledMs(reading, plan));
    LF_TRY(const auto checks, selfChecksOf(reading, forms, patient, sinceMs));
    DecisionGround ground{.riskClass = said, .selfCheck = {}, .version = 0};
    auto least = safety::ReviewClass::Stop;
    if (!checks.empty()) {
        ground.selfCheck = checks.front().response.id;
        ground.version = checks.front().version;
        least = highestOf(checks);
    }
    const auto own = safety::reviewClassOf(std::string_view(&said, 1));
    if (own && least > *own) ground.riskClass = safety::letterOf(least).front();
    return ground;
}

Result<bool> isOutdated(store::Reading& reading, const fhirapi::Forms& forms,
                        std::string_view patient, const pathway::EligibilityDecision& decision,
                        std::optional<std::int64_t> untilMs) {
    LF_TRY(const auto checks, selfChecksOf(reading, forms, patient, decision.at.unixMs, untilMs));
    if (checks.empty()) return false;
    const auto decided = safety::reviewClassOf(std::string_view(&decision.riskClass, 1));
    if (!decided || highestOf(checks) > *decided) return true;
    return std::any_of(checks.begin(), checks.end(), [&](const SelfCheck& check) {
        const bool isAnother =
            decision.selfCheck != check.response.id || decision.selfCheckVersion != check.version;
        return isAnother && check.review.result >= safety::ReviewClass::Stop;
    });
}

Result<NotBookable> notBookable(store::Reading& reading, const fhirapi::Forms& forms,
                                std::string_view patient, const std::string& plan) {
    LF_TRY(const auto decision, decisionOf(reading, plan));
    // house(words): the field of what two clinicians decide; nobody reads the word.
    if (decision && !decision->eligible) return NotBookable::DecidedNot;
    if (decision && !needsSecond(*decision)) {
        LF_TRY(const bool outdated, isOutdated(reading, forms, patient, *decision));
        if (!outdated) return NotBookable::No;
    }
    LF_TRY(const auto sinceMs, settledMs(reading, plan));
    LF_TRY(const auto checks, selfChecksOf(reading, forms, patient, sinceMs));
    const auto isStop = [](const auto& finding) {
        return finding.reviewClass == safety::ReviewClass::Stop;
    };
    for (const auto& check : checks)
        if (std::any_of(check.review.findings.begin(), check.review.findings.end(), isStop) ||
            std::any_of(check.review.medicines.begin(), check.review.medicines.end(), isStop))
            return NotBookable::Undecided;
    return NotBookable::No;
}

namespace {
/// What was answered before and is not answered so any more; null where nothing was.
json::value earlierJson(const safety::EligibilityRules& rules, const SelfCheck& check,
                        const SelfCheck& newest) {
    const auto isStill = [&](const auto& finding, const auto& now) {
        return std::any_of(now.begin(), now.end(), [&](const auto& one) {
            return one.rule == finding.rule && one.reviewClass >= finding.reviewClass;
        });
    };
    json::array findings;
    for (const auto& finding : check.review.findings)
        if (!isStill(finding, newest.review.findings))
            findings.push_back(findingJson(rules, check, finding));
    json::array medicines;
    for (const auto& finding : check.review.medicines)
        if (!isStill(finding, newest.review.medicines))
            medicines.push_back(medicineJson(rules, finding));
    if (findings.empty() && medicines.empty()) return nullptr;
    const auto letter = safety::letterOf(check.review.result);
    return json::object{{"response", check.response.id},
                        {"authored", check.response.authored},
                        {"result", letter.empty() ? "none" : letter},
                        {"findings", std::move(findings)},
                        {"medicines", std::move(medicines)}};
}
}  // namespace

Result<std::string> eligibilityPage(store::Reading& reading, const fhirapi::Forms& forms,
                                    std::string_view patient, const std::string& plan) {
    LF_TRY(const auto& rules, bundledEligibilityRules());
    LF_TRY(const auto sinceMs, settledMs(reading, plan));
    LF_TRY(const auto checks, selfChecksOf(reading, forms, patient, sinceMs));
    json::object out{{"rules", rules.version()}, {"response", nullptr}, {"authored", nullptr},
                     {"result", nullptr},        {"wording", nullptr},  {"sameDay", false}};
    json::array findings;
    json::array medicines;
    json::array earlier;
    if (!checks.empty()) {
        const auto& newest = checks.front();
        const auto& review = newest.review;
        // Of all that nobody has decided about: what was answered once does not go away.
        const auto highest = highestOf(checks);
        const auto letter = safety::letterOf(highest);
        out["response"] = newest.response.id;
        out["authored"] = newest.response.authored;
        out["result"] = letter.empty() ? "none" : letter;
        out["wording"] = review.wording;
        out["sameDay"] = std::any_of(checks.begin(), checks.end(),
                                     [](const SelfCheck& check) { return check.review.sameDay; });
        for (std::size_t i = 1; i < checks.size(); ++i)
            if (auto one = earlierJson(rules, checks[i], newest); !one.is_null())
                earlier.push_back(std::move(one));
        for (const auto& finding : review.findings)
            findings.push_back(findingJson(rules, newest, finding));
        for (const auto& finding : review.medicines)
            medicines.push_back(medicineJson(rules, finding));
    }
    out["findings"] = std::move(findings);
    out["medicines"] = std::move(medicines);
    out["earlier"] = std::move(earlier);
    LF_TRY(out["decisions"], decisionsJson(reading, plan));
    return json::serialize(out);
}

}  // namespace landfall::clinic::review
