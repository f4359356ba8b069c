#include "status_model.hpp"

#include <QDateTime>
#include <QLocale>

#include "words.hpp"

namespace landfall::viewmodels {

namespace {
QString whenText(const QDateTime& moment, const QDate& today) {
    const auto local = moment.toLocalTime();
    const auto time = QLocale().toString(local.time(), QLocale::ShortFormat);
    return local.date() == today ? time
                                 : StatusModel::tr("%1, %2").arg(shortDay(local.date()), time);
}
}  // namespace

void StatusModel::setSyncing(bool syncing) {
    if (syncing_ == syncing) return;
    syncing_ = syncing;
    Q_EMIT changed();
}

void StatusModel::show(const patient::StatusView& status, const QDate& today) {
    const auto waiting = static_cast<int>(status.pending.value_or(0));
    const auto& last = status.lastSyncState;
    if (status.standing == patient::Standing::DatabaseDamaged) {
        kind_ = Attention;
        text_ = tr("What is on this phone cannot be read right now. Nothing was deleted.");
    } else if (status.stopped) {
        kind_ = Attention;
        text_ =
            tr("Nothing is sent: this phone has to be connected again. Everything is saved "
               "here.");
    } else if (!status.digits.empty()) {
        kind_ = Attention;
        text_ = tr("Waiting for your clinic to confirm this phone. Everything is saved here.");
    } else if (last == "refused") {
        kind_ = Attention;
        text_ =
            tr("Your clinic's server does not accept this phone right now. Everything is saved "
               "here. Please ask your clinic.");
    } else if (last == "update-needed") {
        kind_ = Attention;
        text_ = tr("A newer Landfall is needed to send. Everything is saved on this phone.");
    } else if (status.rejected.value_or(0) > 0) {
        kind_ = Attention;
        text_ = tr("%n thing(s) could not be taken by the clinic. Saved on this phone.", nullptr,
                   static_cast<int>(*status.rejected));
    } else if (waiting > 0) {
        kind_ = last == "offline" ? Offline : NotSent;
        text_ = tr("%n thing(s) are saved on this phone, not sent yet", nullptr, waiting);
    } else if (last == "offline") {
        kind_ = Offline;
        text_ = tr("No connection. Nothing is waiting to be sent.");
    } else if (const auto received = momentOf(status.lastReceived); received.isValid()) {
        kind_ = Calm;
        text_ = tr("Received by your clinic, %1").arg(whenText(received, today));
    } else if (const auto contact = momentOf(status.lastSync); contact.isValid()) {
        kind_ = Calm;
        text_ = tr("Nothing is waiting to be sent. Last contact with your clinic: %1")
                    .arg(whenText(contact, today));
    } else {
        kind_ = Calm;
        text_ = tr("Saved on this phone");
    }
    Q_EMIT changed();
}

}  // namespace landfall::viewmodels
