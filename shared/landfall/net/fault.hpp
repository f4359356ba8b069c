#pragma once

#include "landfall/base/result.hpp"
#include "landfall/ports/transport.hpp"

namespace landfall::net {

/// Why pairing or a talk with the clinic was refused.
enum class Fault {
    // The pairing code (read before anything is sent).
    NotLandfallCode = 1,  ///< not a pairing code, or parameters are missing, repeated or unknown
    WrongVersion,         ///< a pairing code of another version
    HostRefused,          ///< the host is not a plain DNS name or IP address with an optional port
    BadPin,               ///< a fingerprint is malformed, all zero, or the backup equals the first
    CodeExpired,          ///< too old, by this phone's clock or by the clinic's
    // The clinic's answers.
    CodeUsed,           ///< another phone has used this code
    CodeUsedTwice,      ///< two phones used this code; both are suspended until the clinic acts
    NoSuchCode,         ///< the clinic does not know this code
    PatientDiffers,     ///< the code is for another patient than was expected; it was not used
    DeviceRevoked,      ///< the clinic has ended this phone's access
    DevicePending,      ///< the clinic has not confirmed this phone yet
    CredentialRefused,  ///< the clinic does not accept this phone's key
    Refused,            ///< the clinic refused for another reason
    Busy,               ///< the clinic asks to try again later
    // The connection.
    WrongPin,          ///< the server's key is not the one of the code; nothing was sent
    WrongName,         ///< the server's certificate is for another name; nothing was sent
    Offline,           ///< no connection
    TimedOut,          ///< no answer in time
    BadAnswer,         ///< the answer is not one of a clinic's server
    PinsDiffer,        ///< the server names other keys than the pairing code
    TrustUnsupported,  ///< public trust is not offered by this version
    Cancelled,         ///< stopped before it ended
    // The device key.
    KeyDamaged,      ///< the stored device key cannot be read
    KeyUnavailable,  ///< a key could not be made or used
};

[[nodiscard]] const boost::system::error_category& faultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(Fault f) {
    return {static_cast<int>(f), faultCategory()};
}

/// The fault of an exchange that got no answer. With WrongPin, `where` is
/// `expected <pin> [<pin>...], seen <pin>`, for the person to show to the clinic.
[[nodiscard]] Error errorOf(const ports::Failure& failure);

}  // namespace landfall::net

template <>
struct boost::system::is_error_code_enum<landfall::net::Fault> : std::true_type {};
