#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "landfall/base/error.hpp"
#include "landfall/patient/profile.hpp"

namespace landfall::viewmodels {

/// A named state in which the app cannot go on by itself: what happened, what is safe, what to do.
class ProblemModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(Kind kind READ kind NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(QString whatHappened READ whatHappened NOTIFY changed FINAL)
    Q_PROPERTY(QString whatIsSafe READ whatIsSafe NOTIFY changed FINAL)
    Q_PROPERTY(QString whatToDo READ whatToDo NOTIFY changed FINAL)
    Q_PROPERTY(bool canRetry READ canRetry NOTIFY changed FINAL)

public:
    enum Kind {
        None,
        KeysMissing,
        KeysDamaged,
        DatabaseMissing,
        DatabaseDamaged,
        KeyLost,
        NeedsUpdate,
        InUse,
        ReadOnly,
        DiskFull,
        Other
    };
    Q_ENUM(Kind)

    explicit ProblemModel(QObject* parent) : QObject(parent) {}

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString whatHappened() const;
    [[nodiscard]] QString whatIsSafe() const;
    [[nodiscard]] QString whatToDo() const;
    [[nodiscard]] bool canRetry() const { return kind_ != None && kind_ != NeedsUpdate; }

    void set(Kind kind);
    [[nodiscard]] static Kind kindOf(const Error& error);
    [[nodiscard]] static Kind kindOf(patient::Standing standing);

    Q_INVOKABLE void retry() { Q_EMIT retryWanted(); }

Q_SIGNALS:
    void changed();
    void retryWanted();

private:
    Kind kind_ = None;
};

}  // namespace landfall::viewmodels
