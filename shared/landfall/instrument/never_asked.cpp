#include "landfall/instrument/never_asked.hpp"

#include <algorithm>
#include <map>

#include "landfall/instrument/asked.hpp"
#include "landfall/instrument/enablement.hpp"
#include "landfall/instrument/value_order.hpp"

namespace landfall::instrument {

namespace {
using Values = std::vector<fhir::ResponseValue>;

/// Every value an answer can have, where they can be counted; nothing where they cannot.
std::optional<Values> valuesOf(const Item& question) {
    if (question.readOnly || question.hidden) return question.initial;
    if (question.kind == ItemKind::Boolean) return Values{false, true};
    if (question.kind != ItemKind::Choice) return std::nullopt;
    Values values;
    for (const auto& option : question.options) values.push_back(option.value);
    return values;
}

std::optional<fhir::ResponseValue> lowestOf(const Item& question) {
    if (question.kind == ItemKind::Integer && question.min) return *question.min;
    return question.lowest;
}
std::optional<fhir::ResponseValue> highestOf(const Item& question) {
    if (question.kind == ItemKind::Integer && question.max) return *question.max;
    return question.highest;
}

/// Whether some answer between the limits of the question meets the condition. What cannot be
/// ordered is taken to be possible.
bool isWithin(const Item& question, const Condition& condition) {
    const auto& asked = condition.answer;
    const auto isBelow = [&](bool orEqual) {
        const auto lowest = lowestOf(question);
        const auto order = lowest ? orderOf(asked, *lowest) : std::nullopt;
        return order && (*order < 0 || (orEqual && *order == 0));
    };
    const auto isAbove = [&](bool orEqual) {
        const auto highest = highestOf(question);
        const auto order = highest ? orderOf(asked, *highest) : std::nullopt;
        return order && (*order > 0 || (orEqual && *order == 0));
    };
    const auto* decimal = std::get_if<fhir::Decimal>(&asked);
    switch (condition.op) {
        case Operator::Equal:
            if (question.kind == ItemKind::Integer && decimal && decimal->places() > 0 &&
                !decimal->whole())
                return false;
            return !isBelow(false) && !isAbove(false);
        case Operator::Greater:
            return !isAbove(true);
        case Operator::GreaterOrEqual:
            return !isAbove(false);
        case Operator::Less:
            return !isBelow(true);
        case Operator::LessOrEqual:
            return !isBelow(false);
        default:
            return true;
    }
}

/// Own words can be any text, and an option one of those there are.
bool isAmongOpen(const Item& question, const Condition& condition) {
    return std::holds_alternative<std::string>(condition.answer) ||
           std::any_of(question.options.begin(), question.options.end(), [&](const auto& option) {
               return holds(condition.op, option.value, condition.answer);
           });
}

bool isMetWithoutAnswer(const Condition& condition) {
    return condition.op == Operator::NotEqual ||
           (condition.op == Operator::Exists && !std::get<bool>(condition.answer));
}

class Search {
public:
    explicit Search(const Form& form) : form_(form), isNever_(form.items().size(), false) {
        for (const auto item : form.order()) isNever_[item] = isBelowNever(item) || hasNoWay(item);
    }
    [[nodiscard]] bool isNever(std::size_t item) const { return isNever_[item]; }
    /// Not only because of what it is written in.
    [[nodiscard]] bool isFirst(std::size_t item) const {
        return isNever_[item] && !isBelowNever(item);
    }

private:
    [[nodiscard]] bool isBelowNever(std::size_t item) const {
        const auto& holder = form_.item(item).holder;
        return holder && isNever_[*holder];
    }
    /// Nobody answers it, and it has no value of its own.
    [[nodiscard]] bool isNeverAnswered(std::size_t question) const {
        const auto& item = form_.item(question);
        return isNever_[question] || !item.isAnswerable() ||
               ((item.readOnly || item.hidden) && item.initial.empty());
    }
    /// It always has the value it begins with.
    [[nodiscard]] bool isFixed(std::size_t question) const {
        const auto& item = form_.item(question);
        return (item.readOnly || item.hidden) && !item.initial.empty() &&
               isAskedOfEverybody(form_, question);
    }
    [[nodiscard]] bool canMeet(const Condition& condition) const {
        const auto& question = form_.item(condition.question);
        if (isMetWithoutAnswer(condition) && !isFixed(condition.question)) return true;
        if (isNeverAnswered(condition.question)) return isMetWithoutAnswer(condition);
        if (condition.op == Operator::Exists) return std::get<bool>(condition.answer);
        if (const auto values = valuesOf(question))
            return std::any_of(values->begin(), values->end(), [&](const auto& value) {
                return holds(condition.op, value, condition.answer) !=
                       (condition.op == Operator::NotEqual);
            });
        return question.kind == ItemKind::OpenChoice ? isAmongOpen(question, condition)
                                                     : isWithin(question, condition);
    }
    /// Conditions on one question that takes one of some values: one of these has to meet all.
    [[nodiscard]] bool canMeetTogether(std::size_t question,
                                       const std::vector<const Condition*>& conditions) const {
        const auto& item = form_.item(question);
        const auto values = valuesOf(item);
        if (!values || item.repeats || !item.repeatsAround.empty()) return true;
        const auto isMetBy = [](const fhir::ResponseValue& value) {
            return [&](const Condition* one) {
                if (one->op == Operator::Exists) return std::get<bool>(one->answer);
                return holds(one->op, value, one->answer) != (one->op == Operator::NotEqual);
            };
        };
        const bool canBeWithout =
            !isFixed(question) &&
            std::all_of(conditions.begin(), conditions.end(),
                        [](const Condition* one) { return isMetWithoutAnswer(*one); });
        return canBeWithout || std::any_of(values->begin(), values->end(), [&](const auto& value) {
                   return std::all_of(conditions.begin(), conditions.end(), isMetBy(value));
               });
    }
    [[nodiscard]] bool canMeetAll(const std::vector<Condition>& conditions) const {
        std::map<std::size_t, std::vector<const Condition*>> byQuestion;
        for (const auto& one : conditions) {
            if (!canMeet(one)) return false;
            byQuestion[one.question].push_back(&one);
        }
        return std::all_of(byQuestion.begin(), byQuestion.end(), [&](const auto& entry) {
            return entry.second.size() < 2 || canMeetTogether(entry.first, entry.second);
        });
    }
    [[nodiscard]] bool hasNoWay(std::size_t item) const {
        const auto& own = form_.item(item);
        if (own.holder && form_.item(*own.holder).isQuestion() && isNeverAnswered(*own.holder))
            return true;
        const auto& when = own.enableWhen;
        if (when.empty()) return false;
        if (!when.any) return !canMeetAll(when.conditions);
        return std::none_of(when.conditions.begin(), when.conditions.end(),
                            [&](const Condition& condition) { return canMeet(condition); });
    }

    const Form& form_;
    std::vector<bool> isNever_;
};

/// What the danger rules look at.
std::vector<bool> watchedIn(const Form& form) {
    std::vector<bool> watched(form.items().size(), false);
    for (std::size_t i = 0; i < watched.size(); ++i) watched[i] = !form.item(i).danger.empty();
    for (const auto& rule : form.danger().rules) {
        for (const auto item : rule.items) watched[item] = true;
        if (rule.with) watched[rule.with->item] = true;
    }
    return watched;
}
}  // namespace

std::vector<std::size_t> neverAsked(const Form& form) {
    std::vector<std::size_t> out;
    if (!form.isConditional()) return out;
    const Search search(form);
    for (std::size_t i = 0; i < form.items().size(); ++i)
        if (search.isNever(i) && !form.item(i).hidden) out.push_back(i);
    return out;
}

std::vector<std::size_t> dangerNeverAsked(const Form& form) {
    auto out = neverAsked(form);
    const auto watched = watchedIn(form);
    std::erase_if(out, [&](std::size_t item) { return !watched[item]; });
    return out;
}

std::vector<std::string> linesOfNeverAsked(const Form& form) {
    std::vector<std::string> lines;
    if (!form.isConditional()) return lines;
    const Search search(form);
    for (std::size_t i = 0; i < form.items().size(); ++i)
        if (search.isFirst(i) && !form.item(i).hidden)
            lines.push_back("item " + form.item(i).linkId +
                            ": no answer can meet its conditions, so nobody is ever asked it");
    return lines;
}

}  // namespace landfall::instrument
