#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QTimer>
#include <map>

#include "bridge/bridge.hpp"
#include "rows_model.hpp"

namespace landfall::viewmodels {

/// The safety plan in the person's own words. What is typed is kept with each pause, as in the
/// journal; there is no Save that could be missed.
class SafetyPlanModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(QAbstractListModel* parts READ parts CONSTANT FINAL)
    Q_PROPERTY(QString trustedName READ trustedName NOTIFY changed FINAL)
    Q_PROPERTY(QString trustedPhone READ trustedPhone NOTIFY changed FINAL)
    Q_PROPERTY(QString savedText READ savedText NOTIFY changed FINAL)
    Q_PROPERTY(QString whereText READ whereText NOTIFY changed FINAL)
    Q_PROPERTY(QString otherText READ otherText NOTIFY changed FINAL)
    Q_PROPERTY(bool shownWhileLocked READ shownWhileLocked NOTIFY changed FINAL)
    Q_PROPERTY(bool asksWhileLocked READ asksWhileLocked NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)

public:
    SafetyPlanModel(bridge::Bridge& bridge, QObject* parent);

    [[nodiscard]] QAbstractListModel* parts() const { return parts_; }
    [[nodiscard]] QString trustedName() const { return trustedName_; }
    [[nodiscard]] QString trustedPhone() const { return trustedPhone_; }
    [[nodiscard]] QString savedText() const { return savedText_; }
    /// Who can read it: where it is kept, and whether the locked phone shows it.
    [[nodiscard]] QString whereText() const { return whereText_; }
    /// Another version, written on another phone at the same time; "" usually.
    [[nodiscard]] QString otherText() const { return otherText_; }
    /// The same setting as under Me.
    [[nodiscard]] bool shownWhileLocked() const { return shownWhileLocked_; }
    /// Something is written and it was never decided whether the locked phone shows it.
    [[nodiscard]] bool asksWhileLocked() const { return asksWhileLocked_; }
    [[nodiscard]] QString error() const { return error_; }

    void open();
    /// Keeps what was typed now, for example when the app goes to the background.
    void flush() { keep({}); }
    void forget();

    /// What was typed into one part, or about the trusted person.
    Q_INVOKABLE void write(const QString& part, const QString& words);
    Q_INVOKABLE void writePerson(const QString& name, const QString& phone);
    /// Asks first, once, whether the locked phone shows what is written.
    Q_INVOKABLE void done();
    Q_INVOKABLE void toggleShownWhileLocked() { decide(!shownWhileLocked_, {}); }
    /// The answers to that question; both are remembered, and the page closes.
    Q_INVOKABLE void showWhileLocked();
    Q_INVOKABLE void notNow();

Q_SIGNALS:
    void changed();
    void opened();
    /// The page can close; something may have to be sent.
    void finished();

private:
    struct Opened;
    void keep(std::function<void()> then);
    void take(Opened opened);
    void close();
    void decide(bool shown, std::function<void()> then);

    bridge::Bridge& bridge_;
    RowsModel* parts_;
    QTimer pause_;
    std::map<std::string, std::string> typed_;  ///< part to text, not kept yet
    bool personTyped_ = false;
    bool shownWhileLocked_ = false;
    bool asksWhileLocked_ = false;
    QString trustedName_, trustedPhone_, savedText_, whereText_, otherText_, error_;
};

}  // namespace landfall::viewmodels
