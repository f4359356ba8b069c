#pragma once

#include "server/review/dosing_record.hpp"

// What has to hold before a dose begins and before somebody goes home (clinical rules 4, 5.1, 7).
namespace landfall::clinic::review {

using NotReady = std::vector<http::RefusalDetail::Further>;

/// Something that speaks against a dose. It forbids nothing by itself: a clinician says go, with
/// the reason, or no-go. `code` is a fact of the day before or of the way home, `danger-answer`,
/// `danger-flag`, `open-flag`, `stop` or `vitals`.
struct Against {
    std::string code;
    std::string text;          ///< a sentence for clinicians
    std::int64_t sinceMs = 0;  ///< when the clinic could know
    std::int64_t atMs = 0;     ///< of an entry of the record its own time, else the same
};

constexpr std::string_view flagSentence =
    "A flag of tier 2 or 3 is open. Close it with a note on the patient's page first.";
/// Null, or when the newest open flag of tier 2 or 3 came; leaves out what came after `untilMs`.
[[nodiscard]] Result<std::optional<std::int64_t>> openFlagMs(
    store::Reading& reading, std::string_view patient, std::optional<std::int64_t> untilMs = {});

/// The first and the last moment of a session's own day in the clinic's calendar.
[[nodiscard]] DaySpan spanOf(const pathway::Zone& zone, pathway::Day day);

/// What there is about the go of one session.
struct GoFacts {
    DaySpan own;  ///< the session's day
    std::vector<Against> against;
    std::int64_t answeredMs = 0;  ///< when the last of these answers came
    /// The newest go holds: it is one, came after two readings of the baseline and after all that
    /// it should have known, and gives a reason where something speaks against it.
    [[nodiscard]] bool holds(const DosingDay& day) const;
};
/// As far as `sources` know it, up to the end of the session's day.
[[nodiscard]] Result<GoFacts> goFactsOf(store::Reading& reading, const PlanSources& sources,
                                        const PatientPlan& plan, const pathway::SessionDay& session,
                                        const DosingDay& day);

/// What stands in the way of `prepared` or `start`; empty when nothing does. They are judged at
/// their own time. Of a correction of what was given only what it changes is judged: the rest held.
[[nodiscard]] Result<NotReady> beforeDose(store::Reading& reading, const PlanSources& sources,
                                          const PatientPlan& plan,
                                          const pathway::SessionDay& session, const DosingDay& day,
                                          const fhir::DosingStep& step);
/// True for a correction of the dose that has begun, or of its start.
[[nodiscard]] bool correctsGiven(const DosingDay& day, const fhir::DosingStep& step);
/// What stands in the way of a second person's check: one from before a dose stays before it.
[[nodiscard]] NotReady beforeCheck(const DaySpan& own, const DosingDay& day,
                                   const fhir::DosingStep& step);
/// What stands in the way of a discharge; `own` as in DosingDay::leavingFromMs.
[[nodiscard]] Result<NotReady> beforeDischarge(store::Reading& reading, const DaySpan& own,
                                               const DosingDay& day, const fhir::DosingStep& step);

}  // namespace landfall::clinic::review
