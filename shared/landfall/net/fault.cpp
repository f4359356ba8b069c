#include "landfall/net/fault.hpp"

namespace landfall::net {

namespace {
const char* sentence(int value) {
    switch (static_cast<Fault>(value)) {
        case Fault::NotLandfallCode:
            return "this is not a Landfall pairing code";
        case Fault::WrongVersion:
            return "this pairing code is of another version of Landfall";
        case Fault::HostRefused:
            return "the address in the pairing code is not allowed";
        case Fault::BadPin:
            return "the fingerprint in the pairing code is damaged";
        case Fault::CodeExpired:
            return "this pairing code has expired; ask your clinic for a new one";
        case Fault::CodeUsed:
            return "this pairing code has been used; ask your clinic for a new one";
        case Fault::CodeUsedTwice:
            return "this pairing code was used by two phones; both are stopped until the clinic "
                   "has "
                   "looked at it";
        case Fault::NoSuchCode:
            return "the clinic does not know this pairing code";
        case Fault::PatientDiffers:
            return "this pairing code is for another person";
        case Fault::DeviceRevoked:
            return "the clinic has ended this phone's access";
        case Fault::DevicePending:
            return "the clinic has not confirmed this phone yet";
        case Fault::CredentialRefused:
            return "the clinic does not accept this phone's key";
        case Fault::Refused:
            return "the clinic's server refused";
        case Fault::Busy:
            return "the clinic's server asks to try again later";
        case Fault::WrongPin:
            return "the server's key is not the one of the pairing code; nothing was sent; show "
                   "this to your clinic";
        case Fault::WrongName:
            return "the server's certificate is for another address; nothing was sent";
        case Fault::Offline:
            return "there is no connection to the clinic";
        case Fault::TimedOut:
            return "the clinic's server did not answer in time";
        case Fault::BadAnswer:
            return "the answer is not one of a clinic's server";
        case Fault::PinsDiffer:
            return "the server names other keys than the pairing code does, so somebody may have "
                   "changed the code";
        case Fault::TrustUnsupported:
            return "this kind of trust is not offered by this version";
        case Fault::Cancelled:
            return "it was stopped before it ended";
        case Fault::KeyDamaged:
            return "the stored device key cannot be read";
        case Fault::KeyUnavailable:
            return "the device key could not be made or used";
    }
    return "unknown fault of the network";
}

std::string pinsText(const ports::PinDifference& pins) {
    std::string text = "expected";
    for (const auto& pin : pins.expected) text += " " + ports::pinText(pin);
    return text + ", seen " + ports::pinText(pins.seen);
}
}  // namespace

const boost::system::error_category& faultCategory() {
    static const base::SentenceCategory category{"landfall.net", &sentence};
    return category;
}

Error errorOf(const ports::Failure& failure) {
    using ports::FailureKind;
    switch (failure.kind) {
        case FailureKind::Offline:
        case FailureKind::Interrupted:
            return Fault::Offline;
        case FailureKind::Timeout:
            return Fault::TimedOut;
        case FailureKind::PinMismatch:
            return {Fault::WrongPin, failure.pins ? pinsText(*failure.pins) : std::string()};
        case FailureKind::NameMismatch:
            return Fault::WrongName;
        case FailureKind::BadAnswer:
        case FailureKind::TooLarge:
            return Fault::BadAnswer;
        case FailureKind::Unsupported:
            return Fault::TrustUnsupported;
        case FailureKind::Cancelled:
            return Fault::Cancelled;
    }
    return Fault::BadAnswer;
}

}  // namespace landfall::net
