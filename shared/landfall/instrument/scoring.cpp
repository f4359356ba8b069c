#include "landfall/instrument/scoring.hpp"

#include <algorithm>

namespace landfall::instrument {

namespace {
bool contains(const std::vector<std::size_t>& items, std::size_t item) {
    return std::find(items.begin(), items.end(), item) != items.end();
}

/// The number of an answer that counts: nothing when it is open or declined.
std::optional<std::int64_t> numberAt(const Form& form, const Answers& answers, std::size_t item) {
    const auto& answer = answers.at(item);
    return answer ? numberOf(form.item(item), *answer) : std::nullopt;
}

/// round-half-up(sum * asked / answered), in integers. Sums may be negative; half goes up.
std::int64_t prorated(std::int64_t sum, std::int64_t asked, std::int64_t answered) {
    const auto doubled = 2 * sum * asked + answered;
    const auto divisor = 2 * answered;
    return doubled >= 0 ? doubled / divisor : -((-doubled + divisor - 1) / divisor);
}

std::string_view classOf(const PatternRule& pattern, bool core, int symptoms) {
    std::string_view found = pattern.otherwise;
    if (!core) return found;
    for (const auto& entry : pattern.classes)
        if (symptoms >= entry.symptomsAtLeast) found = entry.code;
    return found;
}

/// The pattern when every missing answer were as low as can be, and as high: known only if both say
/// the same, since missing is never 0.
std::optional<std::string_view> patternOf(const ScoringRule& rule, const Form& form,
                                          const Answers& answers) {
    const auto& pattern = *rule.pattern;
    bool coreLow = false;
    bool coreHigh = false;
    int low = 0;
    int high = 0;
    for (const auto item : rule.items) {
        auto present = pattern.presentAtLeast;
        for (const auto& [exception, atLeast] : pattern.presentExceptions)
            if (exception == item) present = atLeast;
        const auto number = numberAt(form, answers, item);
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
}  // namespace

Score scoreBy(const ScoringRule& rule, const Form& form, const Answers& answers) {
    Score score;
    score.algorithm = rule.algorithm;
    score.rule = &rule;
    score.asked = static_cast<int>(rule.items.size());
    std::int64_t sum = 0;
    bool mayProrate = true;
    for (const auto item : rule.items) {
        if (const auto number = numberAt(form, answers, item)) {
            sum += *number;
            ++score.answered;
            continue;
        }
        if (answers.at(item)) ++score.declined;
        mayProrate = mayProrate && !contains(rule.neverProrated, item);
    }
    const int missing = score.asked - score.answered;
    if (missing == 0) {
        score.value = sum;
    } else if (mayProrate && missing <= rule.missingMax && score.answered > 0) {
        score.value = prorated(sum, score.asked, score.answered);
        score.prorated = true;
    }
    if (!score.value) return score;
    for (const auto& band : rule.bands)
        if (*score.value >= band.low && *score.value <= band.high) score.band = band.code;
    if (rule.pattern) score.pattern = patternOf(rule, form, answers);
    return score;
}

std::vector<Score> scoresOf(const Form& form, const Answers& answers) {
    std::vector<Score> scores;
    scores.reserve(form.scoring().size());
    for (const auto& rule : form.scoring()) scores.push_back(scoreBy(rule, form, answers));
    return scores;
}

Recomputed recompute(const Form& form, const Answers& answers, std::optional<std::int64_t> stored) {
    Recomputed out;
    out.stored = stored;
    if (!form.scoring().empty()) out.computed = scoreBy(form.scoring()[0], form, answers).value;
    return out;
}

}  // namespace landfall::instrument
