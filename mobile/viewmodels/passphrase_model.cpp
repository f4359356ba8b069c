#include "passphrase_model.hpp"

#include "landfall/keys/passphrase.hpp"
#include "words.hpp"

namespace landfall::viewmodels {

int PassphraseModel::minimumChars() const {
    return static_cast<int>(keys::passphrasePointsMin);
}

void PassphraseModel::set(QString first, QString again) {
    if (busy_) return;
    error_.clear();
    if (first != again) {
        error_ = tr("The two do not match. Type the same passphrase twice.");
        Q_EMIT changed();
        return;
    }
    busy_ = true;
    Q_EMIT changed();
    // A text field cannot avoid a QString; it lives no longer than this call.
    auto secret = std::make_shared<base::SecretText>(takeSecret(first));
    again.fill(u'\0');
    bridge_.ask<Result<void>>(
        this, [secret](patient::Phone& phone) { return phone.access.create(*secret); },
        [this](Result<void> outcome) {
            busy_ = false;
            if (outcome.has_error()) error_ = sentenceFor(outcome.error());
            Q_EMIT changed();
            if (outcome.has_value()) Q_EMIT moved();
        });
}

}  // namespace landfall::viewmodels
