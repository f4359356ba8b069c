#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "bridge/bridge.hpp"
#include "rows_model.hpp"

namespace landfall::viewmodels {

/// Agreeing to take part: reading the text section by section, questions about it, the signature,
/// and the way out at any time.
class ConsentModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("handed down by ShellModel")
    Q_PROPERTY(Stage stage READ stage NOTIFY changed FINAL)
    Q_PROPERTY(bool waits READ waits NOTIFY changed FINAL)
    Q_PROPERTY(QString waitsTitle READ waitsTitle NOTIFY changed FINAL)
    Q_PROPERTY(QString waitsDetail READ waitsDetail NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(QString notice READ notice NOTIFY changed FINAL)
    Q_PROPERTY(QString changesText READ changesText NOTIFY changed FINAL)
    Q_PROPERTY(QString standingText READ standingText NOTIFY changed FINAL)
    Q_PROPERTY(QString actionText READ actionText NOTIFY changed FINAL)
    Q_PROPERTY(bool isSigned READ isSigned NOTIFY changed FINAL)
    Q_PROPERTY(bool isWithdrawn READ isWithdrawn NOTIFY changed FINAL)
    Q_PROPERTY(QString dataChoice READ dataChoice NOTIFY changed FINAL)
    Q_PROPERTY(QString progressText READ progressText NOTIFY changed FINAL)
    Q_PROPERTY(QString heading READ heading NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* statements READ statements CONSTANT FINAL)
    Q_PROPERTY(QString question READ question NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* options READ options CONSTANT FINAL)
    Q_PROPERTY(QString explanation READ explanation NOTIFY changed FINAL)
    Q_PROPERTY(bool answeredRight READ answeredRight NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* optIns READ optIns CONSTANT FINAL)
    Q_PROPERTY(bool asksContact READ asksContact NOTIFY changed FINAL)
    Q_PROPERTY(QAbstractListModel* events READ events CONSTANT FINAL)
    Q_PROPERTY(QString copyText READ copyText NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)

public:
    enum Stage { Standing, Reading, Asking, Signing, Done, Withdrawing, History };
    Q_ENUM(Stage)

    /// Writes the copy where the person finds it and returns its path. Runs on the core thread.
    using Printer = std::function<Result<QString>(const patient::ConsentCopy&)>;

    ConsentModel(bridge::Bridge& bridge, QObject* parent);
    void printWith(Printer printer) { printer_ = std::move(printer); }

    [[nodiscard]] Stage stage() const { return stage_; }
    /// A text of the clinic waits to be signed, or to be signed again.
    [[nodiscard]] bool waits() const { return waits_; }
    [[nodiscard]] QString waitsTitle() const;
    [[nodiscard]] QString waitsDetail() const;
    [[nodiscard]] QString title() const { return title_; }
    [[nodiscard]] QString notice() const { return notice_; }
    [[nodiscard]] QString changesText() const { return changesText_; }
    [[nodiscard]] QString standingText() const { return standingText_; }
    /// The next step, as a button says it.
    [[nodiscard]] QString actionText() const { return actionText_; }
    [[nodiscard]] bool isSigned() const { return isSigned_; }
    /// Taken back, and not signed anew since.
    [[nodiscard]] bool isWithdrawn() const { return isWithdrawn_; }
    /// What the clinic is to do with what it has, as it was said last: "keep", "erase" or "".
    [[nodiscard]] QString dataChoice() const { return dataChoice_; }
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QAbstractListModel* statements() const { return statements_; }
    [[nodiscard]] QString question() const { return question_; }
    [[nodiscard]] QAbstractListModel* options() const { return options_; }
    [[nodiscard]] QString explanation() const { return explanation_; }
    [[nodiscard]] bool answeredRight() const { return answeredRight_; }
    [[nodiscard]] QAbstractListModel* optIns() const { return optIns_; }
    /// The opt-in that names a person is chosen, so the person has to be named.
    [[nodiscard]] bool asksContact() const;
    [[nodiscard]] QAbstractListModel* events() const { return events_; }
    [[nodiscard]] QString copyText() const { return copyText_; }
    [[nodiscard]] bool busy() const { return busy_; }
    [[nodiscard]] QString error() const { return error_; }

    void refresh();
    /// The page above the tabs opens where the person stands.
    Q_INVOKABLE void open();
    void forget();

    /// From where the person stands to the next step: reading, the questions, or the signature.
    Q_INVOKABLE void goOn();
    Q_INVOKABLE void next();
    Q_INVOKABLE void back();
    Q_INVOKABLE void choose(int index);
    Q_INVOKABLE void toggleOptIn(int index);
    Q_INVOKABLE void sign(const QString& name, const QString& contactName,
                          const QString& contactPhone);
    /// Gives or takes back one opt-in after the signature. Giving the one that names a person needs
    /// the person.
    Q_INVOKABLE void changeOptIn(int index, const QString& contactName,
                                 const QString& contactPhone);
    /// Also for whoever has withdrawn, to choose anew what becomes of the data.
    Q_INVOKABLE void openWithdrawing();
    Q_INVOKABLE void withdraw(bool erase);
    Q_INVOKABLE void openHistory();
    Q_INVOKABLE void saveCopy();
    Q_INVOKABLE void close() { Q_EMIT closed(); }

Q_SIGNALS:
    void changed();
    void opened();
    void closed();
    /// Something was written that has to be sent.
    void written();

private:
    using State = patient::Consenting::State;
    using Work = std::function<Result<State>(patient::Consenting&)>;
    void step(Work work, std::function<void()> then = {});
    void take(const State& state);
    void showOptIns();
    void showSection();
    void showQuestion();
    void goTo(Stage stage);

    bridge::Bridge& bridge_;
    Printer printer_;
    RowsModel* statements_;
    RowsModel* options_;
    RowsModel* optIns_;
    RowsModel* events_;
    std::optional<State> state_;
    patient::Consenting::Document document_;
    std::vector<std::string> left_;
    QString title_, notice_, changesText_, standingText_, actionText_, question_, explanation_,
        copyText_, error_, dataChoice_;
    std::string asked_;   ///< id of the question that is shown
    QVariantMap chosen_;  ///< opt-in to what was chosen before signing
    std::size_t section_ = 0;
    Stage stage_ = Standing;
    Stage next_ = Reading;
    bool waits_ = false;
    bool again_ = false;
    bool isSigned_ = false;
    bool isWithdrawn_ = false;
    bool answeredRight_ = false;
    bool busy_ = false;
};

}  // namespace landfall::viewmodels
