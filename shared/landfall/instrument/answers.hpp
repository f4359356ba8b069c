#pragma once

#include <cstdint>
#include <functional>
#include <map>
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

/// One value. A text is also the own words of an open choice.
using Single = std::variant<Chosen, bool, std::int64_t, std::string, fhir::Decimal, fhir::Date,
                            fhir::DateTime, fhir::Time, fhir::Uri, fhir::Quantity>;
/// The values of an item that repeats, in the order they were given; never empty.
struct Several {
    std::vector<Single> values;
    friend bool operator==(const Several&, const Several&) = default;
};
/// What is stored for an item: for one that repeats always Several or Declined, for others never
/// Several.
using Answer =
    std::variant<Chosen, bool, std::int64_t, std::string, Declined, fhir::Decimal, fhir::Date,
                 fhir::DateTime, fhir::Time, fhir::Uri, fhir::Quantity, Several>;

[[nodiscard]] inline bool isDeclined(const Answer& answer) {
    return std::holds_alternative<Declined>(answer);
}
/// The values of an answer; none for a refusal.
[[nodiscard]] std::vector<Single> singlesOf(const Answer& answer);

/// The number an answer counts as: the ordinal of an option, an integer, a whole decimal, 1 or 0
/// for yes or no; the highest of several; nothing for everything else.
[[nodiscard]] std::optional<std::int64_t> numberOf(const Item& item, const Answer& answer);
/// Whether an answer counts as this number or more; a decimal with all its digits.
[[nodiscard]] bool isAtLeast(const Item& item, const Answer& answer, std::int64_t number);
/// What a person reads: the option, the number, yes or no, the text, "prefer not to say"; several
/// with commas.
[[nodiscard]] std::string textOf(const Item& item, const Answer& answer);
/// WrongAnswerType, OutOfRange, TooLong, TooShort, TooManyDecimals, NotMatching, NotTogether,
/// TooManyAnswers, NotDeclinable, NotAnswerable; the place is the linkId.
[[nodiscard]] Result<void> checkAnswer(const Item& item, const Answer& answer);

/// What a value is in a QuestionnaireResponse.
[[nodiscard]] fhir::ResponseValue valueOf(const Item& item, const Single& single);
/// The way back. Options are found by system and code, or by value. WrongAnswerType or OutOfRange
/// with the linkId.
[[nodiscard]] Result<Single> singleOf(const Item& item, const fhir::ResponseValue& value);

/// Which time of each group around an item that repeats, the outermost first, counted from 0.
/// Empty means the first of each.
using Rows = std::vector<std::size_t>;

/// The answers to one form. Holds no Form: give the same one each time. A group that repeats has
/// one row from the start; without a row named, the first one is meant.
class Answers {
public:
    explicit Answers(const Form& form) : values_(form.items().size()) {}

    /// Stores an answer that fits its item; otherwise an error and nothing is changed. A text
    /// without a character is no answer, and clears the item.
    Result<void> set(const Form& form, std::string_view linkId, Answer answer,
                     const Rows& rows = {});
    Result<void> clear(const Form& form, std::string_view linkId, const Rows& rows = {});
    /// As set, but a read-only item is taken too: for what comes from a record, a draft or an
    /// initial value and not from a person at this phone.
    Result<void> put(const Form& form, std::size_t item, Answer answer, const Rows& rows = {});
    /// Marks an item as declined whether or not its form offers that: for a response that says so.
    void decline(std::size_t item, const Rows& rows = {});
    /// Gives the items their initial values: all of them, or only those that nobody can change,
    /// which are read-only or hidden. A slider gets none, because it has no position before it was
    /// moved.
    void fillInitial(const Form& form, bool onlyFixed);

    [[nodiscard]] const std::optional<Answer>& at(std::size_t item) const {
        return values_.at(item);
    }
    [[nodiscard]] std::optional<Answer> at(std::size_t item, const Rows& rows) const;
    /// The answers of an item in all rows.
    [[nodiscard]] std::vector<Answer> all(std::size_t item) const;

    /// How often a group that repeats is there, within these rows of the groups around it.
    [[nodiscard]] std::size_t rowsOf(std::size_t group, const Rows& around = {}) const;
    /// TooManyAnswers at rowsMax.
    Result<void> addRow(const Form& form, std::size_t group, const Rows& around = {});
    /// Takes a row out with its answers; the later ones move up. The only row is emptied.
    Result<void> removeRow(const Form& form, std::size_t group, const Rows& around,
                           std::size_t row);
    /// Every row an item is in: one, empty, for an item in no group that repeats.
    [[nodiscard]] std::vector<Rows> instancesOf(const Form& form, std::size_t item,
                                                const Rows& within = {}) const;

    [[nodiscard]] bool empty() const;
    /// Required items that are asked and neither answered nor declined; for a required group
    /// without any answer its first question.
    [[nodiscard]] std::vector<std::size_t> missing(const Form& form) const;
    friend bool operator==(const Answers&, const Answers&) = default;

private:
    using Place = std::pair<std::size_t, Rows>;
    [[nodiscard]] Result<void> checkRows(const Form& form, std::size_t item,
                                         const Rows& rows) const;
    void store(std::size_t item, const Rows& rows, std::optional<Answer> answer);

    std::vector<std::optional<Answer>> values_;  ///< of the first rows
    std::map<Place, Answer> more_;               ///< of the other rows
    std::map<Place, std::size_t> counts_;        ///< of groups that are there more than once
    std::size_t rowsAdded_ = 0;
};

/// Items whose answers are not left out, though the other answers would not ask for them.
using ItemsToKeep = std::function<std::vector<std::size_t>(const Form&, const Answers&)>;

/// Answers as they are typed, one token for each of Form::questions(): the option's number, an
/// integer, a slider's value, a decimal, 1 or 0 for yes or no, a date or a time; for an item that
/// repeats several with commas between them. `-` is unanswered, `r` declined; what is left out at
/// the end is unanswered. An item that is not asked after the other answers takes `-`, `r` and
/// the number 0 or a no, and none of these is kept. Other answers to it are NotEnabled, save to the
/// items that `itemsToKeep` names, which are kept.
/// TooManyAnswers, NotAnAnswer, OutOfRange, NotDeclinable, NotEnabled, WrongAnswerType (a text item
/// takes no number) and the other faults of checkAnswer; the place is `answer N`, counted from 1.
[[nodiscard]] Result<Answers> answersFromOrdinals(const Form& form,
                                                  std::span<const std::string> tokens,
                                                  const ItemsToKeep& itemsToKeep = {});

}  // namespace landfall::instrument
