#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/fhir/types.hpp"
#include "landfall/instrument/answers.hpp"

namespace landfall::instrument {

/// What of a response can be read, for looking at danger only: an answer that cannot be read must
/// not hide the others. Usually one: the whole. Otherwise all the items that can be read, together
/// where that is possible and each by itself; of an item with several answers each one.
[[nodiscard]] std::vector<Answers> readableAnswers(const Form& form,
                                                   const fhir::Response& response);

/// The first item that can bring a tier, by itself or by a rule of the form, and that has an answer
/// which cannot be read: nobody can say what it means. Nothing when there is none.
[[nodiscard]] std::optional<std::size_t> unreadableDanger(const Form& form,
                                                          const fhir::Response& response);

/// Whether a response to another version of the form may say something about danger where nobody
/// can look for it: an answer is to an item that the form does not have, or none is to an item that
/// can bring a tier. Never for a form without danger, or where nothing is answered.
[[nodiscard]] bool mayHideDanger(const Form& form, const fhir::Response& response);

/// The linkIds of what does not fit the form, once each, as they come: items that it does not have,
/// answers that cannot be read, and those given twice. Empty when the whole can be read.
[[nodiscard]] std::vector<std::string> unreadItems(const Form& form,
                                                   const fhir::Response& response);

/// The answer to an item by itself; nothing where it cannot be read or is none.
[[nodiscard]] std::optional<Answer> readableAnswer(const Form& form, std::size_t index,
                                                   const fhir::ResponseItem& item);

}  // namespace landfall::instrument
