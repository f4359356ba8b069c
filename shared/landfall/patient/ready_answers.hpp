#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/fhir/read.hpp"
#include "landfall/instrument/answers.hpp"
#include "landfall/instrument/library.hpp"
#include "landfall/safety/tier.hpp"

namespace landfall::patient {

/// Answers to a whole questionnaire that came from outside, read and not stored.
struct ReadyAnswers {
    std::shared_ptr<const instrument::Form> form;
    instrument::Answers answers;
    std::string patient{};  ///< id that a response names, or ""
};

/// From numbers, one for each item. UnknownQuestionnaire, or the fault of the first one that is
/// none of its item.
[[nodiscard]] Result<ReadyAnswers> answersFromNumbers(const instrument::Library& library,
                                                      std::string_view questionnaire,
                                                      const std::vector<std::string>& tokens);
/// From a QuestionnaireResponse. OtherQuestionnaire when it names another one, NotFinished unless
/// its status is completed or amended.
[[nodiscard]] Result<ReadyAnswers> answersFromResponse(const instrument::Library& library,
                                                       std::string_view questionnaire,
                                                       std::string_view response);

/// What answers signal, whether or not they can be stored: safety waits for no disk. Where one of
/// the numbers is refused, the others are looked at one by one.
[[nodiscard]] safety::Tier dangerOfNumbers(const instrument::Library& library,
                                           std::string_view questionnaire,
                                           const std::vector<std::string>& tokens);
[[nodiscard]] safety::Tier dangerOfResponse(const instrument::Library& library,
                                            std::string_view questionnaire,
                                            std::string_view response);

}  // namespace landfall::patient
