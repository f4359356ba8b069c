#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "landfall/fhir/dosing_records.hpp"
#include "landfall/safety/eligibility.hpp"
#include "server/review/dosing_settings.hpp"

// What each step of a dosing day consists of (clinical rules 7; docs/api.md, "The dosing record").
namespace landfall::clinic::review {

/// True for a step that is known.
[[nodiscard]] bool isDosingStep(std::string_view step);

/// The facts of a step as the body gives them. base::Fault::Malformed with the name of a fact that
/// is missing, of another kind or out of its range, and with "unknown" for one the step has not.
[[nodiscard]] Result<std::vector<fhir::DosingFact>> factsFrom(std::string_view step,
                                                              const fhir::Node& body);

/// Why factsFrom refuses a fact of this body, after its name: "is missing", "is not a whole number
/// from 30 to 300"; "" for one that it takes, and for what is no fact of the step.
[[nodiscard]] std::string whyNotFact(std::string_view step, std::string_view key,
                                     const fhir::Node& body);

[[nodiscard]] const fhir::FactValue* factOf(const fhir::DosingStep& step, std::string_view key);
/// The text of a fact, "" without one.
[[nodiscard]] std::string textOf(const fhir::DosingStep& step, std::string_view key);

/// The limits of this clinic: its own where it has set some, else those that come with the program.
[[nodiscard]] Result<safety::ClinicLimits> clinicLimits(const DosingSettings& settings);

/// The facts of an arrival, team or consent that say no: a dose waits until an entry without any.
[[nodiscard]] std::vector<std::string> stopsOf(const fhir::DosingStep& step);
/// What such a fact said, for clinicians: "The patient was not willing".
[[nodiscard]] std::string_view stopInWords(const fhir::DosingStep& step, std::string_view fact);
/// The values of a vitals entry beyond the clinic's limits; a limit itself is not beyond it.
[[nodiscard]] std::vector<std::string> outOfLimits(const safety::ClinicLimits& limits,
                                                   const fhir::DosingStep& step);
/// Names of the facts of the step `recovery`, all of which have to be recorded before discharge,
/// none of them with no.
[[nodiscard]] std::vector<std::string_view> recoveryFacts();

}  // namespace landfall::clinic::review
