#include "questionnaire_model.hpp"

#include <QLocale>
#include <algorithm>

#include "form_titles.hpp"
#include "landfall/instrument/response_size.hpp"
#include "landfall/patient/course.hpp"
#include "landfall/patient/fault.hpp"
#include "words.hpp"

namespace landfall::viewmodels {

namespace {
constexpr int typingPauseMs = 400;

QList<QVariantList> offersIn(patient::Phone& phone, const std::vector<std::string>& ids) {
    QList<QVariantList> rows;
    for (const auto& id : ids) {
        const auto form = phone.profile.library().find(id);
        if (!form) continue;
        const auto title = formTitleOf(form->title());
        rows.append({QString::fromStdString(id), title.title,
                     title.detailWith(QString::fromStdString(form->description()))});
    }
    return rows;
}

bool isFlagKept(const Error& error) {
    return error.is(patient::Fault::TooLargeFlagKept);
}
bool isTooLarge(const Error& error) {
    return error.is(patient::Fault::TooLarge) || isFlagKept(error);
}

/// The questions whose answers would have to be shorter, a line for each; "" for another reason.
QString toShorten(const Error& error, const patient::Answering& answering) {
    if (!isTooLarge(error) || !answering.isOpen()) return {};
    constexpr std::size_t namedMax = 3;
    constexpr int charsMax = 60;  // enough to know a question by
    const auto& state = answering.state();
    QStringList questions;
    for (const auto item : instrument::longestAnswers(state.form(), state.answers(), namedMax)) {
        auto text = QString::fromStdString(state.form().item(item).text);
        if (text.size() > charsMax) text = text.left(charsMax - 1).trimmed() + u'…';
        questions.append(std::move(text));
    }
    return questions.join(u'\n');
}
}  // namespace

struct QuestionnaireModel::Sent {
    Result<patient::Submission> submission;
    QList<QVariantList> offers;
    std::optional<patient::ReviewView> review;
    QString toShorten;
    safety::Tier tierKept = safety::Tier::None;  ///< of a form that was refused
};

QuestionnaireModel::QuestionnaireModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent),
      bridge_(bridge),
      options_(new RowsModel({"label", "chosen"}, this)),
      answers_(new RowsModel({"label", "question", "answer", "missing"}, this)),
      units_(new RowsModel({"label", "chosen"}, this)),
      offers_(new RowsModel({"questionnaireId", "title", "detail"}, this)),
      resultAnswers_(new RowsModel({"key", "question", "answer"}, this)) {
    typing_.setSingleShot(true);
    typing_.setInterval(typingPauseMs);
    connect(&typing_, &QTimer::timeout, this, [this] { keepTyping(false, {}); });
}

QString QuestionnaireModel::progressText() const {
    if (page_.isExtra)
        return page_.isLast ? tr("One more, if you like") : tr("A few more, if you like");
    return tr("%1 of %2").arg(page_.position).arg(page_.count);
}

QString QuestionnaireModel::openText() const {
    if (stage_ != Reviewing) return {};
    if (!page_.anyAnswered)
        return tr(
            "Nothing is answered yet, so there is nothing to send. You can go back, or finish "
            "later.");
    if (!page_.needsWhole || page_.stillOpen.isEmpty()) return {};
    const auto questions = page_.stillOpen.join(QStringLiteral("\n"));
    return tr("Still open:\n%1\nYou can send the form like this. Your care team needs these "
              "answers too and may ask you for them.")
        .arg(questions);
}

QString QuestionnaireModel::doneText() const {
    if (tier_ > 0)
        return tr(
            "Your care team will see your answers when this phone is online. They may not be read "
            "at once. If you need somebody now, Help now is always there.");
    return tr("Your care team will see your answers. There is nothing else you need to do here.");
}

void QuestionnaireModel::setDeliveryText(const QString& text) {
    if (deliveryText_ == text) return;
    deliveryText_ = text;
    Q_EMIT changed();
}

void QuestionnaireModel::forget() {
    typing_.stop();
    typed_ = false;
    stage_ = Asking;
    tier_ = 0;
    danger_ = Danger::None;
    goesOn_ = false;
    error_.clear();
    deliveryText_.clear();
    questionnaireId_.clear();
    clearDone();
    show({});
    Q_EMIT changed();
}

void QuestionnaireModel::show(QuestionnairePage page) {
    // What is in a field stays as it was typed while its page is shown: the same date may be
    // written in two ways, and a cursor must not jump.
    const bool isSame = !page.linkId.isEmpty() && page.linkId == page_.linkId &&
                        page.step == page_.step && page.answered;
    if (isSame && !page.declined) {
        page.number = page_.number;
        page.text = page_.text;
        page.date = page_.date;
        page.time = page_.time;
    }
    page_ = std::move(page);
    options_->setRows(page_.options);
    answers_->setRows(page_.answers);
    units_->setRows(page_.units);
    stage_ = page_.reviewing ? Reviewing : Asking;
}

// Every change goes the same way: do it on the core thread, look at the result, show it. Nothing is
// shown as chosen before it is stored.
void QuestionnaireModel::step(Work work, std::function<void()> then) {
    if (busy_) return;
    busy_ = true;
    danger_ = Danger::None;
    error_.clear();
    Q_EMIT changed();
    bridge_.ask<Step>(
        this,
        [work = std::move(work)](patient::Phone& phone) {
            Step step;
            step.outcome = work(phone.answering);
            if (phone.answering.isOpen()) {
                step.page = pageOf(phone.answering.state());
                step.page.today = momentOf(phone.profile.surroundings().clock.now()).date();
                if (step.page.reviewing)
                    step.page.needsWhole =
                        patient::needsWhole(phone.profile, phone.answering.state().form().url());
            }
            if (step.outcome.has_value())
                step.offers = offersIn(phone, phone.answering.offers());
            else
                step.toShorten = toShorten(step.outcome.error(), phone.answering);
            return step;
        },
        [this, then = std::move(then)](Step step) {
            busy_ = false;
            const bool isDone = step.outcome.has_value();
            refused_ = !isDone;
            if (isDone)
                show(std::move(step.page));
            else
                error_ = isTooLarge(step.outcome.error())
                             ? noRoomText(step.outcome.error(), step.toShorten)
                             : sentenceFor(step.outcome.error());
            const bool isKept = isDone || isFlagKept(step.outcome.error());
            if (danger_ == Danger::Saving) danger_ = isKept ? Danger::Kept : Danger::Lost;
            Q_EMIT changed();
            if (isDone && then) then();
            if (isDone && danger_ != Danger::None) {
                offerRows_ = step.offers;
                offers_->setRows(offerRows_);
            }
            if (danger_ != Danger::None) Q_EMIT dangerKept(isKept);
            if (std::exchange(goesOn_, false) && isDone) next();
        });
}

void QuestionnaireModel::clearDone() {
    offerRows_.clear();
    offers_->setRows({});
    resultAnswers_->setRows({});
    resultText_.clear();
    resultDay_.clear();
    resultRules_.clear();
    resultUrgent_ = false;
}

void QuestionnaireModel::open(const QString& questionnaireId) {
    if (busy_) return;
    tier_ = 0;
    questionnaireId_ = questionnaireId;
    clearDone();
    step([id = questionnaireId.toStdString()](
             patient::Answering& answering) { return answering.open(id); },
         [this] { Q_EMIT opened(); });
}

void QuestionnaireModel::give(instrument::Answer answer, bool moveOn, std::function<void()> then) {
    step(
        [this, receiver = QPointer<QObject>(this), linkId = page_.linkId.toStdString(),
         answer = std::move(answer), moveOn](patient::Answering& answering) -> Result<void> {
            // Help opens at once, whatever the disk does with the answer.
            const auto danger = answering.dangerOf(linkId, answer);
            const bool opensHelp = danger.has_value() && *danger != safety::Tier::None;
            if (opensHelp)
                bridge::Bridge::toGui(receiver, [this, tier = safety::numberOf(*danger)] {
                    tier_ = std::max(tier_, tier);
                    danger_ = Danger::Saving;
                    Q_EMIT helpNeeded(tier_);
                });
            LF_TRY([[maybe_unused]] const auto given, answering.answer(linkId, answer));
            // When the answer opens Help, the page turns only after the person has looked at it.
            return moveOn && !opensHelp ? answering.next() : ok();
        },
        std::move(then));
}

void QuestionnaireModel::choose(int index) {
    if (index < 0 || index >= options_->count() || stage_ != Asking) return;
    if (page_.kind == QuestionnairePage::Kind::YesNo) {
        give(index == 0, true);
        return;
    }
    typing_.stop();
    typed_ = false;
    // One of several leaves the page where it is; one alone takes the place of own words.
    if (!page_.several) page_.text.clear();
    give(withOption(page_, static_cast<std::size_t>(index)), !page_.several);
}

void QuestionnaireModel::decline() {
    if (page_.mayDecline && stage_ == Asking) give(instrument::Declined{}, true);
}

void QuestionnaireModel::changedByHand() {
    typed_ = true;
    typing_.start();
}

void QuestionnaireModel::setNumber(const QString& text) {
    page_.number = text;
    changedByHand();
}

void QuestionnaireModel::setText(const QString& text) {
    page_.text = text;
    changedByHand();
}

void QuestionnaireModel::setDate(const QString& text) {
    page_.date = text;
    changedByHand();
}

void QuestionnaireModel::chooseDay(int daysAgo) {
    if (stage_ != Asking || !page_.today.isValid() || daysAgo < 0) return;
    if (page_.kind != QuestionnairePage::Kind::Date &&
        page_.kind != QuestionnairePage::Kind::DateTime)
        return;
    page_.date = longDay(page_.today.addDays(-daysAgo));
    Q_EMIT changed();
    // With the day all is said where no time is asked for; like every choice it moves on.
    keepTyping(page_.kind == QuestionnairePage::Kind::Date, [] {});
}

void QuestionnaireModel::setTime(const QString& text) {
    page_.time = text;
    changedByHand();
}

void QuestionnaireModel::chooseUnit(int index) {
    if (index < 0 || index >= page_.units.size()) return;
    for (int i = 0; i < page_.units.size(); ++i) page_.units[i][1] = i == index;
    units_->setRows(page_.units);
    if (!page_.number.isEmpty()) changedByHand();
}

void QuestionnaireModel::slide(int position) {
    if (position < 0 || position >= page_.sliderCount || stage_ != Asking) return;
    page_.sliderAt = position;
    changedByHand();
    Q_EMIT changed();
}

QString QuestionnaireModel::sliderText(int position) const {
    if (position < 0 || position >= page_.sliderTexts.size()) return {};
    auto text = page_.sliderTexts[position];
    text.replace(u'.', QLocale().decimalPoint());
    return page_.unit.isEmpty() ? text : text + u' ' + page_.unit;
}

void QuestionnaireModel::again() {
    if (page_.kind != QuestionnairePage::Kind::Again) return;
    step([](patient::Answering& answering) { return answering.addRow(); });
}

void QuestionnaireModel::removeLast() {
    if (page_.kind != QuestionnairePage::Kind::Again) return;
    step([](patient::Answering& answering) { return answering.removeRow(); });
}

// What was typed is stored first, in the same step, so that the page never turns without it. After
// a pause a text that is not finished, half a date, is left alone; on the way to another page its
// fault is said.
void QuestionnaireModel::keepTyping(bool moveOn, std::function<void()> then) {
    const bool isPause = !moveOn && !then;
    typing_.stop();
    if (busy_) {
        typing_.start();
        return;
    }
    auto typed = typedAnswer(page_);
    if (!typed.fault.isEmpty()) {
        const bool isMoment = page_.kind >= QuestionnairePage::Kind::Date;
        if (isPause && isMoment) return;
        if (error_ != typed.fault) {
            error_ = typed.fault;
            Q_EMIT changed();
        }
        return;
    }
    typed_ = false;
    if (typed.answer) {
        give(*std::move(typed.answer), moveOn, std::move(then));
        return;
    }
    // Emptied again: that is no answer.
    step(
        [linkId = page_.linkId.toStdString(),
         moveOn](patient::Answering& answering) -> Result<void> {
            LF_CHECK(answering.clear(linkId));
            return moveOn ? answering.next() : ok();
        },
        std::move(then));
}

void QuestionnaireModel::back() {
    const auto goBack = [this] {
        step([](patient::Answering& answering) { return answering.back(); });
    };
    if (typed_)
        keepTyping(false, goBack);
    else
        goBack();
}

void QuestionnaireModel::next() {
    if (typed_) {
        keepTyping(true, {});
        return;
    }
    step([](patient::Answering& answering) { return answering.next(); });
}

// To the review: all answers are read before they are sent.
void QuestionnaireModel::finish() {
    if (!page_.mayFinish) return;
    const auto toReview = [this] {
        step([](patient::Answering& answering) {
            return answering.goToStep(answering.state().steps().size());
        });
    };
    if (typed_)
        keepTyping(false, toReview);
    else
        toReview();
}

// Where the answer could not be stored the page stays, with the reason, so that it can be given
// again.
void QuestionnaireModel::goOn() {
    if (stage_ == Done) return;
    if (busy_)
        goesOn_ = true;
    else if (!refused_)
        next();
}

void QuestionnaireModel::edit(int index) {
    if (index < 0 || index >= page_.answerSteps.size()) return;
    step([at = static_cast<std::size_t>(page_.answerSteps[index])](patient::Answering& answering) {
        return answering.goToStep(at);
    });
}

void QuestionnaireModel::submit() {
    if (busy_ || !maySend()) return;
    busy_ = true;
    error_.clear();
    Q_EMIT changed();
    bridge_.ask<Sent>(
        this,
        [](patient::Phone& phone) {
            const bool isEligibility =
                phone.answering.isOpen() &&
                phone.answering.state().form().id() == patient::Progress::eligibility;
            Sent sent{phone.answering.submit(), {}, {}, {}, {}};
            if (sent.submission.has_error()) {
                sent.toShorten = toShorten(sent.submission.error(), phone.answering);
                sent.tierKept = phone.answering.tierKept();
                return sent;
            }
            sent.offers = offersIn(phone, sent.submission->offers);
            if (isEligibility)
                if (auto review = phone.progress.review(sent.submission->response);
                    review.has_value())
                    sent.review = *std::move(review);
            return sent;
        },
        [this](Sent sent) {
            busy_ = false;
            const int seen = tier_;
            refused_ = sent.submission.has_error();
            if (!refused_)
                showSent(sent);
            else
                showRefused(sent);
            Q_EMIT changed();
            if (!refused_) Q_EMIT submitted();
            // What only the whole form says: a question left open after a yes, or how it compares
            // with before.
            if (tier_ <= seen || tier_ < safety::numberOf(safety::Tier::Urgent)) return;
            Q_EMIT helpNeeded(tier_);
            Q_EMIT dangerKept(true);
        });
}

QString QuestionnaireModel::noRoomText(const Error& error, const QString& questions) const {
    auto text = tr("There is no room left in this form for this answer. What you wrote before is "
                   "still here. Please make this answer shorter, or what you wrote here:\n%1")
                    .arg(questions);
    if (isFlagKept(error))
        text +=
            u'\n' + tr("Your clinic will still be told of this answer when this phone is online.");
    return text;
}

// The draft stays as it is, and so does the page.
void QuestionnaireModel::showRefused(const Sent& sent) {
    const auto& error = sent.submission.error();
    if (!isTooLarge(error)) {
        error_ = sentenceFor(error);
        return;
    }
    error_ = tr("Your answers are not sent yet: together they are longer than one form can hold. "
                "Everything you wrote is still here. Please make what you wrote here shorter and "
                "send it again:\n%1")
                 .arg(sent.toShorten);
    if (!isFlagKept(error)) return;
    tier_ = std::max(tier_, safety::numberOf(sent.tierKept));
    error_ +=
        u'\n' + tr("Your clinic will still be told of the answer that it should see soon, when "
                   "this phone is online.");
}

void QuestionnaireModel::showSent(const Sent& sent) {
    stage_ = Done;
    tier_ = safety::numberOf(sent.submission->tier);
    deliveryText_ = tr("Saved on this phone, not sent yet.");
    offerRows_ = sent.offers;
    offers_->setRows(offerRows_);
    if (!sent.review) return;
    // The catalogue of translations has these four sentences as they are in the data.
    resultText_ = QCoreApplication::translate("Eligibility", sent.review->wording.c_str());
    resultDay_ = longDay(momentOf(sent.review->authored).date());
    resultRules_ = QString::fromStdString(sent.review->rules);
    resultUrgent_ = sent.review->isUrgent;
    QList<QVariantList> rows;
    for (const auto& line : sent.review->lines)
        rows.append({QString::number(rows.size()), QString::fromStdString(line.item.text),
                     answerText(line.item, line.answer)});
    for (const auto& form : sent.review->alsoFrom)
        rows.append({QString::number(rows.size()), formTitleOf(form.title).title,
                     form.id == patient::Progress::alcohol ? tr("Your answers about alcohol")
                                                           : tr("What you wrote there")});
    resultAnswers_->setRows(std::move(rows));
}

}  // namespace landfall::viewmodels
