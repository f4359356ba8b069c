#include "unlock_model.hpp"

#include "landfall/keys/passphrase.hpp"
#include "words.hpp"

namespace landfall::viewmodels {

int UnlockModel::minimumChars() const {
    return static_cast<int>(keys::passphrasePointsMin);
}

void UnlockModel::unlock(QString passphrase) {
    if (busy_) return;
    busy_ = true;
    error_.clear();
    Q_EMIT changed();
    auto secret = std::make_shared<base::SecretText>(takeSecret(passphrase));
    bridge_.ask<Result<void>>(
        this, [secret](patient::Phone& phone) { return phone.access.unlock(*secret); },
        [this](Result<void> outcome) { take(outcome); });
}

void UnlockModel::showForgotten() {
    forgotten_ = true;
    error_.clear();
    Q_EMIT changed();
}

void UnlockModel::hideForgotten() {
    forgotten_ = false;
    error_.clear();
    Q_EMIT changed();
}

void UnlockModel::recover(QString code, QString first, QString again) {
    if (busy_) return;
    error_.clear();
    if (first != again) {
        error_ = tr("The two do not match. Type the same passphrase twice.");
        Q_EMIT changed();
        return;
    }
    busy_ = true;
    Q_EMIT changed();
    auto typed = std::make_shared<base::SecretText>(takeSecret(code));
    auto secret = std::make_shared<base::SecretText>(takeSecret(first));
    again.fill(u'\0');
    bridge_.ask<Result<void>>(
        this,
        [typed, secret](patient::Phone& phone) {
            return phone.access.recover(typed->reveal(), *secret);
        },
        [this](Result<void> outcome) { take(outcome); });
}

void UnlockModel::take(const Result<void>& outcome) {
    busy_ = false;
    if (outcome.has_value()) {
        forgotten_ = false;
        Q_EMIT changed();
        Q_EMIT moved();
        return;
    }
    const auto kind = ProblemModel::kindOf(outcome.error());
    error_ = sentenceFor(outcome.error());
    Q_EMIT changed();
    if (kind != ProblemModel::Other) Q_EMIT blocked(kind);
}

}  // namespace landfall::viewmodels
