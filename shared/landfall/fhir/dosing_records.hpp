#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "landfall/fhir/types.hpp"

// What a clinic records on a dosing day: its steps, what was measured, and what was given. It is
// recorded and never computed.
namespace landfall::fhir {

/// Somebody of the clinic. A user account is no Practitioner resource, so it is named by
/// identifier.
struct ClinicUser {
    std::string id;
    std::string name;
    friend bool operator==(const ClinicUser&, const ClinicUser&) = default;
};

/// A date, or a date and time with offset.
struct Moment {
    std::string text;
    friend bool operator==(const Moment&, const Moment&) = default;
};
using FactValue = std::variant<bool, std::int64_t, Decimal, std::string, Moment>;
struct DosingFact {
    std::string key;
    FactValue value;
    friend bool operator==(const DosingFact&, const DosingFact&) = default;
};

/// Observation of our own code: one step of a dosing day as it was saved. A correction is a step of
/// its own that names the one it corrects.
struct DosingStep {
    std::string id;
    std::string patient;
    int session = 1;
    std::string step;  ///< "arrival"
    base::WallTime at;
    ClinicUser by;
    std::vector<DosingFact> facts;
    std::string corrects;  ///< id of a DosingStep, or ""
    std::string reason;    ///< of the correction
    /// What was written along with it, for other readers: "Observation/<id>".
    std::vector<std::string> made;
};
[[nodiscard]] std::string buildDosingStep(const DosingStep& step);
/// BadCode for another Observation.
[[nodiscard]] Result<DosingStep> readDosingStep(const Node& resource);

/// What a vital sign is (http://hl7.org/fhir/R4/observation-vitalsigns.html).
enum class Vital { BloodPressure, Pulse, OxygenSaturation, Temperature };
/// Observation of category vital-signs. Values in mm[Hg], /min, % and Cel.
struct VitalSign {
    std::string id;
    std::string patient;
    Vital vital = Vital::Pulse;
    base::WallTime at;
    ClinicUser by;
    Decimal value{Decimal::of(0)};   ///< systolic, for blood pressure
    Decimal second{Decimal::of(0)};  ///< diastolic
    int session = 1;
};
[[nodiscard]] std::string buildVitalSign(const VitalSign& sign);
/// BadCode for another Observation.
[[nodiscard]] Result<VitalSign> readVitalSign(const Node& resource);

/// MedicationAdministration: the dose of one session.
struct DoseGiven {
    std::string id;
    std::string patient;
    int session = 1;
    std::string status = "in-progress";  ///< in-progress, completed, stopped, entered-in-error
    std::string protocol;
    std::string product;
    std::string batch;
    std::string expiry;  ///< FHIR date
    Decimal doseMg{Decimal::of(0)};
    std::string salt;  ///< fumarate, free-base: what the milligrams are of
    std::optional<Decimal> volumeMl;
    std::string route;  ///< intravenous, intramuscular, inhaled
    base::WallTime start;
    std::optional<base::WallTime> stop;
    ClinicUser preparer{};  ///< who drew it up
    ClinicUser giver;
    ClinicUser checker;
};
[[nodiscard]] std::string buildDoseGiven(const DoseGiven& dose);
[[nodiscard]] Result<DoseGiven> readDoseGiven(const Node& resource);

/// A new version of a record with another status; all else as it was.
[[nodiscard]] Result<std::string> withStatus(const Json& resource, std::string_view status);

}  // namespace landfall::fhir
