#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QTimer>

#include "bridge/bridge.hpp"

namespace landfall::viewmodels {

/// Connecting to a clinic: the code, and the wait for the six digits to be confirmed.
class PairingModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    Q_PROPERTY(QString warning READ warning NOTIFY changed FINAL)
    Q_PROPERTY(QString clinicName READ clinicName NOTIFY changed FINAL)
    Q_PROPERTY(QString digits READ digits NOTIFY changed FINAL)
    Q_PROPERTY(QString waitingText READ waitingText NOTIFY changed FINAL)

public:
    PairingModel(bridge::Bridge& bridge, QObject* parent);

    [[nodiscard]] bool busy() const { return busy_; }
    [[nodiscard]] QString error() const { return error_; }
    [[nodiscard]] QString warning() const;
    [[nodiscard]] QString clinicName() const { return QString::fromStdString(view_.clinicName); }
    [[nodiscard]] QString digits() const { return QString::fromStdString(view_.digits); }
    [[nodiscard]] QString waitingText() const { return waitingText_; }
    [[nodiscard]] const std::string& device() const { return view_.device; }
    [[nodiscard]] bool isConfirmed() const { return view_.confirmed; }

    /// What the core knows about a pairing that waits; starts asking the clinic.
    void wait(const patient::PairingView& view);
    /// The same with what begin() brought.
    void wait() { wait(view_); }
    [[nodiscard]] bool isWaiting() const { return !view_.digits.empty() && !view_.confirmed; }
    void stopWaiting() { poll_.stop(); }

    Q_INVOKABLE void begin(const QString& code);
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();
    /// A code was accepted: there are digits to compare.
    void begun();
    /// The phone's standing may have changed.
    void moved();

private:
    void ask();
    void take(Result<patient::PairingView> outcome, bool whileWaiting);

    bridge::Bridge& bridge_;
    QTimer poll_;
    patient::PairingView view_;
    bool busy_ = false;
    bool asking_ = false;
    QString error_;
    QString waitingText_;
};

}  // namespace landfall::viewmodels
