#include "landfall/safety/side_effect.hpp"

#include <algorithm>

namespace landfall::safety {

namespace {
/// Whoever only answers no, or that there is nothing, names no effect.
bool namesNothing(const instrument::Form& form, const instrument::Answers& answers) {
    const auto& questions = form.questions();
    return std::all_of(questions.begin(), questions.end(), [&](std::size_t question) {
        const auto& answer = answers.at(question);
        if (!answer || instrument::isDeclined(*answer)) return true;
        return instrument::numberOf(form.item(question), *answer) == 0;
    });
}
}  // namespace

std::optional<int> gradeOfReport(const instrument::Form& form, const instrument::Answers& answers) {
    const auto tier = tierOfSubmitted(form, answers);
    if (tier == Tier::None && namesNothing(form, answers)) return std::nullopt;
    return std::clamp(numberOf(tier) + 1, gradeMin, gradeMax);
}

bool reportsAnEffect(const instrument::Form& form, const instrument::Answers& answers) {
    if (form.id() == effectForms[0]) return gradeOfReport(form, answers).has_value();
    for (const auto index : form.questions())
        for (const auto& answer : answers.all(index))
            if (instrument::numberOf(form.item(index), answer) != 0) return true;
    return false;
}

}  // namespace landfall::safety
