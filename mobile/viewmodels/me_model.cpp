#include "me_model.hpp"

#include <QLocale>

#include "words.hpp"

namespace landfall::viewmodels {

struct MeModel::Snapshot {
    patient::HelpCard card;
    patient::StatusView status;
    std::vector<patient::DeviceView> devices;
    std::vector<patient::LeftOut> leftOut;
    bool shownWhileLocked = false;
};

namespace {
QString stateText(const std::string& state) {
    if (state == "active") return MeModel::tr("Connected");
    if (state == "pending") return MeModel::tr("Waiting for the clinic");
    if (state == "suspended" || state == "revoked") return MeModel::tr("Stopped by the clinic");
    return {};
}
QString accessTextOf(const patient::StatusView& status) {
    if (!status.stopped)
        return status.digits.empty()
                   ? QString()
                   : MeModel::tr(
                         "Your clinic has not confirmed this phone yet. Read these six "
                         "digits to your clinic: %1")
                         .arg(QString::fromStdString(status.digits));
    const auto after = MeModel::tr(
        " Everything you wrote is kept on this phone. Ask your clinic for a new code to connect it "
        "again; what was not sent yet is sent then.");
    if (status.refusal == "pin-mismatch" || status.refusal == "name-mismatch")
        return MeModel::tr(
                   "Your clinic's server is not the one this phone was connected to, so "
                   "nothing is sent.") +
               after;
    return MeModel::tr("Your clinic has stopped this phone's access, so nothing is sent.") + after;
}

QString leftOutTextOf(const std::vector<patient::LeftOut>& files) {
    QStringList lines;
    for (const auto& each : files)
        lines.append(
            MeModel::tr("%1 cannot be used: %2")
                .arg(QString::fromStdString(each.file), QString::fromStdString(each.reason)));
    return lines.join(u'\n');
}
}  // namespace

MeModel::MeModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent),
      bridge_(bridge),
      devices_(new RowsModel({"id", "name", "state", "isThis"}, this)) {}

void MeModel::refresh() {
    bridge_.ask<Snapshot>(
        this,
        [](patient::Phone& phone) {
            auto devices = phone.overview.devices();
            return Snapshot{
                phone.helping.card(), phone.overview.status(),
                devices.has_value() ? std::move(*devices) : std::vector<patient::DeviceView>{},
                phone.profile.leftOut(), phone.safetyPlanning.isShownWhileLocked()};
        },
        [this](Snapshot snapshot) {
            clinicName_ = QString::fromStdString(snapshot.card.clinicName);
            clinicPhone_ = QString::fromStdString(snapshot.card.clinicPhone);
            const auto last = momentOf(snapshot.status.lastSync);
            lastSyncText_ =
                last.isValid()
                    ? tr("Last contact with your clinic: %1").arg(longMoment(last.toLocalTime()))
                    : tr("This phone has not reached your clinic yet.");
            stopped_ = snapshot.status.stopped;
            accessText_ = accessTextOf(snapshot.status);
            leftOutText_ = leftOutTextOf(snapshot.leftOut);
            shownWhileLocked_ = snapshot.shownWhileLocked;
            QList<QVariantList> rows;
            for (const auto& device : snapshot.devices) {
                rows.append({QString::fromStdString(device.id), QString::fromStdString(device.name),
                             stateText(device.state), device.isThis});
                if (device.isThis) deviceName_ = QString::fromStdString(device.name);
            }
            devices_->setRows(std::move(rows));
            Q_EMIT changed();
        });
}

QString MeModel::languageText() const {
    // As QLocale calls itself, so that everybody finds their own.
    const auto own = QLocale().nativeLanguageName();
    if (QLocale().language() == QLocale::English || own.isEmpty())
        return tr("English. Landfall follows the language of this device.");
    return tr("%1, as far as it is translated. Landfall follows the language of this device.")
        .arg(own);
}

void MeModel::toggleShownWhileLocked() {
    bridge_.ask<Result<void>>(
        this,
        [shown = !shownWhileLocked_](patient::Phone& phone) {
            return phone.safetyPlanning.showWhileLocked(shown);
        },
        [this](Result<void> outcome) {
            error_ = outcome.has_error() ? sentenceFor(outcome.error()) : QString();
            refresh();
        });
}

void MeModel::setSyncing(bool syncing) {
    if (syncing_ == syncing) return;
    syncing_ = syncing;
    Q_EMIT changed();
}

void MeModel::newRecoveryCode() {
    bridge_.ask<Result<std::array<std::string, 7>>>(
        this, [](patient::Phone& phone) { return phone.access.renewCode(); },
        [this](Result<std::array<std::string, 7>> outcome) {
            error_ = outcome.has_error() ? sentenceFor(outcome.error()) : QString();
            Q_EMIT changed();
            if (outcome.has_error()) return;
            QStringList groups;
            for (const auto& group : *outcome) groups.append(QString::fromStdString(group));
            Q_EMIT recoveryCodeMade(groups);
        });
}

}  // namespace landfall::viewmodels
