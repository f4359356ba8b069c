#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "bridge/bridge.hpp"

namespace landfall::viewmodels {

/// Choosing the passphrase, the last step of set-up.
class PassphraseModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    Q_PROPERTY(int minimumChars READ minimumChars CONSTANT FINAL)

public:
    PassphraseModel(bridge::Bridge& bridge, QObject* parent) : QObject(parent), bridge_(bridge) {}

    [[nodiscard]] bool busy() const { return busy_; }
    [[nodiscard]] QString error() const { return error_; }
    [[nodiscard]] int minimumChars() const;

    Q_INVOKABLE void set(QString first, QString again);

Q_SIGNALS:
    void changed();
    void moved();

private:
    bridge::Bridge& bridge_;
    bool busy_ = false;
    QString error_;
};

}  // namespace landfall::viewmodels
