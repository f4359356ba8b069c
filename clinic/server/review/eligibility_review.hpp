#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/pathway/gates.hpp"
#include "landfall/safety/eligibility.hpp"
#include "server/fhir/forms.hpp"
#include "server/store/record_store.hpp"

// What a patient's self-checks amount to (clinical rules 6.2). For clinicians; it decides nothing.
namespace landfall::clinic::review {

/// The rules and the list of medicines that the program came with.
[[nodiscard]] const Result<safety::EligibilityRules>& bundledEligibilityRules();

struct SelfCheck {
    store::ResponseView response;
    std::int64_t version = 0;     ///< of its record; a correction is another one
    std::int64_t receivedMs = 0;  ///< when that version came
    fhirapi::Forms::Form form;
    instrument::Answers answers;
    safety::EligibilityReview review;
};
/// The newest self-check, and before it what came after `sinceMs` (everything without one), newest
/// first: an answer of class A does not go away because the form was answered again. A version that
/// was corrected since counts as it was sent. One in which nothing is answered is none: it makes no
/// class, asks for no decision and takes nothing back. Empty without a self-check that can be read.
[[nodiscard]] Result<std::vector<SelfCheck>> selfChecksOf(store::Reading& reading,
                                                          const fhirapi::Forms& forms,
                                                          std::string_view patient,
                                                          std::optional<std::int64_t> sinceMs,
                                                          std::optional<std::int64_t> untilMs = {});

/// What a decision is made on.
struct DecisionGround {
    /// What was said, but never below that of any self-check since the last decision that lets the
    /// patient go on; without one it takes two people, as class A does.
    char riskClass = 'A';
    std::string selfCheck{};  ///< id of the newest response; "" without one
    std::int64_t version = 0;
};
[[nodiscard]] Result<DecisionGround> groundOfDecision(store::Reading& reading,
                                                      const fhirapi::Forms& forms,
                                                      std::string_view patient,
                                                      const std::string& plan, char said);
/// True when a self-check, the newest or one since the decision, has a class above that of the
/// decision, or is another one and holds something of class A or U that nobody has decided about.
[[nodiscard]] Result<bool> isOutdated(store::Reading& reading, const fhirapi::Forms& forms,
                                      std::string_view patient,
                                      const pathway::EligibilityDecision& decision,
                                      std::optional<std::int64_t> untilMs = {});

/// What keeps a patient from being booked (clinical rules 6.2, class A).
enum class NotBookable {
    No,
    Undecided,   ///< an answer of class A that no decision lets pass
    DecidedNot,  ///< the newest decision is a no
};
[[nodiscard]] Result<NotBookable> notBookable(store::Reading& reading, const fhirapi::Forms& forms,
                                              std::string_view patient, const std::string& plan);

/// The body of `GET /review/api/patients/<id>/eligibility` (docs/api.md). `plan` is "" without one.
[[nodiscard]] Result<std::string> eligibilityPage(store::Reading& reading,
                                                  const fhirapi::Forms& forms,
                                                  std::string_view patient,
                                                  const std::string& plan);

}  // namespace landfall::clinic::review
