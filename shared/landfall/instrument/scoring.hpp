#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "landfall/instrument/answers.hpp"

namespace landfall::instrument {

/// One score. The views point into the Form.
struct Score {
    /// In units of `decimals`: 43750 with 3 is 43.750. Nothing when the rules give no total:
    /// missing answers are never counted as 0.
    std::optional<std::int64_t> value;
    int decimals = 0;
    std::string_view band;  ///< "" without a value
    bool prorated = false;  ///< the value, the mean or a subscale makes up for missing answers
    int answered = 0;       ///< scored items with an answer
    int asked = 0;          ///< scored items
    int declined = 0;       ///< scored items that were declined
    std::string_view algorithm;
    /// Nothing when the rule has no pattern, there is no total, or the missing answers could
    /// change it.
    std::optional<std::string_view> pattern;
    std::vector<fhir::ScoreDetail> details;
    const ScoringRule* rule = nullptr;

    [[nodiscard]] bool isComplete() const { return answered == asked; }
    /// The form says a result instead of a number.
    [[nodiscard]] bool isResult() const { return rule->total.method == Method::Result; }
};

/// The score by one rule; whole numbers only. Up to `missingMax` missing answers, or as many as
/// leave `answeredPercent`, are made up for by round-half-up(sum * items / answered), unless a
/// never-prorated item is missing.
[[nodiscard]] Score scoreBy(const ScoringRule& rule, const Form& form, const Answers& answers);
/// One score for each rule of the form; the first is the total. Empty for a form without scoring.
[[nodiscard]] std::vector<Score> scoresOf(const Form& form, const Answers& answers);

/// A total that came from elsewhere beside the one the answers give. When they differ both are kept
/// and the difference is flagged.
struct Recomputed {
    std::optional<fhir::Fixed> computed;
    std::optional<fhir::Fixed> stored;
    /// By value: 12 and 12.0 agree.
    [[nodiscard]] bool agrees() const;
};
[[nodiscard]] Recomputed recompute(const Form& form, const Answers& answers,
                                   std::optional<fhir::Fixed> stored);
/// The same for a total that is a whole number.
[[nodiscard]] Recomputed recompute(const Form& form, const Answers& answers, std::int64_t stored);

}  // namespace landfall::instrument
