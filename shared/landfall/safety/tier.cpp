#include "landfall/safety/tier.hpp"

#include <algorithm>

#include "landfall/instrument/enablement.hpp"

namespace landfall::safety {

using instrument::Answer;
using instrument::Answers;
using instrument::DangerCount;
using instrument::DangerTest;
using instrument::Form;
using instrument::Item;

namespace {
bool choosesOneOf(const Item& item, const Answer& answer, const std::vector<std::string>& codes) {
    if (codes.empty()) return false;
    for (const auto& single : instrument::singlesOf(answer))
        if (const auto* chosen = std::get_if<instrument::Chosen>(&single))
            if (std::find(codes.begin(), codes.end(),
                          item.options.at(chosen->option).coding.code) != codes.end())
                return true;
    return false;
}

bool applies(const DangerTest& test, const Item& item, const std::optional<Answer>& answer) {
    if (!answer) return false;
    if (instrument::isDeclined(*answer)) return test.declined;
    if (choosesOneOf(item, *answer, test.options)) return true;
    return test.atLeast && instrument::isAtLeast(item, *answer, *test.atLeast);
}

/// In any row, where the item is in a group that repeats.
bool appliesAnywhere(const DangerTest& test, const Form& form, const Answers& answers,
                     std::size_t item) {
    const auto all = answers.all(item);
    return std::any_of(all.begin(), all.end(),
                       [&](const Answer& one) { return applies(test, form.item(item), one); });
}

/// The items behind a rule of the form; empty when it does not apply. An answer counts wherever it
/// is, also to a question that is not asked any more: that could only lower a tier.
std::vector<std::size_t> behind(const DangerCount& rule, const Form& form, const Answers& answers,
                                Moment moment) {
    std::vector<std::size_t> counted;
    for (const auto item : rule.items)
        if (appliesAnywhere(rule.test, form, answers, item)) counted.push_back(item);
    if (counted.size() < rule.count) return {};
    for (const auto item : rule.needed)
        if (std::find(counted.begin(), counted.end(), item) == counted.end()) return {};
    if (rule.with) {
        const auto item = rule.with->item;
        const bool lacks = rule.with->unanswered && moment == Moment::Submitted &&
                           answers.all(item).empty() && instrument::isEnabled(form, answers, item);
        if (!lacks && !appliesAnywhere(rule.with->test, form, answers, item)) return {};
        counted.push_back(item);
    }
    return counted;
}

void add(std::vector<Evidence>& evidence, std::size_t item, Tier tier) {
    if (tier == Tier::None) return;
    for (auto& one : evidence)
        if (one.item == item) {
            one.tier = combine(one.tier, tier);
            return;
        }
    evidence.push_back({item, tier});
}

Tier highestOf(const std::vector<Evidence>& evidence) {
    return evidence.empty() ? Tier::None : evidence.front().tier;
}

/// An item needs no answer where the other answers switch it off, and only there: what was not
/// asked for want of an answer has been answered by nobody.
bool allAnswered(const std::vector<std::size_t>& items, const Form& form, const Answers& answers) {
    const instrument::Enablement isAsked(form, answers);
    return std::all_of(items.begin(), items.end(), [&](std::size_t item) {
        const auto& answer = answers.at(item);
        if (answer) return !instrument::isDeclined(*answer);
        return !isAsked(item) && !isAsked.isOpen(item);
    });
}

bool saidNo(const Answers& answers, std::size_t item) {
    const auto& answer = answers.at(item);
    const auto* yes = answer ? std::get_if<bool>(&*answer) : nullptr;
    return yes != nullptr && !*yes;
}

/// The tier of an item by its own rules, over all rows.
Tier tierOfItem(const Form& form, const Answers& answers, std::size_t item) {
    Tier tier = Tier::None;
    for (const auto& answer : answers.all(item))
        tier = combine(tier, tierOfAnswer(form.item(item), answer));
    return tier;
}
}  // namespace

std::string_view wordOf(Tier tier) {
    switch (tier) {
        case Tier::None:
            return "none";
        case Tier::Contact:
            return "contact";
        case Tier::Urgent:
            return "urgent";
        case Tier::Emergency:
            break;
    }
    return "emergency";
}

Tier tierOfAnswer(const Item& item, const std::optional<Answer>& answer) {
    Tier tier = Tier::None;
    for (const auto& rule : item.danger)
        if (applies(rule.test, item, answer)) tier = combine(tier, tierFrom(rule.tier));
    return tier;
}

Tier tierAtAnswer(const Form& form, const Answers& answers, std::size_t item) {
    Tier tier = tierOfItem(form, answers, item);
    for (const auto& rule : form.danger().rules) {
        const auto items = behind(rule, form, answers, Moment::Answering);
        if (std::find(items.begin(), items.end(), item) != items.end())
            tier = combine(tier, tierFrom(rule.tier));
    }
    return tier;
}

Tier tierOfAnswers(const Form& form, const Answers& answers) {
    return highestOf(evidenceOf(form, answers, Moment::Answering));
}

Tier tierOfSubmitted(const Form& form, const Answers& answers) {
    return highestOf(evidenceOf(form, answers, Moment::Submitted));
}

std::vector<Evidence> evidenceOf(const Form& form, const Answers& answers, Moment moment) {
    std::vector<Evidence> found;
    for (std::size_t i = 0; i < form.items().size(); ++i)
        add(found, i, tierOfItem(form, answers, i));
    for (const auto& rule : form.danger().rules)
        for (const auto item : behind(rule, form, answers, moment))
            add(found, item, tierFrom(rule.tier));
    std::sort(found.begin(), found.end(), [](const Evidence& a, const Evidence& b) {
        return a.tier != b.tier ? a.tier > b.tier : a.item < b.item;
    });
    return found;
}

std::vector<std::size_t> itemsOfDanger(const Form& form, const Answers& answers) {
    std::vector<std::size_t> items;
    for (const auto& one : evidenceOf(form, answers, Moment::Submitted)) items.push_back(one.item);
    return items;
}

std::string textOf(const instrument::Form& form, const instrument::Answers& answers,
                   const Evidence& evidence) {
    const auto& item = form.item(evidence.item);
    const auto rows = answers.all(evidence.item);
    if (rows.empty()) return {};
    // An answer that is behind a rule of the form says nothing by itself: the first row stands for
    // it.
    for (const auto& given : rows)
        if (tierOfAnswer(item, given) == evidence.tier) return instrument::textOf(item, given);
    return instrument::textOf(item, rows.front());
}

std::string_view resultOf(const Form& form, const Answers& answers) {
    const auto& danger = form.danger();
    const DangerCount* highest = nullptr;
    for (const auto& rule : danger.rules)
        if (!rule.result.empty() && (highest == nullptr || rule.tier > highest->tier) &&
            !behind(rule, form, answers, Moment::Submitted).empty())
            highest = &rule;
    const auto& needed = highest != nullptr ? highest->answered : danger.otherwiseAnswered;
    if (!allAnswered(needed, form, answers)) return {};
    if (highest != nullptr && highest->answeredAfterYes &&
        !saidNo(answers, highest->answeredAfterYes->after) &&
        !allAnswered(highest->answeredAfterYes->items, form, answers))
        return {};
    return highest != nullptr ? highest->result : danger.otherwise;
}

std::vector<std::string> offersOf(const Form& form, const Answers& answers) {
    std::vector<std::string> offers;
    const auto offer = [&](const std::string& id) {
        if (!id.empty() && std::find(offers.begin(), offers.end(), id) == offers.end())
            offers.push_back(id);
    };
    for (std::size_t i = 0; i < form.items().size(); ++i)
        for (const auto& rule : form.item(i).danger)
            if (appliesAnywhere(rule.test, form, answers, i)) offer(rule.offers);
    for (const auto& rule : form.danger().rules)
        if (!behind(rule, form, answers, Moment::Submitted).empty()) offer(rule.offers);
    return offers;
}

}  // namespace landfall::safety
