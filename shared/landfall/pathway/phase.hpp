#pragma once

#include "landfall/pathway/schedule.hpp"

namespace landfall::pathway {

/// Where the person is on the way. Nobody skips preparation or integration: screening lasts until
/// its forms are answered, integration until its last visit has closed, also when another session
/// is planned already.
[[nodiscard]] Phase phaseOf(const Schedule& schedule, const Instance& instance);

}  // namespace landfall::pathway
