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
/// From a QuestionnaireResponse, in the version it names or, without one, the newest.
/// OtherQuestionnaire when it names another one, UnknownVersion with the known ones, NotFinished
/// unless its status is completed or amended, and the faults of instrument::wholeFromResponse.
[[nodiscard]] Result<ReadyAnswers> answersFromResponse(const instrument::Library& library,
                                                       std::string_view questionnaire,
                                                       std::string_view response);

/// What answers signal, whether or not they can be stored: safety waits for no disk. Where one of
/// the answers is refused, or all of them are, each one that can be read is looked at. A response
/// to a version that is not known is read with the newest.
[[nodiscard]] safety::Tier dangerOfNumbers(const instrument::Library& library,
                                           std::string_view questionnaire,
                                           const std::vector<std::string>& tokens);
[[nodiscard]] safety::Tier dangerOfResponse(const instrument::Library& library,
                                            std::string_view questionnaire,
                                            std::string_view response);

}  // namespace landfall::patient
