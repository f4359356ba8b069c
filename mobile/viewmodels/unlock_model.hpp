#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "bridge/bridge.hpp"
#include "problem_model.hpp"

namespace landfall::viewmodels {

/// The lock screen: the passphrase, or the recovery code and a new passphrase.
class UnlockModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    Q_PROPERTY(bool forgotten READ forgotten NOTIFY changed FINAL)
    Q_PROPERTY(int minimumChars READ minimumChars CONSTANT FINAL)

public:
    UnlockModel(bridge::Bridge& bridge, QObject* parent) : QObject(parent), bridge_(bridge) {}

    [[nodiscard]] bool busy() const { return busy_; }
    [[nodiscard]] QString error() const { return error_; }
    [[nodiscard]] bool forgotten() const { return forgotten_; }
    [[nodiscard]] int minimumChars() const;

    Q_INVOKABLE void unlock(QString passphrase);
    Q_INVOKABLE void showForgotten();
    Q_INVOKABLE void hideForgotten();
    Q_INVOKABLE void recover(QString code, QString first, QString again);

Q_SIGNALS:
    void changed();
    void moved();
    /// The passphrase was right and the data cannot be opened all the same.
    void blocked(landfall::viewmodels::ProblemModel::Kind kind);

private:
    void take(const Result<void>& outcome);

    bridge::Bridge& bridge_;
    bool busy_ = false;
    bool forgotten_ = false;
    QString error_;
};

}  // namespace landfall::viewmodels
