#include <algorithm>

#include "landfall/instrument/scoring_parts.hpp"

namespace landfall::instrument {

using fhir::Fixed;

namespace {
bool contains(const std::vector<std::size_t>& items, std::size_t item) {
    return std::find(items.begin(), items.end(), item) != items.end();
}

std::string_view classOf(const PatternRule& pattern, bool core, int symptoms) {
    std::string_view found = pattern.otherwise;
    if (!core) return found;
    for (const auto& entry : pattern.classes)
        if (symptoms >= entry.symptomsAtLeast) found = entry.code;
    return found;
}

/// How many items reach the number; nothing when one is missing.
std::optional<int> presentIn(const ClusterRule& cluster, const ScoredAnswers& numbers) {
    int present = 0;
    for (const auto item : cluster.items) {
        if (!numbers.isAsked(item)) continue;
        const auto number = numbers.at(item);
        if (!number) return std::nullopt;
        if (*number >= cluster.presentAtLeast) ++present;
    }
    return present;
}

void addClusters(const ScoredAnswers& numbers, Score& score) {
    const auto& clusters = numbers.rule().clusters;
    if (clusters.empty()) return;
    // A pattern is known to be absent as soon as one cluster has too few, and present when all
    // have enough; else it depends on what is missing.
    bool known = true;
    bool all = true;
    for (const auto& cluster : clusters) {
        const auto present = presentIn(cluster, numbers);
        fhir::ScoreDetail detail{"clusters", cluster.code, {}};
        if (present) detail.value = Fixed{*present, 0};
        score.details.push_back(std::move(detail));
        known = known && present;
        if (present && *present < cluster.needed) all = false;
    }
    fhir::ScoreDetail pattern{"pattern", "", {}};
    if (!all)
        pattern.value = false;
    else if (known)
        pattern.value = true;
    score.details.push_back(std::move(pattern));
}

void addSubscales(const ScoredAnswers& numbers, Score& score) {
    const auto& rule = numbers.rule();
    if (rule.subscales.empty()) return;
    constexpr int wholePercent = 100;
    bool known = true;
    bool complete = true;
    for (const auto& scale : rule.subscales) {
        const auto sum = sumOf(scale, numbers);
        fhir::ScoreDetail detail{"subscales", scale.code, {}};
        if (sum.value) {
            detail.value = Fixed{*sum.value, scale.decimals};
            score.prorated = score.prorated || sum.prorated;
            if (*sum.value * wholePercent < scale.most * rule.completePercent) complete = false;
        } else {
            known = false;
        }
        score.details.push_back(std::move(detail));
    }
    if (rule.completePercent == 0) return;
    fhir::ScoreDetail detail{"complete", "", {}};
    if (!complete)
        detail.value = false;
    else if (known)
        detail.value = true;
    score.details.push_back(std::move(detail));
}
}  // namespace

bool ScoringRule::saysMore() const {
    return total.method == Method::Result || total.decimals > 0 || weight != 1 || !scale.empty() ||
           !clusters.empty() || !subscales.empty() || !cuts.empty() || remissionAtMost ||
           meanDecimals || percentDecimals;
}

/// The pattern when every missing answer were as low as can be, and as high: known only if both say
/// the same, since missing is never 0.
std::optional<std::string_view> patternOf(const ScoredAnswers& numbers) {
    const auto& pattern = *numbers.rule().pattern;
    bool coreLow = false;
    bool coreHigh = false;
    int low = 0;
    int high = 0;
    for (const auto item : numbers.rule().total.items) {
        if (!numbers.isAsked(item)) continue;
        auto present = pattern.presentAtLeast;
        for (const auto& [exception, atLeast] : pattern.presentExceptions)
            if (exception == item) present = atLeast;
        const auto number = numbers.at(item);
        const bool isCore = contains(pattern.coreItems, item);
        if (!number) {
            ++high;
            coreHigh = coreHigh || isCore;
            continue;
        }
        if (*number >= present) {
            ++low;
            ++high;
        }
        if (isCore && *number >= pattern.coreAtLeast) coreLow = coreHigh = true;
    }
    const auto least = classOf(pattern, coreLow, low);
    if (least != classOf(pattern, coreHigh, high)) return std::nullopt;
    return least;
}

void addDetails(const ScoredAnswers& numbers, const Sum& total, Score& score) {
    const auto& rule = numbers.rule();
    const auto add = [&](std::string key, std::string code, fhir::ScoreDetail::Value value) {
        if (!score.value) value = std::monostate{};
        score.details.push_back({std::move(key), std::move(code), std::move(value)});
    };
    const auto value = score.value.value_or(0);
    const auto raw = total.value.value_or(0);
    if (rule.weight != 1) add("raw", "", Fixed{raw, 0});
    if (!rule.scale.empty()) add("scale", "", rule.scale);
    for (const auto& cut : rule.cuts) add("cut", cut.code, value >= cut.atLeast);
    if (rule.remissionAtMost) add("remission", "", value <= *rule.remissionAtMost);
    if (rule.meanDecimals) {
        // Of what was answered, so that rounding the sum changes nothing. It may be there without a
        // total, and is marked then.
        fhir::ScoreDetail mean{"mean", "", {}};
        if (total.value && total.answered > 0)
            mean.value =
                Fixed{roundedRatio(total.sum, powerOfTen(*rule.meanDecimals), total.answered),
                      *rule.meanDecimals};
        score.details.push_back(std::move(mean));
        score.prorated = score.prorated || (total.value && total.prorated);
    }
    if (rule.percentDecimals && rule.total.most > 0 && total.answered > 0) {
        constexpr int wholePercent = 100;
        const auto percent =
            roundedRatio(total.sum * wholePercent * rule.total.asked(),
                         powerOfTen(*rule.percentDecimals), rule.total.most * total.answered);
        add("percent", "", Fixed{percent, *rule.percentDecimals});
    }
    addClusters(numbers, score);
    addSubscales(numbers, score);
}

}  // namespace landfall::instrument
