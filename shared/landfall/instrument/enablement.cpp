#include "landfall/instrument/enablement.hpp"

#include <algorithm>

#include "landfall/instrument/value_order.hpp"

namespace landfall::instrument {

namespace {
bool isFirst(const Rows& rows) {
    return std::all_of(rows.begin(), rows.end(), [](std::size_t row) { return row == 0; });
}

Rows upTo(const Rows& rows, std::size_t count) {
    return {rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(count, rows.size()))};
}

bool holds(Operator op, const fhir::ResponseValue& given, const fhir::ResponseValue& asked) {
    if (op == Operator::Equal || op == Operator::NotEqual) return isSame(given, asked);
    const auto order = orderOf(given, asked);
    if (!order) return false;
    switch (op) {
        case Operator::Greater:
            return *order > 0;
        case Operator::Less:
            return *order < 0;
        case Operator::GreaterOrEqual:
            return *order >= 0;
        case Operator::LessOrEqual:
            return *order <= 0;
        default:
            return false;
    }
}
}  // namespace

// Items are decided in an order in which everything an item depends on is decided before it, so
// that nothing here calls itself however long a chain of conditions is.
Enablement::Enablement(const Form& form, const Answers& answers)
    : form_(form), answers_(answers), first_(form.items().size(), true) {
    if (!form.isConditional()) return;
    for (const auto item : form.order())
        for (const auto& rows : answers.instancesOf(form, item)) {
            const bool on = decide(item, rows);
            if (isFirst(rows))
                first_[item] = on;
            else
                others_[{item, rows}] = on;
        }
}

bool Enablement::operator()(std::size_t item, const Rows& rows) const {
    return !form_.item(item).hidden && isOn(item, rows);
}

bool Enablement::isOn(std::size_t item, const Rows& rows) const {
    if (isFirst(rows)) return first_.at(item);
    const auto found = others_.find({item, rows});
    return found == others_.end() ? first_.at(item) : found->second;
}

bool Enablement::decide(std::size_t item, const Rows& rows) const {
    const auto& own = form_.item(item);
    if (own.holder) {
        const auto& holder = form_.item(*own.holder);
        const auto around = upTo(rows, holder.repeatsAround.size());
        if (!isOn(*own.holder, around)) return false;
        if (holder.kind != ItemKind::Group) {
            const auto answer = answers_.at(*own.holder, around);
            if (!answer || isDeclined(*answer)) return false;
        }
    }
    const auto& when = own.enableWhen;
    const auto met = [&](const Condition& condition) { return isMet(condition, item, rows); };
    if (when.empty()) return true;
    return when.any ? std::any_of(when.conditions.begin(), when.conditions.end(), met)
                    : std::all_of(when.conditions.begin(), when.conditions.end(), met);
}

std::vector<fhir::ResponseValue> Enablement::valuesOf(std::size_t question, std::size_t item,
                                                      const Rows& rows) const {
    const auto& theirs = form_.item(question).repeatsAround;
    const auto& ours = form_.item(item).repeatsAround;
    std::size_t shared = 0;
    while (shared < theirs.size() && shared < ours.size() && theirs[shared] == ours[shared])
        ++shared;
    std::vector<fhir::ResponseValue> values;
    for (const auto& place : answers_.instancesOf(form_, question, upTo(rows, shared))) {
        const auto answer = answers_.at(question, place);
        if (!answer || !isOn(question, place)) continue;
        for (const auto& single : singlesOf(*answer))
            values.push_back(valueOf(form_.item(question), single));
    }
    return values;
}

bool Enablement::isMet(const Condition& condition, std::size_t item, const Rows& rows) const {
    const auto values = valuesOf(condition.question, item, rows);
    if (condition.op == Operator::Exists) return values.empty() != std::get<bool>(condition.answer);
    const bool any = std::any_of(values.begin(), values.end(), [&](const auto& value) {
        return holds(condition.op, value, condition.answer);
    });
    return condition.op == Operator::NotEqual ? !any : any;
}

bool isEnabled(const Form& form, const Answers& answers, std::size_t item) {
    return Enablement(form, answers)(item);
}

Answers askedOnly(const Form& form, const Answers& answers, const std::vector<std::size_t>& kept) {
    const Enablement isAsked(form, answers);
    auto out = answers;
    for (std::size_t item = 0; item < form.items().size(); ++item) {
        if (std::find(kept.begin(), kept.end(), item) != kept.end()) continue;
        for (const auto& rows : answers.instancesOf(form, item))
            if (!isAsked(item, rows)) (void)out.clear(form, form.item(item).linkId, rows);
    }
    return out;
}

}  // namespace landfall::instrument
