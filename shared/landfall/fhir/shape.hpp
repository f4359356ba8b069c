#pragma once

#include "landfall/fhir/resource.hpp"

namespace landfall::fhir {

/// Checks the known elements of a resource against the shape that FHIR R4 gives its type.
[[nodiscard]] Result<void> checkShape(const Envelope& envelope);

}  // namespace landfall::fhir
