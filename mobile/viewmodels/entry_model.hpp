#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QTimer>

#include "bridge/bridge.hpp"

namespace landfall::viewmodels {

/// The editor. What is typed is kept with each pause; there is no Save that could be missed.
class EntryModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged FINAL)
    Q_PROPERTY(bool isPrivate READ isPrivate NOTIFY changed FINAL)
    Q_PROPERTY(QString savedText READ savedText NOTIFY changed FINAL)
    Q_PROPERTY(QString explanation READ explanation NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    Q_PROPERTY(bool isNew READ isNew NOTIFY changed FINAL)
    Q_PROPERTY(bool askShare READ askShare NOTIFY changed FINAL)

public:
    EntryModel(bridge::Bridge& bridge, QObject* parent);

    [[nodiscard]] QString text() const { return text_; }
    void setText(const QString& text);
    [[nodiscard]] bool isPrivate() const { return isPrivate_; }
    [[nodiscard]] QString savedText() const { return savedText_; }
    [[nodiscard]] QString explanation() const;
    [[nodiscard]] QString error() const { return error_; }
    [[nodiscard]] bool isNew() const { return isNew_; }
    [[nodiscard]] bool askShare() const { return askShare_; }

    /// A new entry, or what was being typed when the app ended, when the id is empty.
    void open(const QString& entryId);
    /// Keeps what was typed now, for example when the app goes to the background.
    void flush() { keep(); }
    /// Before the lock screen: nothing that was written stays in this process.
    void forget();

    Q_INVOKABLE void togglePrivate();
    Q_INVOKABLE void confirmShare();
    Q_INVOKABLE void cancelShare();
    Q_INVOKABLE void done();
    Q_INVOKABLE void remove();

Q_SIGNALS:
    void changed();
    void textChanged();
    void opened();
    /// The editor can close; something may have to be sent.
    void finished();
    void removed(const QString& entryId);

private:
    /// The entry at hand as the core thread knows it: a new one gets its id with its first pause,
    /// and a second pause must not make a second entry. Only the core thread looks inside.
    struct Editing {
        std::string id;
    };
    struct Opened;
    void keep();
    void take(Result<Opened> outcome);

    bridge::Bridge& bridge_;
    QTimer pause_;
    std::shared_ptr<Editing> editing_;
    QString text_, savedText_, error_;
    bool isPrivate_ = true;
    bool wasShared_ = false;
    bool isNew_ = true;
    bool mayShare_ = true;
    bool askShare_ = false;
    bool dirty_ = false;
};

}  // namespace landfall::viewmodels
