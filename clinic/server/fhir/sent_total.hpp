#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/fhir/types.hpp"
#include "landfall/instrument/form.hpp"
#include "server/store/views.hpp"

namespace landfall::clinic::fhirapi {

/// What the sender of an Observation says the total of a response is. It is compared with what this
/// server computes and never stands in its place, so that it is read leniently: a value that no
/// total is written as still says something else than the answers do.
struct SentTotal {
    std::string response;       ///< id of the QuestionnaireResponse it is derived from
    std::string questionnaire;  ///< canonical that its sender names, or ""
    std::vector<landfall::fhir::Coding> codes;
    std::optional<base::WallTime> authored;
    std::optional<landfall::fhir::Fixed> value;
    landfall::fhir::Coding result;  ///< instead of a number, or empty
    bool isReadable = true;
    bool isWithdrawn = false;  ///< entered in error
};

/// Nothing for an Observation that is derived from no response.
[[nodiscard]] std::optional<SentTotal> readSentTotal(const landfall::fhir::Node& observation);

/// Whether it is the total of the form, which is its first score. Of a form without a score
/// anything is taken as one.
[[nodiscard]] bool isTotalOf(const instrument::Form& form, const SentTotal& sent);

/// Fills `sent`, `sentValue` and `differs` of a score that was computed by this form; without one
/// (null), or while the answers are not here, whatever was sent differs: nobody has checked it.
void compare(store::ScoreView& score, const instrument::Form* form, const SentTotal& sent);

}  // namespace landfall::clinic::fhirapi
