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

}  // namespace landfall::patient
