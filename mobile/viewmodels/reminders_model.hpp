#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "bridge/bridge.hpp"
#include "rows_model.hpp"

namespace landfall::viewmodels {

/// Reminders: on or off, when, quiet hours, later; and whether they will arrive.
class RemindersModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(bool on READ isOn NOTIFY changed FINAL)
    Q_PROPERTY(QString atText READ atText NOTIFY changed FINAL)
    Q_PROPERTY(QString quietFromText READ quietFromText NOTIFY changed FINAL)
    Q_PROPERTY(QString quietToText READ quietToText NOTIFY changed FINAL)
    Q_PROPERTY(QString laterText READ laterText NOTIFY changed FINAL)
    Q_PROPERTY(bool willArrive READ willArrive NOTIFY changed FINAL)
    Q_PROPERTY(QString checkText READ checkText NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* doubts READ doubts CONSTANT FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)

public:
    enum Moment { At, QuietFrom, QuietTo };
    Q_ENUM(Moment)

    /// What the device's notifier says it can do. Asked on the GUI thread, anew each time.
    using Ability = std::function<ports::Notifier::Capability()>;

    RemindersModel(bridge::Bridge& bridge, QObject* parent);
    void askDeviceBy(Ability ability) { ability_ = std::move(ability); }

    [[nodiscard]] bool isOn() const { return settings_.enabled; }
    [[nodiscard]] QString atText() const;
    [[nodiscard]] QString quietFromText() const;
    [[nodiscard]] QString quietToText() const;
    /// After "later": until when nothing comes.
    [[nodiscard]] QString laterText() const { return laterText_; }
    [[nodiscard]] bool willArrive() const { return willArrive_; }
    [[nodiscard]] QString checkText() const { return checkText_; }
    /// Every reason why a reminder may not come, in a sentence with what helps.
    [[nodiscard]] QAbstractListModel* doubts() const { return doubts_; }
    [[nodiscard]] QString error() const { return error_; }

    void open();

    Q_INVOKABLE void toggle();
    /// Half an hour earlier (-1) or later (+1); a day goes round.
    Q_INVOKABLE void move(int moment, int steps);
    /// Nothing for so many hours.
    Q_INVOKABLE void later(int hours);
    Q_INVOKABLE void close() { Q_EMIT closed(); }

Q_SIGNALS:
    void changed();
    void opened();
    void closed();
    /// What was planned has to be planned anew.
    void planChanged();

private:
    struct Snapshot;
    using Work = std::function<Result<void>(patient::Reminding&)>;
    void step(Work work, std::function<void()> then);

    bridge::Bridge& bridge_;
    Ability ability_;
    RowsModel* doubts_;
    pathway::ReminderSettings settings_;
    bool willArrive_ = false;
    QString laterText_, checkText_, error_;
};

}  // namespace landfall::viewmodels
