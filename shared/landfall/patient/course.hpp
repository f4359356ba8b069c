#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "landfall/pathway/schedule.hpp"
#include "landfall/patient/profile.hpp"

namespace landfall::patient {

/// This person's way through the protocol, as the phone knows it now. The schedule points into the
/// protocol, which the course keeps.
struct Course {
    std::shared_ptr<const pathway::Protocol> protocol;
    pathway::Instance instance;
    std::vector<pathway::Answered> answers;
    pathway::Schedule schedule;
};

/// Nothing while the clinic has made no plan, or one that this version cannot follow.
[[nodiscard]] Result<std::optional<Course>> courseOf(Profile& profile);

/// The visits that an answer to this questionnaire, given now, belongs to. Empty whenever that
/// cannot be said: nothing about the pathway may keep an answer from being saved.
[[nodiscard]] std::vector<fhir::VisitMark> visitsAnsweredBy(Profile& profile,
                                                            std::string_view questionnaire);

/// Inside the window of the request that the response answered, else of its visit. `course` may be
/// nothing.
[[nodiscard]] bool isInWindow(std::string_view response, const base::WallTime& authored,
                              const std::vector<store::AssignmentRow>& tasks,
                              const std::optional<Course>& course);
/// The same of what is on this phone; true where that cannot be said.
[[nodiscard]] bool isInWindow(Profile& profile, std::string_view response,
                              const base::WallTime& authored);

/// Whether half an answer to this questionnaire is none somewhere in this person's protocol
/// (pathway::needsWhole). False without a plan.
[[nodiscard]] bool needsWhole(Profile& profile, std::string_view questionnaire);

}  // namespace landfall::patient
