#include "recovery_code_model.hpp"

#include "words.hpp"

namespace landfall::viewmodels {

void RecoveryCodeModel::show(const QStringList& groups, bool fromSettings) {
    groups_ = groups;
    fromSettings_ = fromSettings;
    checking_ = false;
    error_.clear();
    Q_EMIT changed();
}

void RecoveryCodeModel::forget() {
    for (auto& group : groups_) group.fill(u'\0');
    groups_.clear();
    checking_ = false;
    Q_EMIT changed();
}

void RecoveryCodeModel::startCheck() {
    error_.clear();
    bridge_.ask<std::pair<int, int>>(
        this,
        [](patient::Phone& phone) {
            auto& random = phone.profile.surroundings().random;
            const auto first = static_cast<int>(random.below(keys::RecoveryCode::groupCount));
            auto second = static_cast<int>(random.below(keys::RecoveryCode::groupCount - 1));
            if (second >= first) ++second;
            return std::pair{std::min(first, second), std::max(first, second)};
        },
        [this](std::pair<int, int> groups) {
            askFirst_ = groups.first;
            askSecond_ = groups.second;
            checking_ = true;
            Q_EMIT changed();
        });
}

void RecoveryCodeModel::backToCode() {
    checking_ = false;
    error_.clear();
    Q_EMIT changed();
}

void RecoveryCodeModel::check(const QString& first, const QString& second) {
    if (busy_) return;
    busy_ = true;
    Q_EMIT changed();
    bridge_.ask<Result<bool>>(
        this,
        [a = askFirst_, b = askSecond_, first = first.toStdString(),
         second = second.toStdString()](patient::Phone& phone) {
            return phone.access.confirmCode(static_cast<std::size_t>(a), first,
                                            static_cast<std::size_t>(b), second);
        },
        [this](Result<bool> outcome) {
            busy_ = false;
            if (outcome.has_error())
                error_ = sentenceFor(outcome.error());
            else if (!*outcome)
                error_ = tr("That does not match. Look at your paper, or go back to the code.");
            else
                error_.clear();
            Q_EMIT changed();
            if (outcome.has_value() && *outcome) {
                forget();
                Q_EMIT moved();
            }
        });
}

}  // namespace landfall::viewmodels
