#pragma once

#include <optional>
#include <string>

#include "landfall/pathway/gates.hpp"
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
    std::int64_t version = 0;  ///< of its record; a correction is another one
    fhirapi::Forms::Form form;
    instrument::Answers answers;
    safety::EligibilityReview review;
};
/// Nothing before there is a self-check that can be read.
[[nodiscard]] Result<std::optional<SelfCheck>> selfCheckOf(
    store::Reading& reading, const fhirapi::Forms& forms, std::string_view patient,
    std::optional<std::int64_t> untilMs = {});

/// What a decision is made on.
struct DecisionGround {
    /// What was said, but never below that of the self-check; without one it takes two people, as
    /// class A does.
    char riskClass = 'A';
    std::string selfCheck{};  ///< id of the newest response; "" without one
    std::int64_t version = 0;
};
[[nodiscard]] Result<DecisionGround> groundOfDecision(store::Reading& reading,
                                                      const fhirapi::Forms& forms,
                                                      std::string_view patient, char said);
/// True when the self-check as it is now has a class above that of the decision, or is another one
/// and holds something of class A or U that nobody has decided about.
[[nodiscard]] Result<bool> isOutdated(store::Reading& reading, const fhirapi::Forms& forms,
                                      std::string_view patient,
                                      const pathway::EligibilityDecision& decision,
                                      std::optional<std::int64_t> untilMs = {});

/// The body of `GET /review/api/patients/<id>/eligibility` (docs/api.md). `plan` is "" without one.
[[nodiscard]] Result<std::string> eligibilityPage(store::Reading& reading,
                                                  const fhirapi::Forms& forms,
                                                  std::string_view patient,
                                                  const std::string& plan);

}  // namespace landfall::clinic::review
