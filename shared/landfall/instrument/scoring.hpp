#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "landfall/instrument/answers.hpp"

namespace landfall::instrument {

/// One score. The views point into the Form.
struct Score {
    /// Nothing when the rules give no total: missing answers are never counted as 0.
    std::optional<std::int64_t> value;
    std::string_view band;  ///< "" without a value
    bool prorated = false;
    int answered = 0;  ///< scored items with an answer
    int asked = 0;     ///< scored items
    int declined = 0;  ///< scored items that were declined
    std::string_view algorithm;
    /// Nothing when the rule has no pattern, there is no total, or the missing answers could
    /// change it.
    std::optional<std::string_view> pattern;
    const ScoringRule* rule = nullptr;

    [[nodiscard]] bool isComplete() const { return answered == asked; }
};

/// The score by one rule; integers only. Up to `missingMax` missing answers are made up for by
/// round-half-up(sum * items / answered), unless a never-prorated item is missing.
[[nodiscard]] Score scoreBy(const ScoringRule& rule, const Form& form, const Answers& answers);
/// One score for each rule of the form; the first is the total. Empty for a form without scoring.
[[nodiscard]] std::vector<Score> scoresOf(const Form& form, const Answers& answers);

/// A total that came from elsewhere beside the one the answers give. When they differ both are kept
/// and the difference is flagged.
struct Recomputed {
    std::optional<std::int64_t> computed;
    std::optional<std::int64_t> stored;
    [[nodiscard]] bool agrees() const { return computed == stored; }
};
[[nodiscard]] Recomputed recompute(const Form& form, const Answers& answers,
                                   std::optional<std::int64_t> stored);

}  // namespace landfall::instrument
