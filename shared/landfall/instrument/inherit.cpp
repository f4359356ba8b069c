#include "landfall/instrument/inherit.hpp"

#include <algorithm>

#include "landfall/instrument/danger_reader.hpp"
#include "landfall/instrument/scoring_part_reader.hpp"

namespace landfall::instrument {

namespace {
template <class T>
bool contains(const std::vector<T>& all, const T& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// The conditions of an item and of all it is written in.
std::vector<const EnableWhen*> conditionsOf(const Form& form, std::size_t item) {
    std::vector<const EnableWhen*> out;
    for (std::optional<std::size_t> at = item; at; at = form.item(*at).holder)
        if (!form.item(*at).enableWhen.empty()) out.push_back(&form.item(*at).enableWhen);
    return out;
}

bool isSame(const EnableWhen& a, const Form& formA, const EnableWhen& b, const Form& formB) {
    return a.any == b.any &&
           std::equal(a.conditions.begin(), a.conditions.end(), b.conditions.begin(),
                      b.conditions.end(), [&](const Condition& one, const Condition& other) {
                          return formA.item(one.question).linkId ==
                                     formB.item(other.question).linkId &&
                                 one.op == other.op && one.answer == other.answer;
                      });
}

/// One code that stands for two numbers would turn a test on the number round.
bool haveSameNumbers(const Item& a, const Item& b) {
    if (rangeOf(a) != rangeOf(b)) return false;
    for (std::size_t i = 0; i < a.options.size(); ++i)
        for (std::size_t k = 0; k < b.options.size(); ++k) {
            const auto& one = a.options[i].coding;
            const auto& other = b.options[k].coding;
            const bool isSameCode =
                !one.code.empty() && one.code == other.code && one.system == other.system;
            if (isSameCode && a.numberOf(i) != b.numberOf(k)) return false;
        }
    return true;
}

std::string wordsOf(const DangerTest& test) {
    std::string out;
    const auto add = [&](const std::string& words) {
        if (!out.empty()) out += " or ";
        out += words;
    };
    if (test.atLeast) add("an answer of at least " + std::to_string(*test.atLeast));
    for (const auto& code : test.options) add("the option " + code);
    if (test.declined) add("a refusal");
    return out;
}

std::string wordsOf(int tier, const std::string& offers) {
    std::string out = tier > 0 ? " is tier " + std::to_string(tier) : "";
    if (!offers.empty()) out += (out.empty() ? " offers " : " and offers ") + offers;
    return out;
}
}  // namespace

Inheritance RuleHeir::inherit(Form& form, const Form& from) {
    RuleHeir heir(form, from);
    if (form.scoring_.empty() && !from.scoring_.empty()) heir.takeScoring();
    heir.takeItemDanger();
    heir.takeFormDanger();
    heir.takeOtherwise();
    return std::move(heir.out_);
}

void RuleHeir::note(Fault fault, std::size_t there) {
    const auto where = "item " + from_.item(there).linkId;
    const bool isTold = std::any_of(out_.faults.begin(), out_.faults.end(),
                                    [&](const Error& told) { return told.where == where; });
    if (!isTold) out_.faults.emplace_back(fault, where);
}

void RuleHeir::add(const std::string& line) {
    out_.added.push_back(line + " (from " + from_.id() + ' ' + from_.version() + ')');
}

std::size_t RuleHeir::here(std::size_t item, Fault fault, bool isScored) {
    const auto& there = from_.item(item);
    const auto index = form_.indexOf(there.linkId);
    const bool fits = index && (!isScored || (isScorable(form_.item(*index)) &&
                                              rangeOf(form_.item(*index)) == rangeOf(there)));
    if (fits) return *index;
    note(fault, item);
    return 0;
}

void RuleHeir::place(std::vector<std::size_t>& items, Fault fault, bool isScored) {
    for (auto& item : items) item = here(item, fault, isScored);
}

void RuleHeir::takeScoring() {
    constexpr auto bad = Fault::BadScoring;
    for (auto rule : from_.scoring_) {
        const bool counts = rule.total.method != Method::Result;
        const auto placeScale = [&](Scale& scale) {
            place(scale.items, bad, counts);
            for (auto& domain : scale.domains) place(domain, bad, counts);
        };
        placeScale(rule.total);
        for (auto& scale : rule.subscales) placeScale(scale);
        for (auto& turned : rule.reversed) turned.item = here(turned.item, bad, true);
        place(rule.neverProrated, bad, true);
        if (rule.gate) rule.gate->item = here(rule.gate->item, bad, true);
        for (auto& cluster : rule.clusters) place(cluster.items, bad, true);
        if (rule.pattern) {
            place(rule.pattern->coreItems, bad, true);
            for (auto& [item, atLeast] : rule.pattern->presentExceptions)
                item = here(item, bad, true);
        }
        add("scoring " + rule.algorithm);
        form_.scoring_.push_back(std::move(rule));
    }
}

std::size_t RuleHeir::watched(std::size_t item, const DangerTest& test, bool isAlone) {
    const auto& there = from_.item(item);
    const auto index = form_.indexOf(there.linkId);
    if (!index) {
        note(Fault::DangerItemMissing, item);
        return 0;
    }
    auto& here = form_.items_[*index];
    // Nobody can be asked, or the file gives the answer before anybody does.
    const bool isGiven =
        (here.readOnly && !there.readOnly) || (!here.initial.empty() && there.initial.empty());
    if (!here.isAnswerable() || here.hidden || isGiven) {
        note(Fault::DangerItemMissing, item);
        return *index;
    }
    if (test.atLeast && (isScorable(here) != isScorable(there) || !haveSameNumbers(here, there)))
        note(Fault::BadDanger, item);
    for (const auto& code : test.options)
        if (hasOption(there, code) && !hasOption(here, code)) note(Fault::BadDanger, item);
    if (test.declined && there.declinable && !here.declinable) {
        here.declinable = true;
        add("item " + here.linkId + ": \"prefer not to say\" is offered");
    }
    checkAsked(item, *index, isAlone);
    return *index;
}

/// Who is asked is decided by conditions, and what two of them have in common cannot be computed.
/// An item that signals danger by itself and was asked of everybody has to stay so.
void RuleHeir::checkAsked(std::size_t there, std::size_t here, bool isAlone) {
    const auto ours = conditionsOf(form_, here);
    const auto theirs = conditionsOf(from_, there);
    if (ours.empty()) return;
    if (isAlone && theirs.empty()) return note(Fault::DangerItemMissing, there);
    const bool areSame = std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                                    [&](const EnableWhen* one, const EnableWhen* other) {
                                        return isSame(*one, form_, *other, from_);
                                    });
    const auto line =
        "item " + form_.item(here).linkId + ": it is asked under other conditions than in " +
        from_.id() + ' ' + from_.version() +
        ", and whether it is still asked of everybody in danger cannot be computed; compare them";
    if (!areSame && !contains(out_.compare, line)) out_.compare.push_back(line);
}

void RuleHeir::takeItemDanger() {
    for (std::size_t i = 0; i < from_.items_.size(); ++i)
        for (const auto& rule : from_.item(i).danger) {
            const auto index = watched(i, rule.test, true);
            if (!form_.indexOf(from_.item(i).linkId)) continue;
            auto& own = form_.items_[index].danger;
            if (contains(own, rule)) continue;
            own.push_back(rule);
            add("item " + from_.item(i).linkId + ": " + wordsOf(rule.test) +
                wordsOf(rule.tier, rule.offers));
        }
}

void RuleHeir::takeFormDanger() {
    constexpr auto missing = Fault::DangerItemMissing;
    std::vector<DangerCount> rules;
    for (auto rule : from_.danger_.rules) {
        for (auto& item : rule.items) item = watched(item, rule.test, false);
        place(rule.needed, missing, false);
        place(rule.answered, missing, false);
        if (rule.answeredAfterYes) {
            place(rule.answeredAfterYes->items, missing, false);
            rule.answeredAfterYes->after = here(rule.answeredAfterYes->after, missing, false);
        }
        if (rule.with) rule.with->item = watched(rule.with->item, rule.with->test, false);
        if (!contains(form_.danger_.rules, rule))
            add("rule " + rule.name + wordsOf(rule.tier, rule.offers));
        rules.push_back(std::move(rule));
    }
    // Ours come after theirs: of two rules with one tier the first says the result.
    for (auto& own : form_.danger_.rules)
        if (!contains(rules, own)) rules.push_back(std::move(own));
    form_.danger_.rules = std::move(rules);
}

/// That there is nothing is never said of less than it was said of there.
void RuleHeir::takeOtherwise() {
    if (from_.danger_.otherwise.empty()) return;
    auto answered = from_.danger_.otherwiseAnswered;
    place(answered, Fault::DangerItemMissing, false);
    auto& own = form_.danger_;
    if (own.otherwise != from_.danger_.otherwise || own.otherwiseAnswered != answered)
        add("the result " + from_.danger_.otherwise + " when no rule applies");
    own.otherwise = from_.danger_.otherwise;
    own.otherwiseAnswered = std::move(answered);
}

}  // namespace landfall::instrument
