#pragma once

#include <vector>

#include "landfall/fhir/read.hpp"
#include "landfall/pathway/consent_library.hpp"
#include "landfall/pathway/participation.hpp"
#include "landfall/store/store.hpp"

namespace landfall::patient {

/// Every step of consent that this phone has and can read, oldest first.
[[nodiscard]] Result<std::vector<fhir::ConsentRecord>> consentsOf(store::Store& store);
/// The texts to agree to: those of the program and those that the clinic sent. One that cannot be
/// read, or that says something else under the name of an earlier one, is left out.
[[nodiscard]] Result<pathway::ConsentLibrary> consentTextsOf(store::Store& store);
/// Whether this person takes part, as the clinic computes it too.
[[nodiscard]] Result<pathway::Participation> participationOf(store::Store& store);

}  // namespace landfall::patient
