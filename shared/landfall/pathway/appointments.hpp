#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/pathway/instance.hpp"

// Meetings with the clinic, which the plan of a patient carries. The clinic makes, moves and
// cancels them; a phone shows them.
namespace landfall::pathway {

constexpr std::size_t appointmentsMax = 200;
constexpr std::size_t appointmentTextBytesMax = 500;
constexpr int appointmentMinutesMax = 12 * 60;

/// What is not said stays as it is; of a new one title, date and time are needed.
struct AppointmentOrder {
    int number = 0;                      ///< of the one to change; 0 for a new one
    std::optional<std::string> title{};  ///< what for: "Preparation talk"
    std::optional<std::string> date{};   ///< FHIR date in the clinic's calendar
    std::optional<std::string> time{};   ///< on the clinic's clocks, "09:30"
    std::optional<int> minutes{};        ///< how long; 0 leaves it open
    std::optional<std::string> with{};   ///< whom the patient meets
    std::optional<std::string> where{};  ///< a place or a way to meet
    std::optional<std::string> note{};   ///< what to bring or to know
};

/// A new appointment, or a changed one under its number. BadDate; BadTime for a time that is not
/// of the form, or that the clinic's clocks skip on that day; InThePast; BadAppointment without a
/// title, for a text that is too long or no text, and for a length below 0 or above
/// appointmentMinutesMax, each with the part as its place; UnknownAppointment,
/// AppointmentCancelled, TooManyAppointments.
[[nodiscard]] Result<fhir::CarePlan> withAppointment(fhir::CarePlan plan,
                                                     const AppointmentOrder& order,
                                                     const base::WallTime& now);
/// It stays in the plan and is shown as cancelled. UnknownAppointment, AppointmentCancelled.
[[nodiscard]] Result<fhir::CarePlan> withAppointmentCancelled(fhir::CarePlan plan, int number);

/// By their time, cancelled ones too.
[[nodiscard]] std::vector<fhir::Appointment> appointmentsOf(const fhir::CarePlan& plan);
/// The one that is next, or going on, at this moment; nothing without one.
[[nodiscard]] std::optional<fhir::Appointment> nextAppointment(const fhir::CarePlan& plan,
                                                               const base::WallTime& now);

}  // namespace landfall::pathway
