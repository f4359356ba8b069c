#include "entry_model.hpp"

#include "words.hpp"

namespace landfall::viewmodels {

namespace {
constexpr int pauseMs = 400;
}

EntryModel::EntryModel(bridge::Bridge& bridge, QObject* parent) : QObject(parent), bridge_(bridge) {
    pause_.setSingleShot(true);
    pause_.setInterval(pauseMs);
    connect(&pause_, &QTimer::timeout, this, &EntryModel::keep);
}

struct EntryModel::Opened {
    std::shared_ptr<Editing> editing = std::make_shared<Editing>();
    std::string text;
    bool isPrivate = true;
    bool wasShared = false;
    bool isNew = true;
    bool isKept = false;
    bool mayShare = true;
};

QString EntryModel::explanation() const {
    if (!isPrivate_) return tr("Your care team can read this after it was sent.");
    return wasShared_ ? tr("Your clinic's copy is withdrawn. It may already have been read.")
                      : tr("Nobody reads this unless you share it.");
}

void EntryModel::setText(const QString& text) {
    if (text_ == text) return;
    text_ = text;
    dirty_ = true;
    if (!savedText_.isEmpty()) {
        savedText_.clear();
        Q_EMIT changed();
    }
    pause_.start();
    Q_EMIT textChanged();
}

void EntryModel::open(const QString& entryId) {
    bridge_.ask<Result<Opened>>(
        this,
        [id = entryId.toStdString()](patient::Phone& phone) -> Result<Opened> {
            Opened opened;
            LF_TRY(opened.mayShare, phone.journaling.mayShare());
            LF_TRY(const auto typed, phone.journaling.unfinished());
            const bool goesOn = typed && (id.empty() ? typed->isNew : typed->entry == id);
            if (!id.empty()) {
                LF_TRY(const auto entry, phone.journaling.show(id));
                opened.editing->id = entry.id;
                opened.text = entry.text;
                opened.isPrivate = entry.isPrivate;
                opened.wasShared = !entry.isPrivate;
                opened.isNew = false;
            }
            if (goesOn) {
                opened.editing->id = typed->entry;
                opened.text = typed->text;
                opened.isPrivate = typed->isPrivate;
            }
            opened.isKept = goesOn || !id.empty();
            return opened;
        },
        [this](Result<Opened> outcome) { take(std::move(outcome)); });
}

void EntryModel::take(Result<Opened> outcome) {
    error_ = outcome.has_error() ? sentenceFor(outcome.error()) : QString();
    const auto opened = outcome.has_value() ? *std::move(outcome) : Opened{};
    editing_ = opened.editing;
    text_ = QString::fromStdString(opened.text);
    isPrivate_ = opened.isPrivate;
    wasShared_ = opened.wasShared;
    isNew_ = opened.isNew;
    mayShare_ = opened.mayShare;
    savedText_ = opened.isKept ? tr("Saved on this phone") : QString();
    askShare_ = false;
    dirty_ = false;
    Q_EMIT textChanged();
    Q_EMIT changed();
    Q_EMIT this->opened();
}

void EntryModel::keep() {
    pause_.stop();
    if (!dirty_ || !editing_) return;
    dirty_ = false;
    bridge_.ask<Result<void>>(
        this,
        [editing = editing_, text = text_.toStdString(),
         isPrivate = isPrivate_](patient::Phone& phone) -> Result<void> {
            LF_TRY(editing->id, phone.journaling.keepTyping(editing->id, text, isPrivate));
            return ok();
        },
        [this](Result<void> outcome) {
            if (outcome.has_error()) {
                error_ = sentenceFor(outcome.error());
                dirty_ = true;  // the text stays here and is tried again with the next pause
            } else {
                error_.clear();
                if (!dirty_) savedText_ = tr("Saved on this phone");
            }
            Q_EMIT changed();
        });
}

void EntryModel::forget() {
    pause_.stop();
    dirty_ = false;
    editing_.reset();
    text_.fill(u'\0');
    text_.clear();
    savedText_.clear();
    error_.clear();
    askShare_ = false;
    Q_EMIT textChanged();
    Q_EMIT changed();
}

void EntryModel::togglePrivate() {
    if (isPrivate_ && !mayShare_) {
        error_ = sentenceFor(patient::Fault::SharingNotAgreed);
    } else if (isPrivate_) {
        askShare_ = true;  // turning shared on asks once
    } else {
        isPrivate_ = true;
        dirty_ = true;
        keep();
    }
    Q_EMIT changed();
}

void EntryModel::confirmShare() {
    askShare_ = false;
    isPrivate_ = false;
    dirty_ = true;
    keep();
    Q_EMIT changed();
}

void EntryModel::cancelShare() {
    askShare_ = false;
    Q_EMIT changed();
}

void EntryModel::done() {
    pause_.stop();
    if (!editing_) return;
    const bool keepFirst = std::exchange(dirty_, false);
    bridge_.ask<Result<void>>(
        this,
        [editing = editing_, text = text_.toStdString(), isPrivate = isPrivate_,
         keepFirst](patient::Phone& phone) -> Result<void> {
            if (keepFirst) {
                LF_TRY(editing->id, phone.journaling.keepTyping(editing->id, text, isPrivate));
            }
            if (editing->id.empty()) return ok();
            LF_TRY([[maybe_unused]] const auto entry, phone.journaling.finish(editing->id));
            return ok();
        },
        [this, keepFirst](Result<void> outcome) {
            if (outcome.has_error()) {
                // Never close over a text that is not stored.
                error_ = sentenceFor(outcome.error());
                dirty_ = dirty_ || keepFirst;
                Q_EMIT changed();
            } else if (dirty_) {
                done();  // typed while it was closing
            } else {
                Q_EMIT finished();
            }
        });
}

void EntryModel::remove() {
    pause_.stop();
    dirty_ = false;
    if (!editing_) return;
    bridge_.ask<Result<QString>>(
        this,
        [editing = editing_](patient::Phone& phone) -> Result<QString> {
            if (editing->id.empty()) return QString();
            LF_TRY(const auto entry, phone.journaling.finish(editing->id));
            if (!entry) return QString();
            LF_CHECK(phone.journaling.remove(entry->id));
            return QString::fromStdString(entry->id);
        },
        [this](Result<QString> outcome) {
            if (outcome.has_error()) {
                error_ = sentenceFor(outcome.error());
                Q_EMIT changed();
                return;
            }
            if (!outcome->isEmpty()) Q_EMIT removed(*outcome);
            Q_EMIT finished();
        });
}

}  // namespace landfall::viewmodels
