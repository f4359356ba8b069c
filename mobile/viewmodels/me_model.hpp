#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "bridge/bridge.hpp"
#include "rows_model.hpp"

namespace landfall::viewmodels {

/// The clinic, this phone, and what has been sent.
class MeModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(QString clinicName READ clinicName NOTIFY changed FINAL)
    Q_PROPERTY(QString clinicPhone READ clinicPhone NOTIFY changed FINAL)
    Q_PROPERTY(QString deviceName READ deviceName NOTIFY changed FINAL)
    Q_PROPERTY(QString lastSyncText READ lastSyncText NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    Q_PROPERTY(bool stopped READ stopped NOTIFY changed FINAL)
    Q_PROPERTY(QString accessText READ accessText NOTIFY changed FINAL)
    Q_PROPERTY(QString leftOutText READ leftOutText NOTIFY changed FINAL)
    Q_PROPERTY(bool shownWhileLocked READ shownWhileLocked NOTIFY changed FINAL)
    Q_PROPERTY(QString languageText READ languageText CONSTANT FINAL)
    Q_PROPERTY(bool syncing READ syncing NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* devices READ devices CONSTANT FINAL)

public:
    MeModel(bridge::Bridge& bridge, QObject* parent);

    [[nodiscard]] QString clinicName() const { return clinicName_; }
    [[nodiscard]] QString clinicPhone() const { return clinicPhone_; }
    [[nodiscard]] QString deviceName() const { return deviceName_; }
    [[nodiscard]] QString lastSyncText() const { return lastSyncText_; }
    [[nodiscard]] QString error() const { return error_; }
    /// Nothing is sent until it is connected again (E-10).
    [[nodiscard]] bool stopped() const { return stopped_; }
    /// When it is stopped: what happened, what is kept and what to do. While the clinic has to
    /// confirm it: the six digits. Else "".
    [[nodiscard]] QString accessText() const { return accessText_; }
    /// Questionnaires of the data folder that could not be read, each with its reason; else "".
    [[nodiscard]] QString leftOutText() const { return leftOutText_; }
    /// The trusted person and the safety plan are shown before the passphrase is asked for.
    [[nodiscard]] bool shownWhileLocked() const { return shownWhileLocked_; }
    /// In which language the app speaks, and why.
    [[nodiscard]] QString languageText() const;
    [[nodiscard]] bool syncing() const { return syncing_; }
    [[nodiscard]] QAbstractListModel* devices() const { return devices_; }

    void refresh();
    void setSyncing(bool syncing);

    Q_INVOKABLE void syncNow() { Q_EMIT syncWanted(); }
    Q_INVOKABLE void lock() { Q_EMIT lockWanted(); }
    Q_INVOKABLE void newRecoveryCode();
    Q_INVOKABLE void toggleShownWhileLocked();
    Q_INVOKABLE void openConsent() { Q_EMIT consentWanted(); }
    Q_INVOKABLE void openSafetyPlan() { Q_EMIT safetyPlanWanted(); }
    Q_INVOKABLE void openIntentions() { Q_EMIT intentionsWanted(); }
    Q_INVOKABLE void openReminders() { Q_EMIT remindersWanted(); }
    Q_INVOKABLE void pairAgain() { Q_EMIT pairAgainWanted(); }

Q_SIGNALS:
    void changed();
    void syncWanted();
    void lockWanted();
    void pairAgainWanted();
    void consentWanted();
    void safetyPlanWanted();
    void intentionsWanted();
    void remindersWanted();
    void recoveryCodeMade(const QStringList& groups);

private:
    struct Snapshot;

    bridge::Bridge& bridge_;
    RowsModel* devices_;
    QString clinicName_, clinicPhone_, deviceName_, lastSyncText_, accessText_, leftOutText_,
        error_;
    bool stopped_ = false;
    bool shownWhileLocked_ = false;
    bool syncing_ = false;
};

}  // namespace landfall::viewmodels
