#pragma once

#include <string>
#include <string_view>

#include "landfall/instrument/response.hpp"
#include "server/fhir/forms.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::review {

/// What the patient called a side effect: the option they chose, in the words of the form; empty
/// when they named none or the form asks for none.
[[nodiscard]] std::string effectTermOf(const instrument::Form& form,
                                       const instrument::Answers& answers);

/// The same of a response by its id; empty too when it or its form cannot be read.
[[nodiscard]] Result<std::string> effectTermOf(store::Reading& reading, const fhirapi::Forms& forms,
                                               std::string_view response);

}  // namespace landfall::clinic::review
