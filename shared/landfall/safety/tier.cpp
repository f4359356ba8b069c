#include "landfall/safety/tier.hpp"

#include <algorithm>

namespace landfall::safety {

using instrument::Answer;
using instrument::Answers;
using instrument::DangerCount;
using instrument::DangerTest;
using instrument::Form;
using instrument::Item;

namespace {
bool choosesOneOf(const Item& item, const Answer& answer, const std::vector<std::string>& codes) {
    const auto* chosen = std::get_if<instrument::Chosen>(&answer);
    if (chosen == nullptr) return false;
    const auto& code = item.options.at(chosen->option).coding.code;
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool applies(const DangerTest& test, const Item& item, const std::optional<Answer>& answer) {
    if (!answer) return false;
    if (instrument::isDeclined(*answer)) return test.declined;
    if (choosesOneOf(item, *answer, test.options)) return true;
    const auto number = instrument::numberOf(item, *answer);
    return test.atLeast && number && *number >= *test.atLeast;
}

/// The items behind a rule of the form; empty when it does not apply.
std::vector<std::size_t> behind(const DangerCount& rule, const Form& form, const Answers& answers,
                                Moment moment) {
    std::vector<std::size_t> counted;
    for (const auto item : rule.items)
        if (applies(rule.test, form.item(item), answers.at(item))) counted.push_back(item);
    if (counted.size() < rule.count) return {};
    for (const auto item : rule.needed)
        if (std::find(counted.begin(), counted.end(), item) == counted.end()) return {};
    if (rule.with) {
        const auto& answer = answers.at(rule.with->item);
        const bool lacks = !answer && rule.with->unanswered && moment == Moment::Submitted;
        if (!lacks && !applies(rule.with->test, form.item(rule.with->item), answer)) return {};
        counted.push_back(rule.with->item);
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

bool allAnswered(const std::vector<std::size_t>& items, const Answers& answers) {
    return std::all_of(items.begin(), items.end(), [&](std::size_t item) {
        const auto& answer = answers.at(item);
        return answer && !instrument::isDeclined(*answer);
    });
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
    Tier tier = tierOfAnswer(form.item(item), answers.at(item));
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
        for (const auto& answer : answers.all(i)) add(found, i, tierOfAnswer(form.item(i), answer));
    for (const auto& rule : form.danger().rules)
        for (const auto item : behind(rule, form, answers, moment))
            add(found, item, tierFrom(rule.tier));
    std::sort(found.begin(), found.end(), [](const Evidence& a, const Evidence& b) {
        return a.tier != b.tier ? a.tier > b.tier : a.item < b.item;
    });
    return found;
}

std::string_view resultOf(const Form& form, const Answers& answers) {
    const auto& danger = form.danger();
    const DangerCount* highest = nullptr;
    for (const auto& rule : danger.rules)
        if (!rule.result.empty() && (highest == nullptr || rule.tier > highest->tier) &&
            !behind(rule, form, answers, Moment::Submitted).empty())
            highest = &rule;
    const auto& needed = highest != nullptr ? highest->answered : danger.otherwiseAnswered;
    if (!allAnswered(needed, answers)) return {};
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
            if (applies(rule.test, form.item(i), answers.at(i))) offer(rule.offers);
    for (const auto& rule : form.danger().rules)
        if (!behind(rule, form, answers, Moment::Submitted).empty()) offer(rule.offers);
    return offers;
}

}  // namespace landfall::safety
