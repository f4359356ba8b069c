#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/fhir/recorder.hpp"
#include "server/review/plans.hpp"

namespace landfall::clinic::review {

constexpr std::size_t ratedItemsMax = 200;

/// A clinician's own answers to a form, one for each question in item order.
struct Rating {
    std::string patient;
    std::string clinician;                             ///< id of the user
    std::string questionnaire;                         ///< short id
    std::vector<std::optional<std::int64_t>> answers;  ///< nothing: not rated
    base::WallTime at;
    std::string visit;  ///< code of the visit it is for, or ""
    int session = 0;
};
struct Rated {
    std::string response;
    store::ScoreView score;
    int tier = 0;
};

/// Keeps the rating as a QuestionnaireResponse whose author is the clinician, with its score. They
/// stay with the clinic; an answer that the form calls dangerous, and a reliable worsening, raise a
/// Flag that stays there too. base::Fault::NotFound for a form that is not known, RequestFault for
/// one that the clinic is not asked for and for a visit that the plan does not have, the faults of
/// instrument for answers that do not fit.
[[nodiscard]] Result<Rated> rate(store::Writing& writing, const PlanSources& sources,
                                 const Rating& rating, const base::Clock& clock,
                                 base::Random& random);

}  // namespace landfall::clinic::review
