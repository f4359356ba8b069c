#pragma once

#include "landfall/base/result.hpp"

namespace landfall::clinic::store {

/// Why the clinic's store cannot be opened. None of them is ever answered by making a new one.
enum class Fault {
    KeyFileMissing = 1,  ///< the database is there, the file with its key is not
    KeyFileDamaged,      ///< the key file is cut short or changed
    KeyFileTooOpen,      ///< others may read the key file
    PassphraseMissing,   ///< the store was set up with a passphrase and none was given
    PassphraseWrong,     ///< the passphrase does not open the key file
    PassphraseShort,     ///< fewer than 12 characters for a new store
    CredentialMissing,   ///< the store was set up with a systemd credential and none was given
    CredentialWrong,     ///< the credential does not open the key file
    OutOfMemory,         ///< not enough memory to derive the key
};

[[nodiscard]] const boost::system::error_category& faultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(Fault f) {
    return {static_cast<int>(f), faultCategory()};
}

}  // namespace landfall::clinic::store

template <>
struct boost::system::is_error_code_enum<landfall::clinic::store::Fault> : std::true_type {};
