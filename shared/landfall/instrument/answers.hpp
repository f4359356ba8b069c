#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "landfall/instrument/form.hpp"

namespace landfall::instrument {

/// An option of a choice item, by its place from 0.
struct Chosen {
    std::size_t option = 0;
    friend bool operator==(const Chosen&, const Chosen&) = default;
};
/// "Prefer not to say".
struct Declined {
    friend bool operator==(const Declined&, const Declined&) = default;
};
using Answer = std::variant<Chosen, bool, std::int64_t, std::string, Declined>;

[[nodiscard]] inline bool isDeclined(const Answer& answer) {
    return std::holds_alternative<Declined>(answer);
}

/// The number an answer counts as: the ordinal of an option, an integer, 1 or 0 for yes or no;
/// nothing for a text or a refusal.
[[nodiscard]] std::optional<std::int64_t> numberOf(const Item& item, const Answer& answer);
/// What a person reads: the option, the number, yes or no, the text, "prefer not to say".
[[nodiscard]] std::string textOf(const Item& item, const Answer& answer);
/// WrongAnswerType, OutOfRange, TooLong, NotDeclinable, NotAnswerable; the place is the linkId.
[[nodiscard]] Result<void> checkAnswer(const Item& item, const Answer& answer);

/// The answers to one form. Holds no Form: give the same one each time.
class Answers {
public:
    explicit Answers(const Form& form) : values_(form.items().size()) {}

    /// Stores an answer that fits its item; otherwise an error and nothing is changed.
    Result<void> set(const Form& form, std::string_view linkId, Answer answer);
    Result<void> clear(const Form& form, std::string_view linkId);
    /// Marks an item as declined whether or not its form offers that: for a response that says so.
    void decline(std::size_t item) { values_.at(item) = Declined{}; }

    [[nodiscard]] const std::optional<Answer>& at(std::size_t item) const {
        return values_.at(item);
    }
    [[nodiscard]] bool empty() const;
    /// Required items that are neither answered nor declined.
    [[nodiscard]] std::vector<std::size_t> missing(const Form& form) const;
    friend bool operator==(const Answers&, const Answers&) = default;

private:
    std::vector<std::optional<Answer>> values_;
};

/// Answers as they are typed, one token for each question in order: the option's number, an
/// integer, 1 or 0 for yes or no; `-` is unanswered, `r` declined; what is left out at the end is
/// unanswered. TooManyAnswers, NotAnAnswer, OutOfRange, NotDeclinable, WrongAnswerType (a text item
/// takes no number); the place is `answer N`, counted from 1.
[[nodiscard]] Result<Answers> answersFromOrdinals(const Form& form,
                                                  std::span<const std::string> tokens);

}  // namespace landfall::instrument
