#include "landfall/safety/tier.hpp"

namespace landfall::safety {

namespace {
bool applies(const instrument::DangerRule& rule, const instrument::Item& item,
             const instrument::Answer& answer) {
    if (instrument::isDeclined(answer)) return rule.declined;
    const auto number = instrument::numberOf(item, answer);
    return rule.atLeast && number && *number >= *rule.atLeast;
}
}  // namespace

Tier tierOfAnswer(const instrument::Item& item, const std::optional<instrument::Answer>& answer) {
    Tier tier = Tier::None;
    if (!answer) return tier;
    for (const auto& rule : item.danger)
        if (applies(rule, item, *answer)) tier = combine(tier, tierFrom(rule.tier));
    return tier;
}

Tier tierOfAnswers(const instrument::Form& form, const instrument::Answers& answers) {
    const auto evidence = evidenceOf(form, answers);
    return evidence ? evidence->tier : Tier::None;
}

std::optional<Evidence> evidenceOf(const instrument::Form& form,
                                   const instrument::Answers& answers) {
    std::optional<Evidence> found;
    for (std::size_t i = 0; i < form.items().size(); ++i) {
        auto tier = Tier::None;
        for (const auto& answer : answers.all(i))
            tier = combine(tier, tierOfAnswer(form.item(i), answer));
        if (tier != Tier::None && (!found || found->tier < tier)) found = Evidence{i, tier};
    }
    return found;
}

}  // namespace landfall::safety
