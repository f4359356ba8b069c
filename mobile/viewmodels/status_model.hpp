#pragma once

#include <QtQml/qqmlregistration.h>
#include <QDate>
#include <QObject>

#include "landfall/patient/overview.hpp"

namespace landfall::viewmodels {

/// The one status line: what is saved here, and what the clinic has received.
class StatusModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)
    Q_PROPERTY(Kind kind READ kind NOTIFY changed FINAL)
    Q_PROPERTY(bool syncing READ syncing NOTIFY changed FINAL)

public:
    enum Kind { Calm, NotSent, Offline, Attention };
    Q_ENUM(Kind)

    explicit StatusModel(QObject* parent) : QObject(parent) {}

    [[nodiscard]] QString text() const { return text_; }
    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] bool syncing() const { return syncing_; }

    void show(const patient::StatusView& status, const QDate& today);
    void setSyncing(bool syncing);

Q_SIGNALS:
    void changed();

private:
    QString text_;
    Kind kind_ = Calm;
    bool syncing_ = false;
};

}  // namespace landfall::viewmodels
