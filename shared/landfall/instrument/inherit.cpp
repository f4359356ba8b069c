#include "landfall/instrument/inherit.hpp"

#include <algorithm>
#include <set>

#include "landfall/instrument/asked.hpp"
#include "landfall/instrument/danger_reader.hpp"
#include "landfall/instrument/scoring_part_reader.hpp"

namespace landfall::instrument {

namespace {
template <class T>
bool contains(const std::vector<T>& all, const T& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
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
    heir.takeRequired();
    heir.takeItemDanger();
    heir.takeFormDanger();
    heir.takeOtherwise();
    heir.checkScored();
    heir.compareWords();
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
    if (isFixed(*index, item)) {
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
    checkAsked(item, isAlone, Fault::DangerItemMissing);
    return *index;
}

/// Nobody can be asked, or the file gives the answer before anybody does.
bool RuleHeir::isFixed(std::size_t here, std::size_t there) const {
    const auto& ours = form_.item(here);
    const auto& theirs = from_.item(there);
    return !ours.isAnswerable() || ours.hidden || (ours.readOnly && !theirs.readOnly) ||
           (!ours.initial.empty() && theirs.initial.empty());
}

/// No result and no total is said of what only some were asked. An item that signals danger by
/// itself and was asked of everybody has to stay so.
void RuleHeir::checkAsked(std::size_t there, bool isAlone, Fault fault) {
    const auto here = form_.indexOf(from_.item(there).linkId);
    if (!here) return;
    const auto asked = stillAsked(form_, *here, from_, there);
    const bool isOfAll = isAlone && isAskedOfEverybody(from_, there);
    if (asked == StillAsked::No || (isOfAll && asked != StillAsked::Always))
        return note(fault, there);
    const auto line =
        "item " + from_.item(there).linkId + ": it is asked under other conditions than in " +
        from_.id() + ' ' + from_.version() +
        ", and whether it is still asked of everybody in danger cannot be computed; compare them";
    if (asked == StillAsked::Perhaps && !contains(out_.compare, line)) out_.compare.push_back(line);
}

void RuleHeir::checkAsked(const std::vector<std::size_t>& there) {
    for (const auto item : there) checkAsked(item, false, Fault::DangerItemMissing);
}

/// Whichever of the two scorings it is that counts the items.
void RuleHeir::checkScored() {
    std::set<std::size_t> items;
    for (const auto& rule : from_.scoring_) {
        const auto add = [&](const Scale& scale) {
            items.insert(scale.items.begin(), scale.items.end());
            for (const auto& domain : scale.domains) items.insert(domain.begin(), domain.end());
        };
        add(rule.total);
        for (const auto& scale : rule.subscales) add(scale);
        if (rule.gate) items.insert(rule.gate->item);
    }
    for (const auto item : items) {
        const auto here = form_.indexOf(from_.item(item).linkId);
        if (here && isFixed(*here, item)) note(Fault::ScoredItemNotAsked, item);
        checkAsked(item, false, Fault::ScoredItemNotAsked);
    }
}

/// Other words are what a version is for, and in them nobody but a person can find a fault. The
/// words of one answer at the code of another turn the question round.
void RuleHeir::compareWords() {
    for (const auto& theirs : from_.items_) {
        const auto index = form_.indexOf(theirs.linkId);
        if (!index) continue;
        for (const auto& own : form_.item(*index).options) {
            const auto isOfCode = [&](const Option& option) {
                return !own.coding.code.empty() && option.coding.code == own.coding.code;
            };
            const auto hasWords = [&](const Option& option) { return option.text == own.text; };
            const auto& all = theirs.options;
            const auto same = std::find_if(all.begin(), all.end(), isOfCode);
            if (same == all.end() || hasWords(*same) ||
                std::none_of(all.begin(), all.end(), hasWords))
                continue;
            out_.compare.push_back("item " + theirs.linkId + ": the option " + own.coding.code +
                                   " has the words of another option in " + from_.id() + ' ' +
                                   from_.version() + "; compare them");
        }
    }
}

/// What was incomplete without an answer stays incomplete without it: a gate and a result wait for
/// it. Nobody is forced to answer.
void RuleHeir::takeRequired() {
    for (const auto& theirs : from_.items_) {
        const auto index = form_.indexOf(theirs.linkId);
        if (!theirs.required || !index) continue;
        auto& own = form_.items_[*index];
        if (own.required || !own.isQuestion()) continue;
        own.required = true;
        add("item " + own.linkId + " is required");
    }
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
        checkAsked(rule.needed);
        checkAsked(rule.answered);
        if (rule.answeredAfterYes) {
            checkAsked(rule.answeredAfterYes->items);
            checkAsked({rule.answeredAfterYes->after});
        }
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
    checkAsked(answered);
    place(answered, Fault::DangerItemMissing, false);
    auto& own = form_.danger_;
    if (own.otherwise != from_.danger_.otherwise || own.otherwiseAnswered != answered)
        add("the result " + from_.danger_.otherwise + " when no rule applies");
    own.otherwise = from_.danger_.otherwise;
    own.otherwiseAnswered = std::move(answered);
}

}  // namespace landfall::instrument
