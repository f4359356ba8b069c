#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QTimer>

#include "bridge/bridge.hpp"
#include "questionnaire_page.hpp"
#include "rows_model.hpp"

namespace landfall::viewmodels {

/// Answering: one question a page, each answer durable before the page turns.
class QuestionnaireModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(QString lead READ lead NOTIFY changed FINAL)
    Q_PROPERTY(QString question READ question NOTIFY changed FINAL)
    Q_PROPERTY(int position READ position NOTIFY changed FINAL)
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    Q_PROPERTY(QString progressText READ progressText NOTIFY changed FINAL)
    Q_PROPERTY(Stage stage READ stage NOTIFY changed FINAL)
    Q_PROPERTY(Kind kind READ kind NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* options READ options CONSTANT FINAL)
    Q_PROPERTY(QString number READ number NOTIFY changed FINAL)
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)
    Q_PROPERTY(QString minimum READ minimum NOTIFY changed FINAL)
    Q_PROPERTY(QString maximum READ maximum NOTIFY changed FINAL)
    Q_PROPERTY(QString help READ help NOTIFY changed FINAL)
    Q_PROPERTY(bool several READ several NOTIFY changed FINAL)
    Q_PROPERTY(bool ownWords READ ownWords NOTIFY changed FINAL)
    Q_PROPERTY(bool multiline READ multiline NOTIFY changed FINAL)
    Q_PROPERTY(bool isDecimal READ isDecimal NOTIFY changed FINAL)
    Q_PROPERTY(QString unit READ unit NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* units READ units CONSTANT FINAL)
    Q_PROPERTY(QString date READ date NOTIFY changed FINAL)
    Q_PROPERTY(QString time READ time NOTIFY changed FINAL)
    Q_PROPERTY(int sliderCount READ sliderCount NOTIFY changed FINAL)
    Q_PROPERTY(int sliderAt READ sliderAt NOTIFY changed FINAL)
    Q_PROPERTY(QString lowLabel READ lowLabel NOTIFY changed FINAL)
    Q_PROPERTY(QString highLabel READ highLabel NOTIFY changed FINAL)
    Q_PROPERTY(int rows READ rows NOTIFY changed FINAL)
    Q_PROPERTY(bool mayDecline READ mayDecline NOTIFY changed FINAL)
    Q_PROPERTY(bool declined READ declined NOTIFY changed FINAL)
    Q_PROPERTY(bool canGoBack READ canGoBack NOTIFY changed FINAL)
    Q_PROPERTY(bool canGoOn READ canGoOn NOTIFY changed FINAL)
    Q_PROPERTY(bool mayFinish READ mayFinish NOTIFY changed FINAL)
    Q_PROPERTY(bool mayAdd READ mayAdd NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* answers READ answers CONSTANT FINAL)
    Q_PROPERTY(bool maySend READ maySend NOTIFY changed FINAL)
    Q_PROPERTY(QString openText READ openText NOTIFY changed FINAL)
    Q_PROPERTY(QString doneTitle READ doneTitle NOTIFY changed FINAL)
    Q_PROPERTY(QString doneText READ doneText NOTIFY changed FINAL)
    Q_PROPERTY(QString deliveryText READ deliveryText NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* offers READ offers CONSTANT FINAL)
    Q_PROPERTY(QString resultText READ resultText NOTIFY changed FINAL)
    Q_PROPERTY(QString resultDay READ resultDay NOTIFY changed FINAL)
    Q_PROPERTY(QString resultRules READ resultRules NOTIFY changed FINAL)
    Q_PROPERTY(bool resultUrgent READ resultUrgent NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* resultAnswers READ resultAnswers CONSTANT FINAL)

public:
    enum Stage { Asking, Reviewing, Done };
    Q_ENUM(Stage)
    enum Kind {
        Choice,
        YesNo,
        Number,
        Text,
        Display,
        CannotAsk,
        Slider,
        Date,
        Time,
        DateTime,
        Again
    };
    Q_ENUM(Kind)

    QuestionnaireModel(bridge::Bridge& bridge, QObject* parent);

    [[nodiscard]] QString title() const { return page_.title; }
    [[nodiscard]] QString lead() const { return page_.lead; }
    [[nodiscard]] QString question() const { return page_.question; }
    [[nodiscard]] int position() const { return page_.position; }
    [[nodiscard]] int count() const { return page_.count; }
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] Stage stage() const { return stage_; }
    [[nodiscard]] Kind kind() const { return static_cast<Kind>(page_.kind); }
    [[nodiscard]] QAbstractListModel* options() const { return options_; }
    [[nodiscard]] QString number() const { return page_.number; }
    [[nodiscard]] QString text() const { return page_.text; }
    [[nodiscard]] QString minimum() const { return page_.minimum; }
    [[nodiscard]] QString maximum() const { return page_.maximum; }
    [[nodiscard]] QString help() const { return page_.help; }
    [[nodiscard]] bool several() const { return page_.several; }
    [[nodiscard]] bool ownWords() const { return page_.open; }
    [[nodiscard]] bool multiline() const { return page_.multiline; }
    [[nodiscard]] bool isDecimal() const { return page_.isDecimal; }
    [[nodiscard]] QString unit() const { return page_.unit; }
    [[nodiscard]] QAbstractListModel* units() const { return units_; }
    [[nodiscard]] QString date() const { return page_.date; }
    [[nodiscard]] QString time() const { return page_.time; }
    /// Positions of the slider, and the one it is at: -1 until it was moved.
    [[nodiscard]] int sliderCount() const { return page_.sliderCount; }
    [[nodiscard]] int sliderAt() const { return page_.sliderAt; }
    [[nodiscard]] QString lowLabel() const { return page_.lowLabel; }
    [[nodiscard]] QString highLabel() const { return page_.highLabel; }
    [[nodiscard]] int rows() const { return page_.rows; }
    [[nodiscard]] bool mayDecline() const { return page_.mayDecline; }
    [[nodiscard]] bool declined() const { return page_.declined; }
    [[nodiscard]] bool canGoBack() const { return stage_ == Reviewing || !page_.isFirst; }
    [[nodiscard]] bool canGoOn() const { return stage_ == Asking && !busy_; }
    /// Only optional questions remain: the rest may be left out.
    [[nodiscard]] bool mayFinish() const { return stage_ == Asking && page_.mayFinish; }
    /// And another optional one follows this one.
    [[nodiscard]] bool mayAdd() const { return mayFinish() && !page_.isLast; }
    /// At the review: something is answered. An empty form says nothing to anybody.
    [[nodiscard]] bool maySend() const { return stage_ == Reviewing && page_.anyAnswered; }
    /// What is still open, where it matters; nobody has to answer it.
    [[nodiscard]] QString openText() const;
    [[nodiscard]] bool busy() const { return busy_; }
    [[nodiscard]] QString error() const { return error_; }
    [[nodiscard]] QAbstractListModel* answers() const { return answers_; }
    /// "" where the result is about danger: nobody is thanked for that.
    [[nodiscard]] QString doneTitle() const { return resultUrgent_ ? QString() : tr("Thank you"); }
    [[nodiscard]] QString doneText() const;
    [[nodiscard]] QString deliveryText() const { return deliveryText_; }

    /// Questionnaires that the answers call for: offered, never forced.
    [[nodiscard]] QAbstractListModel* offers() const { return offers_; }
    [[nodiscard]] const QList<QVariantList>& offerRows() const { return offerRows_; }
    /// A fixed sentence in place of doneText, the day, and the answers that led to it.
    [[nodiscard]] QString resultText() const { return resultText_; }
    [[nodiscard]] QString resultDay() const { return resultDay_; }
    [[nodiscard]] QString resultRules() const { return resultRules_; }
    [[nodiscard]] bool resultUrgent() const { return resultUrgent_; }
    [[nodiscard]] QAbstractListModel* resultAnswers() const { return resultAnswers_; }
    /// An answer of this questionnaire signalled danger.
    [[nodiscard]] bool signalsDanger() const { return tier_ > 0; }

    /// Begins or goes on; `opened` follows.
    void open(const QString& questionnaireId);
    void setDeliveryText(const QString& text);
    /// Before the lock screen: nothing that was answered stays in this process.
    void forget();

    Q_INVOKABLE void choose(int index);
    Q_INVOKABLE void decline();
    Q_INVOKABLE void setNumber(const QString& text);
    Q_INVOKABLE void setText(const QString& text);
    Q_INVOKABLE void setDate(const QString& text);
    /// Today is 0, yesterday 1.
    Q_INVOKABLE void chooseDay(int daysAgo);
    Q_INVOKABLE void setTime(const QString& text);
    Q_INVOKABLE void chooseUnit(int index);
    /// Stored after a pause, as what is typed, so that a finger may wander.
    Q_INVOKABLE void slide(int position);
    /// What a position of the slider says.
    Q_INVOKABLE QString sliderText(int position) const;
    /// The group once more, or its last time out again.
    Q_INVOKABLE void again();
    Q_INVOKABLE void removeLast();
    Q_INVOKABLE void back();
    /// Leaves the optional rest out.
    Q_INVOKABLE void finish();
    Q_INVOKABLE void next();
    /// After Help now: to the next page once the answer is stored, and not before.
    void goOn();
    Q_INVOKABLE void edit(int index);
    Q_INVOKABLE void submit();
    Q_INVOKABLE void openOffer(const QString& questionnaireId) { open(questionnaireId); }
    /// The same questions once more, to correct an answer; what was sent stays what it was.
    Q_INVOKABLE void correct() { open(questionnaireId_); }

Q_SIGNALS:
    void changed();
    void opened();
    /// The answer that was just given signals danger of this tier. Comes before it is stored, and
    /// also when it cannot be; `dangerKept` follows. After sending: all answers together say more
    /// than any of them did.
    void helpNeeded(int tier);
    /// Whether what the answer that signals danger says is in the store now, for the clinic.
    void dangerKept(bool kept);
    void submitted();

private:
    /// What became of one step on the core thread.
    struct Step {
        Result<void> outcome;
        QuestionnairePage page;
        QList<QVariantList> offers;
        QString toShorten;
    };
    struct Sent;
    /// What became of the answer that signals danger: none, being stored, stored, not stored.
    enum class Danger { None, Saving, Kept, Lost };
    using Work = std::function<Result<void>(patient::Answering&)>;
    void step(Work work, std::function<void()> then = {});
    void give(instrument::Answer answer, bool moveOn, std::function<void()> then = {});
    void show(QuestionnairePage page);
    void changedByHand();
    void showSent(const Sent& sent);
    void showRefused(const Sent& sent);
    [[nodiscard]] QString noRoomText(const Error& error, const QString& questions) const;
    void clearDone();
    void keepTyping(bool moveOn, std::function<void()> then);

    bridge::Bridge& bridge_;
    RowsModel* options_;
    RowsModel* answers_;
    RowsModel* units_;
    QuestionnairePage page_;
    Stage stage_ = Asking;
    bool busy_ = false;
    int tier_ = 0;
    Danger danger_ = Danger::None;
    bool goesOn_ = false;
    bool refused_ = false;  ///< the last step, so that the page and its error stay
    QString error_, deliveryText_;
    QString questionnaireId_;
    RowsModel* offers_;
    RowsModel* resultAnswers_;
    QList<QVariantList> offerRows_;
    QString resultText_, resultDay_, resultRules_;
    bool resultUrgent_ = false;
    QTimer typing_;
    bool typed_ = false;
};

}  // namespace landfall::viewmodels
