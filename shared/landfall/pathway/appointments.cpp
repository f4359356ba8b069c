#include "landfall/pathway/appointments.hpp"

#include <algorithm>
#include <charconv>

#include "landfall/fhir/json.hpp"

namespace landfall::pathway {

namespace {
constexpr int minutesOfHour = 60;
constexpr int hoursOfDay = 24;
constexpr std::int64_t minuteMs = 60'000;

/// Minutes since midnight of "09:30".
Result<int> minuteOfDayFrom(std::string_view text) {
    constexpr std::size_t size = 5;
    constexpr std::size_t colon = 2;
    const auto two = [&](std::size_t at) {
        int out = -1;
        const auto* end = text.data() + at + 2;
        const auto read = std::from_chars(text.data() + at, end, out);
        return read.ec == std::errc{} && read.ptr == end ? out : -1;
    };
    if (text.size() != size || text[colon] != ':') return Fault::BadTime;
    const int hour = two(0);
    const int minute = two(colon + 1);
    if (hour < 0 || hour >= hoursOfDay || minute < 0 || minute >= minutesOfHour)
        return Fault::BadTime;
    return hour * minutesOfHour + minute;
}

Result<base::WallTime> startOf(const Zone& zone, std::string_view date, std::string_view time) {
    LF_TRY(const auto day, dayFrom(date));
    LF_TRY(const int minute, minuteOfDayFrom(time));
    const auto moment = zone.momentOf(day, minute);
    // Nobody could come at a time that the clocks skip.
    if (zone.minuteOfDay(moment) != minute) return Fault::BadTime;
    return zone.at(moment);
}

std::string clockOf(const Zone& zone, const base::WallTime& at) {
    const int minute = zone.minuteOfDay(at.unixMs);
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(minute / minutesOfHour) + ':' + two(minute % minutesOfHour);
}

/// The name of the first part that cannot be so; "" where all can.
std::string badPartOf(const fhir::Appointment& appointment) {
    const auto fits = [](const std::string& text) {
        return text.size() <= appointmentTextBytesMax && fhir::isText(text);
    };
    const bool hasTitle = appointment.title.find_first_not_of(" \t\r\n") != std::string::npos;
    if (!hasTitle || !fits(appointment.title)) return "title";
    if (!fits(appointment.with)) return "with";
    if (!fits(appointment.where)) return "where";
    if (!fits(appointment.note)) return "note";
    const bool canLast = appointment.minutes >= 0 && appointment.minutes <= appointmentMinutesMax;
    return canLast ? "" : "minutes";
}

/// The appointment with what the order says of it, its time aside.
fhir::Appointment changedBy(const AppointmentOrder& order, fhir::Appointment appointment) {
    appointment.title = order.title.value_or(appointment.title);
    appointment.minutes = order.minutes.value_or(appointment.minutes);
    appointment.with = order.with.value_or(appointment.with);
    appointment.where = order.where.value_or(appointment.where);
    appointment.note = order.note.value_or(appointment.note);
    return appointment;
}

Result<fhir::Appointment*> openOne(fhir::CarePlan& plan, int number) {
    for (auto& one : plan.appointments) {
        if (one.number != number) continue;
        if (one.cancelled) return Fault::AppointmentCancelled;
        return &one;
    }
    return Fault::UnknownAppointment;
}

std::int64_t endMs(const fhir::Appointment& appointment) {
    return appointment.start.unixMs + appointment.minutes * minuteMs;
}
}  // namespace

Result<fhir::CarePlan> withAppointment(fhir::CarePlan plan, const AppointmentOrder& order,
                                       const base::WallTime& now) {
    LF_TRY(const auto zone, Zone::named(plan.zone));
    fhir::Appointment* wanted = nullptr;
    if (order.number != 0) {
        LF_TRY(wanted, openOne(plan, order.number));
    } else {
        if (plan.appointments.size() >= appointmentsMax) return Fault::TooManyAppointments;
        int highest = 0;
        for (const auto& one : plan.appointments) highest = std::max(highest, one.number);
        wanted = &plan.appointments.emplace_back();
        wanted->number = highest + 1;
    }
    auto changed = changedBy(order, *wanted);
    if (auto part = badPartOf(changed); !part.empty())
        return Error(Fault::BadAppointment, std::move(part));
    const bool isNew = order.number == 0;
    LF_TRY(changed.start,
           startOf(zone, order.date.value_or(isNew ? "" : toFhirDate(zone.dayOf(wanted->start))),
                   order.time.value_or(isNew ? "" : clockOf(zone, wanted->start))));
    if (changed.start.unixMs < now.unixMs) return Fault::InThePast;
    *wanted = std::move(changed);
    return plan;
}

Result<fhir::CarePlan> withAppointmentCancelled(fhir::CarePlan plan, int number) {
    LF_TRY(auto* const one, openOne(plan, number));
    one->cancelled = true;
    return plan;
}

std::vector<fhir::Appointment> appointmentsOf(const fhir::CarePlan& plan) {
    auto out = plan.appointments;
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.start.unixMs < b.start.unixMs; });
    return out;
}

std::optional<fhir::Appointment> nextAppointment(const fhir::CarePlan& plan,
                                                 const base::WallTime& now) {
    for (auto& one : appointmentsOf(plan))
        if (!one.cancelled && endMs(one) >= now.unixMs) return one;
    return std::nullopt;
}

}  // namespace landfall::pathway
