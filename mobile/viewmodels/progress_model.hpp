#pragma once

#include <QtQml/qqmlregistration.h>
#include <QDate>
#include <QObject>
#include <QVariantList>

#include "bridge/bridge.hpp"
#include "rows_model.hpp"

namespace landfall::viewmodels {

/// What was answered, over time: one card per measure. Better, worse, unchanged and missing are
/// said with the same words.
class ProgressModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(QVariantList measures READ measures NOTIFY changed FINAL)
    Q_PROPERTY(QString leadText READ leadText NOTIFY changed FINAL)
    Q_PROPERTY(QString effectsText READ effectsText NOTIFY changed FINAL)
    Q_PROPERTY(QString emptyText READ emptyText NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    Q_PROPERTY(bool answersOpen READ answersOpen NOTIFY answersChanged FINAL)
    Q_PROPERTY(QString answersTitle READ answersTitle NOTIFY answersChanged FINAL)
    Q_PROPERTY(QString answersName READ answersName NOTIFY answersChanged FINAL)
    Q_PROPERTY(QString answersDay READ answersDay NOTIFY answersChanged FINAL)
    Q_PROPERTY(QAbstractListModel* answers READ answers CONSTANT FINAL)

public:
    ProgressModel(bridge::Bridge& bridge, QObject* parent);

    /// Maps, described in CONTRACT.md. Positions are shares of the chart, from its lower left.
    [[nodiscard]] QVariantList measures() const { return measures_; }
    [[nodiscard]] QString leadText() const { return leadText_; }
    [[nodiscard]] QString effectsText() const { return effectsText_; }
    [[nodiscard]] QString emptyText() const;
    [[nodiscard]] QString error() const { return error_; }
    [[nodiscard]] bool answersOpen() const { return answersOpen_; }
    [[nodiscard]] QString answersTitle() const { return answersTitle_; }
    /// What clinics call it; "" where the title says all.
    [[nodiscard]] QString answersName() const { return answersName_; }
    [[nodiscard]] QString answersDay() const { return answersDay_; }
    [[nodiscard]] QAbstractListModel* answers() const { return answers_; }

    void refresh();
    /// Before the lock screen.
    void forget();

    /// The answers of one response.
    Q_INVOKABLE void open(const QString& responseId);
    Q_INVOKABLE void closeAnswers();

Q_SIGNALS:
    void changed();
    void answersChanged();

private:
    struct Snapshot;
    void show(const Snapshot& snapshot);

    bridge::Bridge& bridge_;
    QVariantList measures_;
    RowsModel* answers_;
    QString leadText_, effectsText_, error_, answersTitle_, answersName_, answersDay_;
    bool answersOpen_ = false;
};

}  // namespace landfall::viewmodels
