#include <algorithm>
#include <array>

#include "landfall/fhir/values.hpp"
#include "landfall/instrument/form_reader.hpp"

namespace landfall::instrument {

namespace {
constexpr std::array<std::pair<std::string_view, Operator>, 7> operators = {{
    {"exists", Operator::Exists},
    {"=", Operator::Equal},
    {"!=", Operator::NotEqual},
    {">", Operator::Greater},
    {"<", Operator::Less},
    {">=", Operator::GreaterOrEqual},
    {"<=", Operator::LessOrEqual},
}};

bool isEquality(Operator op) {
    return op == Operator::Equal || op == Operator::NotEqual;
}

/// Whether an answer of this item could ever be compared with the value in this way.
bool canCompare(const Item& question, Operator op, const fhir::ResponseValue& value) {
    const auto is = [&]<class... T>() { return (std::holds_alternative<T>(value) || ...); };
    switch (question.kind) {
        case ItemKind::Boolean:
            return isEquality(op) && is.operator()<bool>();
        case ItemKind::Integer:
        case ItemKind::Decimal:
            return is.operator()<std::int64_t, fhir::Decimal>();
        case ItemKind::Date:
        case ItemKind::DateTime:
            return is.operator()<fhir::Date, fhir::DateTime>();
        case ItemKind::Time:
            return is.operator()<fhir::Time>();
        case ItemKind::Text:
            return is.operator()<std::string>();
        case ItemKind::Url:
            return isEquality(op) && is.operator()<std::string, fhir::Uri>();
        case ItemKind::Quantity:
            return is.operator()<fhir::Quantity>();
        case ItemKind::Choice:
        case ItemKind::OpenChoice:
            if (is.operator()<fhir::Coding>()) return isEquality(op);
            return is.operator()<std::int64_t, std::string, fhir::Date, fhir::Time>();
        default:
            return true;  // a question that cannot be answered here: never met, as without answer
    }
}
}  // namespace

std::optional<Condition> FormReader::conditionOf(const fhir::Node& node) {
    Condition condition;
    const auto question = form_.indexOf(node.get("question").textOr());
    if (!question || !form_.items_[*question].isQuestion()) {
        noteIn(Fault::BadCondition, node, "question");
        return std::nullopt;
    }
    condition.question = *question;
    const auto written = node.get("operator").textOr();
    const auto* const known = std::find_if(operators.begin(), operators.end(),
                                           [&](const auto& one) { return one.first == written; });
    if (known == operators.end()) {
        noteIn(Fault::BadCondition, node, "operator");
        return std::nullopt;
    }
    condition.op = known->second;
    const auto given = fhir::choiceOf(node, "answer");
    if (!given) {
        noteIn(Fault::BadCondition, node, "answer[x]");
        return std::nullopt;
    }
    condition.answer = fhir::valueIn(node, "answer");
    // Invariant que-7: `exists` asks with a boolean.
    const bool fits = condition.op == Operator::Exists
                          ? std::holds_alternative<bool>(condition.answer)
                          : !std::holds_alternative<fhir::OtherValue>(condition.answer) &&
                                canCompare(form_.items_[*question], condition.op, condition.answer);
    if (!fits) {
        note(Fault::BadCondition, given);
        return std::nullopt;
    }
    // An item of type url is answered by a Uri, and a condition has no such type.
    if (const auto* text = std::get_if<std::string>(&condition.answer);
        text && form_.items_[*question].kind == ItemKind::Url)
        condition.answer = fhir::Uri{*text};
    return condition;
}

void FormReader::readConditionsOf(const fhir::Node& node, Item& item) {
    const auto when = node.get("enableWhen");
    const auto behavior = node.get("enableBehavior");
    if (behavior && behavior.textOr() != "all" && behavior.textOr() != "any")
        note(Fault::BadCondition, behavior);
    item.enableWhen.any = behavior.textOr() == "any";
    if (!when) return;
    if (!when.isArray() || when.size() == 0 || when.size() > conditionsMax)
        return note(Fault::BadCondition, when);
    // Invariant que-12: with more than one condition it must be said how they go together. To guess
    // might ask the wrong person.
    if (when.size() > 1 && !behavior) noteIn(Fault::BadCondition, node, "enableBehavior");
    for (const auto one : when.elements())
        if (auto condition = conditionOf(one))
            item.enableWhen.conditions.push_back(*std::move(condition));
}

void FormReader::readConditions() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        auto& item = form_.items_[i];
        readConditionsOf(nodes_[i], item);
        const bool isBelowQuestion = item.holder && form_.items_[*item.holder].isQuestion();
        form_.isConditional_ = form_.isConditional_ || isBelowQuestion || !item.enableWhen.empty();
    }
    if (faults_.empty()) orderItems();
}

// Kahn's algorithm: an item is taken when all it depends on has been taken. What is left over is on
// a cycle or waits for one.
void FormReader::orderItems() {
    const auto count = form_.items_.size();
    std::vector<std::vector<std::size_t>> waiting(count);
    std::vector<std::size_t> open(count, 0);
    const auto dependsOn = [&](std::size_t item, std::size_t other) {
        waiting[other].push_back(item);
        ++open[item];
    };
    for (std::size_t i = 0; i < count; ++i) {
        const auto& item = form_.items_[i];
        if (item.holder) dependsOn(i, *item.holder);
        for (const auto& condition : item.enableWhen.conditions) dependsOn(i, condition.question);
    }
    auto& order = form_.order_;
    for (std::size_t i = 0; i < count; ++i)
        if (open[i] == 0) order.push_back(i);
    for (std::size_t at = 0; at < order.size(); ++at)
        for (const auto item : waiting[order[at]])
            if (--open[item] == 0) order.push_back(item);
    if (order.size() == count) return;

    // Going from one that is left over to one it waits for ends up on the cycle.
    auto at = static_cast<std::size_t>(
        std::find_if(open.begin(), open.end(), [](std::size_t n) { return n != 0; }) -
        open.begin());
    std::vector<bool> seen(count, false);
    std::size_t condition = 0;
    const auto step = [&] {
        const auto& item = form_.items_[at];
        condition = 0;
        for (const auto& one : item.enableWhen.conditions) {
            if (open[one.question] != 0) {
                at = one.question;
                return true;
            }
            ++condition;
        }
        at = *item.holder;
        return false;
    };
    while (!seen[at]) {
        seen[at] = true;
        step();
    }
    for (std::size_t guard = 0; guard <= count; ++guard) {
        const auto from = at;
        if (step())
            return noteIn(Fault::ConditionCycle, nodes_[from],
                          "enableWhen[" + std::to_string(condition) + "]");
    }
}

}  // namespace landfall::instrument
