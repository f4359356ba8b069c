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
    Q_PROPERTY(bool syncing READ syncing NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* devices READ devices CONSTANT FINAL)

public:
    MeModel(bridge::Bridge& bridge, QObject* parent);

    [[nodiscard]] QString clinicName() const { return clinicName_; }
    [[nodiscard]] QString clinicPhone() const { return clinicPhone_; }
    [[nodiscard]] QString deviceName() const { return deviceName_; }
    [[nodiscard]] QString lastSyncText() const { return lastSyncText_; }
    [[nodiscard]] QString error() const { return error_; }
    [[nodiscard]] bool syncing() const { return syncing_; }
    [[nodiscard]] QAbstractListModel* devices() const { return devices_; }

    void refresh();
    void setSyncing(bool syncing);

    Q_INVOKABLE void syncNow() { Q_EMIT syncWanted(); }
    Q_INVOKABLE void lock() { Q_EMIT lockWanted(); }
    Q_INVOKABLE void newRecoveryCode();

Q_SIGNALS:
    void changed();
    void syncWanted();
    void lockWanted();
    void recoveryCodeMade(const QStringList& groups);

private:
    struct Snapshot;

    bridge::Bridge& bridge_;
    RowsModel* devices_;
    QString clinicName_, clinicPhone_, deviceName_, lastSyncText_, error_;
    bool syncing_ = false;
};

}  // namespace landfall::viewmodels
