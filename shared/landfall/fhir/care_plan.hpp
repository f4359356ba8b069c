#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/fhir/types.hpp"

// The CarePlan of Landfall: one patient's way through a protocol. The clinic writes it, a phone
// only reads it. http://hl7.org/fhir/R4/careplan.html
namespace landfall::fhir {

/// What was decided about a dosing session, and when. The list of a session is never rewritten:
/// what an answer belongs to is decided by the date that held when it was given.
struct SessionChange {
    base::WallTime since;
    std::string date;  ///< FHIR date in the clinic's calendar
    bool cancelled = false;
    friend bool operator==(const SessionChange&, const SessionChange&) = default;
};

/// A dosing session. `changes` is never empty; the last one holds.
struct DosingSession {
    int number = 1;  ///< 1, 2, ...; a number is never used again
    std::vector<SessionChange> changes;
    /// The clinician said that measures of the experience may be asked now.
    std::optional<base::WallTime> experienceReady{};

    [[nodiscard]] const std::string& date() const { return changes.back().date; }
    [[nodiscard]] bool cancelled() const { return changes.back().cancelled; }
    friend bool operator==(const DosingSession&, const DosingSession&) = default;
};

/// A preparation session that has taken place.
struct Preparation {
    int session = 1;  ///< the dosing session it prepares for
    base::WallTime held;
    friend bool operator==(const Preparation&, const Preparation&) = default;
};

/// A meeting of the patient with the clinic, at a time and a place. It is no visit of the protocol:
/// nothing is due because of it, and no date of a visit depends on it.
struct Appointment {
    int number = 1;  ///< 1, 2, ...; a number is never used again
    std::string title;
    base::WallTime start;  ///< with the offset of the clinic's clocks
    int minutes = 0;       ///< how long; 0 where nobody said
    std::string with;      ///< whom the patient meets, or ""
    std::string where;     ///< a place or a way to meet, or ""
    std::string note;      ///< what to bring or to know, or ""
    bool cancelled = false;
    friend bool operator==(const Appointment&, const Appointment&) = default;
};

/// What a site sets for one patient. Hours may be lengthened and never shortened below the defaults
/// (clinical rules 4 and 5.8).
struct PlanSettings {
    std::vector<std::string> assignedForms;  ///< canonicals of forms that are asked when assigned
    int preparationHours = 24;               ///< between the last preparation and dosing
    int impairmentHours = 24;                ///< no driving and the like after dosing
    bool patientSeesScores = true;           ///< numbers and charts on the patient's own phone
    friend bool operator==(const PlanSettings&, const PlanSettings&) = default;
};

struct CarePlan {
    std::string id;
    std::string patient;
    std::string protocol;  ///< canonical of the PlanDefinition, url|version
    std::string status = "active";
    std::string zone;   ///< the clinic's IANA zone, for example Europe/London
    std::string start;  ///< S, FHIR date: start of eligibility
    base::WallTime created;
    std::vector<DosingSession> sessions;
    std::vector<Preparation> preparations;
    std::vector<Appointment> appointments;
    PlanSettings settings;
    std::string source;
};

[[nodiscard]] std::string buildCarePlan(const CarePlan& plan);
/// Missing, BadValue, BadDateTime and the like with the place. A plan without `timezone` or
/// `period.start` is refused, because no date of it could be computed.
[[nodiscard]] Result<CarePlan> readCarePlan(const Node& resource);
/// A new version of a plan: what `plan` says, and every element of `before` that is not known here
/// as it was.
[[nodiscard]] Result<std::string> carePlanWith(const Json& before, const CarePlan& plan);

}  // namespace landfall::fhir
