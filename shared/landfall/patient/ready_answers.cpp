#include "landfall/patient/ready_answers.hpp"

#include "landfall/instrument/response.hpp"
#include "landfall/patient/fault.hpp"

namespace landfall::patient {

Result<ReadyAnswers> answersFromNumbers(const instrument::Library& library,
                                        std::string_view questionnaire,
                                        const std::vector<std::string>& tokens) {
    auto form = library.find(questionnaire);
    if (!form) return Fault::UnknownQuestionnaire;
    LF_TRY(auto answers, instrument::answersFromOrdinals(*form, tokens));
    return ReadyAnswers{std::move(form), std::move(answers)};
}

Result<ReadyAnswers> answersFromResponse(const instrument::Library& library,
                                         std::string_view questionnaire,
                                         std::string_view response) {
    if (!questionnaire.empty() && !library.find(questionnaire)) return Fault::UnknownQuestionnaire;
    LF_TRY(const auto json, fhir::Json::borrow(response));
    LF_TRY(const auto read, fhir::readAnswers(json.root()));
    const std::string_view named = read.questionnaire;
    const auto url = named.substr(0, named.find('|'));
    // Without an id the response names its questionnaire.
    auto form = library.find(questionnaire.empty() ? named : questionnaire);
    if (!form && questionnaire.empty()) form = library.find(url);
    if (!form) return Error{Fault::UnknownQuestionnaire, "questionnaire"};
    // A draft goes on in the app; what was entered in error is nobody's answer.
    if (read.status != "completed" && read.status != "amended")
        return Error{Fault::NotFinished, "status"};
    if (!named.empty() && url != form->url())
        return Error{Fault::OtherQuestionnaire, "questionnaire"};
    LF_TRY(auto answers, instrument::fromResponse(*form, read));
    return ReadyAnswers{std::move(form), std::move(answers), read.patient};
}

safety::Tier dangerOfNumbers(const instrument::Library& library, std::string_view questionnaire,
                             const std::vector<std::string>& tokens) {
    if (const auto ready = answersFromNumbers(library, questionnaire, tokens); ready.has_value())
        return safety::tierOfSubmitted(*ready->form, ready->answers);
    auto tier = safety::Tier::None;
    std::vector<std::string> alone;
    for (const auto& token : tokens) {
        alone.push_back(token);
        if (const auto ready = answersFromNumbers(library, questionnaire, alone); ready.has_value())
            tier = safety::combine(tier, safety::tierOfAnswers(*ready->form, ready->answers));
        alone.back() = "-";
    }
    return tier;
}

safety::Tier dangerOfResponse(const instrument::Library& library, std::string_view questionnaire,
                              std::string_view response) {
    const auto ready = answersFromResponse(library, questionnaire, response);
    return ready.has_value() ? safety::tierOfSubmitted(*ready->form, ready->answers)
                             : safety::Tier::None;
}

}  // namespace landfall::patient
