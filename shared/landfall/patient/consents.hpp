#pragma once

#include <vector>

#include "landfall/fhir/read.hpp"
#include "landfall/store/store.hpp"

namespace landfall::patient {

/// Every step of consent that this phone has and can read, oldest first.
[[nodiscard]] Result<std::vector<fhir::ConsentRecord>> consentsOf(store::Store& store);

}  // namespace landfall::patient
