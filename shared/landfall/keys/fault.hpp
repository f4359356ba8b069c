#pragma once

#include "landfall/base/result.hpp"

namespace landfall::keys {

/// Why a key could not be made, read or opened. None of these changes anything on the disk.
enum class Fault {
    WrongPassphrase = 1,   ///< the passphrase opens no slot; nothing was changed
    WrongRecoveryCode,     ///< a well-formed code that is not this profile's
    RecoveryCodeMistyped,  ///< not a code: wrong length, symbol or check digits
    KeysMissing,           ///< neither copy of the key file is there
    KeysDamaged,           ///< no copy can be read; the recovery code on a new phone still helps
    NeedsUpdate,           ///< written by a newer Landfall
    AlreadyExists,         ///< a new key file was asked for where one already is
    TooShort,              ///< fewer than 12 characters
    TooLong,               ///< longer than a passphrase may be
    TooCommon,             ///< in the list of common passphrases, or one short pattern repeated
    NotText,               ///< not well-formed UTF-8
    NotEnoughMemory,       ///< the memory that stretching needs cannot be had
    WeakStretch,           ///< stretching parameters below the floor
    NotUnlocked,           ///< a change needs the master key this file was unlocked with
};

[[nodiscard]] const boost::system::error_category& faultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(Fault f) {
    return {static_cast<int>(f), faultCategory()};
}

}  // namespace landfall::keys

template <>
struct boost::system::is_error_code_enum<landfall::keys::Fault> : std::true_type {};
