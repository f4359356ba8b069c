#include "landfall/instrument/asked.hpp"

#include <algorithm>

#include "landfall/instrument/enablement.hpp"

namespace landfall::instrument {

namespace {
constexpr std::int64_t numbersMax = 200;  ///< of a whole number with limits
constexpr int urgent = 2;                 ///< tier

bool contains(const std::vector<std::size_t>& all, std::size_t one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// What decides whether an item is asked: its conditions and those of all it is written in.
std::vector<const EnableWhen*> conditionsOf(const Form& form, std::size_t item) {
    std::vector<const EnableWhen*> out;
    for (std::optional<std::size_t> at = item; at; at = form.item(*at).holder)
        if (!form.item(*at).enableWhen.empty()) out.push_back(&form.item(*at).enableWhen);
    return out;
}

/// The questions it is written below, which have to be answered first.
std::vector<std::string> questionsAbove(const Form& form, std::size_t item) {
    std::vector<std::string> out;
    for (auto at = form.item(item).holder; at; at = form.item(*at).holder)
        if (form.item(*at).isQuestion()) out.push_back(form.item(*at).linkId);
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

/// Every answer there can be to a question with options, yes and no, or few numbers.
std::vector<Answer> answersTo(const Item& item) {
    std::vector<Answer> out;
    if (item.kind == ItemKind::Boolean) return {false, true};
    for (std::size_t i = 0; i < item.options.size(); ++i) out.emplace_back(Chosen{i});
    if (item.kind == ItemKind::Integer && item.min && item.max &&
        *item.max - *item.min < numbersMax)
        for (auto number = *item.min; number <= *item.max; ++number) out.emplace_back(number);
    return out;
}

/// The answer of another version of a question that means the same: that of the same value, or else
/// of the same number.
std::optional<Answer> sameAnswer(const Item& item, const Item& other, const Answer& answer) {
    for (const auto& single : singlesOf(answer))
        if (const auto same = singleOf(item, valueOf(other, single)); same.has_value())
            return std::visit([](const auto& one) { return Answer(one); }, *same);
    const auto number = numberOf(other, answer);
    if (!number) return std::nullopt;
    for (const auto& own : answersTo(item))
        if (numberOf(item, own) == number) return own;
    return std::nullopt;
}

void give(Answers& answers, const Form& form, std::size_t question, const Answer& answer) {
    // A question that repeats keeps one answer as several.
    const auto given = form.item(question).repeats ? Answer(Several{singlesOf(answer)}) : answer;
    (void)answers.put(form, question, given);
}

/// Whether one of the conditions about this question is met by an answer to it.
bool meetsAny(const std::vector<const EnableWhen*>& whens, const Form& form, std::size_t question,
              const Answer& answer) {
    const auto singles = singlesOf(answer);
    const auto isMet = [&](const Condition& condition) {
        if (condition.question != question) return false;
        if (condition.op == Operator::Exists) return std::get<bool>(condition.answer);
        const bool any = std::any_of(singles.begin(), singles.end(), [&](const Single& single) {
            return holds(condition.op, valueOf(form.item(question), single), condition.answer);
        });
        return any != (condition.op == Operator::NotEqual);
    };
    return std::any_of(whens.begin(), whens.end(), [&](const EnableWhen* when) {
        return std::any_of(when->conditions.begin(), when->conditions.end(), isMet);
    });
}

/// The comparison of one item; `there` and everything it depends on are of the form, not of the
/// version.
class Comparison {
public:
    Comparison(const Form& version, std::size_t here, const Form& form, std::size_t there)
        : version_(version), form_(form), here_(here), there_(there) {}

    /// Whether the version asks after this answer to a question of the form, where the form does.
    /// The other questions that the version looks at are answered so that they ask for nothing.
    [[nodiscard]] bool asksAfter(std::size_t question, const Answer& answer) const {
        const auto index = version_.indexOf(form_.item(question).linkId);
        if (!index) return false;
        const auto same = sameAnswer(version_.item(*index), form_.item(question), answer);
        if (!same) return false;
        Answers theirs(form_);
        Answers ours(version_);
        const auto whens = conditionsOf(version_, here_);
        for (const auto* when : whens)
            for (const auto& condition : when->conditions)
                if (condition.question != *index) quiet(condition.question, whens, ours, theirs);
        give(theirs, form_, question, answer);
        give(ours, version_, *index, *same);
        return !isEnabled(form_, theirs, there_) || isEnabled(version_, ours, here_);
    }

    /// After each answer by itself after which the form asks it.
    [[nodiscard]] bool asksWhereFormDoes() const {
        for (const auto* when : conditionsOf(form_, there_))
            for (const auto& condition : when->conditions)
                for (const auto& answer : answersTo(form_.item(condition.question)))
                    if (!asksAfter(condition.question, answer)) return false;
        return true;
    }

    /// After every answer to the gate of a score that does not end the form.
    [[nodiscard]] bool asksBehindGate() const {
        for (const auto& rule : form_.scoring()) {
            if (!rule.gate || rule.gate->item == there_ || !isCounted(rule)) continue;
            const auto& gate = form_.item(rule.gate->item);
            const auto all = answersTo(gate);
            const bool asks = std::all_of(all.begin(), all.end(), [&](const Answer& answer) {
                return numberOf(gate, answer).value_or(0) <= rule.gate->atMost ||
                       asksAfter(rule.gate->item, answer);
            });
            if (asks && !all.empty()) return true;
        }
        return false;
    }

    /// Where the rules of the form name the question after which the item may be skipped: after a
    /// yes to it. Otherwise after a yes to a question that the version asks of everybody and that
    /// is urgent by itself, where a yes to this one means more still: behaviour of the last months
    /// after behaviour at any time.
    [[nodiscard]] bool asksAfterYes() const {
        bool isNamed = false;
        for (const auto& rule : form_.danger().rules) {
            if (!rule.answeredAfterYes || !contains(rule.answeredAfterYes->items, there_)) continue;
            isNamed = true;
            if (!asksAfter(rule.answeredAfterYes->after, true)) return false;
        }
        if (isNamed) return true;
        for (const auto& rule : form_.danger().rules)
            for (const auto question : rule.items)
                if (tierOf(question) >= urgent && tierOf(question) < tierOf(there_) &&
                    isAskedHere(question) && asksAfter(question, true))
                    return true;
        return false;
    }

private:
    /// Answers a question of the version so that no condition is met by it, in the form too.
    void quiet(std::size_t question, const std::vector<const EnableWhen*>& whens, Answers& ours,
               Answers& theirs) const {
        const auto& item = version_.item(question);
        for (const auto& answer : answersTo(item)) {
            if (meetsAny(whens, version_, question, answer)) continue;
            give(ours, version_, question, answer);
            const auto index = form_.indexOf(item.linkId);
            const auto same = index ? sameAnswer(form_.item(*index), item, answer) : std::nullopt;
            if (same) give(theirs, form_, *index, *same);
            return;
        }
    }
    [[nodiscard]] bool isCounted(const ScoringRule& rule) const {
        return contains(rule.total.items, there_) ||
               std::any_of(rule.total.domains.begin(), rule.total.domains.end(),
                           [&](const auto& domain) { return contains(domain, there_); });
    }
    /// The highest tier of the rules that count the item.
    [[nodiscard]] int tierOf(std::size_t item) const {
        int tier = 0;
        for (const auto& rule : form_.danger().rules)
            if (contains(rule.items, item)) tier = std::max(tier, rule.tier);
        return tier;
    }
    [[nodiscard]] bool isAskedHere(std::size_t question) const {
        const auto index = version_.indexOf(form_.item(question).linkId);
        return index && isAskedOfEverybody(version_, *index);
    }

    const Form& version_;
    const Form& form_;
    std::size_t here_;
    std::size_t there_;
};
}  // namespace

std::set<std::size_t> withDeciding(const Form& form, std::set<std::size_t> items) {
    std::vector<std::size_t> left(items.begin(), items.end());
    const auto add = [&](std::size_t question) {
        if (items.insert(question).second) left.push_back(question);
    };
    while (!left.empty()) {
        const auto item = left.back();
        left.pop_back();
        for (std::optional<std::size_t> at = item; at; at = form.item(*at).holder) {
            for (const auto& condition : form.item(*at).enableWhen.conditions)
                add(condition.question);
            if (form.item(*at).isQuestion()) add(*at);
        }
    }
    return items;
}

bool isAskedOfEverybody(const Form& form, std::size_t item) {
    return conditionsOf(form, item).empty() && questionsAbove(form, item).empty();
}

StillAsked stillAsked(const Form& version, std::size_t here, const Form& form, std::size_t there) {
    if (isAskedOfEverybody(version, here)) return StillAsked::Always;
    // Without an answer to the question above nothing below is asked, whatever the answer would be.
    if (questionsAbove(version, here) != questionsAbove(form, there)) return StillAsked::No;
    const auto ours = conditionsOf(version, here);
    const auto theirs = conditionsOf(form, there);
    if (std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                   [&](const EnableWhen* one, const EnableWhen* other) {
                       return isSame(*one, version, *other, form);
                   }))
        return StillAsked::Always;
    const Comparison comparison(version, here, form, there);
    if (comparison.asksBehindGate()) return StillAsked::ToTheGate;
    const bool asks = theirs.empty() ? comparison.asksAfterYes() : comparison.asksWhereFormDoes();
    return asks ? StillAsked::Perhaps : StillAsked::No;
}

}  // namespace landfall::instrument
