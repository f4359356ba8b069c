#pragma once

#include "landfall/base/result.hpp"

namespace landfall::pathway {

/// Why a step of a consent, or a consent document, was refused.
enum class ConsentFault {
    BadDocument = 1,   ///< the document lacks something, or says it in a way not known here
    DifferentContent,  ///< another text under the same id and version
    UnknownDocument,   ///< there is no document of this id and version
    NotRead,           ///< the text comes first
    NotUnderstood,     ///< not every question has been answered right yet
    AlreadySigned,     ///< this text is signed
    NotSigned,         ///< nothing is in force that could be taken back or added to
    AlreadyWithdrawn,  ///< taken back already, with the same choice about the data
    NameMissing,       ///< a signature is a typed name
    UnknownQuestion,   ///< the document has no such question
    UnknownOption,     ///< the question has no such answer
    UnknownPurpose,    ///< the document does not ask for this
    NotNewer,          ///< there is a newer text, which would still be the one to agree to
};

[[nodiscard]] const boost::system::error_category& consentFaultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(ConsentFault f) {
    return {static_cast<int>(f), consentFaultCategory()};
}

}  // namespace landfall::pathway

template <>
struct boost::system::is_error_code_enum<landfall::pathway::ConsentFault> : std::true_type {};
