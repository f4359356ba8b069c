#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/instrument/answers.hpp"
#include "landfall/safety/medicines.hpp"
#include "landfall/safety/review_class.hpp"

namespace landfall::safety {

/// One rule of shared/safety/eligibility.json (clinical rules 6.2).
struct EligibilityRule {
    std::string id;
    std::string item;  ///< linkId in the form `eligibility`
    ReviewClass reviewClass = ReviewClass::Review;
    std::optional<ReviewClass> dayBefore;  ///< instead, on the day before the session
    std::string counts;                    ///< code of the option that counts: "yes" or "no"
    bool sameDay = false;                  ///< has to reach a clinician the same day
    std::string source;
    std::string evidence;  ///< S, M or P
};

/// Limits for what the clinic measures; the clinic confirms or changes them.
struct ClinicLimits {
    std::int64_t systolicAbove = 0;   ///< mm[Hg]
    std::int64_t diastolicAbove = 0;  ///< mm[Hg]
    ReviewClass pressureClass = ReviewClass::Stop;
    std::int64_t qtcFAboveMs = 0;
    ReviewClass qtcFClass = ReviewClass::Stop;
    std::int64_t pulseBelow = 0;  ///< beats a minute, at rest
    std::int64_t pulseAbove = 0;
    ReviewClass pulseClass = ReviewClass::Review;
    std::string confirmedBy{};  ///< who at the clinic confirmed them; "" while nobody has
};
struct ClinicValues {
    std::optional<std::int64_t> systolic = std::nullopt;
    std::optional<std::int64_t> diastolic = std::nullopt;
    std::optional<std::int64_t> qtcFMs = std::nullopt;
    std::optional<std::int64_t> pulse = std::nullopt;
};
/// The class of one reading; a limit itself is not above it. Two readings are combined by
/// `combine`.
[[nodiscard]] ReviewClass classOf(const ClinicLimits& limits, const ClinicValues& values);

class EligibilityRules {
public:
    [[nodiscard]] static Result<EligibilityRules> bundled();
    /// fhir::Fault with the place.
    [[nodiscard]] static Result<EligibilityRules> read(const fhir::Node& root);
    /// Every rule finds its item in the form, which is asked of everybody, is answered by nobody
    /// else, has the options yes, no and "not sure" and no other, and can be declined; every
    /// question with options has a rule; the free text for medicines is there and asked.
    /// Else instrument::Fault::RuleDoesNotFit at each place: `item`, a linkId, and what is wrong
    /// there.
    [[nodiscard]] std::vector<Error> faultsAgainst(const instrument::Form& form) const;
    /// A question with options that no rule looks at.
    [[nodiscard]] bool isWithoutRule(const instrument::Item& item) const;

    [[nodiscard]] const std::string& version() const { return version_; }
    [[nodiscard]] const std::vector<EligibilityRule>& rules() const { return rules_; }
    [[nodiscard]] const ClinicLimits& clinicLimits() const { return limits_; }
    /// The fixed sentence of a result (clinical rules 6.3), in English as the catalogues of
    /// translations have it. There are four, and no other sentence is ever the result.
    [[nodiscard]] std::string_view wordingOf(ReviewClass result) const;
    /// The rule for AUDIT-C at or above its cut.
    [[nodiscard]] const EligibilityRule& auditRule() const { return audit_; }

private:
    std::string version_;
    std::vector<EligibilityRule> rules_;
    ClinicLimits limits_;
    EligibilityRule audit_;
    std::string urgent_, stop_, review_, none_;
};

/// Whether a total of AUDIT-C is at or above its cut. The sex at birth is not known here, so the
/// more cautious cut holds (clinical rules 3.6).
[[nodiscard]] bool isAuditAboveCut(std::int64_t total);

struct EligibilityContext {
    bool dayBefore = false;      ///< asked again on the day before the session
    bool auditAboveCut = false;  ///< AUDIT-C at or above its cut
    /// What the form `medicines` names, as namedMedicines gives it.
    std::vector<std::string> listedMedicines{};
};

/// The names and free words of a response to the form `medicines`: what is taken, and what was
/// stopped or changed lately. Each is read as the free text of the eligibility check is. Of a form
/// that faultsOfMedicines finds something in, every answer.
[[nodiscard]] std::vector<std::string> namedMedicines(const instrument::Form& form,
                                                      const instrument::Answers& answers);

/// Why namedMedicines would find less in a form than in the bundled one: each item that is missing,
/// takes no text, or has one before anybody is asked.
[[nodiscard]] std::vector<Error> faultsOfMedicines(const instrument::Form& form);

/// What faultsAgainst of the bundled rules, or faultsOfMedicines, find in the form of a clinic that
/// one of them is about, and for medicines whether everybody is asked whom the bundled form asks;
/// nothing for any other form.
[[nodiscard]] std::vector<Error> faultsOfReviewed(const instrument::Form& form);

/// One answer that led to the result.
struct EligibilityFinding {
    std::optional<std::size_t> item;  ///< in the form; nothing for AUDIT-C and listed medicines
    std::string rule;                 ///< for the clinician
    ReviewClass reviewClass = ReviewClass::None;
    bool sameDay = false;
    bool unanswered = false;
};

struct EligibilityReview {
    ReviewClass result = ReviewClass::None;
    /// Of everything class C or above, the most urgent first, then in the order of the form.
    std::vector<EligibilityFinding> findings;
    /// Of the free text, then of the medicines listed elsewhere; they point into the Medicines.
    std::vector<MedicineFinding> medicines;
    bool sameDay = false;      ///< some answer has to reach a clinician the same day
    std::string_view wording;  ///< points into the rules
};

/// What a clinician has to look at, and the fixed sentence for the patient. "Not sure", "prefer
/// not to say" and an option that the rules do not know count as the answer that counts. A question
/// without an answer of the person's own counts too, save that it is never more than Stop: nobody
/// has said anything about harm. What faultsAgainst finds in the form is for review. It is no
/// decision on anybody.
[[nodiscard]] EligibilityReview reviewOf(const EligibilityRules& rules, const Medicines& medicines,
                                         const instrument::Form& form,
                                         const instrument::Answers& answers,
                                         const EligibilityContext& context = {});

}  // namespace landfall::safety
