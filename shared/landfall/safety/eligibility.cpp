#include "landfall/safety/eligibility.hpp"

#include <algorithm>
#include <array>

#include "landfall/instrument/asked.hpp"
#include "landfall/instrument/library.hpp"
#include "landfall/instrument/same_answers.hpp"

namespace landfall::safety {

using fhir::Fault;
using fhir::Node;
using instrument::Answer;
using instrument::Item;
using instrument::ItemKind;

namespace {
constexpr std::string_view notSure = "not-sure";
constexpr std::string_view medicinesItem = "el-medicines";
constexpr std::array<std::string_view, 2> medicineItems = {"name", "recent"};

Result<ReviewClass> classIn(const Node& node, std::string_view element) {
    const auto found = reviewClassOf(node.get(element).textOr());
    if (!found) return faultAt(Fault::BadCode, node, element);
    return *found;
}

Result<std::int64_t> numberIn(const Node& node, std::string_view element) {
    const auto value = node.get(element).integer();
    if (!value || *value <= 0) return faultAt(Fault::BadValue, node, element);
    return *value;
}

Result<void> readGrounds(const Node& node, EligibilityRule& out) {
    LF_TRY(out.id, textIn(node, "rule"));
    LF_TRY(out.reviewClass, classIn(node, "class"));
    LF_TRY(out.source, textIn(node, "source"));
    LF_TRY(out.evidence, textIn(node, "evidence"));
    if (out.evidence != "S" && out.evidence != "M" && out.evidence != "P")
        return faultAt(Fault::BadCode, node, "evidence");
    return ok();
}

Result<EligibilityRule> readRule(const Node& node) {
    EligibilityRule out;
    LF_CHECK(readGrounds(node, out));
    LF_TRY(out.item, textIn(node, "item"));
    LF_TRY(out.counts, textIn(node, "counts"));
    if (out.counts != "yes" && out.counts != "no") return faultAt(Fault::BadCode, node, "counts");
    if (node.get("dayBefore")) {
        LF_TRY(out.dayBefore, classIn(node, "dayBefore"));
    }
    out.sameDay = node.get("sameDay").boolean().value_or(false);
    return out;
}

Result<ClinicLimits> readLimits(const Node& node) {
    ClinicLimits out;
    const auto pressure = node.get("bloodPressure");
    LF_TRY(out.systolicAbove, numberIn(pressure, "systolicAbove"));
    LF_TRY(out.diastolicAbove, numberIn(pressure, "diastolicAbove"));
    LF_TRY(out.pressureClass, classIn(pressure, "class"));
    const auto qtcF = node.get("qtcF");
    LF_TRY(out.qtcFAboveMs, numberIn(qtcF, "above"));
    LF_TRY(out.qtcFClass, classIn(qtcF, "class"));
    const auto pulse = node.get("pulse");
    LF_TRY(out.pulseBelow, numberIn(pulse, "below"));
    LF_TRY(out.pulseAbove, numberIn(pulse, "above"));
    LF_TRY(out.pulseClass, classIn(pulse, "class"));
    return out;
}

bool hasOption(const Item& item, std::string_view code) {
    return std::any_of(item.options.begin(), item.options.end(),
                       [&](const auto& option) { return option.coding.code == code; });
}

/// The other of yes and no.
std::string_view harmlessOf(const EligibilityRule& rule) {
    return rule.counts == "yes" ? "no" : "yes";
}

/// A clinic's own code for the answer that does not count is known by its number.
bool isHarmless(const EligibilityRule& rule, const instrument::Option& option) {
    const auto code = harmlessOf(rule);
    return option.coding.code == code || option.ordinal == (code == "yes" ? 1 : 0);
}

/// Nobody gives the answer, or it is there before anybody does.
bool isFixed(const Item& item) {
    return item.hidden || item.readOnly || !item.initial.empty();
}

constexpr const char* notAsked = "hidden, fixed or not asked of everybody";

/// What is wrong with the options of a question that a rule looks at, or "".
std::string whatOptionsLack(const EligibilityRule& rule, const Item& item) {
    for (const auto code : {std::string_view(rule.counts), notSure})
        if (!hasOption(item, code)) return "no option " + std::string(code);
    bool hasHarmless = false;
    for (const auto& option : item.options) {
        if (option.coding.code == rule.counts || option.coding.code == notSure) continue;
        // Whether one more counts nobody knows here, and who chose it would be told nothing.
        const auto& name = option.coding.code.empty() ? option.text : option.coding.code;
        if (hasHarmless || !isHarmless(rule, option))
            return "the option " + name + " is one more: leave it out";
        hasHarmless = true;
    }
    return hasHarmless ? "" : "no option " + std::string(harmlessOf(rule));
}

/// What keeps a rule from being applied to a form, or "".
std::string whatRuleLacks(const EligibilityRule& rule, const instrument::Form& form) {
    const auto index = form.indexOf(rule.item);
    if (!index) return "missing";
    const auto& item = form.item(*index);
    if (isFixed(item) || !instrument::isAskedOfEverybody(form, *index)) return notAsked;
    if (item.kind != ItemKind::Choice || item.repeats)
        return "takes other answers than yes, no and not-sure";
    if (auto what = whatOptionsLack(rule, item); !what.empty()) return what;
    return item.declinable ? "" : "cannot be declined";
}

/// What keeps a question from being answered in a person's own words, or "".
std::string whatTextLacks(const instrument::Form& form, std::string_view linkId) {
    const auto index = form.indexOf(linkId);
    if (!index) return "missing";
    const auto& item = form.item(*index);
    if (item.kind != ItemKind::Text || item.hidden) return "takes no text";
    return isFixed(item) ? "has its text before anybody is asked" : "";
}

std::string whatFreeTextLacks(const instrument::Form& form) {
    if (auto what = whatTextLacks(form, medicinesItem); !what.empty()) return what;
    return instrument::isAskedOfEverybody(form, *form.indexOf(medicinesItem))
               ? ""
               : "not asked of everybody";
}

Error unfit(std::string_view linkId, const std::string& what) {
    return {instrument::Fault::RuleDoesNotFit, "item " + std::string(linkId) + ": " + what};
}

bool counts(const EligibilityRule& rule, const Item& item, const std::optional<Answer>& answer) {
    if (!answer || instrument::isDeclined(*answer)) return true;
    const auto* chosen = std::get_if<instrument::Chosen>(&*answer);
    if (chosen == nullptr) return true;
    const auto& code = item.options.at(chosen->option).coding.code;
    if (code == rule.counts || code == notSure) return true;
    // One that is neither of the three may mean anything. Where they have other codes altogether,
    // the form as a whole is for review.
    const auto harmless = harmlessOf(rule);
    return code != harmless && hasOption(item, rule.counts) && hasOption(item, harmless);
}

/// The answer that a person gave.
std::optional<Answer> givenTo(const Item& item, const std::optional<Answer>& answer) {
    return item.hidden || item.readOnly ? std::nullopt : answer;
}
}  // namespace

ReviewClass classOf(const ClinicLimits& limits, const ClinicValues& values) {
    auto out = ReviewClass::None;
    if ((values.systolic && *values.systolic > limits.systolicAbove) ||
        (values.diastolic && *values.diastolic > limits.diastolicAbove))
        out = combine(out, limits.pressureClass);
    if (values.qtcFMs && *values.qtcFMs > limits.qtcFAboveMs) out = combine(out, limits.qtcFClass);
    if (values.pulse && (*values.pulse < limits.pulseBelow || *values.pulse > limits.pulseAbove))
        out = combine(out, limits.pulseClass);
    return out;
}

bool isAuditAboveCut(std::int64_t total) {
    constexpr std::int64_t cautiousCut = 3;
    return total >= cautiousCut;
}

Result<EligibilityRules> EligibilityRules::bundled() {
    LF_TRY(const auto json, bundledJson("safety/eligibility.json"));
    return read(json.root());
}

Result<EligibilityRules> EligibilityRules::read(const Node& root) {
    EligibilityRules out;
    LF_TRY(out.version_, textIn(root, "version"));
    const auto rules = root.get("rules");
    if (rules.size() == 0) return faultAt(Fault::Missing, root, "rules");
    for (const auto node : rules.elements()) {
        LF_TRY(auto rule, readRule(node));
        for (const auto& other : out.rules_)
            if (other.id == rule.id || other.item == rule.item)
                return faultAt(Fault::DuplicateEntry, node, "rule");
        out.rules_.push_back(std::move(rule));
    }
    for (const auto node : root.get("outside").elements())
        if (node.get("from").textOr() == "audit-c") LF_CHECK(readGrounds(node, out.audit_));
    if (out.audit_.id.empty()) return faultAt(Fault::Missing, root, "outside");
    LF_TRY(out.limits_, readLimits(root.get("clinicValues")));
    out.limits_.confirmedBy = std::string(root.get("clinicValues").get("confirmedBy").textOr());
    const auto wording = root.get("wording");
    LF_TRY(out.urgent_, textIn(wording, "U"));
    LF_TRY(out.stop_, textIn(wording, "A"));
    LF_TRY(out.review_, textIn(wording, "B"));
    LF_TRY(out.none_, textIn(wording, "none"));
    return out;
}

std::vector<Error> EligibilityRules::faultsAgainst(const instrument::Form& form) const {
    std::vector<Error> faults;
    for (const auto& rule : rules_)
        if (auto what = whatRuleLacks(rule, form); !what.empty())
            faults.push_back(unfit(rule.item, what));
    for (const auto& item : form.items())
        if (isWithoutRule(item)) faults.push_back(unfit(item.linkId, "no rule"));
    if (auto what = whatFreeTextLacks(form); !what.empty())
        faults.push_back(unfit(medicinesItem, what));
    return faults;
}

bool EligibilityRules::isWithoutRule(const Item& item) const {
    return item.kind == ItemKind::Choice &&
           std::none_of(rules_.begin(), rules_.end(),
                        [&](const auto& rule) { return rule.item == item.linkId; });
}

std::string_view EligibilityRules::wordingOf(ReviewClass result) const {
    switch (result) {
        case ReviewClass::Urgent:
            return urgent_;
        case ReviewClass::Stop:
            return stop_;
        case ReviewClass::Review:
            return review_;
        case ReviewClass::Information:
        case ReviewClass::None:
            break;
    }
    return none_;
}

std::vector<Error> faultsOfMedicines(const instrument::Form& form) {
    std::vector<Error> faults;
    for (const auto item : medicineItems)
        if (auto what = whatTextLacks(form, item); !what.empty())
            faults.push_back(unfit(item, what));
    return faults;
}

namespace {
/// What is asked of fewer people or in another way than in the bundled form, with the questions
/// that decide whether it is asked.
std::vector<Error> faultsBeside(const instrument::Form& form, const instrument::Form& there) {
    std::set<std::size_t> items;
    for (const auto linkId : medicineItems)
        if (const auto item = there.indexOf(linkId)) items.insert(*item);
    std::vector<Error> faults;
    for (const auto item : instrument::withDeciding(there, items)) {
        const auto& theirs = there.item(item);
        const auto here = form.indexOf(theirs.linkId);
        if (!here) continue;
        const auto& own = form.item(*here);
        const bool isAsked =
            instrument::stillAsked(form, *here, there, item) == instrument::StillAsked::Always;
        if (!isAsked || instrument::isFixedIn(own, theirs))
            faults.push_back(unfit(theirs.linkId, notAsked));
        else if (const auto what =
                     instrument::otherAnswersOf(own, theirs, instrument::YesAndNo::Mean);
                 !what.empty())
            faults.push_back(unfit(theirs.linkId, what));
    }
    return faults;
}
}  // namespace

std::vector<Error> faultsOfReviewed(const instrument::Form& form) {
    if (form.id() == "medicines") {
        if (auto faults = faultsOfMedicines(form); !faults.empty()) return faults;
        const auto library = instrument::Library::bundled();
        if (library.has_error()) return {library.error()};
        return faultsBeside(form, *library->find(form.id()));
    }
    if (form.id() != "eligibility") return {};
    const auto rules = EligibilityRules::bundled();
    if (rules.has_error()) return {rules.error()};
    return rules->faultsAgainst(form);
}

std::vector<std::string> namedMedicines(const instrument::Form& form,
                                        const instrument::Answers& answers) {
    std::vector<std::string> out;
    // Where nobody knows which question names a medicine, every answer may: one name too many is
    // looked at by a clinician, one too few by nobody.
    const bool isKnown = faultsOfMedicines(form).empty();
    for (std::size_t i = 0; i < form.items().size(); ++i) {
        const auto& item = form.item(i);
        const bool isName = std::find(medicineItems.begin(), medicineItems.end(), item.linkId) !=
                            medicineItems.end();
        if (isKnown && !isName) continue;
        for (const auto& answer : answers.all(i))
            if (!instrument::isDeclined(answer)) out.push_back(instrument::textOf(item, answer));
    }
    return out;
}

namespace {
/// What a form does not ask as the rules expect was answered by nobody in a way they understand, so
/// it is for a clinician to look at (clinical rules 6.3): "nothing needs review" is never said of
/// it.
void addWhatDoesNotFit(const EligibilityRules& rules, const Medicines& medicines,
                       const instrument::Form& form, EligibilityReview& out) {
    const auto add = [&](std::optional<std::size_t> item, const std::string& rule) {
        const bool isThere =
            std::any_of(out.findings.begin(), out.findings.end(), [&](const auto& one) {
                return one.rule == rule && one.reviewClass >= ReviewClass::Review;
            });
        if (!isThere) out.findings.push_back({item, rule, ReviewClass::Review, false, false});
    };
    for (const auto& rule : rules.rules())
        if (!whatRuleLacks(rule, form).empty()) add(form.indexOf(rule.item), rule.id);
    for (std::size_t i = 0; i < form.items().size(); ++i)
        if (rules.isWithoutRule(form.item(i)))
            out.findings.push_back({i, "", ReviewClass::Review, false, false});
    if (!whatFreeTextLacks(form).empty())
        add(form.indexOf(medicinesItem), medicines.unknown().rule);
}
}  // namespace

EligibilityReview reviewOf(const EligibilityRules& rules, const Medicines& medicines,
                           const instrument::Form& form, const instrument::Answers& answers,
                           const EligibilityContext& context) {
    EligibilityReview out;
    for (const auto& rule : rules.rules()) {
        const auto index = form.indexOf(rule.item);
        if (!index) continue;
        const auto answer = givenTo(form.item(*index), answers.at(*index));
        if (!counts(rule, form.item(*index), answer)) continue;
        const bool unanswered = !answer.has_value();
        auto reviewClass =
            context.dayBefore ? rule.dayBefore.value_or(rule.reviewClass) : rule.reviewClass;
        if (unanswered) reviewClass = std::min(reviewClass, ReviewClass::Stop);
        out.findings.push_back(
            {index, rule.id, reviewClass, rule.sameDay && !unanswered, unanswered});
    }
    addWhatDoesNotFit(rules, medicines, form, out);
    if (context.auditAboveCut)
        out.findings.push_back(
            {std::nullopt, rules.auditRule().id, rules.auditRule().reviewClass, false, false});
    if (const auto index = form.indexOf(medicinesItem))
        if (const auto& answer = answers.at(*index); answer) {
            // Who does not want to name medicines may take any: the same as one we do not know.
            if (const auto* text = std::get_if<std::string>(&*answer))
                out.medicines = medicines.find(*text);
            else
                out.medicines = {medicines.unknown()};
            for (const auto& found : out.medicines)
                out.findings.push_back({index, found.rule, found.reviewClass, false, false});
        }
    for (const auto& words : context.listedMedicines)
        for (auto& found : medicines.find(words)) {
            out.findings.push_back({std::nullopt, found.rule, found.reviewClass, false, false});
            out.medicines.push_back(std::move(found));
        }
    std::stable_sort(out.findings.begin(), out.findings.end(),
                     [](const auto& a, const auto& b) { return a.reviewClass > b.reviewClass; });
    for (const auto& finding : out.findings) {
        out.result = combine(out.result, finding.reviewClass);
        out.sameDay = out.sameDay || finding.sameDay;
    }
    out.wording = rules.wordingOf(out.result);
    return out;
}

}  // namespace landfall::safety
