#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QStringList>

#include "bridge/bridge.hpp"

namespace landfall::viewmodels {

/// The recovery code: shown in seven groups, and proven to be written down by typing two of them.
class RecoveryCodeModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(QStringList groups READ groups NOTIFY changed FINAL)
    Q_PROPERTY(int askFirst READ askFirst NOTIFY changed FINAL)
    Q_PROPERTY(int askSecond READ askSecond NOTIFY changed FINAL)
    Q_PROPERTY(bool checking READ checking NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    Q_PROPERTY(bool fromSettings READ fromSettings NOTIFY changed FINAL)

public:
    RecoveryCodeModel(bridge::Bridge& bridge, QObject* parent) : QObject(parent), bridge_(bridge) {}

    [[nodiscard]] QStringList groups() const { return groups_; }
    [[nodiscard]] int askFirst() const { return askFirst_ + 1; }
    [[nodiscard]] int askSecond() const { return askSecond_ + 1; }
    [[nodiscard]] bool checking() const { return checking_; }
    [[nodiscard]] bool busy() const { return busy_; }
    [[nodiscard]] QString error() const { return error_; }
    [[nodiscard]] bool fromSettings() const { return fromSettings_; }

    void show(const QStringList& groups, bool fromSettings);
    void forget();

    Q_INVOKABLE void startCheck();
    Q_INVOKABLE void backToCode();
    Q_INVOKABLE void check(const QString& first, const QString& second);

Q_SIGNALS:
    void changed();
    void moved();

private:
    bridge::Bridge& bridge_;
    QStringList groups_;
    int askFirst_ = 0;
    int askSecond_ = 1;
    bool checking_ = false;
    bool busy_ = false;
    bool fromSettings_ = false;
    QString error_;
};

}  // namespace landfall::viewmodels
