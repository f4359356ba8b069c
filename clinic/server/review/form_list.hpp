#pragma once

#include <boost/json/array.hpp>

#include "landfall/pathway/library.hpp"
#include "server/fhir/forms.hpp"

namespace landfall::clinic::review {

/// Whether some protocol asks this form of the clinic itself.
[[nodiscard]] bool isForClinic(const pathway::Library& protocols, const instrument::Form& form);

/// The body of `GET /review/api/questionnaires` (docs/api.md): every form, and for those that a
/// protocol asks of the clinic their questions too.
[[nodiscard]] boost::json::array formList(const fhirapi::Forms& forms,
                                          const pathway::Library& protocols);

}  // namespace landfall::clinic::review
