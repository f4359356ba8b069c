#pragma once

#include <string>

#include "landfall/base/clock.hpp"
#include "landfall/fhir/json.hpp"

namespace landfall::clinic::review {

/// The whole sentence about an entry of the dosing record that was refused for its member `member`:
/// what was not done, which member and why, that nothing was stored, and what to do.
[[nodiscard]] std::string dosingRefusalText(std::string_view member, const fhir::Node& body,
                                            const base::WallTime& now);

}  // namespace landfall::clinic::review
