#include "landfall/instrument/scoring.hpp"

#include <algorithm>

#include "landfall/instrument/scoring_parts.hpp"

namespace landfall::instrument {

namespace {
bool contains(const std::vector<std::size_t>& items, std::size_t item) {
    return std::find(items.begin(), items.end(), item) != items.end();
}

/// Whether so many missing answers may be made up for. A domain counts as one, since one answer of
/// it is enough.
bool mayMakeUp(const Scale& scale, int asked, int missing) {
    if (missing == asked) return false;
    if (missing <= scale.missingMax) return true;
    constexpr int wholePercent = 100;
    return scale.answeredPercent < wholePercent &&
           (asked - missing) * wholePercent >= asked * scale.answeredPercent;
}

/// Nothing was asked behind a closed gate, and the total is 0 by the instrument's own rule.
bool isGateClosed(const ScoringRule& rule, const ScoredAnswers& numbers) {
    if (!rule.gate) return false;
    const auto at = numbers.at(rule.gate->item);
    return at && *at <= rule.gate->atMost;
}

std::optional<std::int64_t> fromTable(const std::vector<TableRow>& table, std::int64_t raw) {
    for (const auto& row : table)
        if (row.raw == raw) return row.value;
    return std::nullopt;
}

/// Where a share of the answers is enough, it is enough for a mean: a sum is of all of them
/// (clinical rules 3.9).
bool isSumOfMost(const ScoringRule& rule, const Sum& total) {
    constexpr int wholePercent = 100;
    return total.prorated && rule.total.method == Method::Sum &&
           rule.total.answeredPercent < wholePercent;
}

void placeInBand(Score& score, const ScoringRule& rule) {
    for (const auto& band : rule.bands)
        if (*score.value >= band.low && *score.value <= band.high) score.band = band.code;
}
}  // namespace

int Scale::asked() const {
    std::size_t count = items.size();
    for (const auto& domain : domains) count += domain.size();
    return static_cast<int>(count);
}

std::optional<std::int64_t> ScoredAnswers::at(std::size_t item) const {
    const auto& answer = answers_.at(item);
    if (!answer || (enabled_ && !(*enabled_)(item))) return std::nullopt;
    auto number = numberOf(form_.item(item), *answer);
    if (number)
        for (const auto& reversed : rule_.reversed)
            if (reversed.item == item) number = reversed.ends - *number;
    return number;
}

bool ScoredAnswers::isDeclined(std::size_t item) const {
    const auto& answer = answers_.at(item);
    return answer && instrument::isDeclined(*answer);
}

std::int64_t roundedRatio(std::int64_t number, std::int64_t times, std::int64_t divisor) {
    const auto doubled = 2 * number * times + divisor;
    const auto by = 2 * divisor;
    return doubled >= 0 ? doubled / by : -((-doubled + by - 1) / by);
}

std::int64_t powerOfTen(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

Sum sumOf(const Scale& scale, const ScoredAnswers& numbers) {
    Sum out;
    int missing = 0;
    const auto count = [&](std::size_t item) {
        ++out.asked;
        const auto number = numbers.at(item);
        if (number)
            ++out.answered;
        else if (numbers.isDeclined(item))
            ++out.declined;
        return number;
    };
    int terms = 0;
    for (const auto item : scale.items) {
        if (!numbers.isAsked(item)) continue;
        ++terms;
        if (const auto number = count(item))
            out.sum += *number;
        else
            ++missing;
    }
    for (const auto& domain : scale.domains) {
        std::optional<std::int64_t> highest;
        bool isAsked = false;
        for (const auto item : domain) {
            if (!numbers.isAsked(item)) continue;
            isAsked = true;
            if (const auto number = count(item))
                highest = std::max(highest.value_or(*number), *number);
        }
        if (!isAsked) continue;
        ++terms;
        if (highest)
            out.sum += *highest;
        else
            ++missing;
    }
    if (terms == 0 || scale.method == Method::Result) return out;
    if (missing != 0 && !mayMakeUp(scale, terms, missing)) return out;
    out.prorated = missing != 0;
    if (scale.method == Method::Mean)
        out.value = roundedRatio(out.sum, powerOfTen(scale.decimals), terms - missing);
    else
        out.value = out.prorated ? roundedRatio(out.sum, terms, terms - missing) : out.sum;
    return out;
}

Score scoreBy(const ScoringRule& rule, const Form& form, const Answers& answers) {
    const ScoredAnswers numbers(rule, form, answers);
    Score score;
    score.algorithm = rule.algorithm;
    score.rule = &rule;
    score.decimals = rule.total.decimals;
    auto total = sumOf(rule.total, numbers);
    if (isGateClosed(rule, numbers)) {
        total =
            Sum{.value = 0, .sum = 0, .prorated = false, .answered = 1, .asked = 1, .declined = 0};
    } else if (rule.gate && !numbers.at(rule.gate->item)) {
        total.value.reset();
        if (!contains(rule.total.items, rule.gate->item)) ++total.asked;
    }
    score.answered = total.answered;
    score.asked = total.asked;
    score.declined = total.declined;
    if (total.value && total.prorated)
        for (const auto item : rule.neverProrated)
            if (!numbers.at(item)) total.value.reset();
    if (total.value && !isSumOfMost(rule, total)) {
        score.value = *total.value * rule.weight;
        if (!rule.table.empty()) score.value = fromTable(rule.table, *total.value);
        score.prorated = total.prorated;
    }
    if (score.value) {
        placeInBand(score, rule);
        if (rule.pattern) score.pattern = patternOf(numbers);
    }
    addDetails(numbers, total, score);
    return score;
}

std::vector<Score> scoresOf(const Form& form, const Answers& answers) {
    std::vector<Score> scores;
    scores.reserve(form.scoring().size());
    for (const auto& rule : form.scoring()) scores.push_back(scoreBy(rule, form, answers));
    return scores;
}

bool Recomputed::agrees() const {
    if (!computed || !stored) return !computed && !stored;
    const auto digits = std::max(computed->decimals, stored->decimals);
    const auto in = [&](const fhir::Fixed& number) {
        return number.units * powerOfTen(digits - number.decimals);
    };
    return in(*computed) == in(*stored);
}

Recomputed recompute(const Form& form, const Answers& answers, std::optional<fhir::Fixed> stored) {
    Recomputed out;
    out.stored = stored;
    if (form.scoring().empty()) return out;
    const auto score = scoreBy(form.scoring()[0], form, answers);
    if (score.value) out.computed = fhir::Fixed{*score.value, score.decimals};
    return out;
}

Recomputed recompute(const Form& form, const Answers& answers, std::int64_t stored) {
    return recompute(form, answers, fhir::Fixed{stored, 0});
}

}  // namespace landfall::instrument
