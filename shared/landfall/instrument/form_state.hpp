#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "landfall/instrument/answers.hpp"

namespace landfall::instrument {

/// Where somebody is in a form and what they have answered: one question a page, then a review.
/// Pure; whoever holds it saves `bytes()` before the page turns, and `restore` goes on from there.
class FormState {
public:
    [[nodiscard]] static FormState start(std::shared_ptr<const Form> form);
    /// BadDraft when the bytes are no draft, are of another questionnaire or version, or hold an
    /// answer that the form does not take.
    [[nodiscard]] static Result<FormState> restore(std::shared_ptr<const Form> form,
                                                   std::string_view bytes);
    /// The url|version a saved draft belongs to, to find its form.
    [[nodiscard]] static Result<std::string> canonicalOf(std::string_view bytes);

    [[nodiscard]] const Form& form() const { return *form_; }
    [[nodiscard]] const std::shared_ptr<const Form>& formPointer() const { return form_; }
    [[nodiscard]] const Answers& answers() const { return answers_; }

    /// Stores an answer; the position does not move. An error changes nothing.
    Result<void> answer(std::string_view linkId, Answer answer);
    Result<void> decline(std::string_view linkId);
    Result<void> clear(std::string_view linkId);

    /// Index of the page; pages().size() is the review.
    [[nodiscard]] std::size_t position() const { return position_; }
    [[nodiscard]] bool atReview() const { return position_ >= form_->pages().size(); }
    [[nodiscard]] const Page* page() const;
    [[nodiscard]] const Item* item() const;
    /// Moves on by one page, at most to the review. A page may be left unanswered.
    void next();
    /// False at the first page, where there is nothing before.
    bool back();
    Result<void> goTo(std::string_view linkId);
    void goToReview() { position_ = form_->pages().size(); }

    /// "3 of 9": the page from 1 and the number of pages; at the review both are the number.
    struct Progress {
        std::size_t current;
        std::size_t total;
    };
    [[nodiscard]] Progress progress() const;
    /// The first page from here on, then from the start, without answer or refusal.
    [[nodiscard]] std::optional<std::size_t> nextUnanswered() const;

    /// The draft as JSON bytes.
    [[nodiscard]] std::string bytes() const;

private:
    explicit FormState(std::shared_ptr<const Form> form)
        : form_(std::move(form)), answers_(*form_) {}

    std::shared_ptr<const Form> form_;
    Answers answers_;
    std::size_t position_ = 0;
};

}  // namespace landfall::instrument
