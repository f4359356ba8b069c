#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "bridge/bridge.hpp"
#include "rows_model.hpp"

namespace landfall::viewmodels {

/// The list of entries by day, and the search that filters it as it is typed.
class JournalModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(QAbstractListModel* entries READ entries CONSTANT FINAL)
    Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged FINAL)
    Q_PROPERTY(bool empty READ empty NOTIFY changed FINAL)
    Q_PROPERTY(QString emptyText READ emptyText NOTIFY changed FINAL)
    Q_PROPERTY(QString undoText READ undoText NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)

public:
    JournalModel(bridge::Bridge& bridge, QObject* parent);

    [[nodiscard]] QAbstractListModel* entries() const { return entries_; }
    [[nodiscard]] QString search() const { return search_; }
    void setSearch(const QString& words);
    [[nodiscard]] bool empty() const { return entries_->count() == 0; }
    [[nodiscard]] QString emptyText() const;
    [[nodiscard]] QString undoText() const;
    [[nodiscard]] QString error() const { return error_; }

    void refresh();
    /// An entry was removed, here or in the editor: an undo is on offer.
    void offerUndo(const QString& entryId);
    /// Before the lock screen: nothing that was written stays in this process.
    void forget();

    Q_INVOKABLE void write() { Q_EMIT wanted(QString()); }
    Q_INVOKABLE void open(const QString& entryId) { Q_EMIT wanted(entryId); }
    Q_INVOKABLE void remove(const QString& entryId);
    Q_INVOKABLE void undo();

Q_SIGNALS:
    void changed();
    void searchChanged();
    /// Open the editor; an empty id is a new entry.
    void wanted(const QString& entryId);
    /// Something was written that may have to be sent.
    void written();

private:
    struct Snapshot;
    void show(const Snapshot& snapshot);

    bridge::Bridge& bridge_;
    RowsModel* entries_;
    QString search_, removed_, error_;
    int asked_ = 0;  ///< only the answer to the newest search is shown
};

}  // namespace landfall::viewmodels
