#pragma once

#include "server/review/dosing_record.hpp"

// What has to hold before a dose begins and before somebody goes home (clinical rules 4, 5.1, 7).
namespace landfall::clinic::review {

using NotReady = std::vector<http::RefusalDetail::Further>;

/// Something that speaks against a dose. It forbids nothing by itself: a clinician says go, with
/// the reason, or no-go. `code` is a fact of the day before, `danger-answer`, `open-flag` or
/// `vitals`.
struct Against {
    std::string code;
    std::string_view text;     ///< a sentence for clinicians
    std::int64_t sinceMs = 0;  ///< when the clinic could know
};

/// The first and the last moment of a session's own day in the clinic's calendar.
[[nodiscard]] DaySpan spanOf(const pathway::Zone& zone, pathway::Day day);

/// What there is about the go of one session.
struct GoFacts {
    std::vector<Against> against;
    std::int64_t answeredMs = 0;  ///< when the last of these answers came
    /// The newest go holds: it is none, or came before what it should have known, or gives no
    /// reason where something speaks against it.
    [[nodiscard]] bool holds(const DosingDay& day) const;
};
[[nodiscard]] Result<GoFacts> goFactsOf(store::Reading& reading, const PlanSources& sources,
                                        const PatientPlan& plan, const pathway::SessionDay& session,
                                        const DosingDay& day);

/// What stands in the way of `prepared` or `start`; empty when nothing does.
[[nodiscard]] Result<NotReady> beforeDose(store::Reading& reading, const PlanSources& sources,
                                          const PatientPlan& plan,
                                          const pathway::SessionDay& session, const DosingDay& day,
                                          const fhir::DosingStep& step);
/// What stands in the way of a discharge.
[[nodiscard]] Result<NotReady> beforeDischarge(store::Reading& reading, const DosingDay& day,
                                               const fhir::DosingStep& step);

}  // namespace landfall::clinic::review
