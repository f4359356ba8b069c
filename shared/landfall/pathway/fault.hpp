#pragma once

#include "landfall/base/result.hpp"

namespace landfall::pathway {

/// Why a protocol or a patient's plan was refused. The place is a JSON path of the definition or
/// the name of what was given; never anything about a person.
enum class Fault {
    NotAProtocol = 1,  ///< another resource type than PlanDefinition
    BadElement,        ///< an element of a wrong type, or a required one missing
    BadCode,           ///< a code that is not known here and changes what happens
    TooManyVisits,     ///< more than visitsMax
    DuplicateVisit,    ///< two visits with one code
    BadAnchor,         ///< a visit that hangs on no visit, or on one that comes later
    BadWindow,         ///< a window of negative or absurd length
    NoDosingDay,       ///< not exactly one visit is the dosing day
    BadForm,           ///< a form that names no questionnaire, or twice the same one
    DifferentContent,  ///< another protocol under a url|version that is there already
    UnknownProtocol,   ///< no protocol of that id or canonical
    BadDate,           ///< no FHIR date that exists
    UnknownZone,       ///< not in the IANA database
    UnknownSession,    ///< the plan has no dosing session of that number
    SessionCancelled,  ///< a cancelled session is neither moved nor cancelled again
    SameDay,           ///< another session is on that day
    BeforeStart,       ///< a session before the pathway begins
    TooManySessions,   ///< more than sessionsMax
    BadTime,           ///< not of the form 09:30, or skipped by the clocks on that day
    InThePast,         ///< an appointment before now
    BadAppointment,    ///< no title, a text too long, or a length that makes no sense
    UnknownAppointment,
    AppointmentCancelled,
    TooManyAppointments,
    TooFarAhead,  ///< a day more than yearsAheadMax from today
};

[[nodiscard]] const boost::system::error_category& faultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(Fault f) {
    return {static_cast<int>(f), faultCategory()};
}

}  // namespace landfall::pathway

template <>
struct boost::system::is_error_code_enum<landfall::pathway::Fault> : std::true_type {};
