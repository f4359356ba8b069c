#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/safety/change.hpp"
#include "server/fhir/recorder.hpp"

// How a patient's measures changed: the scores as this server computed them, against the dosing
// sessions of the plan (clinical rules 4 and 5.4).
namespace landfall::clinic::fhirapi {

struct Baseline {
    int session = 0;
    std::string sessionDate;
    std::int64_t value = 0;
    std::string response;
    std::string authored;
};

/// One score in its course. A score belongs to the newest session before its day; on the day of a
/// session it still belongs to what came before.
struct CoursePoint {
    store::ScoreView score;
    int session = 0;  ///< 0 before any
    /// That of the newest session so far that has one.
    std::optional<Baseline> baseline;
    /// Nothing without a total, and for a measure without a rule.
    std::optional<safety::Change> change;
    /// Every item answered: a total made up for missing ones is not complete.
    [[nodiscard]] bool isComplete() const { return score.value && !score.prorated; }
};

/// One measure from the oldest score to the newest. Responses entered in error are left out.
struct MeasureCourse {
    std::string questionnaire;  ///< short id
    std::vector<CoursePoint> points;
};

/// The rules that the program came with.
[[nodiscard]] const Result<safety::ChangeRules>& bundledChangeRules();

/// Of one measure alone where `only` names it: a list of patients does not wait for the others.
[[nodiscard]] Result<std::vector<MeasureCourse>> coursesOf(store::Reading& reading,
                                                           std::string_view patient,
                                                           std::string_view only = {});

/// Raises a Flag for each score of the response's measure, from that response on, that is reliably
/// worse than its baseline: an answer that comes late may be the baseline of one that is here
/// already. A response that has a Flag of that tier or above gets no other.
[[nodiscard]] Result<void> checkWorsening(store::Writing& writing, const Forms& forms,
                                          Recorder& recorder,
                                          const landfall::fhir::Response& response,
                                          const base::Clock& clock, base::Random& random);

}  // namespace landfall::clinic::fhirapi
