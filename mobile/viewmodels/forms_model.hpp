#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "bridge/bridge.hpp"
#include "rows_model.hpp"

namespace landfall::viewmodels {

/// The questionnaires that can be opened at any time, asked for or not.
class FormsModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(QAbstractListModel* forms READ forms CONSTANT FINAL)
    Q_PROPERTY(bool opened READ opened NOTIFY openedChanged FINAL)

public:
    FormsModel(bridge::Bridge& bridge, QObject* parent);

    [[nodiscard]] QAbstractListModel* forms() const { return forms_; }
    [[nodiscard]] bool opened() const { return opened_; }

    /// Reads the list again and shows the page.
    void show();

    Q_INVOKABLE void open(const QString& questionnaireId) { Q_EMIT wanted(questionnaireId); }
    Q_INVOKABLE void close();

Q_SIGNALS:
    void openedChanged();
    void wanted(const QString& questionnaireId);

private:
    bridge::Bridge& bridge_;
    RowsModel* forms_;
    bool opened_ = false;
};

}  // namespace landfall::viewmodels
