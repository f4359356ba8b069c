#include "landfall/safety/side_effect.hpp"

#include <algorithm>

namespace landfall::safety {

std::optional<int> gradeOfReport(const instrument::Form& form, const instrument::Answers& answers) {
    if (answers.empty()) return std::nullopt;
    return std::clamp(numberOf(tierOfSubmitted(form, answers)) + 1, gradeMin, gradeMax);
}

}  // namespace landfall::safety
