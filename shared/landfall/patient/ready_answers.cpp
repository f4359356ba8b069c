#include "landfall/patient/ready_answers.hpp"

#include "landfall/instrument/readable_answers.hpp"
#include "landfall/instrument/response.hpp"
#include "landfall/patient/fault.hpp"

namespace landfall::patient {

namespace {
using FormPointer = std::shared_ptr<const instrument::Form>;

/// What a file says of itself may be anything; only a short text is repeated.
std::string shown(std::string_view version) {
    constexpr std::size_t versionBytesMax = 40;
    return version.size() <= versionBytesMax ? std::string(version) : "of a long name";
}

/// The form that a response answers: in the version that it names, or in the newest. Another
/// version may ask something else, and its numbers would mean something else.
Result<FormPointer> formOf(const instrument::Library& library, std::string_view questionnaire,
                           std::string_view named) {
    const auto bar = named.find('|');
    const auto url = named.substr(0, bar);
    // Without an id the response names its questionnaire.
    auto form = library.find(questionnaire.empty() ? url : questionnaire);
    if (!form)
        return questionnaire.empty() ? Error{Fault::UnknownQuestionnaire, "questionnaire"}
                                     : Error{Fault::UnknownQuestionnaire};
    if (named.empty()) return form;
    if (url != form->url()) return Error{Fault::OtherQuestionnaire, "questionnaire"};
    if (bar == std::string_view::npos) return form;
    if (auto exact = library.find(named)) return exact;
    std::string known;
    for (const auto& version : library.versionsOf(url))
        known += (known.empty() ? "" : ", ") + version;
    return Error{Fault::UnknownVersion, "version " + shown(named.substr(bar + 1)) + " of " +
                                            form->id() + "; known: " + known};
}

safety::Tier dangerOf(const instrument::Form& form, const std::vector<instrument::Answers>& sets) {
    auto tier = safety::Tier::None;
    for (const auto& answers : sets)
        tier = safety::combine(tier, safety::tierOfSubmitted(form, answers));
    return tier;
}
}  // namespace

Result<ReadyAnswers> answersFromNumbers(const instrument::Library& library,
                                        std::string_view questionnaire,
                                        const std::vector<std::string>& tokens) {
    auto form = library.find(questionnaire);
    if (!form) return Fault::UnknownQuestionnaire;
    LF_TRY(auto answers, instrument::answersFromOrdinals(*form, tokens, safety::itemsOfDanger));
    return ReadyAnswers{std::move(form), std::move(answers)};
}

Result<ReadyAnswers> answersFromResponse(const instrument::Library& library,
                                         std::string_view questionnaire,
                                         std::string_view response) {
    if (!questionnaire.empty() && !library.find(questionnaire)) return Fault::UnknownQuestionnaire;
    LF_TRY(const auto json, fhir::Json::borrow(response));
    LF_TRY(const auto read, fhir::readAnswers(json.root()));
    LF_TRY(auto form, formOf(library, questionnaire, read.questionnaire));
    // A draft goes on in the app; what was entered in error is nobody's answer.
    if (read.status != "completed" && read.status != "amended")
        return Error{Fault::NotFinished, "status"};
    LF_TRY(auto answers, instrument::wholeFromResponse(*form, read));
    return ReadyAnswers{std::move(form), std::move(answers), read.patient};
}

safety::Tier dangerOfNumbers(const instrument::Library& library, std::string_view questionnaire,
                             const std::vector<std::string>& tokens) {
    if (const auto ready = answersFromNumbers(library, questionnaire, tokens); ready.has_value())
        return safety::tierOfSubmitted(*ready->form, ready->answers);
    auto tier = safety::Tier::None;
    std::vector<std::string> good, alone;
    for (const auto& token : tokens) {
        alone.push_back(token);
        good.push_back(token);
        const auto ready = answersFromNumbers(library, questionnaire, alone);
        if (ready.has_value())
            tier = safety::combine(tier, safety::tierOfAnswers(*ready->form, ready->answers));
        else
            good.back() = "-";
        alone.back() = "-";
    }
    // What only several of them say together.
    if (const auto ready = answersFromNumbers(library, questionnaire, good); ready.has_value())
        tier = safety::combine(tier, safety::tierOfSubmitted(*ready->form, ready->answers));
    return tier;
}

safety::Tier dangerOfResponse(const instrument::Library& library, std::string_view questionnaire,
                              std::string_view response) {
    const auto json = fhir::Json::borrow(response);
    if (json.has_error()) return safety::Tier::None;
    const auto read = fhir::readAnswerItems(json->root());
    const std::string_view named = read.questionnaire;
    // In another version than the one it names, rather than not at all.
    auto form = library.find(named);
    if (!form) form = library.find(named.substr(0, named.find('|')));
    if (!form) form = library.find(questionnaire);
    if (!form) return safety::Tier::None;
    return dangerOf(*form, instrument::readableAnswers(*form, read));
}

}  // namespace landfall::patient
