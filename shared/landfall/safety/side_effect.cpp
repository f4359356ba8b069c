#include "landfall/safety/side_effect.hpp"

#include <algorithm>

namespace landfall::safety {

namespace {
/// Whoever only answers no names no effect.
bool namesNothing(const instrument::Form& form, const instrument::Answers& answers) {
    const auto& questions = form.questions();
    return std::all_of(questions.begin(), questions.end(), [&](std::size_t question) {
        const auto& answer = answers.at(question);
        if (!answer || instrument::isDeclined(*answer)) return true;
        const auto* yes = std::get_if<bool>(&*answer);
        return yes != nullptr && !*yes;
    });
}
}  // namespace

std::optional<int> gradeOfReport(const instrument::Form& form, const instrument::Answers& answers) {
    const auto tier = tierOfSubmitted(form, answers);
    if (tier == Tier::None && namesNothing(form, answers)) return std::nullopt;
    return std::clamp(numberOf(tier) + 1, gradeMin, gradeMax);
}

}  // namespace landfall::safety
