#include "server/auth/fault.hpp"

namespace landfall::clinic::auth {

namespace {
const char* sentence(int value) {
    switch (static_cast<Fault>(value)) {
        case Fault::PasswordTooShort:
            return "the password needs at least 12 characters";
        case Fault::PasswordTooLong:
            return "the password may have at most 128 characters";
        case Fault::PasswordCommon:
            return "the password is one of those that are tried first";
        case Fault::PasswordNotText:
            return "the password is not UTF-8 text";
        case Fault::EmailMalformed:
            return "this is not an e-mail address";
        case Fault::EmailTaken:
            return "there is an account with this e-mail address already";
        case Fault::NameMalformed:
            return "the name must have 1 to 200 characters of text";
        case Fault::OutOfMemory:
            return "there is not enough memory to hash a password";
        case Fault::InvitationsOpen:
            return "this patient has three open invitations already";
        case Fault::UriTooLong:
            return "the host is too long for a pairing code";
        case Fault::NoSuchDevice:
            return "there is no such device";
        case Fault::NoSuchPatient:
            return "there is no such patient";
        case Fault::DigitsDiffer:
            return "these are not the digits on the phone";
        case Fault::NotPending:
            return "this device is not waiting to be confirmed";
        case Fault::KeyMalformed:
            return "this is not a P-384 public key";
    }
    return "unknown fault";
}
}  // namespace

const boost::system::error_category& faultCategory() {
    static const base::SentenceCategory category{"landfall.clinic.auth", &sentence};
    return category;
}

}  // namespace landfall::clinic::auth
