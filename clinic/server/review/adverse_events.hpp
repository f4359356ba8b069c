#pragma once

#include <string>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/fhir/adverse_event.hpp"
#include "landfall/fhir/types.hpp"
#include "server/fhir/forms.hpp"
#include "server/store/record_store.hpp"

// Adverse events as clinicians confirm them (clinical rules 8). They stay with the clinic.
namespace landfall::clinic::review {

/// To tell the sponsor of a serious event after it is known (protocol-specific; clinical rules 8).
constexpr std::int64_t sponsorClockMs = 24LL * 60 * 60 * 1000;

/// The tier of the flag that an event of this grade raises (clinical rules 8): 2 for grade 3, 3 for
/// grade 4, which is life-threatening. 0 for none: by grade 5 nobody can be helped any more.
[[nodiscard]] int flagTierOf(int grade);
/// That flag; its id, its cause and when it was raised are the caller's.
[[nodiscard]] fhir::SafetyFlag flagOf(const fhir::AdverseEvent& event);

struct AdverseEventOrder {
    fhir::AdverseEvent event;
    /// A session or none was named; else a later version keeps the one of the version before.
    bool saysSession = false;
};

/// The event that a body describes (docs/api.md); `id`, `patient`, `by` and `recorded` are the
/// caller's. base::Fault::Malformed with the member at fault; RequestFault::EndBeforeOnset,
/// AwareBeforeOnset and ReportedBeforeAware.
[[nodiscard]] Result<AdverseEventOrder> adverseEventFrom(const fhir::Node& body,
                                                         const base::WallTime& now);

/// Grade 4 is life-threatening, which is a criterion of a serious event (ICH E2A): true where none
/// is named.
[[nodiscard]] bool lacksCriterion(const fhir::AdverseEvent& event);
constexpr std::string_view lacksCriterionSentence =
    "Grade 4 is life-threatening: name that, or what else makes the event serious.";

/// Keeps an event, with a flag where its grade asks for one that neither the version before nor the
/// report has raised. One of a session whose dose is recorded names that dose.
/// base::Fault::NotFound for a report or an event that is not this patient's,
/// base::Fault::Malformed for a response that reports no effects, base::Fault::Busy when the event
/// it replaces has been replaced already, RequestFault::EventSession for a session that is not in
/// the plan.
Result<void> recordAdverseEvent(store::Writing& writing, const fhirapi::Forms& forms,
                                const AdverseEventOrder& order, const base::Clock& clock,
                                base::Random& random);

/// Every event of a patient, oldest first.
[[nodiscard]] Result<std::vector<fhir::AdverseEvent>> adverseEventsOf(store::Reading& reading,
                                                                      std::string_view patient);

/// The body of `GET /review/api/patients/<id>/effects` (docs/api.md).
[[nodiscard]] Result<std::string> effectsPage(store::Reading& reading, const fhirapi::Forms& forms,
                                              std::string_view patient, const base::WallTime& now);

}  // namespace landfall::clinic::review
