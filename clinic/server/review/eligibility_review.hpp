#pragma once

#include <optional>
#include <string>

#include "landfall/safety/eligibility.hpp"
#include "server/fhir/forms.hpp"
#include "server/store/record_store.hpp"

// What a patient's newest self-check amounts to (clinical rules 6.2). For clinicians; it decides
// nothing.
namespace landfall::clinic::review {

/// The rules and the list of medicines that the program came with.
[[nodiscard]] const Result<safety::EligibilityRules>& bundledEligibilityRules();

struct SelfCheck {
    store::ResponseView response;
    fhirapi::Forms::Form form;
    instrument::Answers answers;
    safety::EligibilityReview review;
};
/// Nothing before there is a self-check that can be read.
[[nodiscard]] Result<std::optional<SelfCheck>> selfCheckOf(store::Reading& reading,
                                                           const fhirapi::Forms& forms,
                                                           std::string_view patient);

/// The class a decision is made under: what was said, but never below that of the self-check.
[[nodiscard]] Result<char> classOfDecision(store::Reading& reading, const fhirapi::Forms& forms,
                                           std::string_view patient, char said);

/// The body of `GET /review/api/patients/<id>/eligibility` (docs/api.md). `plan` is "" without one.
[[nodiscard]] Result<std::string> eligibilityPage(store::Reading& reading,
                                                  const fhirapi::Forms& forms,
                                                  std::string_view patient,
                                                  const std::string& plan);

}  // namespace landfall::clinic::review
