#include "today_model.hpp"

#include <QLocale>

#include "words.hpp"

namespace landfall::viewmodels {

struct TodayModel::Snapshot {
    Result<std::vector<patient::DueView>> due;
    patient::StatusView status;
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
    const auto day = QDate::fromString(QString::fromStdString(due.due), Qt::ISODate);
    if (!day.isValid()) return length;
    if (day < today) return length + TodayModel::tr(" Still open.");
    if (day == today) return length + TodayModel::tr(" Open until the end of today.");
    return length + TodayModel::tr(" Open until %1.").arg(dayText(day, today));
}
}  // namespace

TodayModel::TodayModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent),
      bridge_(bridge),
      cards_(new RowsModel({"questionnaireId", "title", "detail", "action", "overdue"}, this)) {}

QString TodayModel::nothingDueText() const {
    return cards_->count() == 0 && error_.isEmpty() ? tr("Nothing is asked of you today.")
                                                    : QString();
}

void TodayModel::refresh() {
    bridge_.ask<Snapshot>(
        this,
        [](patient::Phone& phone) {
            return Snapshot{phone.overview.today(), phone.overview.status(),
                            phone.profile.surroundings().clock.now()};
        },
        [this](Snapshot snapshot) { show(snapshot); });
}

void TodayModel::forget() {
    cards_->setRows({});
    seenText_.clear();
    error_.clear();
    Q_EMIT changed();
}

void TodayModel::show(const Snapshot& snapshot) {
    const auto now = momentOf(snapshot.now);
    const auto today = now.date();
    dateText_ = QLocale().toString(today, tr("dddd d MMMM"));
    greeting_ = greetingAt(now.time().hour());
    // An empty list would say that nothing is asked.
    error_ = snapshot.due.has_error() ? sentenceFor(snapshot.due.error()) : QString();
    QList<QVariantList> rows;
    for (const auto& due :
         snapshot.due.has_value() ? *snapshot.due : std::vector<patient::DueView>{}) {
        if (due.state == patient::DueView::State::Later || rows.size() >= qsizetype(cardsMax))
            continue;
        rows.append({QString::fromStdString(due.id), QString::fromStdString(due.title),
                     detailOf(due, today), due.begun ? tr("Go on") : tr("Begin"),
                     due.state == patient::DueView::State::Overdue});
    }
    cards_->setRows(std::move(rows));
    const auto seen = momentOf(snapshot.status.seenAt);
    seenText_ = seen.isValid() ? tr("Your answer was seen by your clinic, %1.")
                                     .arg(shortDay(seen.toLocalTime().date()))
                               : QString();
    Q_EMIT changed();
}

}  // namespace landfall::viewmodels
