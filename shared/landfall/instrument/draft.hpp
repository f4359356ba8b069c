#pragma once

#include <string>
#include <string_view>

#include "landfall/instrument/answers.hpp"

// How a form under way is kept; for FormState only.
namespace landfall::instrument {

struct Draft {
    Answers answers;
    std::size_t page = 0;  ///< index into Form::pages(); their number is the review
    Rows rows;
};

/// `{"questionnaire", "position", "rows", "answers": {linkId: answer}, "counts": [...], "more":
/// [...]}`; the last two and `rows` only for groups that were asked again.
[[nodiscard]] std::string writeDraft(const Form& form, const Answers& answers, std::size_t page,
                                     const Rows& rows);
/// BadDraft with the place.
[[nodiscard]] Result<Draft> readDraft(const Form& form, std::string_view bytes);
[[nodiscard]] Result<std::string> draftCanonical(std::string_view bytes);

}  // namespace landfall::instrument
