#include "consent_model.hpp"

#include <QLocale>

#include "consent_words.hpp"
#include "words.hpp"

namespace landfall::viewmodels {

using pathway::ConsentStage;

namespace {
QString q(const std::string& text) {
    return QString::fromStdString(text);
}
}  // namespace

ConsentModel::ConsentModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent),
      bridge_(bridge),
      statements_(new RowsModel({"words", "detail"}, this)),
      options_(new RowsModel({"optionId", "label", "chosen"}, this)),
      optIns_(new RowsModel({"purpose", "words", "detail", "agrees", "namesPerson"}, this)),
      events_(new RowsModel({"eventId", "words", "when"}, this)) {}

QString ConsentModel::waitsTitle() const {
    return again_ ? tr("The consent has changed") : tr("Your consent");
}

QString ConsentModel::waitsDetail() const {
    return again_ ? tr("Please read the new text and decide again. There is no hurry.")
                  : tr("A text to read in your own time, before you decide.");
}

QString ConsentModel::progressText() const {
    if (!document_) return {};
    if (stage_ == Reading)
        return tr("%1 of %2").arg(section_ + 1).arg(document_->sections().size());
    if (stage_ == Asking)
        return tr("%1 of %2")
            .arg(document_->questions().size() - left_.size() + (answeredRight_ ? 0 : 1))
            .arg(document_->questions().size());
    return {};
}

QString ConsentModel::heading() const {
    if (!document_ || section_ >= document_->sections().size()) return {};
    return q(document_->sections()[section_].heading);
}

bool ConsentModel::asksContact() const {
    for (int row = 0; row < optIns_->count(); ++row)
        if (optIns_->value(row, "namesPerson").toBool() && optIns_->value(row, "agrees").toBool())
            return true;
    return false;
}

void ConsentModel::goTo(Stage stage) {
    stage_ = stage;
    error_.clear();
    copyText_.clear();
    if (stage_ == Reading) showSection();
    if (stage_ == Asking) showQuestion();
    showOptIns();
    Q_EMIT changed();
}

// Every step goes the same way: do it on the core thread, look where the person stands now.
void ConsentModel::step(Work work, std::function<void()> then) {
    if (busy_) return;
    busy_ = true;
    error_.clear();
    Q_EMIT changed();
    bridge_.ask<Result<State>>(
        this, [work = std::move(work)](patient::Phone& phone) { return work(phone.consenting); },
        [this, then = std::move(then)](Result<State> outcome) {
            busy_ = false;
            if (outcome.has_error())
                error_ = consent::faultText(outcome.error());
            else
                take(*outcome);
            Q_EMIT changed();
            if (outcome.has_value() && then) then();
        });
}

void ConsentModel::refresh() {
    bridge_.ask<Result<State>>(
        this, [](patient::Phone& phone) { return phone.consenting.state(); },
        [this](Result<State> outcome) {
            // Locked or broken: the pages that say so are others.
            if (outcome.has_error()) return;
            take(*outcome);
            Q_EMIT changed();
        });
}

void ConsentModel::open() {
    chosen_.clear();
    section_ = 0;
    goTo(Standing);
    step([](patient::Consenting& consenting) { return consenting.state(); },
         [this] { Q_EMIT opened(); });
}

void ConsentModel::forget() {
    state_.reset();
    document_.reset();
    left_.clear();
    chosen_.clear();
    waits_ = isSigned_ = isWithdrawn_ = again_ = false;
    dataChoice_.clear();
    title_.clear();
    notice_.clear();
    changesText_.clear();
    standingText_.clear();
    for (auto* rows : {statements_, options_, optIns_, events_}) rows->setRows({});
    stage_ = Standing;
    Q_EMIT changed();
}

void ConsentModel::take(const State& state) {
    const bool isOther = !document_ || document_->sha256() != state.document->sha256();
    state_ = state;
    document_ = state.document;
    left_ = state.left;
    const auto& standing = state.standing;
    title_ = q(document_->title());
    notice_ = q(document_->notice());
    isSigned_ = standing.inForce.has_value();
    isWithdrawn_ = standing.withdrawal.has_value();
    dataChoice_ = isWithdrawn_ ? q(standing.withdrawal->dataChoice) : QString();
    again_ = standing.mustSignAgain;
    changesText_ = again_ || standing.hasNews ? q(document_->changes()) : QString();
    standingText_ = consent::standingText(state);
    const bool isOpen =
        standing.stage != ConsentStage::Signed && standing.stage != ConsentStage::Withdrawn;
    waits_ = state.waits();
    next_ = standing.stage == ConsentStage::Read         ? Asking
            : standing.stage == ConsentStage::Understood ? Signing
                                                         : Reading;
    actionText_ = next_ == Asking    ? tr("Go on with the questions")
                  : next_ == Signing ? tr("Go on to the signature")
                  : isOpen           ? tr("Read the text")
                                     : tr("Read the text again");
    // Another text came: nobody goes on in the middle of it.
    if (isOther) {
        section_ = 0;
        stage_ = Standing;
    }
    showOptIns();
}

void ConsentModel::showOptIns() {
    if (!state_) return;
    QList<QVariantList> rows;
    for (const auto& optIn : document_->optIns()) {
        const auto purpose = q(optIn.purpose);
        // For a signature nothing is chosen beforehand; otherwise what holds is shown.
        const bool agrees = stage_ == Signing ? chosen_.value(purpose).toBool()
                                              : state_->standing.allows(optIn.purpose);
        rows.append({purpose, q(optIn.text), q(optIn.detail), agrees,
                     optIn.purpose == pathway::contactPerson});
    }
    optIns_->setRows(std::move(rows));
}

void ConsentModel::showSection() {
    QList<QVariantList> rows;
    if (document_ && section_ < document_->sections().size())
        for (const auto& statement : document_->sections()[section_].statements)
            rows.append({q(statement.text), consent::evidenceText(statement)});
    statements_->setRows(std::move(rows));
}

void ConsentModel::showQuestion() {
    explanation_.clear();
    answeredRight_ = false;
    QList<QVariantList> rows;
    const auto* const asked =
        document_ && !left_.empty() ? document_->question(left_.front()) : nullptr;
    asked_ = asked ? asked->id : std::string();
    question_ = asked ? q(asked->text) : QString();
    if (asked)
        for (const auto& option : asked->options)
            rows.append({q(option.id), q(option.text), false});
    options_->setRows(std::move(rows));
}

void ConsentModel::goOn() {
    section_ = 0;
    goTo(next_);
}

void ConsentModel::next() {
    if (!document_ || busy_) return;
    if (stage_ == Asking) {
        if (!answeredRight_) return;
        goTo(left_.empty() ? Signing : Asking);
        return;
    }
    if (stage_ != Reading) return;
    if (section_ + 1 < document_->sections().size()) {
        ++section_;
        goTo(Reading);
        return;
    }
    // The last section: the whole text was shown.
    step([](patient::Consenting& consenting) { return consenting.markRead(); },
         [this] {
             Q_EMIT written();
             goTo(next_ == Reading ? Standing : next_);
         });
}

void ConsentModel::back() {
    if (stage_ == Reading && section_ > 0) {
        --section_;
        goTo(Reading);
        return;
    }
    if (stage_ == Standing) {
        Q_EMIT closed();
        return;
    }
    goTo(Standing);
}

void ConsentModel::choose(int index) {
    const auto option = options_->value(index, "optionId").toString();
    if (stage_ != Asking || busy_ || answeredRight_ || option.isEmpty()) return;
    using Answered = patient::Consenting::Answered;
    busy_ = true;
    error_.clear();
    bridge_.ask<Result<Answered>>(
        this,
        [question = asked_, option = option.toStdString()](patient::Phone& phone) {
            return phone.consenting.answer(question, option);
        },
        [this, index](Result<Answered> outcome) {
            busy_ = false;
            if (outcome.has_error()) {
                error_ = consent::faultText(outcome.error());
                Q_EMIT changed();
                return;
            }
            QList<QVariantList> rows;
            for (int row = 0; row < options_->count(); ++row)
                rows.append({options_->value(row, "optionId"), options_->value(row, "label"),
                             row == index});
            options_->setRows(std::move(rows));
            answeredRight_ = outcome->right;
            explanation_ = q(outcome->explanation);
            left_ = outcome->left;
            Q_EMIT changed();
            if (outcome->passed) {
                refresh();
                Q_EMIT written();
            }
        });
}

void ConsentModel::toggleOptIn(int index) {
    const auto purpose = optIns_->value(index, "purpose").toString();
    if (stage_ != Signing || purpose.isEmpty()) return;
    chosen_.insert(purpose, !chosen_.value(purpose).toBool());
    showOptIns();
    Q_EMIT changed();
}

void ConsentModel::sign(const QString& name, const QString& contactName,
                        const QString& contactPhone) {
    patient::Consenting::Signature signature;
    signature.name = name.trimmed().toStdString();
    for (int row = 0; row < optIns_->count(); ++row)
        if (optIns_->value(row, "agrees").toBool())
            signature.agreeTo.push_back(optIns_->value(row, "purpose").toString().toStdString());
    signature.contact = {contactName.trimmed().toStdString(), contactPhone.trimmed().toStdString()};
    step([signature](patient::Consenting& consenting) { return consenting.sign(signature); },
         [this] {
             chosen_.clear();
             Q_EMIT written();
             goTo(Done);
         });
}

void ConsentModel::changeOptIn(int index, const QString& contactName, const QString& contactPhone) {
    patient::Consenting::Choice choice;
    choice.purpose = optIns_->value(index, "purpose").toString().toStdString();
    choice.agrees = !optIns_->value(index, "agrees").toBool();
    choice.contact = {contactName.trimmed().toStdString(), contactPhone.trimmed().toStdString()};
    if (choice.purpose.empty()) return;
    step([choice](patient::Consenting& consenting) { return consenting.choose(choice); },
         [this] { Q_EMIT written(); });
}

void ConsentModel::openWithdrawing() {
    if (isSigned_ || isWithdrawn_) goTo(Withdrawing);
}

void ConsentModel::withdraw(bool erase) {
    using patient::Consenting;
    const auto collected = erase ? Consenting::Collected::Erase : Consenting::Collected::Keep;
    step([collected](Consenting& consenting) { return consenting.withdraw(collected); },
         [this] {
             Q_EMIT written();
             goTo(Standing);
         });
}

void ConsentModel::openHistory() {
    using Events = std::vector<fhir::ConsentRecord>;
    bridge_.ask<Result<Events>>(
        this, [](patient::Phone& phone) { return phone.consenting.history(); },
        [this](Result<Events> outcome) {
            if (outcome.has_error() || !document_) {
                if (outcome.has_error()) error_ = consent::faultText(outcome.error());
                Q_EMIT changed();
                return;
            }
            QList<QVariantList> rows;
            // Newest first: what holds now is what somebody looks for.
            for (auto event = outcome->rbegin(); event != outcome->rend(); ++event)
                rows.append({q(event->id), consent::eventText(*event, *document_),
                             longMoment(momentOf(event->at))});
            events_->setRows(std::move(rows));
            goTo(History);
        });
}

void ConsentModel::saveCopy() {
    if (busy_ || !printer_) return;
    busy_ = true;
    copyText_.clear();
    error_.clear();
    Q_EMIT changed();
    bridge_.ask<Result<QString>>(
        this,
        [printer = printer_](patient::Phone& phone) -> Result<QString> {
            LF_TRY(const auto copy, phone.consenting.copy());
            return printer(copy);
        },
        [this](Result<QString> outcome) {
            busy_ = false;
            if (outcome.has_error())
                error_ = tr("The copy could not be written. Nothing else was changed.");
            else
                copyText_ =
                    tr("Saved as %1. Whoever can open the files of this device can read it.")
                        .arg(*outcome);
            Q_EMIT changed();
        });
}

}  // namespace landfall::viewmodels
