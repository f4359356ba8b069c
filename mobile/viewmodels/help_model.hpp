#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "bridge/bridge.hpp"
#include "rows_model.hpp"

namespace landfall::viewmodels {

/// Help now: from every page, locked and unpaired too, without a network.
class HelpModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(QAbstractListModel* contacts READ contacts CONSTANT FINAL)
    Q_PROPERTY(QAbstractListModel* countries READ countries CONSTANT FINAL)
    Q_PROPERTY(QString countryName READ countryName NOTIFY changed FINAL)
    Q_PROPERTY(bool elsewhere READ elsewhere NOTIFY changed FINAL)
    Q_PROPERTY(QString reasonText READ reasonText NOTIFY changed FINAL)
    Q_PROPERTY(QString deliveryText READ deliveryText NOTIFY changed FINAL)
    Q_PROPERTY(QString limitText READ limitText CONSTANT FINAL)
    Q_PROPERTY(bool fromAnswer READ fromAnswer NOTIFY changed FINAL)

public:
    /// The person opened it, or an answer did: one that is being stored, is stored, or could not
    /// be. What is said about the answer is never more than what is known.
    enum class Cause { Person, Answer, SavedAnswer, LostAnswer };

    HelpModel(bridge::Bridge& bridge, QObject* parent);

    [[nodiscard]] QAbstractListModel* contacts() const { return contacts_; }
    [[nodiscard]] QAbstractListModel* countries() const { return countries_; }
    [[nodiscard]] QString countryName() const { return countryName_; }
    [[nodiscard]] bool elsewhere() const { return !elsewhere_.empty(); }
    [[nodiscard]] QString reasonText() const;
    [[nodiscard]] QString deliveryText() const { return deliveryText_; }
    [[nodiscard]] QString limitText() const;
    [[nodiscard]] bool fromAnswer() const { return cause_ != Cause::Person; }

    void refresh();
    void openedBy(Cause cause);
    void setDeliveryText(const QString& text);

    Q_INVOKABLE void call(int index);
    Q_INVOKABLE void chooseCountry(const QString& code);
    Q_INVOKABLE void goOn() { Q_EMIT wentOn(); }
    Q_INVOKABLE void stop() { Q_EMIT stopped(); }

Q_SIGNALS:
    void changed();
    void wentOn();
    void stopped();
    /// A number to hand to the phone's dialler, as a tel: or sms: address.
    void dial(const QUrl& address);

private:
    void show(const safety::HelpContacts& help);

    bridge::Bridge& bridge_;
    RowsModel* contacts_;
    RowsModel* countries_;
    std::string elsewhere_;
    QString countryName_, deliveryText_;
    Cause cause_ = Cause::Person;
};

}  // namespace landfall::viewmodels
