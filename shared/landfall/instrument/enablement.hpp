#pragma once

#include <map>
#include <utility>
#include <vector>

#include "landfall/instrument/answers.hpp"

namespace landfall::instrument {

/// Which items are asked, given these answers (http://hl7.org/fhir/R4/questionnaire.html,
/// enableWhen): an item is not when its enableWhen is not met, when what it is written in is not
/// asked, when it is hidden, or when it stands below a question that has no answer. The answer of
/// an item that is not asked counts as none, for other conditions too.
///
/// A condition about a question in a group that repeats looks at the row it stands in itself, or at
/// all rows when it stands outside. `!=` is met when no answer is equal, so also without an answer.
class Enablement {
public:
    Enablement(const Form& form, const Answers& answers);

    [[nodiscard]] bool operator()(std::size_t item, const Rows& rows = {}) const;
    /// True for an item that is not asked only because something it depends on has no answer, or a
    /// refusal. Nobody has answered it away: where it counts, it is missing.
    [[nodiscard]] bool isOpen(std::size_t item, const Rows& rows = {}) const;

private:
    enum class Asked : unsigned char { Yes, No, Open };

    [[nodiscard]] Asked stateOf(std::size_t item, const Rows& rows) const;
    [[nodiscard]] bool isOn(std::size_t item, const Rows& rows) const {
        return stateOf(item, rows) == Asked::Yes;
    }
    [[nodiscard]] Asked decide(std::size_t item, const Rows& rows) const;
    [[nodiscard]] bool isMet(const Condition& condition, std::size_t item, const Rows& rows) const;
    /// Of a condition that is not met: whether an answer that is still open could meet it.
    [[nodiscard]] bool couldBeMet(const Condition& condition, std::size_t item,
                                  const Rows& rows) const;
    /// The places of a question that a condition of an item looks at.
    [[nodiscard]] std::vector<Rows> placesOf(std::size_t question, std::size_t item,
                                             const Rows& rows) const;
    [[nodiscard]] std::vector<fhir::ResponseValue> valuesOf(std::size_t question, std::size_t item,
                                                            const Rows& rows) const;

    const Form& form_;
    const Answers& answers_;
    std::vector<Asked> first_;                              ///< in the first rows
    std::map<std::pair<std::size_t, Rows>, Asked> others_;  ///< in the other rows
};

/// Whether one value that was given compares in this way with the one that is asked for; for != it
/// says whether they are equal, which the condition must not find in any answer.
[[nodiscard]] bool holds(Operator op, const fhir::ResponseValue& given,
                         const fhir::ResponseValue& asked);

/// Whether one item is asked in its first row. For many items make one Enablement.
[[nodiscard]] bool isEnabled(const Form& form, const Answers& answers, std::size_t item);

/// The answers of the items that are asked, without all others: what a response holds and a score
/// counts. The items of `kept` stay whether they are asked or not, and hidden ones stay.
[[nodiscard]] Answers askedOnly(const Form& form, const Answers& answers,
                                const std::vector<std::size_t>& kept = {});

}  // namespace landfall::instrument
