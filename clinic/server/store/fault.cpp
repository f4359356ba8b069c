#include "server/store/fault.hpp"

namespace landfall::clinic::store {
namespace {

const char* sentence(int value) {
    switch (static_cast<Fault>(value)) {
        case Fault::KeyFileMissing:
            return "the key file of the store is missing; put it back from a backup, because "
                   "without it the database cannot be opened";
        case Fault::KeyFileDamaged:
            return "the key file of the store is damaged; put it back from a backup";
        case Fault::KeyFileTooOpen:
            return "the key file of the store can be read by others; its mode must be 0600";
        case Fault::PassphraseMissing:
            return "the store needs its passphrase: name a file that holds it in "
                   "LANDFALL_CLINIC_PASSPHRASE_FILE";
        case Fault::PassphraseWrong:
            return "the passphrase does not open the store; nothing was changed";
        case Fault::PassphraseShort:
            return "the passphrase of a new store needs at least 12 characters";
        case Fault::CredentialMissing:
            return "the store needs its systemd credential landfall-store-key";
        case Fault::CredentialWrong:
            return "the systemd credential does not open the store; nothing was changed";
        case Fault::OutOfMemory:
            return "there is not enough memory to open the store";
    }
    return "unknown store fault";
}

}  // namespace

const boost::system::error_category& faultCategory() {
    static const base::SentenceCategory category{"landfall.clinic.store", &sentence};
    return category;
}

}  // namespace landfall::clinic::store
