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

}  // namespace

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

// Items are decided in an order in which everything an item depends on is decided before it, so
// that nothing here calls itself however long a chain of conditions is.
Enablement::Enablement(const Form& form, const Answers& answers)
    : form_(form), answers_(answers), first_(form.items().size(), Asked::Yes) {
    if (!form.isConditional()) return;
    for (const auto item : form.order())
        for (const auto& rows : answers.instancesOf(form, item)) {
            const auto asked = decide(item, rows);
            if (isFirst(rows))
                first_[item] = asked;
            else
                others_[{item, rows}] = asked;
        }
}

bool Enablement::operator()(std::size_t item, const Rows& rows) const {
    return !form_.item(item).hidden && isOn(item, rows);
}

bool Enablement::isOpen(std::size_t item, const Rows& rows) const {
    return stateOf(item, rows) == Asked::Open;
}

Enablement::Asked Enablement::stateOf(std::size_t item, const Rows& rows) const {
    if (isFirst(rows)) return first_.at(item);
    const auto found = others_.find({item, rows});
    return found == others_.end() ? first_.at(item) : found->second;
}

Enablement::Asked Enablement::decide(std::size_t item, const Rows& rows) const {
    const auto& own = form_.item(item);
    if (own.holder) {
        const auto& holder = form_.item(*own.holder);
        const auto around = upTo(rows, holder.repeatsAround.size());
        if (const auto asked = stateOf(*own.holder, around); asked != Asked::Yes) return asked;
        if (holder.kind != ItemKind::Group) {
            const auto answer = answers_.at(*own.holder, around);
            if (!answer || isDeclined(*answer)) return Asked::Open;
        }
    }
    const auto& when = own.enableWhen;
    if (when.empty()) return Asked::Yes;
    bool isAllMet = true;
    bool isAnyOpen = false;
    bool isAllOpen = true;
    for (const auto& condition : when.conditions) {
        if (isMet(condition, item, rows)) {
            if (when.any) return Asked::Yes;
            continue;
        }
        isAllMet = false;
        const bool isOpen = couldBeMet(condition, item, rows);
        isAnyOpen = isAnyOpen || isOpen;
        isAllOpen = isAllOpen && isOpen;
    }
    if (!when.any && isAllMet) return Asked::Yes;
    return (when.any ? isAnyOpen : isAllOpen) ? Asked::Open : Asked::No;
}

std::vector<Rows> Enablement::placesOf(std::size_t question, std::size_t item,
                                       const Rows& rows) const {
    const auto& theirs = form_.item(question).repeatsAround;
    const auto& ours = form_.item(item).repeatsAround;
    std::size_t shared = 0;
    while (shared < theirs.size() && shared < ours.size() && theirs[shared] == ours[shared])
        ++shared;
    return answers_.instancesOf(form_, question, upTo(rows, shared));
}

std::vector<fhir::ResponseValue> Enablement::valuesOf(std::size_t question, std::size_t item,
                                                      const Rows& rows) const {
    std::vector<fhir::ResponseValue> values;
    for (const auto& place : placesOf(question, item, rows)) {
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

bool Enablement::couldBeMet(const Condition& condition, std::size_t item, const Rows& rows) const {
    // An answer that is there stays, so only one that is not could change anything.
    if (condition.op == Operator::NotEqual) return false;
    if (condition.op == Operator::Exists && !std::get<bool>(condition.answer)) return false;
    const auto places = placesOf(condition.question, item, rows);
    return std::any_of(places.begin(), places.end(), [&](const Rows& place) {
        const auto answer = answers_.at(condition.question, place);
        return stateOf(condition.question, place) != Asked::No && (!answer || isDeclined(*answer));
    });
}

bool isEnabled(const Form& form, const Answers& answers, std::size_t item) {
    return Enablement(form, answers)(item);
}

Answers askedOnly(const Form& form, const Answers& answers, const std::vector<std::size_t>& kept) {
    const Enablement isAsked(form, answers);
    auto out = answers;
    for (std::size_t item = 0; item < form.items().size(); ++item) {
        // What a hidden question holds was asked of nobody and decides what is.
        if (form.item(item).hidden || std::find(kept.begin(), kept.end(), item) != kept.end())
            continue;
        for (const auto& rows : answers.instancesOf(form, item))
            if (!isAsked(item, rows)) (void)out.clear(form, form.item(item).linkId, rows);
    }
    return out;
}

}  // namespace landfall::instrument
