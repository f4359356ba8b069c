#pragma once

#include <optional>

#include "landfall/fhir/care_plan.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::fhirapi {

/// The newest active plan of the pathway; a CarePlan of another kind is not one.
[[nodiscard]] Result<std::optional<landfall::fhir::CarePlan>> activeCarePlan(
    store::Reading& reading, std::string_view patient);

}  // namespace landfall::clinic::fhirapi
