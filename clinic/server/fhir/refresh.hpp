#pragma once

#include <string>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "server/fhir/forms.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::fhirapi {

struct Refreshed {
    std::string patient;
    std::int64_t head = 0;  ///< of the patient's feed afterwards
};

/// A questionnaire has just become known, or its definition has changed: what was received before
/// is projected again as if it had been known all along, so that title, score, tier and item texts
/// are the same as after `reindex`. Answers that reach a tier without a flag get one now, because
/// nobody could see the danger before. Call it once `forms` has the form, in the transaction that
/// stores it. The patients it concerned, by id.
[[nodiscard]] Result<std::vector<Refreshed>> refreshAnswersTo(store::Writing& writing,
                                                              const Forms& forms,
                                                              const std::string& canonical,
                                                              const base::Clock& clock,
                                                              base::Random& random);

}  // namespace landfall::clinic::fhirapi
