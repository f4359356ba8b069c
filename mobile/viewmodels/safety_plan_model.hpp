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
    [[nodiscard]] QString error() const { return error_; }

    void open();
    /// Keeps what was typed now, for example when the app goes to the background.
    void flush() { keep({}); }
    void forget();

    /// What was typed into one part, or about the trusted person.
    Q_INVOKABLE void write(const QString& part, const QString& words);
    Q_INVOKABLE void writePerson(const QString& name, const QString& phone);
    Q_INVOKABLE void done();

Q_SIGNALS:
    void changed();
    void opened();
    /// The page can close; something may have to be sent.
    void finished();

private:
    struct Opened;
    void keep(std::function<void()> then);
    void take(Opened opened);

    bridge::Bridge& bridge_;
    RowsModel* parts_;
    QTimer pause_;
    std::map<std::string, std::string> typed_;  ///< part to text, not kept yet
    bool personTyped_ = false;
    QString trustedName_, trustedPhone_, savedText_, whereText_, otherText_, error_;
};

}  // namespace landfall::viewmodels
