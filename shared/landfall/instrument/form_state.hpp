#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/instrument/answers.hpp"
#include "landfall/instrument/enablement.hpp"

namespace landfall::instrument {

/// Where somebody is in a form and what they have answered: one question a page, then a review.
/// Pages of items that are not asked are passed over. Pure; whoever holds it saves `bytes()` before
/// the page turns, and `restore` goes on from there.
class FormState {
public:
    /// One screen as it is shown now: a page of the form and the row of each group around it that
    /// repeats.
    struct Step {
        std::size_t page = 0;  ///< index into Form::pages()
        Rows rows;
        friend bool operator==(const Step&, const Step&) = default;
    };

    /// With the initial values of the form.
    [[nodiscard]] static FormState start(std::shared_ptr<const Form> form);
    /// BadDraft when the bytes are no draft, are of another questionnaire or version, or hold an
    /// answer that the form does not take.
    [[nodiscard]] static Result<FormState> restore(std::shared_ptr<const Form> form,
                                                   std::string_view bytes);
    /// The url|version a saved draft belongs to, to find its form.
    [[nodiscard]] static Result<std::string> canonicalOf(std::string_view bytes);

    [[nodiscard]] const Form& form() const { return *form_; }
    [[nodiscard]] const std::shared_ptr<const Form>& formPointer() const { return form_; }
    /// All that was given, also to items that are not asked any more: an answer that is changed
    /// back brings them back. `askedOnly` leaves them out.
    [[nodiscard]] const Answers& answers() const { return answers_; }

    /// Stores an answer, in the row that is shown when the item is in a group that repeats; the
    /// position does not move. An error changes nothing. NotEnabled for an item that is not asked.
    Result<void> answer(std::string_view linkId, Answer answer);
    Result<void> decline(std::string_view linkId);
    Result<void> clear(std::string_view linkId);
    /// The answer of an item in the row that is shown.
    [[nodiscard]] std::optional<Answer> given(std::size_t item) const;

    /// The screens that there are now, in their order; they change with the answers.
    [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
    /// Index of the screen; steps().size() is the review.
    [[nodiscard]] std::size_t position() const { return position_; }
    [[nodiscard]] bool atReview() const { return position_ >= steps_.size(); }
    [[nodiscard]] const Step* step() const { return atReview() ? nullptr : &steps_[position_]; }
    [[nodiscard]] const Page* page() const;
    [[nodiscard]] const Item* item() const;
    /// What is read before the question: the texts that are shown now, also those in front of
    /// questions that were passed over.
    [[nodiscard]] std::vector<std::string> leads() const;

    /// Moves on by one page, at most to the review. A page may be left unanswered.
    void next();
    /// False at the first page, where there is nothing before.
    bool back();
    Result<void> goTo(std::string_view linkId);
    void goToStep(std::size_t step) { position_ = std::min(step, steps_.size()); }
    void goToReview() { position_ = steps_.size(); }

    /// At the page that asks whether a group is needed once more: goes to the first page of a new
    /// row. NotAnswerable on any other page, TooManyAnswers when there are enough.
    Result<void> addRow();
    /// Takes out the row that is shown, or at the page that asks the last one, with its answers.
    Result<void> removeRow();

    /// "3 of 9": the page from 1 and the number of pages; at the review both are the number.
    struct Progress {
        std::size_t current;
        std::size_t total;
    };
    [[nodiscard]] Progress progress() const;
    /// Pages up to the last required question that is asked: what "3 of 9" counts, when optional
    /// ones follow. All pages when none is required.
    [[nodiscard]] std::size_t countedSteps() const;
    /// The first page from here on, then from the start, with a question that has neither answer
    /// nor refusal; an index into steps().
    [[nodiscard]] std::optional<std::size_t> nextUnanswered() const;

    /// The draft as JSON bytes.
    [[nodiscard]] std::string bytes() const;

private:
    explicit FormState(std::shared_ptr<const Form> form)
        : form_(std::move(form)), answers_(*form_) {}

    /// The screens again after an answer; the one that is shown stays.
    void arrange();
    void addSteps(const Enablement& isAsked, std::size_t first, std::size_t last, const Rows& rows);
    void goNear(std::size_t page, const Rows& rows);
    [[nodiscard]] Rows rowsOfItem(std::size_t item) const;
    [[nodiscard]] const Item& itemOf(const Step& step) const {
        return form_->item(form_->pages()[step.page].item);
    }

    std::shared_ptr<const Form> form_;
    Answers answers_;
    std::vector<Step> steps_;
    std::vector<bool> isShown_;  ///< of each item, in any row
    std::size_t position_ = 0;
};

}  // namespace landfall::instrument
