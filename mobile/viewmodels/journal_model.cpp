#include "journal_model.hpp"

#include <QLocale>

#include "words.hpp"

namespace landfall::viewmodels {

struct JournalModel::Snapshot {
    int asked = 0;
    std::vector<store::Entry> entries;
    base::WallTime now;
    bool searched = false;
};

namespace {
constexpr qsizetype previewChars = 280;

QString deliveryText(const store::Entry& entry) {
    if (entry.isPrivate) return {};
    switch (entry.delivery) {
        case store::Delivery::Local:
            return {};
        case store::Delivery::Saved:
            return JournalModel::tr("Saved on this phone, not sent yet");
        case store::Delivery::Sent:
            return JournalModel::tr("Sent, not confirmed yet");
        case store::Delivery::Received:
        case store::Delivery::Seen:
            return JournalModel::tr("Received by your clinic");
        case store::Delivery::Rejected:
            return JournalModel::tr("The clinic could not take this. It is safe on this phone.");
        case store::Delivery::Withdrawn:
            return JournalModel::tr("Withdrawn from the clinic's record. Your copy stays here.");
    }
    return {};
}
}  // namespace

JournalModel::JournalModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent),
      bridge_(bridge),
      entries_(new RowsModel({"entryId", "day", "time", "text", "isPrivate", "delivery", "isCopy"},
                             this)) {}

QString JournalModel::emptyText() const {
    if (!empty()) return {};
    return search_.isEmpty() ? tr("Nothing here yet. Write when you feel like it; it stays private "
                                  "unless you share it.")
                             : tr("No entry has these words.");
}

QString JournalModel::undoText() const {
    return removed_.isEmpty() ? QString() : tr("Entry removed");
}

void JournalModel::setSearch(const QString& words) {
    if (search_ == words) return;
    search_ = words;
    Q_EMIT searchChanged();
    refresh();
}

void JournalModel::refresh() {
    bridge_.ask<Result<Snapshot>>(
        this,
        [asked = ++asked_,
         words = search_.toStdString()](patient::Phone& phone) -> Result<Snapshot> {
            Snapshot snapshot;
            snapshot.asked = asked;
            snapshot.now = phone.profile.surroundings().clock.now();
            snapshot.searched = words.find_first_not_of(" \t\n") != std::string::npos;
            LF_TRY(snapshot.entries,
                   snapshot.searched ? phone.journaling.search(words) : phone.journaling.list());
            return snapshot;
        },
        [this](Result<Snapshot> outcome) {
            error_ = outcome.has_error() ? sentenceFor(outcome.error()) : QString();
            if (outcome.has_value() && outcome->asked == asked_) show(*outcome);
            Q_EMIT changed();
        });
}

void JournalModel::show(const Snapshot& snapshot) {
    const auto today = momentOf(snapshot.now).date();
    QList<QVariantList> rows;
    for (const auto& entry : snapshot.entries) {
        const auto moment = momentOf(entry.authored);
        const auto text = QString::fromStdString(
            snapshot.searched && !entry.snippet.empty() ? entry.snippet : entry.text);
        rows.append({QString::fromStdString(entry.id), dayText(moment.date(), today),
                     QLocale().toString(moment.time(), QLocale::ShortFormat),
                     text.size() > previewChars ? text.left(previewChars) + u'\u2026' : text,
                     entry.isPrivate, deliveryText(entry), !entry.conflictOf.empty()});
    }
    entries_->setRows(std::move(rows));
}

void JournalModel::forget() {
    ++asked_;  // an answer that is still on its way is not shown either
    entries_->setRows({});
    removed_.clear();
    error_.clear();
    search_.clear();
    Q_EMIT searchChanged();
    Q_EMIT changed();
}

void JournalModel::offerUndo(const QString& entryId) {
    removed_ = entryId;
    Q_EMIT changed();
    refresh();
}

void JournalModel::remove(const QString& entryId) {
    bridge_.ask<Result<void>>(
        this,
        [id = entryId.toStdString()](patient::Phone& phone) { return phone.journaling.remove(id); },
        [this, entryId](Result<void> outcome) {
            if (outcome.has_error()) {
                error_ = sentenceFor(outcome.error());
                Q_EMIT changed();
                return;
            }
            offerUndo(entryId);
            Q_EMIT written();
        });
}

void JournalModel::undo() {
    if (removed_.isEmpty()) return;
    bridge_.ask<Result<void>>(
        this,
        [id = removed_.toStdString()](patient::Phone& phone) -> Result<void> {
            LF_TRY([[maybe_unused]] const auto entry, phone.journaling.restore(id));
            return ok();
        },
        [this](Result<void> outcome) {
            if (outcome.has_error()) error_ = sentenceFor(outcome.error());
            removed_.clear();
            Q_EMIT changed();
            refresh();
            Q_EMIT written();
        });
}

}  // namespace landfall::viewmodels
