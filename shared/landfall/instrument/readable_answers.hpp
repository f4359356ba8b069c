#pragma once

#include <optional>
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

}  // namespace landfall::instrument
