#pragma once

#include "landfall/base/result.hpp"

namespace landfall::clinic::auth {

/// Why an administration command about accounts and phones was refused.
enum class Fault {
    PasswordTooShort = 1,
    PasswordTooLong,
    PasswordCommon,
    PasswordNotText,
    EmailMalformed,
    EmailTaken,
    NameMalformed,
    OutOfMemory,
    InvitationsOpen,  ///< the patient has three open invitations already
    UriTooLong,       ///< host and pins do not fit into a pairing URI of 300 bytes
    NoSuchDevice,
    NoSuchPatient,
    DigitsDiffer,
    NotPending,    ///< the device is not waiting to be confirmed
    KeyMalformed,  ///< not the JWK of a point on P-384
};

[[nodiscard]] const boost::system::error_category& faultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(Fault f) {
    return {static_cast<int>(f), faultCategory()};
}

}  // namespace landfall::clinic::auth

template <>
struct boost::system::is_error_code_enum<landfall::clinic::auth::Fault> : std::true_type {};
