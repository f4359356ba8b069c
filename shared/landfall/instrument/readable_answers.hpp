#pragma once

#include <vector>

#include "landfall/fhir/types.hpp"
#include "landfall/instrument/answers.hpp"

namespace landfall::instrument {

/// What of a response can be read, for looking at danger only: an answer that cannot be read must
/// not hide the others. Usually one: the whole. Otherwise all the items that can be read, together
/// where that is possible and each by itself; of an item with several answers each one.
[[nodiscard]] std::vector<Answers> readableAnswers(const Form& form,
                                                   const fhir::Response& response);

}  // namespace landfall::instrument
