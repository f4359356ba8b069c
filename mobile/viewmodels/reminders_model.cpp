#include "reminders_model.hpp"

#include <QDateTime>
#include <QLocale>
#include <QTime>

#include "words.hpp"

namespace landfall::viewmodels {

struct RemindersModel::Snapshot {
    pathway::ReminderSettings settings;
    pathway::ReminderCheck check;
    std::optional<std::int64_t> nextMs;
    base::WallTime now;
};

namespace {
constexpr int stepMinutes = 30;
constexpr int dayMinutes = 24 * 60;

QString clockText(int minute) {
    return QLocale().toString(QTime(minute / 60, minute % 60), QLocale::ShortFormat);
}

QString doubtText(pathway::ReminderDoubt doubt) {
    using pathway::ReminderDoubt;
    switch (doubt) {
        case ReminderDoubt::TurnedOff:
            return RemindersModel::tr("Reminders are off.");
        case ReminderDoubt::NoNotifications:
            return RemindersModel::tr("This device has no service that shows notifications.");
        case ReminderDoubt::NotPermitted:
            return RemindersModel::tr(
                "This device does not let Landfall show notifications. You can allow it in the "
                "settings of the device.");
        case ReminderDoubt::OnlyWhileRunning:
            return RemindersModel::tr(
                "Reminders come only while Landfall is open. Open it once a day, or put the times "
                "into a calendar too.");
        case ReminderDoubt::MayBeLate:
            return RemindersModel::tr("This device may delay them to save power.");
        case ReminderDoubt::NothingPlanned:
            return RemindersModel::tr("Nothing is due, so there is nothing to remind you of.");
        case ReminderDoubt::AllInQuietHours:
            return RemindersModel::tr(
                "The quiet hours leave no time for a reminder. Make them shorter, or choose "
                "another time.");
    }
    return {};
}
}  // namespace

RemindersModel::RemindersModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent), bridge_(bridge), doubts_(new RowsModel({"doubt", "words"}, this)) {}

QString RemindersModel::atText() const {
    return clockText(settings_.remindMinute);
}
QString RemindersModel::quietFromText() const {
    return clockText(settings_.quietFromMinute);
}
QString RemindersModel::quietToText() const {
    return clockText(settings_.quietToMinute);
}

void RemindersModel::open() {
    laterText_.clear();
    step([](patient::Reminding&) { return ok(); }, [this] { Q_EMIT opened(); });
}

void RemindersModel::step(Work work, std::function<void()> then) {
    const auto device = ability_ ? ability_() : ports::Notifier::Capability{};
    bridge_.ask<Result<Snapshot>>(
        this,
        [work = std::move(work), device](patient::Phone& phone) -> Result<Snapshot> {
            LF_CHECK(work(phone.reminding));
            Snapshot out;
            LF_TRY(out.settings, phone.reminding.settings());
            LF_TRY(out.check, phone.reminding.check(device));
            LF_TRY(const auto planned, phone.reminding.planned());
            if (!planned.empty()) out.nextMs = planned.front();
            out.now = phone.profile.surroundings().clock.now();
            return out;
        },
        [this, then = std::move(then)](Result<Snapshot> outcome) {
            error_ = outcome.has_error() ? sentenceFor(outcome.error()) : QString();
            if (outcome.has_value()) {
                settings_ = outcome->settings;
                willArrive_ = outcome->check.willArrive;
                QList<QVariantList> rows;
                for (const auto doubt : outcome->check.doubts)
                    rows.append({static_cast<int>(doubt), doubtText(doubt)});
                doubts_->setRows(std::move(rows));
                const auto next = outcome->nextMs ? QDateTime::fromMSecsSinceEpoch(*outcome->nextMs)
                                                  : QDateTime();
                checkText_ = !willArrive_ ? tr("A reminder may not reach you.")
                             : next.isValid()
                                 ? tr("The next reminder will arrive: %1.").arg(longMoment(next))
                                 : tr("Reminders will arrive.");
            }
            Q_EMIT changed();
            if (then) then();
        });
}

void RemindersModel::toggle() {
    auto wanted = settings_;
    wanted.enabled = !wanted.enabled;
    step([wanted](patient::Reminding& reminding) { return reminding.setSettings(wanted); },
         [this] { Q_EMIT planChanged(); });
}

void RemindersModel::move(int moment, int steps) {
    auto wanted = settings_;
    auto& minute = moment == QuietFrom ? wanted.quietFromMinute
                   : moment == QuietTo ? wanted.quietToMinute
                                       : wanted.remindMinute;
    minute = ((minute + steps * stepMinutes) % dayMinutes + dayMinutes) % dayMinutes;
    // Two quick taps are two steps, though the first has not come back yet.
    settings_ = wanted;
    step([wanted](patient::Reminding& reminding) { return reminding.setSettings(wanted); },
         [this] { Q_EMIT planChanged(); });
}

void RemindersModel::later(int hours) {
    step([hours](patient::Reminding& reminding) { return reminding.snooze(hours * 60); },
         [this, hours] {
             if (error_.isEmpty())
                 laterText_ = tr("No reminder for the next %n hour(s).", nullptr, hours);
             Q_EMIT changed();
             Q_EMIT planChanged();
         });
}

}  // namespace landfall::viewmodels
