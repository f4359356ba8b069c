#pragma once

#include <optional>

#include "server/review/dosing_record.hpp"

namespace landfall::clinic::review {

/// The dose of a session as its record says it now, with every correction: nothing before a start.
/// It is one MedicationAdministration whose next versions are its end and what is corrected.
/// Without a checker while nobody has checked what it says now.
[[nodiscard]] std::optional<fhir::DoseGiven> doseOf(const DosingDay& day);

}  // namespace landfall::clinic::review
