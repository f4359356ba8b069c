#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "bridge/bridge.hpp"
#include "rows_model.hpp"
#include "way_words.hpp"

namespace landfall::viewmodels {

/// What is due, nearest first and at most three; where one is on the way; the ten-second check-in.
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
    Q_PROPERTY(QAbstractListModel* appointments READ appointments CONSTANT FINAL)
    Q_PROPERTY(int phase READ phase NOTIFY changed FINAL)
    Q_PROPERTY(int phaseCount READ phaseCount CONSTANT FINAL)
    Q_PROPERTY(QString phaseText READ phaseText NOTIFY changed FINAL)
    Q_PROPERTY(QString nextText READ nextText NOTIFY changed FINAL)
    Q_PROPERTY(QString checkInQuestion READ checkInQuestion NOTIFY changed FINAL)
    Q_PROPERTY(int checkInLowest READ checkInLowest NOTIFY changed FINAL)
    Q_PROPERTY(int checkInCount READ checkInCount NOTIFY changed FINAL)
    Q_PROPERTY(int checkInChosen READ checkInChosen NOTIFY changed FINAL)
    Q_PROPERTY(QString checkInText READ checkInText NOTIFY changed FINAL)

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

    /// What the clinic has arranged and what is not over, the nearest first: when, what, about,
    /// cancelled.
    [[nodiscard]] QAbstractListModel* appointments() const { return appointments_; }

    /// 1 to phaseCount; 0 without a plan.
    [[nodiscard]] int phase() const { return way_.phase; }
    [[nodiscard]] int phaseCount() const { return WayWords::phases; }
    [[nodiscard]] QString phaseText() const { return way_.phaseText; }
    [[nodiscard]] QString nextText() const { return way_.nextText; }
    /// "" when the check-in cannot be answered with one tap.
    [[nodiscard]] QString checkInQuestion() const { return checkInQuestion_; }
    [[nodiscard]] int checkInLowest() const { return checkInLowest_; }
    [[nodiscard]] int checkInCount() const { return checkInCount_; }
    /// What is stored as today's latest, from 0; -1 without one.
    [[nodiscard]] int checkInChosen() const { return checkInChosen_; }
    [[nodiscard]] QString checkInText() const { return checkInText_; }

    void refresh();
    /// Before the lock screen: what is due is nobody else's to read.
    void forget();

    /// Opens the form; for the safety plan its own page, with what is written there already.
    Q_INVOKABLE void begin(const QString& questionnaireId);
    /// Stores the answer at once; one that was given before stays, for the day has many moments.
    Q_INVOKABLE void checkIn(int index);
    Q_INVOKABLE void reportEffect();
    Q_INVOKABLE void feelWorse();
    Q_INVOKABLE void showForms() { Q_EMIT formsWanted(); }

Q_SIGNALS:
    void changed();
    void checkedIn();
    void formsWanted();
    void wanted(const QString& questionnaireId);
    void safetyPlanWanted();

private:
    struct Snapshot;
    void show(const Snapshot& snapshot);
    void showCheckIn(const Snapshot& snapshot);
    void showAppointments(const Snapshot& snapshot);

    bridge::Bridge& bridge_;
    RowsModel* cards_;
    RowsModel* appointments_;
    QString dateText_, greeting_, subtitle_, seenText_, error_;
    WayWords way_;
    QString checkInQuestion_, checkInText_;
    int checkInLowest_ = 0;
    int checkInCount_ = 0;
    int checkInChosen_ = -1;
    bool checkingIn_ = false;
    bool planIsBegun_ = false;  ///< as a form, which is then finished as one
};

}  // namespace landfall::viewmodels
