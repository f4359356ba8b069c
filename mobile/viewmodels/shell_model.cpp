#include "shell_model.hpp"

#include "words.hpp"

namespace landfall::viewmodels {

/// What the core thread knows about where the app should be.
struct ShellModel::Snapshot {
    ProblemModel::Kind problem = ProblemModel::None;
    patient::Standing standing = patient::Standing::Unpaired;
    std::optional<patient::PairingView> pending;
    QStringList unconfirmedCode;
};

ShellModel::ShellModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent),
      bridge_(bridge),
      pairing_(new PairingModel(bridge, this)),
      passphrase_(new PassphraseModel(bridge, this)),
      recoveryCode_(new RecoveryCodeModel(bridge, this)),
      unlock_(new UnlockModel(bridge, this)),
      problem_(new ProblemModel(this)),
      status_(new StatusModel(this)),
      today_(new TodayModel(bridge, this)),
      questionnaire_(new QuestionnaireModel(bridge, this)),
      journal_(new JournalModel(bridge, this)),
      entry_(new EntryModel(bridge, this)),
      help_(new HelpModel(bridge, this)),
      me_(new MeModel(bridge, this)),
      consent_(new ConsentModel(bridge, this)),
      safetyPlan_(new SafetyPlanModel(bridge, this)),
      reminders_(new RemindersModel(bridge, this)),
      intentions_(new IntentionsModel(bridge, this)),
      progress_(new ProgressModel(bridge, this)),
      forms_(new FormsModel(bridge, this)) {
    connectPages();
    connectLeaves();
    refresh();
}

// After every sync, whoever asked for it, the pages show what came. Called on the core thread,
// where the shell may be gone already: it is only looked at on the GUI thread.
void ShellModel::listenTo(patient::Phone& phone, const QPointer<QObject>& receiver,
                          ShellModel* shell) {
    phone.syncing.onDone([receiver, shell](const Result<sync::SyncReport>&) {
        bridge::Bridge::toGui(receiver, [shell] { shell->syncEnded(); });
    });
}

void ShellModel::syncEnded() {
    status_->setSyncing(false);
    me_->setSyncing(false);
    if (place_ == Home) refreshHome();
}

void ShellModel::connectPages() {
    connect(pairing_, &PairingModel::moved, this, &ShellModel::refresh);
    connect(pairing_, &PairingModel::begun, this, [this] {
        // The data is here already, so after the digits it is home again.
        waitingAgain_ = pairAgainOpen_;
        refresh();
    });
    connect(me_, &MeModel::pairAgainWanted, this, [this] {
        pairAgainOpen_ = true;
        Q_EMIT placeChanged();
    });
    connect(passphrase_, &PassphraseModel::moved, this, &ShellModel::refresh);
    connect(unlock_, &UnlockModel::moved, this, &ShellModel::refresh);
    connect(recoveryCode_, &RecoveryCodeModel::moved, this, &ShellModel::refresh);
    connect(unlock_, &UnlockModel::blocked, this, [this](ProblemModel::Kind kind) {
        problem_->set(kind);
        goTo(Problem);
    });
    connect(problem_, &ProblemModel::retryWanted, this, [this] {
        bridge_.toCore([receiver = QPointer<QObject>(this), this](bridge::Core& core) {
            (void)core.reopen();  // refresh looks at what came of it
            bridge::Bridge::toGui(receiver, [this] { refresh(); });
        });
    });
    connect(today_, &TodayModel::wanted, questionnaire_, &QuestionnaireModel::open);
    connect(today_, &TodayModel::safetyPlanWanted, safetyPlan_, &SafetyPlanModel::open);
    connect(today_, &TodayModel::formsWanted, forms_, &FormsModel::show);
    connect(today_, &TodayModel::checkedIn, this, [this] {
        refreshHome();
        syncSoon();
    });
    connect(forms_, &FormsModel::wanted, questionnaire_, &QuestionnaireModel::open);
    connect(help_, &HelpModel::offerWanted, this, [this](const QString& questionnaireId) {
        // The draft at hand stays as it is, and Today offers to go on with it.
        closeHelp();
        questionnaire_->open(questionnaireId);
    });
    connect(questionnaire_, &QuestionnaireModel::opened, this, [this] {
        questionnaireOpen_ = true;
        Q_EMIT placeChanged();
    });
    connect(questionnaire_, &QuestionnaireModel::helpNeeded, this, [this](int tier) {
        help_->openedBy(HelpModel::Cause::Answer, tier);
        help_->refresh();
        helpOpen_ = true;
        Q_EMIT helpOpenChanged();
    });
    connect(questionnaire_, &QuestionnaireModel::dangerKept, this, [this](bool kept) {
        // A page that was closed meanwhile has nothing left to say.
        if (helpOpen_) {
            help_->openedBy(kept ? HelpModel::Cause::SavedAnswer : HelpModel::Cause::LostAnswer);
            if (kept) help_->setOffers(questionnaire_->offerRows());
        }
        refreshStatus();
        syncSoon();
    });
    connect(questionnaire_, &QuestionnaireModel::submitted, this, [this] {
        refreshHome();
        syncSoon();
    });
    connect(help_, &HelpModel::wentOn, this, [this] {
        closeHelp();
        questionnaire_->goOn();
    });
    connect(help_, &HelpModel::stopped, this, [this] {
        closeHelp();
        closeQuestionnaire();
    });
    connect(journal_, &JournalModel::wanted, entry_, &EntryModel::open);
    connect(journal_, &JournalModel::written, this, &ShellModel::syncSoon);
    connect(entry_, &EntryModel::opened, this, [this] {
        entryOpen_ = true;
        Q_EMIT placeChanged();
    });
    connect(entry_, &EntryModel::finished, this, [this] {
        entryOpen_ = false;
        Q_EMIT placeChanged();
        refreshHome();
        syncSoon();
    });
    connect(entry_, &EntryModel::removed, journal_, &JournalModel::offerUndo);
    connect(me_, &MeModel::syncWanted, this, &ShellModel::syncNow);
    connect(me_, &MeModel::lockWanted, this, &ShellModel::lockNow);
    connect(me_, &MeModel::recoveryCodeMade, this, [this](const QStringList& groups) {
        recoveryCode_->show(groups, true);
        goTo(ShowRecoveryCode);
    });
}

void ShellModel::openLeaf(Leaf leaf) {
    leaf_ = leaf;
    Q_EMIT placeChanged();
}

// The pages that belong to Me. Each reads what it shows before it opens.
void ShellModel::connectLeaves() {
    const auto closeLeaf = [this] {
        openLeaf(NoLeaf);
        refreshHome();
        syncSoon();
    };
    connect(me_, &MeModel::consentWanted, consent_, &ConsentModel::open);
    connect(me_, &MeModel::safetyPlanWanted, safetyPlan_, &SafetyPlanModel::open);
    connect(me_, &MeModel::remindersWanted, reminders_, &RemindersModel::open);
    connect(me_, &MeModel::intentionsWanted, intentions_, &IntentionsModel::open);
    connect(consent_, &ConsentModel::opened, this, [this] { openLeaf(ConsentLeaf); });
    connect(safetyPlan_, &SafetyPlanModel::opened, this, [this] { openLeaf(SafetyPlanLeaf); });
    connect(reminders_, &RemindersModel::opened, this, [this] { openLeaf(RemindersLeaf); });
    connect(intentions_, &IntentionsModel::opened, this, [this] { openLeaf(IntentionsLeaf); });
    connect(consent_, &ConsentModel::closed, this, closeLeaf);
    connect(safetyPlan_, &SafetyPlanModel::finished, this, closeLeaf);
    connect(reminders_, &RemindersModel::closed, this, closeLeaf);
    connect(intentions_, &IntentionsModel::closed, this, closeLeaf);
    connect(consent_, &ConsentModel::written, this, &ShellModel::syncSoon);
    connect(intentions_, &IntentionsModel::wanted, questionnaire_, &QuestionnaireModel::open);
    connect(help_, &HelpModel::planWanted, this, [this] {
        // An answer that opened Help is saved; its questionnaire is on Today again afterwards.
        closeHelp();
        safetyPlan_->open();
    });
    connect(help_, &HelpModel::alerted, this, [this] {
        refreshStatus();
        syncSoon();
    });
}

void ShellModel::refresh() {
    bridge_.toCore([receiver = QPointer<QObject>(this), this](bridge::Core& core) {
        Snapshot snapshot;
        auto phone = core.phone();
        if (phone.has_error()) {
            snapshot.problem = ProblemModel::kindOf(phone.error());
        } else {
            // Each time, because a problem that was mended makes a new phone.
            listenTo(**phone, receiver, this);
            auto& access = (*phone)->access;
            snapshot.standing = (*phone)->profile.standing();
            snapshot.problem = ProblemModel::kindOf(snapshot.standing);
            if (snapshot.standing == patient::Standing::Waiting)
                if (auto pending = (*phone)->pairing.pending(); pending.has_value())
                    snapshot.pending = *pending;
            if (snapshot.standing == patient::Standing::Unlocked)
                if (auto code = access.unconfirmedCode(); code.has_value() && code->has_value())
                    for (const auto& group : **code)
                        snapshot.unconfirmedCode.append(QString::fromStdString(group));
        }
        bridge::Bridge::toGui(receiver, [this, snapshot] { take(snapshot); });
    });
    help_->refresh();
}

void ShellModel::beginPairing(const QString& code) {
    codeToBegin_ = code;
    refresh();
}

void ShellModel::take(const Snapshot& snapshot) {
    problem_->set(snapshot.problem);
    if (snapshot.problem != ProblemModel::None) {
        goTo(Problem);
        return;
    }
    switch (snapshot.standing) {
        case patient::Standing::Waiting:
            if (snapshot.pending) pairing_->wait(*snapshot.pending);
            goTo(snapshot.pending && snapshot.pending->confirmed ? SetPassphrase : Waiting);
            return;
        case patient::Standing::Locked:
            codeToBegin_.clear();
            forgetAll();
            goTo(Locked);
            return;
        case patient::Standing::Unlocked:
            if (!snapshot.unconfirmedCode.isEmpty()) {
                recoveryCode_->show(snapshot.unconfirmedCode, false);
                goTo(ShowRecoveryCode);
                return;
            }
            recoveryCode_->forget();
            if (waitingAgain_ && pairing_->isWaiting()) {
                pairAgainOpen_ = false;
                pairing_->wait();
                goTo(Waiting);
                return;
            }
            waitingAgain_ = false;
            goTo(Home);
            refreshHome();
            syncSoon();
            return;
        default:
            goTo(Welcome);
            if (!codeToBegin_.isEmpty()) pairing_->begin(std::exchange(codeToBegin_, {}));
            return;
    }
}

void ShellModel::forgetAll() {
    questionnaire_->forget();
    journal_->forget();
    entry_->forget();
    today_->forget();
    consent_->forget();
    safetyPlan_->forget();
    intentions_->forget();
    progress_->forget();
    forms_->close();
}

void ShellModel::goTo(Place place) {
    if (place != Waiting) pairing_->stopWaiting();
    if (place_ == place) return;
    place_ = place;
    if (place != Home) {
        questionnaireOpen_ = entryOpen_ = pairAgainOpen_ = false;
        leaf_ = NoLeaf;
    }
    Q_EMIT placeChanged();
}

void ShellModel::refreshHome() {
    today_->refresh();
    journal_->refresh();
    me_->refresh();
    consent_->refresh();
    // How far a flag has come is shown while Help is open.
    if (helpOpen_) help_->refresh();
    progress_->refresh();
    refreshStatus();
}

void ShellModel::refreshStatus() {
    using Look = std::pair<patient::StatusView, base::WallTime>;
    bridge_.ask<Look>(
        this,
        [](patient::Phone& phone) {
            return Look{phone.overview.status(), phone.profile.surroundings().clock.now()};
        },
        [this](Look look) {
            const auto today = momentOf(look.second).date();
            status_->show(look.first, today);
            const auto flag = flagText(look.first, today);
            questionnaire_->setDeliveryText(
                questionnaire_->signalsDanger() && !flag.isEmpty() ? flag : status_->text());
            help_->setDeliveryText(
                !flag.isEmpty() ? flag
                : look.first.pending.value_or(0) > 0
                    ? tr("Your clinic has not received today's answers from this phone yet.")
                    : QString());
        });
}

void ShellModel::syncNow() {
    status_->setSyncing(true);
    me_->setSyncing(true);
    bridge_.toCore([receiver = QPointer<QObject>(this), this](bridge::Core& core) {
        // A sync that cannot begin at all is told to its caller only, not to the listener.
        const auto ended = [receiver, this](const Result<sync::SyncReport>&) {
            bridge::Bridge::toGui(receiver, [this] {
                status_->setSyncing(false);
                me_->setSyncing(false);
            });
        };
        if (auto phone = core.phone(); phone.has_value()) (*phone)->syncing.now(ended);
    });
}

void ShellModel::syncSoon() {
    bridge_.toCore([](bridge::Core& core) {
        if (auto phone = core.phone(); phone.has_value()) (*phone)->syncing.soon();
    });
}

void ShellModel::lockNow() {
    flush();
    bridge_.ask<bool>(
        this,
        [](patient::Phone& phone) {
            phone.lock();
            return true;
        },
        [this](bool) { refresh(); });
}

void ShellModel::openHelp() {
    help_->openedBy(HelpModel::Cause::Person);
    help_->refresh();
    helpOpen_ = true;
    Q_EMIT helpOpenChanged();
}

void ShellModel::closeHelp() {
    helpOpen_ = false;
    Q_EMIT helpOpenChanged();
}

void ShellModel::closeQuestionnaire() {
    questionnaireOpen_ = false;
    forms_->close();
    Q_EMIT placeChanged();
    refreshHome();
    if (leaf_ == IntentionsLeaf) intentions_->open();  // what was just written is shown
}

void ShellModel::closePairAgain() {
    pairAgainOpen_ = false;
    pairing_->cancel();
    Q_EMIT placeChanged();
}

void ShellModel::closeEntry() {
    entry_->done();
}

}  // namespace landfall::viewmodels
