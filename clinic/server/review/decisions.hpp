#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "landfall/pathway/gates.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::review {

constexpr std::size_t reasonBytesMax = 8000;

/// What a clinician decided about a patient's eligibility for a plan.
struct DecisionOrder {
    std::string plan;
    std::string patient;
    std::string author;  ///< id of the clinician
    /// The response it is about, with its version; "" where the patient has answered none.
    std::string selfCheck{};
    std::int64_t selfCheckVersion = 0;
    bool eligible = false;
    char riskClass = 'U';  ///< A, B, C or U: the highest class among the answers
    std::string reason;
};

/// Keeps a decision as a note of the clinic, so that its reason never reaches a phone. The decision
/// of another clinician that says the same of the same self-check as the one before it makes that
/// one's author the second person. base::Fault::Malformed for an empty reason or another class.
Result<void> decide(store::Writing& writing, const DecisionOrder& order, const base::Clock& clock,
                    base::Random& random);
/// True while a yes to class A, or U, waits for a second person; a no needs none (clinical rules 6:
/// overriding needs a second signature).
[[nodiscard]] bool needsSecond(const pathway::EligibilityDecision& decision);
/// A decision as docs/api.md shows it, with the names of both people.
[[nodiscard]] Result<boost::json::object> decisionJson(
    store::Reading& reading, const pathway::EligibilityDecision& decision);
/// Every decision about this plan, newest first.
[[nodiscard]] Result<std::vector<pathway::EligibilityDecision>> decisionsOf(
    store::Reading& reading, const std::string& plan);
/// The newest decision about this plan.
[[nodiscard]] Result<std::optional<pathway::EligibilityDecision>> decisionOf(
    store::Reading& reading, const std::string& plan);

}  // namespace landfall::clinic::review
