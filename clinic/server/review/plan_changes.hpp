#pragma once

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/pathway/appointments.hpp"
#include "server/review/plans.hpp"

namespace landfall::clinic::review {

constexpr std::string_view defaultProtocol = "dmt-trd";

/// One change of a patient's plan. Which members count depends on the kind.
struct PlanChange {
    enum class Kind {
        Begin,       ///< a plan, or new protocol, start, zone or scores of the one that is there
        AddSession,  ///< `date`
        Move,        ///< `session` to `date`
        Cancel,      ///< `session`
        Prepared,    ///< a preparation for `session` took place at `date`, a FHIR dateTime
        Ready,       ///< measures of the experience of `session` may be asked from now on
        Appoint,     ///< `appointment`, a new one or the one of its number
        CancelAppointment,  ///< cancels the appointment of that number
    };
    Kind kind = Kind::Begin;
    std::string patient;
    std::string protocol{};  ///< short id or canonical; "" means as it is, or the default
    std::string start{};     ///< FHIR date; "" means as it is, or today
    std::string zone{};      ///< IANA name; "" means as it is, or that of this machine
    std::string scores{};    ///< "shown" or "hidden" on the patient's phone; "" means as it is
    int session = 0;
    std::string date{};
    pathway::AppointmentOrder appointment{};
};
struct PlanChanged {
    fhir::CarePlan plan;
    int session = 0;      ///< the one that was added or changed, or 0
    int appointment = 0;  ///< the same
    std::int64_t head = 0;
};

/// Writes a new version of the plan into the patient's feed; a new plan brings its protocol and the
/// questionnaires of it along. Tasks about visits that are no longer on their day end with it
/// (endMissedTasks). The caller has checked who may, and audits. base::Fault::NotFound
/// when there is no plan to change; http::Refusal::DoseRecorded for a session whose dose has begun
/// and that is to be moved or cancelled; the faults of pathway for dates, zones, sessions and
/// protocols. Sentences for whoever asked: asPlanRefusal.
[[nodiscard]] Result<PlanChanged> changePlan(store::Writing& writing, const PlanSources& sources,
                                             const PlanChange& change, const base::Clock& clock,
                                             base::Random& random);

}  // namespace landfall::clinic::review
