#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
/// The tier in one word, for data and logs: none, contact, urgent, emergency. What a person reads
/// is chosen where it is shown.
[[nodiscard]] std::string_view wordOf(Tier tier);

/// "I need help now", then "I am in danger": the button alone is enough (clinical rules 5.1).
constexpr Tier tierOfCrisisButton = Tier::Emergency;

/// When the answers are looked at. A question that was not reached yet counts as unanswered only
/// once the form is submitted.
enum class Moment { Answering, Submitted };

/// The tier of one answer by the danger data of its item alone. No answer is no tier.
[[nodiscard]] Tier tierOfAnswer(const instrument::Item& item,
                                const std::optional<instrument::Answer>& answer);
/// The tier that the answer to `item` brings as soon as it is given: by its item, and by every rule
/// of the form that it takes part in.
[[nodiscard]] Tier tierAtAnswer(const instrument::Form& form, const instrument::Answers& answers,
                                std::size_t item);
/// The highest tier of all answers so far, finished or not.
[[nodiscard]] Tier tierOfAnswers(const instrument::Form& form, const instrument::Answers& answers);
/// The tier of a form that is submitted as it is. Never lower than tierOfAnswers. Phone and server
/// both call this one.
[[nodiscard]] Tier tierOfSubmitted(const instrument::Form& form,
                                   const instrument::Answers& answers);

/// An answer, or the lack of one, behind a tier.
struct Evidence {
    std::size_t item;
    Tier tier;
    friend bool operator==(const Evidence&, const Evidence&) = default;
};
/// Every item behind a tier, once each with its highest, the highest first, then in the order of
/// the form. Empty when there is no tier.
[[nodiscard]] std::vector<Evidence> evidenceOf(const instrument::Form& form,
                                               const instrument::Answers& answers, Moment moment);

/// The items behind the tier of a form as it is. Their answers stay in its response whether or not
/// the other answers would ask for them: who says yes to "right now" is heard, and the response
/// must not contradict the Flag that comes of it.
[[nodiscard]] std::vector<std::size_t> itemsOfDanger(const instrument::Form& form,
                                                     const instrument::Answers& answers);

/// The words of the answer behind a tier, in whichever row it stands; "" for the lack of one.
[[nodiscard]] std::string textOf(const instrument::Form& form, const instrument::Answers& answers,
                                 const Evidence& evidence);

/// What a form without a score says: that of the highest rule that applies, else the form's word
/// for "none of them" when everything it needs is answered (clinical rules 3.7). "" when nothing
/// can be said, also where a question was not asked for want of an answer to another one. The view
/// points into the form.
[[nodiscard]] std::string_view resultOf(const instrument::Form& form,
                                        const instrument::Answers& answers);

/// Ids of the questionnaires to offer next, each once: for example a screen for suicide risk after
/// an answer about it (clinical rules 5.1, 3.8). Offered, never forced.
[[nodiscard]] std::vector<std::string> offersOf(const instrument::Form& form,
                                                const instrument::Answers& answers);

}  // namespace landfall::safety
