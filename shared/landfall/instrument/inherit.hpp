#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "landfall/instrument/form.hpp"

namespace landfall::instrument {

/// What a form takes over from another one.
struct Inheritance {
    /// The place is `item` and a linkId: one that danger needs and that is missing or not asked
    /// (DangerItemMissing), that a score counts or the form requires and that is not asked
    /// (ScoredItemNotAsked, for a required one that is missing too), that
    /// has other answers (AnswersDiffer, with what to do) or that counts in other numbers
    /// (BadScoring, BadDanger). Or `scoring` and its algorithm (ScoringDiffers).
    std::vector<Error> faults;
    std::vector<std::string> added;    ///< one line for each rule, with its place
    std::vector<std::string> compare;  ///< what only a person can decide, with its place
};

/// Rules that a form takes over from another one, of which it is a version with words. A clinic's
/// licensed text scores as the bundled numbers do, and signals at least the same danger. What
/// carries danger, a result or a score is asked of everybody whom the bundled form asks, and has
/// the same answers: one more would escape every rule. So are the questions that it depends on.
class RuleHeir {
public:
    /// All scoring, and no other: a number that is compared over time has one meaning. Only what a
    /// licence keeps out of bundled numbers (score-only) may come under another algorithm: a table
    /// for a raw sum, and subscales. Which items are required, always. Danger always: each rule
    /// of `from` holds beside the form's own, so that a form can add rules or be stricter and never
    /// weaker (the highest tier counts).
    [[nodiscard]] static Inheritance inherit(Form& form, const Form& from);

private:
    RuleHeir(Form& form, const Form& from) : form_(form), from_(from) {}

    /// All of it, or nothing of it where the form has other scoring.
    void takeScoring();
    /// The rule on the items of this form; nothing where one of them does not fit.
    std::optional<ScoringRule> placed(ScoringRule rule);
    /// The form's own rule that says the same as this one, or all of it and more; null without one.
    const ScoringRule* ownOf(const ScoringRule& rule, const std::vector<ScoringRule>& own);
    void checkRequired();
    void takeRequired();
    void takeItemDanger();
    void takeFormDanger();
    void takeOtherwise();
    /// The same item of this form, if it counts in the same numbers.
    [[nodiscard]] std::optional<std::size_t> fitting(std::size_t item, bool isScored) const;
    /// The same, or a fault once for each linkId.
    std::size_t here(std::size_t item, Fault fault, bool isScored);
    void place(std::vector<std::size_t>& items, Fault fault, bool isScored);
    /// The same item, in which this test means what it means there.
    std::size_t watched(std::size_t item, const DangerTest& test, bool isAlone);
    /// Notes the fault where fewer people are asked than there.
    void checkAsked(std::size_t there, bool isAlone, Fault fault);
    void checkAsked(const std::vector<std::size_t>& there);
    void checkScored();
    /// What danger, results and scores look at, and what decides whether it is asked.
    void checkAnswers();
    /// Tells of answers that have the words of another answer there.
    void compareWords();
    void note(Fault fault, std::size_t there, const std::string& what = {});
    void add(const std::string& line);

    Form& form_;
    const Form& from_;
    Inheritance out_;
};

}  // namespace landfall::instrument
