#pragma once

#include <compare>
#include <optional>

#include "landfall/fhir/types.hpp"

namespace landfall::instrument {

/// Which of two values is the smaller. Whole numbers, decimals, dates, dateTimes, times, texts and
/// quantities of one unit have an order; nothing for other pairs, and where a date says too little
/// to tell.
[[nodiscard]] std::optional<std::weak_ordering> orderOf(const fhir::ResponseValue& a,
                                                        const fhir::ResponseValue& b);
/// Whether two values are the same answer: codes by system and code whatever is displayed, numbers
/// by value.
[[nodiscard]] bool isSame(const fhir::ResponseValue& a, const fhir::ResponseValue& b);

}  // namespace landfall::instrument
