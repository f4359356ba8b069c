#include "appointment_words.hpp"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include "words.hpp"

namespace landfall::viewmodels {

namespace {
/// The context under which translators find these sentences.
class Appointments {
    Q_DECLARE_TR_FUNCTIONS(Appointments)
};

constexpr std::int64_t minuteMs = 60'000;
constexpr int minutesPerHour = 60;

QString whenOf(const fhir::Appointment& one, const QDate& today) {
    const auto there = momentOf(one.start);
    const auto day = there.date();
    const auto when = Appointments::tr("%1, %2").arg(
        dayText(day, today), QLocale().toString(there.time(), QLocale::ShortFormat));
    const auto here = there.toLocalTime();
    if (here.offsetFromUtc() == there.offsetFromUtc()) return when;
    return Appointments::tr("%1 (the clinic's time)").arg(when);
}

QString lengthOf(int minutes) {
    if (minutes % minutesPerHour == 0)
        return Appointments::tr("About %n hour(s).", nullptr, minutes / minutesPerHour);
    return Appointments::tr("About %n minute(s).", nullptr, minutes);
}

QString aboutOf(const fhir::Appointment& one) {
    QStringList lines;
    if (!one.where.empty()) lines.append(QString::fromStdString(one.where));
    if (one.minutes > 0) lines.append(lengthOf(one.minutes));
    if (!one.note.empty()) lines.append(QString::fromStdString(one.note));
    return lines.join(u'\n');
}
}  // namespace

std::vector<AppointmentWords> appointmentWords(const std::vector<fhir::Appointment>& byTime,
                                               const base::WallTime& now) {
    std::vector<AppointmentWords> out;
    const auto today = momentOf(now).date();
    for (const auto& one : byTime) {
        if (one.start.unixMs + one.minutes * minuteMs < now.unixMs) continue;
        const auto title = QString::fromStdString(one.title);
        out.push_back(
            {.when = whenOf(one, today),
             .what =
                 one.with.empty()
                     ? title
                     : Appointments::tr("%1 with %2").arg(title, QString::fromStdString(one.with)),
             .about = aboutOf(one),
             .cancelled = one.cancelled});
    }
    return out;
}

}  // namespace landfall::viewmodels
