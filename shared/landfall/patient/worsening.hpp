#pragma once

#include <cstdint>
#include <optional>

#include "landfall/patient/profile.hpp"
#include "landfall/safety/tier.hpp"

namespace landfall::patient {

/// A score that is worse than its baseline beyond chance.
struct Worsening {
    safety::Tier tier = safety::Tier::None;  ///< Contact or Urgent
    std::int64_t current = 0;
    std::int64_t baseline = 0;
};

/// Whether a total that is given now is reliably worse than the baseline of the newest session
/// before today that has one: the last complete score of the 14 days up to its dosing day, and not
/// that of the screening when there is one of the baseline visit (clinical rules 4 and 5.4). The
/// clinic's server judges by the same rules. Nothing whenever that cannot be said: nothing about
/// the pathway may keep an answer from being saved.
[[nodiscard]] std::optional<Worsening> worseningOf(Profile& profile, const instrument::Form& form,
                                                   std::int64_t total);

}  // namespace landfall::patient
