#pragma once

#include <optional>
#include <string_view>

namespace landfall::safety {

/// How much a clinician has to do with an answer before anything else happens (clinical rules 6.2).
/// None of them says that somebody may or may not take part: that is a clinician's decision.
enum class ReviewClass {
    None = 0,         ///< nothing to look at
    Information = 1,  ///< C: kept for the clinician
    Review = 2,       ///< B: a clinician looks at it
    Stop = 3,         ///< A: a clinician decides before any next step; nothing can be booked
    Urgent = 4,       ///< U: urgent contact now
};

[[nodiscard]] constexpr ReviewClass combine(ReviewClass a, ReviewClass b) {
    return a < b ? b : a;
}
/// U, A, B or C as the data and the clinician's page write it; "" for None.
[[nodiscard]] constexpr std::string_view letterOf(ReviewClass one) {
    constexpr std::string_view letters[] = {"", "C", "B", "A", "U"};
    return letters[static_cast<int>(one)];
}
[[nodiscard]] constexpr std::optional<ReviewClass> reviewClassOf(std::string_view letter) {
    for (const auto one :
         {ReviewClass::Information, ReviewClass::Review, ReviewClass::Stop, ReviewClass::Urgent})
        if (letterOf(one) == letter) return one;
    return std::nullopt;
}

}  // namespace landfall::safety
