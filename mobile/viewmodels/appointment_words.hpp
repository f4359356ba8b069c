#pragma once

#include <QDate>
#include <QString>
#include <vector>

#include "landfall/patient/overview.hpp"

namespace landfall::viewmodels {

/// One appointment in words.
struct AppointmentWords {
    QString when;   ///< "Wednesday 25 February, 09:30", on the clinic's clocks
    QString what;   ///< "Preparation talk with Dr Lin"
    QString about;  ///< place, length and what to know, or ""
    bool cancelled = false;
};
/// Those that are not over, the nearest first. Where the phone's clock shows another time than the
/// clinic's at that moment, the words say whose time it is. Pure, save for the phone's time zone.
[[nodiscard]] std::vector<AppointmentWords> appointmentWords(
    const std::vector<fhir::Appointment>& byTime, const base::WallTime& now);

}  // namespace landfall::viewmodels
