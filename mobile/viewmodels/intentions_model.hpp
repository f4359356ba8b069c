#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "bridge/bridge.hpp"
#include "rows_model.hpp"

namespace landfall::viewmodels {

/// "My intentions": what the person wrote in the form `intentions`, to read again.
class IntentionsModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(QAbstractListModel* lines READ lines CONSTANT FINAL)
    Q_PROPERTY(bool written READ isWritten NOTIFY changed FINAL)
    Q_PROPERTY(QString writtenText READ writtenText NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)

public:
    IntentionsModel(bridge::Bridge& bridge, QObject* parent);

    [[nodiscard]] QAbstractListModel* lines() const { return lines_; }
    [[nodiscard]] bool isWritten() const { return lines_->count() > 0; }
    [[nodiscard]] QString writtenText() const { return writtenText_; }
    [[nodiscard]] QString error() const { return error_; }

    void open();
    void forget();

    /// Opens the form; what is there stays as it was said then.
    Q_INVOKABLE void write() { Q_EMIT wanted(QStringLiteral("intentions")); }
    Q_INVOKABLE void close() { Q_EMIT closed(); }

Q_SIGNALS:
    void changed();
    void opened();
    void closed();
    void wanted(const QString& questionnaireId);

private:
    bridge::Bridge& bridge_;
    RowsModel* lines_;
    QString writtenText_, error_;
};

}  // namespace landfall::viewmodels
