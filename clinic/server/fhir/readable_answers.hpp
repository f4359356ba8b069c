#pragma once

#include <optional>
#include <vector>

#include "landfall/fhir/types.hpp"
#include "landfall/instrument/answers.hpp"

namespace landfall::clinic::fhirapi {

/// What of a response can be read with the server's own questionnaire, for looking at danger only:
/// an item that cannot be read must not hide the others. Usually one: the whole. Otherwise all the
/// items that can be read, together where that is possible and each by itself.
[[nodiscard]] std::vector<instrument::Answers> readableAnswers(
    const instrument::Form& form, const landfall::fhir::Response& response);

/// The first item that can bring a tier, by itself or by a rule of the form, and that has an answer
/// which cannot be read: nobody can say what it means. Nothing when there is none.
[[nodiscard]] std::optional<std::size_t> unreadableDanger(const instrument::Form& form,
                                                          const landfall::fhir::Response& response);

}  // namespace landfall::clinic::fhirapi
