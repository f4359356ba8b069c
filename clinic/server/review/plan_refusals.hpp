#pragma once

#include "server/review/plan_changes.hpp"

// Why a change of a plan was refused, in sentences for clinicians: what was not done, which part of
// the request is at fault and why, that nothing was stored, and what to do.
namespace landfall::clinic::review {

/// What was asked for. The first ones are those of PlanChange::Kind, in its order.
enum class PlanAct {
    Begin,
    AddSession,
    Move,
    Cancel,
    Prepared,
    Ready,
    Appoint,
    CancelAppointment,
    Decide,
    Unknown,  ///< a request that says none of these
};
[[nodiscard]] PlanAct actOf(PlanChange::Kind kind);

enum class PlanFault {
    NoPlan = 1,
    PlanNotFollowed,  ///< its protocol is not known here
    UnknownAct,
    UnknownProtocol,
    UnknownZone,
    BadScores,
    BadDate,
    BadMoment,  ///< no FHIR dateTime
    NotHeldYet,
    UnknownSession,
    SessionCancelled,
    SameDay,
    DateBeforeStart,
    StartAfterSession,
    TooManySessions,
    BadTime,
    InThePast,
    BadTitle,
    BadMinutes,
    BadText,
    UnknownAppointment,
    AppointmentCancelled,
    TooManyAppointments,
    NoAnswer,  ///< a decision without yes or no
    BadClass,
    BadReason,
    NotHappened,  ///< a session whose day is still to come
    NotDecided,   ///< an answer of class A that no decision lets pass
    DecidedNot,   ///< a clinician has decided that it is not possible now
    TooFarAhead,  ///< a day more than two years from today
};

/// An Error whose message is the whole sentence and whose place is the member of the request.
[[nodiscard]] Error planRefused(PlanAct act, PlanFault fault, std::string member);
/// The faults of changePlan and decide as such; every other error is what it was.
[[nodiscard]] Error asPlanRefusal(PlanAct act, const Error& error);
[[nodiscard]] bool isPlanRefusal(const Error& error);
/// Whether it was refused because there is no plan.
[[nodiscard]] bool lacksPlan(const Error& refusal);

}  // namespace landfall::clinic::review
