#pragma once

#include <optional>
#include <string_view>

#include "landfall/instrument/answers.hpp"

namespace landfall::safety {

/// How urgent it is that somebody gets in touch (clinical rules 5.1).
enum class Tier { None = 0, Contact = 1, Urgent = 2, Emergency = 3 };

/// The higher of two: a tier only ever rises; only a clinician closes a flag.
[[nodiscard]] constexpr Tier combine(Tier a, Tier b) {
    return a < b ? b : a;
}
[[nodiscard]] constexpr int numberOf(Tier tier) {
    return static_cast<int>(tier);
}
/// 0 to 3; anything above is Emergency and anything below None, so that no number lowers care.
[[nodiscard]] constexpr Tier tierFrom(int number) {
    return number <= 0 ? Tier::None : number >= 3 ? Tier::Emergency : static_cast<Tier>(number);
}

/// The tier of one answer by the danger data of its item, looked at when it is given and not only
/// at submission. No answer is no tier.
[[nodiscard]] Tier tierOfAnswer(const instrument::Item& item,
                                const std::optional<instrument::Answer>& answer);
/// The highest tier of all answers.
[[nodiscard]] Tier tierOfAnswers(const instrument::Form& form, const instrument::Answers& answers);

/// The answer behind a tier, for the flag: the first item that reaches it.
struct Evidence {
    std::size_t item;
    Tier tier;
};
[[nodiscard]] std::optional<Evidence> evidenceOf(const instrument::Form& form,
                                                 const instrument::Answers& answers);

}  // namespace landfall::safety
