#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QUrl>

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
    Q_PROPERTY(QAbstractListModel* plan READ plan CONSTANT FINAL)
    Q_PROPERTY(QString countryName READ countryName NOTIFY changed FINAL)
    Q_PROPERTY(bool elsewhere READ elsewhere NOTIFY changed FINAL)
    Q_PROPERTY(QString reasonText READ reasonText NOTIFY changed FINAL)
    Q_PROPERTY(QString deliveryText READ deliveryText NOTIFY changed FINAL)
    Q_PROPERTY(QString limitText READ limitText NOTIFY changed FINAL)
    Q_PROPERTY(bool fromAnswer READ fromAnswer NOTIFY changed FINAL)
    Q_PROPERTY(Level level READ level NOTIFY changed FINAL)
    Q_PROPERTY(bool mayEditPlan READ mayEditPlan NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* offers READ offers CONSTANT FINAL)

public:
    /// How the page is laid out (clinical rules 5.1): as opened by hand or by an answer that asks
    /// for a contact, urgent (tier 2), or the whole screen for an emergency (tier 3).
    enum Level { Calm, Urgent, Emergency };
    Q_ENUM(Level)
    /// The person opened it, or an answer did: one that is being stored, is stored, or could not
    /// be. What is said about the answer is never more than what is known.
    enum class Cause { Person, Answer, SavedAnswer, LostAnswer };

    HelpModel(bridge::Bridge& bridge, QObject* parent);

    [[nodiscard]] QAbstractListModel* contacts() const { return contacts_; }
    [[nodiscard]] QAbstractListModel* countries() const { return countries_; }
    /// The parts of the safety plan that say something. Locked: only what the person shows there.
    [[nodiscard]] QAbstractListModel* plan() const { return plan_; }
    [[nodiscard]] QString countryName() const { return countryName_; }
    [[nodiscard]] bool elsewhere() const { return !elsewhere_.empty(); }
    [[nodiscard]] QString reasonText() const;
    /// How far what the clinic has to know has come, as it is and no further; or "".
    [[nodiscard]] QString deliveryText() const;
    [[nodiscard]] QString limitText() const;
    [[nodiscard]] bool fromAnswer() const { return cause_ != Cause::Person; }
    [[nodiscard]] Level level() const { return level_; }
    /// Unlocked: the plan can be written from here.
    [[nodiscard]] bool mayEditPlan() const { return mayEditPlan_; }

    /// Questionnaires that the answer calls for; only after an answer.
    [[nodiscard]] QAbstractListModel* offers() const { return offers_; }

    void refresh();
    /// By hand, by an answer of this tier, or what became of that answer.
    void openedBy(Cause cause, int tier = 0);
    /// What the answer calls for, once it is stored.
    void setOffers(const QList<QVariantList>& offers);
    void setDeliveryText(const QString& text);

    Q_INVOKABLE void call(int index);
    Q_INVOKABLE void chooseCountry(const QString& code);
    /// "I am in danger now": the whole screen at once, and a flag for the clinic where there is a
    /// way to it.
    Q_INVOKABLE void inDanger();
    Q_INVOKABLE void editPlan() { Q_EMIT planWanted(); }
    Q_INVOKABLE void goOn() { Q_EMIT wentOn(); }
    Q_INVOKABLE void stop() { Q_EMIT stopped(); }
    Q_INVOKABLE void openOffer(const QString& questionnaireId) {
        Q_EMIT offerWanted(questionnaireId);
    }

Q_SIGNALS:
    void changed();
    void wentOn();
    void stopped();
    void planWanted();
    /// A flag was raised; it should be sent at once.
    void alerted();
    void offerWanted(const QString& questionnaireId);
    /// A number to hand to the phone's dialler, as a tel: or sms: address.
    void dial(const QUrl& address);

private:
    struct Snapshot;
    /// What became of the button on this page.
    enum class Told { NotAsked, Raised, Locked, Failed };

    static Snapshot look(bridge::Core& core, const std::string& elsewhere);
    void show(const Snapshot& snapshot);
    static void keepShown(bridge::Core& core, const std::string& elsewhere);

    bridge::Bridge& bridge_;
    RowsModel* contacts_;
    RowsModel* countries_;
    RowsModel* plan_;
    RowsModel* offers_;
    std::string elsewhere_;
    QString countryName_, deliveryText_, alertText_;
    Level level_ = Calm;
    Told told_ = Told::NotAsked;
    bool mayEditPlan_ = false;
    Cause cause_ = Cause::Person;
};

}  // namespace landfall::viewmodels
