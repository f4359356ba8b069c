#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/pathway/schedule.hpp"

// What has to be true before a dosing session can be recorded. Software opens no gate by itself:
// people decide, this lists what is missing (clinical rules 4, 5.8 and 7).
namespace landfall::pathway {

/// A clinician's decision about eligibility. `by` and `second` are ids of people of the clinic.
struct EligibilityDecision {
    std::string selfCheck{};            ///< id of the response it is about; "" for none
    std::int64_t selfCheckVersion = 0;  ///< of that record; a correction is another version
    bool eligible = false;
    /// The highest class among the answers of the self-check: 'A' needs a second person.
    char riskClass = 'U';
    std::string reason;
    std::string by;
    std::string second;
    base::WallTime at;
};

/// What is known beside the answers.
struct GateFacts {
    std::optional<EligibilityDecision> eligibility;
    /// A self-check that came after the decision asks for another one.
    bool eligibilityOutdated = false;
    std::optional<base::WallTime> consentSigned;  ///< the signature that holds
    bool consentCountersigned = false;            ///< the clinic's name stands under it
    bool consentOfTemplate = false;  ///< what is signed is a template, approved by nobody
    bool consentChanged = false;     ///< what was signed has changed since in what matters
    bool consentWithdrawn = false;
};

enum class GateId { Eligibility, Consent, Preparation, DayBefore, Transport };
[[nodiscard]] std::string_view nameOf(GateId gate);

/// Why a gate is closed; None when it is open.
enum class GateReason {
    None,
    NotDecided,        ///< no clinician has decided
    NotEligible,       ///< the decision was no
    NoReason,          ///< a decision without a reason is none
    Outdated,          ///< the self-check was answered anew since
    NoSecondPerson,    ///< class A, and only one person decided
    NotSigned,         ///< no consent
    TemplateSigned,    ///< what is signed is a template, not the clinic's own text
    NotCountersigned,  ///< the consent is signed, and nobody of the clinic has signed under it
    ConsentChanged,    ///< what was signed has changed since in what matters
    Withdrawn,         ///< the consent was taken back
    NotPrepared,       ///< no preparation session has taken place
    PreparedTooEarly,  ///< the preparation lies before the days of the preparation
    PreparedTooLate,   ///< the preparation is less than the set hours before dosing
    NotAnswered,       ///< a form is missing, see `missing`
    AnsweredTooEarly,  ///< a form of the day before was answered before that day
    AnsweredPartly,    ///< a form was sent without every answer it needs
    AnsweredTooLate,   ///< it was answered on the day of the session, or after it
    NotAsked,          ///< the protocol has nothing that would answer for it
};
/// A sentence for clinicians.
[[nodiscard]] std::string_view sentenceOf(GateReason reason);

struct Gate {
    GateId id = GateId::Eligibility;
    GateReason reason = GateReason::None;
    std::vector<std::string> missing;  ///< canonicals of forms
    [[nodiscard]] bool isOpen() const { return reason == GateReason::None; }
};

/// What the gates are computed from. `answers` are those that the schedule was computed from.
struct GateInput {
    const Schedule& schedule;
    const Instance& instance;
    const std::vector<Answered>& answers;
    const GateFacts& facts;
    int session = 1;
    /// The moment in question: that of the dose, or now. What lies after it does not count.
    base::WallTime at;
};
/// The five gates of one session, in the order people meet them. UnknownSession, SessionCancelled.
[[nodiscard]] Result<std::vector<Gate>> gatesOf(const GateInput& input);
/// True when every one is open.
[[nodiscard]] bool mayBeRecorded(const std::vector<Gate>& gates);

/// Until when the rules after dosing hold (no driving, no machines, somebody at hand): the set
/// hours and at the least until the next day has begun; never less than 24 hours. The label of
/// esketamine says "the next day after a restful sleep", which only the person can know.
[[nodiscard]] std::int64_t impairedUntilMs(const Instance& instance, std::int64_t dosingEndMs);

}  // namespace landfall::pathway
