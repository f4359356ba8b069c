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

QString EntryModel::explanation() const {
    return isPrivate_ ? tr("Nobody reads this unless you share it.")
                      : tr("Your care team can read this after it was sent.");
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
    struct Opened {
        std::string id;
        std::string text;
        bool isPrivate = true;
        bool isNew = true;
        bool isKept = false;
    };
    bridge_.ask<Result<Opened>>(
        this,
        [id = entryId.toStdString()](patient::Phone& phone) -> Result<Opened> {
            LF_TRY(const auto typed, phone.journaling.unfinished());
            if (typed && (id.empty() ? typed->isNew : typed->entry == id))
                return Opened{typed->entry, typed->text, typed->isPrivate, typed->isNew, true};
            if (id.empty()) return Opened{};
            LF_TRY(const auto entry, phone.journaling.show(id));
            return Opened{entry.id, entry.text, entry.isPrivate, false, true};
        },
        [this](Result<Opened> outcome) {
            error_ = outcome.has_error() ? sentenceFor(outcome.error()) : QString();
            const auto opened = outcome.has_value() ? *std::move(outcome) : Opened{};
            id_ = opened.id;
            text_ = QString::fromStdString(opened.text);
            isPrivate_ = opened.isPrivate;
            isNew_ = opened.isNew;
            savedText_ = opened.isKept ? tr("Saved on this phone") : QString();
            askShare_ = false;
            dirty_ = false;
            Q_EMIT textChanged();
            Q_EMIT changed();
            Q_EMIT this->opened();
        });
}

void EntryModel::keep() {
    pause_.stop();
    if (!dirty_) return;
    dirty_ = false;
    bridge_.ask<Result<std::string>>(
        this,
        [id = id_, text = text_.toStdString(), isPrivate = isPrivate_](patient::Phone& phone) {
            return phone.journaling.keepTyping(id, text, isPrivate);
        },
        [this](Result<std::string> outcome) {
            if (outcome.has_error()) {
                error_ = sentenceFor(outcome.error());
                dirty_ = true;  // the text stays here and is tried again with the next pause
            } else {
                id_ = *outcome;
                error_.clear();
                if (!dirty_) savedText_ = tr("Saved on this phone");
            }
            Q_EMIT changed();
        });
}

void EntryModel::flush() {
    keep();
}

void EntryModel::togglePrivate() {
    if (isPrivate_) {
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
    const bool keepFirst = std::exchange(dirty_, false);
    bridge_.ask<Result<void>>(
        this,
        [id = id_, text = text_.toStdString(), isPrivate = isPrivate_,
         keepFirst](patient::Phone& phone) -> Result<void> {
            std::string kept = id;
            if (keepFirst) {
                LF_TRY(kept, phone.journaling.keepTyping(id, text, isPrivate));
            }
            if (kept.empty()) return ok();
            LF_TRY([[maybe_unused]] const auto entry, phone.journaling.finish(kept));
            return ok();
        },
        [this, keepFirst](Result<void> outcome) {
            if (outcome.has_error()) {
                // Never close over a text that is not stored.
                error_ = sentenceFor(outcome.error());
                dirty_ = keepFirst;
                Q_EMIT changed();
                return;
            }
            Q_EMIT finished();
        });
}

void EntryModel::remove() {
    pause_.stop();
    dirty_ = false;
    bridge_.ask<Result<void>>(
        this,
        [id = id_](patient::Phone& phone) -> Result<void> {
            if (id.empty()) return ok();
            LF_TRY(const auto entry, phone.journaling.finish(id));
            return entry ? phone.journaling.remove(entry->id) : ok();
        },
        [this, id = QString::fromStdString(id_)](Result<void> outcome) {
            if (outcome.has_error()) {
                error_ = sentenceFor(outcome.error());
                Q_EMIT changed();
                return;
            }
            if (!id.isEmpty()) Q_EMIT removed(id);
            Q_EMIT finished();
        });
}

}  // namespace landfall::viewmodels
