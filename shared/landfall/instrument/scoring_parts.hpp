#pragma once

#include "landfall/instrument/enablement.hpp"
#include "landfall/instrument/scoring.hpp"

// What the scoring is put together from; for the files of this folder only.
namespace landfall::instrument {

/// Reads the numbers that count, with reversed items turned round.
class ScoredAnswers {
public:
    ScoredAnswers(const ScoringRule& rule, const Form& form, const Answers& answers)
        : rule_(rule), form_(form), answers_(answers) {
        if (form.isConditional()) enabled_.emplace(form, answers);
    }

    /// False for an item that the other answers switch off: it drops out and is not missing. One
    /// that is not asked only for want of another answer is missing.
    [[nodiscard]] bool isAsked(std::size_t item) const {
        return !enabled_ || (*enabled_)(item) || enabled_->isOpen(item);
    }
    /// Nothing when the item is open or declined.
    [[nodiscard]] std::optional<std::int64_t> at(std::size_t item) const;
    [[nodiscard]] bool isDeclined(std::size_t item) const;
    [[nodiscard]] const ScoringRule& rule() const { return rule_; }
    [[nodiscard]] const Form& form() const { return form_; }

private:
    const ScoringRule& rule_;
    const Form& form_;
    const Answers& answers_;
    std::optional<Enablement> enabled_;
};

/// A number from some items.
struct Sum {
    std::optional<std::int64_t> value;  ///< in units of the scale's decimals
    std::int64_t sum = 0;               ///< of what is answered
    bool prorated = false;
    int answered = 0;
    int asked = 0;
    int declined = 0;
};
[[nodiscard]] Sum sumOf(const Scale& scale, const ScoredAnswers& numbers);

/// round-half-up(number * times / divisor) in whole numbers; the divisor is positive and half goes
/// up for negative numbers too.
[[nodiscard]] std::int64_t roundedRatio(std::int64_t number, std::int64_t times,
                                        std::int64_t divisor);
[[nodiscard]] std::int64_t powerOfTen(int exponent);

/// The symptom pattern; nothing when the missing answers could change it.
[[nodiscard]] std::optional<std::string_view> patternOf(const ScoredAnswers& numbers);
/// The details of a score that has its value, if it can have one.
void addDetails(const ScoredAnswers& numbers, const Sum& total, Score& score);

}  // namespace landfall::instrument
