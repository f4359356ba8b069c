#pragma once

#include "landfall/base/result.hpp"

namespace landfall::store {

/// Why the store refused. Faults of the database (db::Fault: DiskFull, Closed, ...) pass through
/// unchanged. After any error nothing of the call happened.
enum class Fault {
    UnknownRecord = 1,  ///< no record of this type and id is here
    UnknownDraft,       ///< no draft of this response is open
    UnknownEntry,       ///< no journal entry has this id
    UnknownBundle,      ///< no bundle in flight has this id
    BadRecord,          ///< the bytes are no resource of the type and id they are given for
    TooLarge,           ///< past a limit of the store
    AnswerUnusable,     ///< an answer that does not fit the bundle by count or ids
    NotSingle,          ///< needs a bundle of one entry (or, to split, of several)
    NotPaired,          ///< the patient's id is not known yet
    LostAcknowledged,   ///< after a disk fault the last saved operation is not in the file
};

[[nodiscard]] const boost::system::error_category& faultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(Fault f) {
    return {static_cast<int>(f), faultCategory()};
}

}  // namespace landfall::store

template <>
struct boost::system::is_error_code_enum<landfall::store::Fault> : std::true_type {};
