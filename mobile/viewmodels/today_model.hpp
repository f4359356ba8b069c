#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "bridge/bridge.hpp"
#include "rows_model.hpp"

namespace landfall::viewmodels {

/// What is due, nearest first and at most three.
class TodayModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(QString dateText READ dateText NOTIFY changed FINAL)
    Q_PROPERTY(QString greeting READ greeting NOTIFY changed FINAL)
    Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed FINAL)
    Q_PROPERTY(QString nothingDueText READ nothingDueText NOTIFY changed FINAL)
    Q_PROPERTY(QString seenText READ seenText NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* cards READ cards CONSTANT FINAL)

public:
    TodayModel(bridge::Bridge& bridge, QObject* parent);

    [[nodiscard]] QString dateText() const { return dateText_; }
    [[nodiscard]] QString greeting() const { return greeting_; }
    [[nodiscard]] QString subtitle() const { return subtitle_; }
    [[nodiscard]] QString nothingDueText() const;
    [[nodiscard]] QString seenText() const { return seenText_; }
    /// Why what is due cannot be shown; "" when it is.
    [[nodiscard]] QString error() const { return error_; }
    [[nodiscard]] QAbstractListModel* cards() const { return cards_; }

    void refresh();
    /// Before the lock screen: what is due is nobody else's to read.
    void forget();

    Q_INVOKABLE void begin(const QString& questionnaireId) { Q_EMIT wanted(questionnaireId); }

Q_SIGNALS:
    void changed();
    void wanted(const QString& questionnaireId);

private:
    struct Snapshot;
    void show(const Snapshot& snapshot);

    bridge::Bridge& bridge_;
    RowsModel* cards_;
    QString dateText_, greeting_, subtitle_, seenText_, error_;
};

}  // namespace landfall::viewmodels
