#pragma once

#include "landfall/base/clock.hpp"
#include "landfall/fhir/types.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::fhirapi {

constexpr std::string_view unknownFormCode = "look-at-unknown-form";

/// An answer to a questionnaire that the clinic does not have is kept, and nothing can be computed
/// from it until the clinic adds the questionnaire (refresh.hpp). So that somebody knows, it is a
/// routine Task of the staff: one for each questionnaire and patient, whether it is still open or
/// not. Stands in no phone's feed.
Result<void> noteUnknownForm(store::Writing& writing, const landfall::fhir::Response& response,
                             const base::WallTime& now);

}  // namespace landfall::clinic::fhirapi
