#include "server/fhir/danger_look.hpp"

#include "landfall/instrument/readable_answers.hpp"
#include "landfall/safety/tier.hpp"

namespace landfall::clinic::fhirapi {

DangerLook lookForDanger(const Forms& forms, const landfall::fhir::Response& response) {
    DangerLook look;
    look.form = forms.find(response.questionnaire);
    const bool isKnown = look.form != nullptr;
    if (!isKnown) look.form = forms.newestOf(response.questionnaire);
    if (!look.form) return look;
    for (auto& answers : instrument::readableAnswers(*look.form, response)) {
        const int tier = safety::numberOf(safety::tierOfSubmitted(*look.form, answers));
        if (tier <= look.tier) continue;
        look.tier = tier;
        look.answers = std::move(answers);
    }
    look.unreadable = instrument::unreadableDanger(*look.form, response);
    look.isUnreadable =
        look.unreadable || (!isKnown && instrument::mayHideDanger(*look.form, response));
    return look;
}

}  // namespace landfall::clinic::fhirapi
