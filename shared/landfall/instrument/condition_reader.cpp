#include <algorithm>
#include <array>
#include <set>

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
    refuseModifier(node);
    Condition condition;
    const auto question = form_.indexOf(node.get("question").textOr());
    const bool hasQuestion = question && form_.items_[*question].isQuestion();
    if (!hasQuestion) noteIn(Fault::UnknownQuestion, node, "question");
    const auto written = node.get("operator").textOr();
    const auto* const known = std::find_if(operators.begin(), operators.end(),
                                           [&](const auto& one) { return one.first == written; });
    if (known == operators.end()) noteIn(Fault::UnknownOperator, node, "operator");
    const auto given = fhir::choiceOf(node, "answer");
    if (!given) noteIn(Fault::BadCondition, node, "answer[x]");
    if (!hasQuestion || known == operators.end() || !given) return std::nullopt;
    condition.question = *question;
    condition.op = known->second;
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
        note(Fault::BadBehavior, behavior);
    item.enableWhen.any = behavior.textOr() == "any";
    if (!when) return;
    if (!when.isArray() || when.size() == 0 || when.size() > conditionsMax)
        return note(Fault::BadCondition, when);
    // Invariant que-12: with more than one condition it must be said how they go together. To guess
    // might ask the wrong person.
    if (when.size() > 1 && !behavior) noteIn(Fault::BadBehavior, node, "enableBehavior");
    for (const auto one : when.elements())
        if (auto condition = conditionOf(one)) {
            item.enableWhen.conditions.push_back(*std::move(condition));
            conditionNodes_.back().push_back(one);
        }
}

void FormReader::readConditions() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        auto& item = form_.items_[i];
        conditionNodes_.emplace_back();
        readConditionsOf(nodes_[i], item);
        const bool isBelowQuestion = item.holder && form_.items_[*item.holder].isQuestion();
        form_.isConditional_ = form_.isConditional_ || isBelowQuestion || !item.enableWhen.empty();
    }
    orderItems();
}

namespace {
constexpr std::size_t cyclesToldMax = 100;

/// Kahn's algorithm: an item is taken when all it depends on has been taken. What is left over is
/// on a cycle or waits for one; with one condition of each cycle left out the others are found.
class ItemOrder {
public:
    explicit ItemOrder(const std::vector<Item>& items)
        : items_(items), waiting_(items.size()), open_(items.size(), 0) {
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (items[i].holder) dependsOn(i, *items[i].holder);
            for (const auto& condition : items[i].enableWhen.conditions)
                dependsOn(i, condition.question);
        }
        for (std::size_t i = 0; i < items.size(); ++i)
            if (open_[i] == 0) order_.push_back(i);
        go();
    }

    struct Place {
        std::size_t item = 0;
        std::size_t condition = 0;
    };
    /// A condition on a cycle, which is left out from now on; nothing when there is no more.
    std::optional<Place> breakCycle() {
        if (order_.size() == items_.size()) return std::nullopt;
        while (firstOpen_ < open_.size() && open_[firstOpen_] == 0) ++firstOpen_;
        auto at = firstOpen_;
        std::vector<bool> seen(items_.size(), false);
        while (!seen[at]) {
            seen[at] = true;
            at = before(at).first;
        }
        // Now on the cycle; holders alone make none, so a condition comes.
        for (;;) {
            const auto [next, condition] = before(at);
            if (condition) {
                leftOut_.insert({at, *condition});
                auto& waiting = waiting_[next];
                waiting.erase(std::find(waiting.begin(), waiting.end(), at));
                if (--open_[at] == 0) order_.push_back(at);
                go();
                return Place{at, *condition};
            }
            at = next;
        }
    }
    [[nodiscard]] std::vector<std::size_t> take() && { return std::move(order_); }

private:
    void dependsOn(std::size_t item, std::size_t other) {
        waiting_[other].push_back(item);
        ++open_[item];
    }
    void go() {
        for (; done_ < order_.size(); ++done_)
            for (const auto item : waiting_[order_[done_]])
                if (--open_[item] == 0) order_.push_back(item);
    }
    /// What a left-over item waits for, and by which of its conditions; by none for its holder.
    [[nodiscard]] std::pair<std::size_t, std::optional<std::size_t>> before(
        std::size_t item) const {
        const auto& conditions = items_[item].enableWhen.conditions;
        for (std::size_t i = 0; i < conditions.size(); ++i)
            if (open_[conditions[i].question] != 0 && !leftOut_.contains({item, i}))
                return {conditions[i].question, i};
        return {*items_[item].holder, std::nullopt};
    }

    const std::vector<Item>& items_;
    std::vector<std::vector<std::size_t>> waiting_;
    std::vector<std::size_t> open_;
    std::vector<std::size_t> order_;
    std::size_t done_ = 0, firstOpen_ = 0;
    std::set<std::pair<std::size_t, std::size_t>> leftOut_;
};
}  // namespace

void FormReader::orderItems() {
    ItemOrder order(form_.items_);
    for (std::size_t told = 0; told < cyclesToldMax; ++told) {
        const auto place = order.breakCycle();
        if (!place) break;
        note(Fault::ConditionCycle, conditionNodes_[place->item][place->condition]);
    }
    form_.order_ = std::move(order).take();
}

}  // namespace landfall::instrument
