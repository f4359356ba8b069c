#include "landfall/instrument/inherit.hpp"

#include <algorithm>
#include <set>

#include "landfall/instrument/asked.hpp"
#include "landfall/instrument/danger_reader.hpp"
#include "landfall/instrument/same_answers.hpp"
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

using ItemSet = std::set<std::size_t>;

/// What the rules for danger and their results look at.
ItemSet dangerItemsOf(const Form& form) {
    ItemSet out;
    const auto add = [&](const std::vector<std::size_t>& items) {
        out.insert(items.begin(), items.end());
    };
    for (std::size_t i = 0; i < form.items().size(); ++i)
        if (!form.item(i).danger.empty()) out.insert(i);
    for (const auto& rule : form.danger().rules) {
        for (const auto* items : {&rule.items, &rule.needed, &rule.answered}) add(*items);
        if (rule.with) out.insert(rule.with->item);
        if (!rule.answeredAfterYes) continue;
        add(rule.answeredAfterYes->items);
        out.insert(rule.answeredAfterYes->after);
    }
    add(form.danger().otherwiseAnswered);
    return out;
}

ItemSet scoredItemsOf(const Form& form) {
    ItemSet out;
    for (const auto& rule : form.scoring()) {
        const auto add = [&](const Scale& scale) {
            out.insert(scale.items.begin(), scale.items.end());
            for (const auto& domain : scale.domains) out.insert(domain.begin(), domain.end());
        };
        add(rule.total);
        for (const auto& scale : rule.subscales) add(scale);
        for (const auto& cluster : rule.clusters)
            out.insert(cluster.items.begin(), cluster.items.end());
        if (rule.gate) out.insert(rule.gate->item);
    }
    return out;
}

/// What keeps a required answer from being said as rules outside of the form read it, or "". One
/// option more is none that they take for well.
std::string whatRequiredLacks(const Item& own, const Item& theirs) {
    if (own.kind != theirs.kind || own.repeats != theirs.repeats)
        return "it is of another type: take the one that is there";
    for (const auto& option : theirs.options)
        if (!hasOption(own, option.coding.code))
            return "the option " + option.coding.code + " is missing: add it";
    return {};
}

/// The names of codes may be in another language.
ScoringRule withoutNames(ScoringRule rule) {
    rule.code.display.clear();
    for (auto& result : rule.resultCodes) result.code.display.clear();
    return rule;
}

/// Whether a score-only rule is kept whole and only what its licence keeps out of the bundled
/// numbers comes in: the table behind a raw sum, and which items belong together.
bool bringsMore(ScoringRule own, const ScoringRule& theirs) {
    if (own.algorithm == theirs.algorithm || own.code.code != theirs.code.code) return false;
    own.algorithm = theirs.algorithm;
    own.code = theirs.code;
    if (theirs.scale == "raw" && !own.table.empty()) {
        own.table = theirs.table;
        own.scale = theirs.scale;
        own.total.decimals = theirs.total.decimals;
    }
    if (theirs.subscales.empty()) own.subscales.clear();
    return withoutNames(std::move(own)) == withoutNames(theirs);
}
}  // namespace

Inheritance RuleHeir::inherit(Form& form, const Form& from) {
    RuleHeir heir(form, from);
    heir.checkAnswers();
    heir.checkRequired();
    heir.takeRequired();
    heir.takeItemDanger();
    heir.takeFormDanger();
    heir.takeOtherwise();
    heir.takeScoring();
    heir.checkScored();
    heir.compareWords();
    return std::move(heir.out_);
}

void RuleHeir::note(Fault fault, std::size_t there, const std::string& what) {
    const auto where = "item " + from_.item(there).linkId;
    const bool isTold = std::any_of(out_.faults.begin(), out_.faults.end(), [&](const Error& told) {
        return told.where == where || told.where.starts_with(where + ": ");
    });
    if (!isTold) out_.faults.emplace_back(fault, what.empty() ? where : where + ": " + what);
}

void RuleHeir::add(const std::string& line) {
    out_.added.push_back(line + " (from " + from_.id() + ' ' + from_.version() + ')');
}

std::optional<std::size_t> RuleHeir::fitting(std::size_t item, bool isScored) const {
    const auto& there = from_.item(item);
    const auto index = form_.indexOf(there.linkId);
    if (!index) return std::nullopt;
    const auto& own = form_.item(*index);
    if (isScored && (!isScorable(own) || rangeOf(own) != rangeOf(there))) return std::nullopt;
    return index;
}

std::size_t RuleHeir::here(std::size_t item, Fault fault, bool isScored) {
    const auto index = fitting(item, isScored);
    if (!index) note(fault, item);
    return index.value_or(0);
}

void RuleHeir::place(std::vector<std::size_t>& items, Fault fault, bool isScored) {
    for (auto& item : items) item = here(item, fault, isScored);
}

std::optional<ScoringRule> RuleHeir::placed(ScoringRule rule) {
    bool fits = true;
    const bool counts = rule.total.method != Method::Result;
    const auto at = [&](std::size_t item, bool isScored) {
        fits = fits && fitting(item, isScored);
        return here(item, Fault::BadScoring, isScored);
    };
    const auto placeAll = [&](std::vector<std::size_t>& items, bool isScored) {
        for (auto& item : items) item = at(item, isScored);
    };
    const auto placeScale = [&](Scale& scale) {
        placeAll(scale.items, counts);
        for (auto& domain : scale.domains) placeAll(domain, counts);
    };
    placeScale(rule.total);
    for (auto& scale : rule.subscales) placeScale(scale);
    for (auto& turned : rule.reversed) turned.item = at(turned.item, true);
    placeAll(rule.neverProrated, true);
    if (rule.gate) rule.gate->item = at(rule.gate->item, true);
    for (auto& cluster : rule.clusters) placeAll(cluster.items, true);
    if (rule.pattern) {
        placeAll(rule.pattern->coreItems, true);
        for (auto& [item, atLeast] : rule.pattern->presentExceptions) item = at(item, true);
    }
    if (!fits) return std::nullopt;
    return rule;
}

const ScoringRule* RuleHeir::ownOf(const ScoringRule& rule, const std::vector<ScoringRule>& own) {
    for (const auto& one : own)
        if (withoutNames(one) == withoutNames(rule)) return &one;
    if (from_.licenceVerdict() != "SCORE-ONLY") return nullptr;
    for (const auto& one : own)
        if (bringsMore(one, rule)) {
            out_.compare.push_back("scoring " + one.algorithm + ": it holds instead of " +
                                   rule.algorithm + " in " + from_.id() + ' ' + from_.version() +
                                   "; compare its table and its parts with your licence");
            return &one;
        }
    return nullptr;
}

void RuleHeir::takeScoring() {
    if (from_.scoring_.empty()) return;
    const auto& own = form_.scoring_;
    std::vector<ScoringRule> all;
    std::vector<std::string> taken;
    std::set<const ScoringRule*> told;
    for (const auto& theirs : from_.scoring_) {
        auto rule = placed(theirs);
        const auto* same = rule ? ownOf(*rule, own) : nullptr;
        if (same != nullptr) {
            told.insert(same);
            all.push_back(*same);
        } else if (rule) {
            taken.push_back(rule->algorithm);
            all.push_back(*std::move(rule));
        } else {
            // Its items are told already.
            for (const auto& one : own)
                if (one.algorithm == theirs.algorithm) told.insert(&one);
        }
    }
    bool isOther = false;
    for (const auto& one : own) {
        if (told.count(&one) > 0) continue;
        isOther = true;
        auto what =
            "leave it out, and that of " + from_.id() + ' ' + from_.version() + " is taken over";
        if (from_.licenceVerdict() == "SCORE-ONLY")
            what +=
                ", or add no more to that than a table for a raw sum or subscales, under an "
                "algorithm of another name";
        out_.faults.emplace_back(Fault::ScoringDiffers, "scoring " + one.algorithm + ": " + what);
    }
    // What is refused keeps its own, by which the answers to it were scored.
    if (isOther || all.size() != from_.scoring_.size()) return;
    for (const auto& algorithm : taken) add("scoring " + algorithm);
    form_.scoring_ = std::move(all);
}

std::size_t RuleHeir::watched(std::size_t item, const DangerTest& test, bool isAlone) {
    const auto& there = from_.item(item);
    const auto index = form_.indexOf(there.linkId);
    if (!index) {
        note(Fault::DangerItemMissing, item);
        return 0;
    }
    auto& here = form_.items_[*index];
    if (isFixedIn(here, there)) {
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

void RuleHeir::checkScored() {
    for (const auto item : scoredItemsOf(from_)) checkAsked(item, false, Fault::ScoredItemNotAsked);
}

void RuleHeir::checkAnswers() {
    const auto dangerous = dangerItemsOf(from_);
    const auto check = [&](std::size_t item, Fault fixed, YesAndNo words) {
        const auto index = form_.indexOf(from_.item(item).linkId);
        if (!index) return;
        const auto& own = form_.item(*index);
        if (isFixedIn(own, from_.item(item))) return note(fixed, item);
        if (const auto what = otherAnswersOf(own, from_.item(item), words); !what.empty())
            note(Fault::AnswersDiffer, item, what);
    };
    for (const auto item : withDeciding(from_, dangerous))
        check(item, Fault::DangerItemMissing, YesAndNo::Mean);
    // The words of a question that is only counted are the licence's.
    const auto words = from_.licenceVerdict() == "SCORE-ONLY" ? YesAndNo::Free : YesAndNo::Mean;
    for (const auto item : withDeciding(from_, scoredItemsOf(from_)))
        check(item, Fault::ScoredItemNotAsked, words);
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
            const auto isOfNumber = [&](const Option& option) {
                return own.ordinal && option.ordinal == own.ordinal;
            };
            const auto hasWords = [&](const Option& option) { return option.text == own.text; };
            const auto& all = theirs.options;
            auto same = std::find_if(all.begin(), all.end(), isOfCode);
            if (same == all.end()) same = std::find_if(all.begin(), all.end(), isOfNumber);
            if (same == all.end() || hasWords(*same) ||
                std::none_of(all.begin(), all.end(), hasWords))
                continue;
            out_.compare.push_back("item " + theirs.linkId + ": the option " + own.coding.code +
                                   " has the words of another option in " + from_.id() + ' ' +
                                   from_.version() + "; compare them");
        }
    }
}

/// A gate waits for these answers, and what speaks against a dose is among them: one that nobody
/// can give closes it for ever, and one that is not asked for opens it.
void RuleHeir::checkRequired() {
    constexpr auto fault = Fault::ScoredItemNotAsked;
    auto held = withDeciding(from_, dangerItemsOf(from_));
    held.merge(withDeciding(from_, scoredItemsOf(from_)));
    for (std::size_t there = 0; there < from_.items_.size(); ++there) {
        const auto& theirs = from_.item(there);
        if (!theirs.required || !theirs.isQuestion() || held.count(there) > 0) continue;
        const auto index = form_.indexOf(theirs.linkId);
        if (!index)
            note(fault, there, "missing");
        else if (isFixedIn(form_.item(*index), theirs))
            note(fault, there, "hidden, fixed or not asked");
        else if (const auto what = whatRequiredLacks(form_.item(*index), theirs); !what.empty())
            note(Fault::AnswersDiffer, there, what);
        else
            checkAsked(there, true, fault);
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
