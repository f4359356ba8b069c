#pragma once

#include <QtQml/qqmlregistration.h>
#include <QDate>
#include <QObject>
#include <QPointer>

#include "consent_model.hpp"
#include "entry_model.hpp"
#include "forms_model.hpp"
#include "help_model.hpp"
#include "intentions_model.hpp"
#include "journal_model.hpp"
#include "me_model.hpp"
#include "pairing_model.hpp"
#include "passphrase_model.hpp"
#include "problem_model.hpp"
#include "progress_model.hpp"
#include "questionnaire_model.hpp"
#include "recovery_code_model.hpp"
#include "reminders_model.hpp"
#include "safety_plan_model.hpp"
#include "status_model.hpp"
#include "today_model.hpp"
#include "unlock_model.hpp"

namespace landfall::viewmodels {

/// Where the app is, and the models of its pages. The only one that knows the others.
class ShellModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the composition root")
    Q_PROPERTY(Place place READ place NOTIFY placeChanged FINAL)
    Q_PROPERTY(bool questionnaireOpen READ questionnaireOpen NOTIFY placeChanged FINAL)
    Q_PROPERTY(bool entryOpen READ entryOpen NOTIFY placeChanged FINAL)
    Q_PROPERTY(bool pairAgainOpen READ pairAgainOpen NOTIFY placeChanged FINAL)
    Q_PROPERTY(bool helpOpen READ helpOpen NOTIFY helpOpenChanged FINAL)
    Q_PROPERTY(landfall::viewmodels::PairingModel* pairing READ pairing CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::PassphraseModel* passphrase READ passphrase CONSTANT FINAL)
    Q_PROPERTY(
        landfall::viewmodels::RecoveryCodeModel* recoveryCode READ recoveryCode CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::UnlockModel* unlock READ unlock CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::ProblemModel* problem READ problem CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::StatusModel* status READ status CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::TodayModel* today READ today CONSTANT FINAL)
    Q_PROPERTY(
        landfall::viewmodels::QuestionnaireModel* questionnaire READ questionnaire CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::JournalModel* journal READ journal CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::EntryModel* entry READ entry CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::HelpModel* help READ help CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::MeModel* me READ me CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::ConsentModel* consent READ consent CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::SafetyPlanModel* safetyPlan READ safetyPlan CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::RemindersModel* reminders READ reminders CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::IntentionsModel* intentions READ intentions CONSTANT FINAL)
    Q_PROPERTY(Leaf leaf READ leaf NOTIFY placeChanged FINAL)
    Q_PROPERTY(landfall::viewmodels::ProgressModel* progress READ progress CONSTANT FINAL)
    Q_PROPERTY(landfall::viewmodels::FormsModel* forms READ forms CONSTANT FINAL)

public:
    enum Place {
        Starting,
        Welcome,
        Waiting,
        SetPassphrase,
        ShowRecoveryCode,
        Locked,
        Problem,
        Home
    };
    Q_ENUM(Place)
    /// A page above the tabs that belongs to Me.
    enum Leaf { NoLeaf, ConsentLeaf, SafetyPlanLeaf, RemindersLeaf, IntentionsLeaf };
    Q_ENUM(Leaf)

    explicit ShellModel(bridge::Bridge& bridge, QObject* parent = nullptr);

    [[nodiscard]] Place place() const { return place_; }
    [[nodiscard]] bool questionnaireOpen() const { return questionnaireOpen_; }
    [[nodiscard]] bool entryOpen() const { return entryOpen_; }
    /// A stopped phone connects again: the code page, above the tabs. Then the Waiting place.
    [[nodiscard]] bool pairAgainOpen() const { return pairAgainOpen_; }
    [[nodiscard]] bool helpOpen() const { return helpOpen_; }
    [[nodiscard]] PairingModel* pairing() const { return pairing_; }
    [[nodiscard]] PassphraseModel* passphrase() const { return passphrase_; }
    [[nodiscard]] RecoveryCodeModel* recoveryCode() const { return recoveryCode_; }
    [[nodiscard]] UnlockModel* unlock() const { return unlock_; }
    [[nodiscard]] ProblemModel* problem() const { return problem_; }
    [[nodiscard]] StatusModel* status() const { return status_; }
    [[nodiscard]] TodayModel* today() const { return today_; }
    [[nodiscard]] QuestionnaireModel* questionnaire() const { return questionnaire_; }
    [[nodiscard]] JournalModel* journal() const { return journal_; }
    [[nodiscard]] EntryModel* entry() const { return entry_; }
    [[nodiscard]] HelpModel* help() const { return help_; }
    [[nodiscard]] MeModel* me() const { return me_; }
    [[nodiscard]] ConsentModel* consent() const { return consent_; }
    [[nodiscard]] SafetyPlanModel* safetyPlan() const { return safetyPlan_; }
    [[nodiscard]] RemindersModel* reminders() const { return reminders_; }
    [[nodiscard]] IntentionsModel* intentions() const { return intentions_; }
    [[nodiscard]] Leaf leaf() const { return leaf_; }
    [[nodiscard]] ProgressModel* progress() const { return progress_; }
    [[nodiscard]] FormsModel* forms() const { return forms_; }

    /// Looks where the phone stands and goes there.
    void refresh();
    /// Begins pairing with this code if the phone belongs to no clinic (`--pair`).
    void beginPairing(const QString& code);
    /// The app goes to the background or ends: keep what is being typed.
    void flush() {
        entry_->flush();
        safetyPlan_->flush();
    }

    Q_INVOKABLE void openHelp();
    Q_INVOKABLE void closeHelp();
    Q_INVOKABLE void closeQuestionnaire();
    Q_INVOKABLE void closeEntry();
    Q_INVOKABLE void closePairAgain();

Q_SIGNALS:
    void placeChanged();
    void helpOpenChanged();

private:
    struct Snapshot;
    void take(const Snapshot& snapshot);
    void goTo(Place place);
    static void listenTo(patient::Phone& phone, const QPointer<QObject>& receiver,
                         ShellModel* shell);
    void forgetAll();
    void syncEnded();
    void refreshHome();
    void refreshStatus();
    void syncNow();
    void syncSoon();
    void lockNow();
    void connectPages();
    void connectLeaves();
    void openLeaf(Leaf leaf);

    bridge::Bridge& bridge_;
    PairingModel* pairing_;
    PassphraseModel* passphrase_;
    RecoveryCodeModel* recoveryCode_;
    UnlockModel* unlock_;
    ProblemModel* problem_;
    StatusModel* status_;
    TodayModel* today_;
    QuestionnaireModel* questionnaire_;
    JournalModel* journal_;
    EntryModel* entry_;
    HelpModel* help_;
    MeModel* me_;
    ConsentModel* consent_;
    SafetyPlanModel* safetyPlan_;
    RemindersModel* reminders_;
    IntentionsModel* intentions_;
    Leaf leaf_ = NoLeaf;
    ProgressModel* progress_;
    FormsModel* forms_;
    Place place_ = Starting;
    bool questionnaireOpen_ = false;
    bool entryOpen_ = false;
    bool pairAgainOpen_ = false;
    bool waitingAgain_ = false;  ///< the digits of a phone that pairs again are shown
    bool helpOpen_ = false;
    QString codeToBegin_;
};

}  // namespace landfall::viewmodels
