#include "landfall/safety/change.hpp"

#include <algorithm>

#include "landfall/safety/days.hpp"

namespace landfall::safety {

using fhir::Fault;
using fhir::Node;

namespace {
/// A whole number from 0 on that is there; nothing when it is left out.
Result<std::optional<std::int64_t>> numberIn(const Node& object, std::string_view element) {
    const auto member = object.get(element);
    if (!member) return std::optional<std::int64_t>();
    const auto value = member.integer();
    if (!value || *value < 0) return faultAt(Fault::BadValue, object, element);
    return value;
}

Result<std::int64_t> neededIn(const Node& object, std::string_view element) {
    LF_TRY(const auto value, numberIn(object, element));
    if (!value) return faultAt(Fault::Missing, object, element);
    return *value;
}

Result<bool> flagIn(const Node& object, std::string_view element) {
    const auto value = object.get(element).boolean();
    if (!value) return faultAt(Fault::Missing, object, element);
    return *value;
}

Result<ChangeRule> readRule(const Node& node) {
    ChangeRule out;
    LF_TRY(out.questionnaire, textIn(node, "questionnaire"));
    LF_TRY(const auto worse, textIn(node, "worse"));
    if (worse != "higher" && worse != "lower") return faultAt(Fault::BadCode, node, "worse");
    out.higherIsWorse = worse == "higher";
    LF_TRY(out.hasResponse, flagIn(node, "response"));
    // "Half of the baseline" means nothing where more is better.
    if (out.hasResponse && !out.higherIsWorse) return faultAt(Fault::BadValue, node, "response");
    LF_TRY(out.remissionAtMost, numberIn(node, "remissionAtMost"));
    LF_TRY(out.possible, numberIn(node, "possible"));
    LF_TRY(out.reliable, numberIn(node, "reliable"));
    LF_TRY(out.urgentFrom, numberIn(node, "urgentFrom"));
    // A change of 0 would call everybody worse.
    for (const auto* element : {"possible", "reliable"})
        if (node.get(element).integer() == 0) return faultAt(Fault::BadValue, node, element);
    if (out.urgentFrom && !out.reliable) return faultAt(Fault::Missing, node, "reliable");
    if (const auto also = node.get("also")) {
        LF_TRY(out.alsoFrom, neededIn(also, "from"));
        LF_TRY(out.alsoOnlyNew, flagIn(also, "onlyNew"));
    }
    if (const auto relapse = node.get("relapse")) {
        if (!out.higherIsWorse) return faultAt(Fault::BadValue, node, "relapse");
        ChangeRule::Relapse one;
        LF_TRY(one.wasBelow, neededIn(relapse, "wasBelow"));
        LF_TRY(one.nowFrom, neededIn(relapse, "nowFrom"));
        LF_TRY(one.rise, neededIn(relapse, "rise"));
        out.relapse = one;
    }
    LF_TRY([[maybe_unused]] const auto source, textIn(node, "source"));
    LF_TRY(const auto evidence, textIn(node, "evidence"));
    if (evidence != "S" && evidence != "M" && evidence != "P")
        return faultAt(Fault::BadCode, node, "evidence");
    return out;
}

bool isHalved(std::int64_t score, std::int64_t baseline) {
    return baseline > 0 && score * 2 <= baseline;
}

bool isRelapse(const ChangeRule::Relapse& relapse, const Course& course) {
    if (course.current < relapse.nowFrom) return false;
    return std::any_of(course.earlier.begin(), course.earlier.end(), [&](std::int64_t score) {
        const bool wasBetter =
            score < relapse.wasBelow || (course.baseline && isHalved(score, *course.baseline));
        return wasBetter && course.current - score >= relapse.rise;
    });
}
}  // namespace

Result<ChangeRules> ChangeRules::bundled() {
    LF_TRY(const auto json, bundledJson("safety/change-rules.json"));
    return read(json.root());
}

Result<ChangeRules> ChangeRules::read(const Node& root) {
    ChangeRules out;
    LF_TRY(out.version_, textIn(root, "version"));
    LF_TRY(const auto days, neededIn(root.get("baseline"), "daysBefore"));
    out.baselineDays_ = static_cast<int>(std::min<std::int64_t>(days, 3'650));
    const auto measures = root.get("measures");
    if (measures.size() == 0) return faultAt(Fault::Missing, root, "measures");
    for (const auto node : measures.elements()) {
        LF_TRY(auto rule, readRule(node));
        if (out.of(rule.questionnaire) != nullptr)
            return faultAt(Fault::DuplicateEntry, node, "questionnaire");
        out.rules_.push_back(std::move(rule));
    }
    return out;
}

const ChangeRule* ChangeRules::of(std::string_view questionnaire) const {
    for (const auto& rule : rules_)
        if (rule.questionnaire == questionnaire) return &rule;
    return nullptr;
}

Change changeOf(const ChangeRule& rule, const Course& course) {
    Change out;
    const auto current = course.current;
    const auto isAsBadAs = [&](std::int64_t score, std::int64_t limit) {
        return rule.higherIsWorse ? score >= limit : score <= limit;
    };
    if (rule.remissionAtMost) out.remission = current <= *rule.remissionAtMost;
    if (rule.relapse) out.relapse = isRelapse(*rule.relapse, course);
    if (rule.alsoFrom)
        out.alsoFlagged =
            isAsBadAs(current, *rule.alsoFrom) &&
            !(rule.alsoOnlyNew && course.baseline && isAsBadAs(*course.baseline, *rule.alsoFrom));
    if (!course.baseline) return out;
    const auto baseline = *course.baseline;
    out.difference = current - baseline;
    if (rule.hasResponse && baseline > 0) out.response = isHalved(current, baseline);
    const auto worseBy = rule.higherIsWorse ? current - baseline : baseline - current;
    out.hasReliable = rule.reliable.has_value();
    out.worseReliably = rule.reliable && worseBy >= *rule.reliable;
    out.betterReliably = rule.reliable && -worseBy >= *rule.reliable;
    out.worsePossibly = out.worseReliably || (rule.possible && worseBy >= *rule.possible);
    if (out.worseReliably)
        out.tier =
            rule.urgentFrom && isAsBadAs(current, *rule.urgentFrom) ? Tier::Urgent : Tier::Contact;
    return out;
}

std::optional<std::size_t> baselineAt(const ChangeRules& rules,
                                      std::span<const BaselineCandidate> candidates,
                                      std::string_view sessionDate) {
    const auto session = dayOf(sessionDate);
    if (!session) return std::nullopt;
    const auto counts = [&](const BaselineCandidate& one) {
        const auto day = dayOf(one.date);
        return day && one.complete && one.value && *day <= *session &&
               *session - *day <= std::chrono::days{rules.baselineDays()};
    };
    // One of another session, or given too late, is no baseline visit of this one.
    const bool hasBase = std::any_of(
        candidates.begin(), candidates.end(),
        [&](const BaselineCandidate& one) { return one.visit == "BASE" && counts(one); });
    const BaselineCandidate* last = nullptr;
    for (const auto& one : candidates) {
        if (!counts(one) || (hasBase && one.visit == "SCR")) continue;
        if (last == nullptr || *dayOf(last->date) <= *dayOf(one.date)) last = &one;
    }
    if (last == nullptr) return std::nullopt;
    return static_cast<std::size_t>(last - candidates.data());
}

std::optional<std::int64_t> baselineOf(const ChangeRules& rules,
                                       std::span<const BaselineCandidate> candidates,
                                       std::string_view sessionDate) {
    const auto at = baselineAt(rules, candidates, sessionDate);
    return at ? candidates[*at].value : std::nullopt;
}

}  // namespace landfall::safety
