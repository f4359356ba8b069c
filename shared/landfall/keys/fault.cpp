#include "landfall/keys/fault.hpp"

namespace landfall::keys {

namespace {
const char* sentence(int value) {
    switch (static_cast<Fault>(value)) {
        case Fault::WrongPassphrase:
            return "the passphrase is wrong; nothing was changed";
        case Fault::WrongRecoveryCode:
            return "this recovery code does not open this phone: it may be an older code, which "
                   "ended when a new one was made, or another phone's";
        case Fault::RecoveryCodeMistyped:
            return "this is not a recovery code; check each group";
        case Fault::KeysMissing:
            return "the key file is missing";
        case Fault::KeysDamaged:
            return "both copies of the key file are damaged";
        case Fault::NeedsUpdate:
            return "the key file was written by a newer Landfall";
        case Fault::AlreadyExists:
            return "there is a key file already";
        case Fault::TooShort:
            return "the passphrase needs at least 12 characters";
        case Fault::TooLong:
            return "the passphrase is too long";
        case Fault::TooCommon:
            return "the passphrase is one that is guessed first";
        case Fault::NotText:
            return "the passphrase is not text";
        case Fault::NotEnoughMemory:
            return "there is not enough free memory to check the passphrase";
        case Fault::WeakStretch:
            return "the stretching parameters are below the floor";
        case Fault::NotUnlocked:
            return "the keys are locked";
    }
    return "unknown key fault";
}
}  // namespace

const boost::system::error_category& faultCategory() {
    static const base::SentenceCategory category{"landfall.keys", &sentence};
    return category;
}

}  // namespace landfall::keys
