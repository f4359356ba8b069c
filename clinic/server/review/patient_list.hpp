#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "server/fhir/forms.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::review {

constexpr std::size_t sparkPointsMax = 12;

/// A flag as far as one line says it: `tier`, `title`, `itemLabel`, `effect`, `helpNow`, `received`
/// (docs/api.md, `topFlag`).
[[nodiscard]] Result<boost::json::object> flagLine(store::Reading& reading,
                                                   const fhirapi::Forms& forms,
                                                   const store::FlagView& flag);

/// `GET /review/api/patients`: the patients of one clinician as a JSON array, who needs somebody
/// now first: the highest open tier, then the flag that has waited longest, then what is overdue,
/// then phones that wait, then who was heard of last. `today` is a FHIR date of the clinic.
[[nodiscard]] Result<std::string> patientList(store::Reading& reading, const fhirapi::Forms& forms,
                                              std::string_view clinician, std::string_view today);

}  // namespace landfall::clinic::review
