#pragma once

#include <vector>

#include "landfall/instrument/answers.hpp"

// A response has a largest size (fhir/sizes.hpp, docs/adr/0015). Here is what a form makes of it.
namespace landfall::instrument {

/// What a text counts in the fullest response where its item gives no maxLength, in bytes: a
/// sentence or two.
constexpr std::size_t textBytesCounted = 200;
/// For the requests and visits that a response says it answers, which no form knows.
constexpr std::size_t marksBytesCounted = 4 * 1024;

/// The bytes of the largest response that choices can give: every question that may be asked with
/// its largest answer, whatever the others are, and without the words of the questions, which a
/// full response leaves to its questionnaire. The largest of the options, or all of them where
/// several may be chosen; a text with its maxLength, a byte a character, or textBytesCounted; a
/// question that repeats with one text or number, a group that repeats once.
[[nodiscard]] std::size_t fullestResponseBytes(const Form& form);
/// AnswersTooLarge, with both sizes, where that is more than a response may have.
[[nodiscard]] Result<void> checkFullestResponse(const Form& form);

/// The items whose answers take the most bytes, the longest first and `countMax` at most. What was
/// written in own words can be shortened, so other answers are named only where there is none.
[[nodiscard]] std::vector<std::size_t> longestAnswers(const Form& form, const Answers& answers,
                                                      std::size_t countMax);

}  // namespace landfall::instrument
