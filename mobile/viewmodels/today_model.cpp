#include "today_model.hpp"

#include <QDate>
#include <QLocale>

#include "appointment_words.hpp"
#include "form_titles.hpp"
#include "window_words.hpp"
#include "words.hpp"

namespace landfall::viewmodels {

struct TodayModel::Snapshot {
    Result<std::vector<patient::DueView>> due;
    patient::StatusView status;
    std::optional<patient::WayView> way;
    std::optional<patient::QuickQuestion> question;
    std::optional<patient::CheckInView> checkIn;
    base::WallTime now;
};

namespace {
constexpr std::size_t cardsMax = 3;

QString greetingAt(int hour) {
    if (hour < 5) return TodayModel::tr("Hello");
    if (hour < 12) return TodayModel::tr("Good morning");
    if (hour < 18) return TodayModel::tr("Good afternoon");
    return TodayModel::tr("Good evening");
}

QString detailOf(const patient::DueView& due, const QDate& today) {
    const auto minutes = static_cast<int>(due.questions + 2) / 3;
    const auto length = TodayModel::tr("%n question(s)", nullptr, static_cast<int>(due.questions)) +
                        TodayModel::tr(", about %n minute(s).", nullptr, std::max(1, minutes));
    const auto window = windowText(due, today);
    return window.isEmpty() ? length : length + u' ' + window;
}
}  // namespace

TodayModel::TodayModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent),
      bridge_(bridge),
      cards_(new RowsModel({"questionnaireId", "title", "detail", "action", "overdue"}, this)),
      appointments_(new RowsModel({"when", "what", "about", "cancelled"}, this)) {}

QString TodayModel::nothingDueText() const {
    return cards_->count() == 0 && error_.isEmpty() ? tr("Nothing is asked of you today.")
                                                    : QString();
}

void TodayModel::refresh() {
    bridge_.ask<Snapshot>(
        this,
        [](patient::Phone& phone) {
            Snapshot snapshot{phone.overview.today(),
                              phone.overview.status(),
                              {},
                              phone.checkIns.quick(),
                              {},
                              phone.profile.surroundings().clock.now()};
            // Neither is what Today is for: without them it is shorter, and not wrong.
            if (auto way = phone.overview.way(); way.has_value()) snapshot.way = *std::move(way);
            if (const auto recent = phone.checkIns.recent(1);
                recent.has_value() && !recent->empty())
                snapshot.checkIn = recent->front();
            return snapshot;
        },
        [this](Snapshot snapshot) { show(snapshot); });
}

void TodayModel::checkIn(int index) {
    if (checkingIn_ || index < 0 || index >= checkInCount_) return;
    checkingIn_ = true;
    bridge_.ask<Result<patient::Submission>>(
        this,
        [value = std::to_string(checkInLowest_ + index)](
            patient::Phone& phone) -> Result<patient::Submission> {
            const auto question = phone.checkIns.quick();
            if (!question) return patient::Fault::UnknownQuestionnaire;
            return phone.checkIns.add({{question->item, value}});
        },
        [this](Result<patient::Submission> outcome) {
            checkingIn_ = false;
            if (outcome.has_value()) {
                Q_EMIT checkedIn();
                return;
            }
            error_ = sentenceFor(outcome.error());
            Q_EMIT changed();
        });
}

namespace {
QString idOf(std::string_view form) {
    return QString::fromLatin1(form.data(), qsizetype(form.size()));
}
}  // namespace

void TodayModel::reportEffect() {
    Q_EMIT wanted(idOf(patient::Progress::sideEffects));
}

void TodayModel::feelWorse() {
    Q_EMIT wanted(idOf(patient::Progress::feelWorse));
}

void TodayModel::begin(const QString& questionnaireId) {
    if (questionnaireId == idOf(patient::SafetyPlanning::planForm) && !planIsBegun_)
        Q_EMIT safetyPlanWanted();
    else
        Q_EMIT wanted(questionnaireId);
}

void TodayModel::forget() {
    cards_->setRows({});
    appointments_->setRows({});
    seenText_.clear();
    subtitle_.clear();
    error_.clear();
    way_ = {};
    checkInQuestion_.clear();
    checkInText_.clear();
    checkInCount_ = 0;
    checkInChosen_ = -1;
    Q_EMIT changed();
}

void TodayModel::show(const Snapshot& snapshot) {
    const auto now = momentOf(snapshot.now);
    const auto today = now.date();
    dateText_ = QLocale().toString(today, tr("dddd d MMMM"));
    greeting_ = greetingAt(now.time().hour());
    // An empty list would say that nothing is asked.
    error_ = snapshot.due.has_error() ? sentenceFor(snapshot.due.error()) : QString();
    planIsBegun_ = false;
    QList<QVariantList> rows;
    for (const auto& due :
         snapshot.due.has_value() ? *snapshot.due : std::vector<patient::DueView>{}) {
        if (due.state == patient::DueView::State::Later || rows.size() >= qsizetype(cardsMax))
            continue;
        if (due.id == patient::SafetyPlanning::planForm) planIsBegun_ = due.begun;
        const auto title = formTitleOf(due.title);
        rows.append({QString::fromStdString(due.id), title.title,
                     title.detailWith(detailOf(due, today)), due.begun ? tr("Go on") : tr("Begin"),
                     due.state == patient::DueView::State::Overdue});
    }
    cards_->setRows(std::move(rows));
    seenText_ = flagText(snapshot.status, today);
    way_ = snapshot.way ? wayWords(*snapshot.way, today) : WayWords{};
    subtitle_ = way_.sinceText;
    showCheckIn(snapshot);
    showAppointments(snapshot);
    Q_EMIT changed();
}

void TodayModel::showAppointments(const Snapshot& snapshot) {
    QList<QVariantList> rows;
    if (snapshot.way)
        for (const auto& one : appointmentWords(snapshot.way->appointments, snapshot.now))
            rows.append({one.when, one.what, one.about, one.cancelled});
    appointments_->setRows(std::move(rows));
}

void TodayModel::showCheckIn(const Snapshot& snapshot) {
    checkInQuestion_.clear();
    checkInText_.clear();
    checkInCount_ = 0;
    checkInChosen_ = -1;
    // Locked: nothing could be stored.
    if (!snapshot.question || snapshot.due.has_error()) return;
    const auto& question = *snapshot.question;
    checkInQuestion_ = QString::fromStdString(question.text);
    checkInLowest_ = static_cast<int>(question.lowest);
    checkInCount_ = static_cast<int>(question.highest - question.lowest) + 1;
    if (!snapshot.checkIn) return;
    const auto given = momentOf(snapshot.checkIn->authored);
    const auto answer = snapshot.checkIn->values.find(question.item);
    // Yesterday's is simply not there.
    if (given.date() != momentOf(snapshot.now).date() || answer == snapshot.checkIn->values.end())
        return;
    bool isNumber = false;
    const int value = QString::fromStdString(answer->second).toInt(&isNumber);
    if (isNumber) checkInChosen_ = value - checkInLowest_;
    checkInText_ = tr("Saved at %1. You can answer again whenever you like.")
                       .arg(QLocale().toString(given.time(), QLocale::ShortFormat));
}

}  // namespace landfall::viewmodels
