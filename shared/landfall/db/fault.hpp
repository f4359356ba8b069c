#pragma once

#include "landfall/base/result.hpp"

namespace landfall::db {

/// Why a database could not be opened, read or written. The first group are states of a profile
/// that a person is told about; none of them is ever answered by making a new database.
enum class Fault {
    DbMissing = 1,  ///< the profile has a key file but its database file is gone
    DbDamaged,      ///< empty, of a length no database has, or its pages fail their checks
    KeyRejected,    ///< the key does not open this file (or it is no encrypted database)
    WrongDatabase,  ///< opens, but belongs to another profile or another program
    NeedsUpdate,    ///< written by a newer Landfall
    AlreadyExists,  ///< a new database was asked for where a file already is
    Mislinked,      ///< the process resolved sqlite3 to something that is not our SQLCipher

    DiskFull,     ///< no space; the transaction was rolled back
    ReadOnly,     ///< the file or its folder cannot be written
    Busy,         ///< another process or connection holds it
    InputOutput,  ///< reading or writing the file failed
    Corrupt,      ///< a page failed its check while in use
    Constraint,   ///< a rule of the schema refused the row
    OutOfMemory,  ///< an allocation failed
    BadQuery,     ///< the full-text query could not be understood
    Closed,       ///< the handle met a fault and must be reopened first
    Misuse,       ///< a programming fault: wrong SQL, a nested transaction, a wrong thread
};

[[nodiscard]] const boost::system::error_category& faultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(Fault f) {
    return {static_cast<int>(f), faultCategory()};
}

/// True for the faults after which a handle may not be used again: the disk may have reported an
/// error once and will then claim success, so the file has to be read afresh.
[[nodiscard]] bool endsHandle(Fault fault);

}  // namespace landfall::db

template <>
struct boost::system::is_error_code_enum<landfall::db::Fault> : std::true_type {};
