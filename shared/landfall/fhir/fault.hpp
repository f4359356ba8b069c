#pragma once

#include "landfall/base/result.hpp"

namespace landfall::fhir {

/// Why JSON or a resource from outside was refused. The place (Error::where) is a path of element
/// names and indexes, such as `entry[3].resource.id`, and never holds a value.
enum class Fault {
    // The reader of JSON.
    Syntax = 1,      ///< not JSON (RFC 8259), or it ends too early
    TooLarge,        ///< more bytes than Limits::bytesMax
    TooDeep,         ///< nested deeper than Limits::depthMax
    StringTooLong,   ///< a string or a name above Limits::stringBytesMax
    TooManyMembers,  ///< an object or array above Limits::membersMax
    TooManyNodes,    ///< more values in all than Limits::nodesMax
    DuplicateKey,    ///< an object names the same member twice
    InvalidUtf8,     ///< a string is not UTF-8
    ByteOrderMark,   ///< begins with a byte order mark
    NulInString,     ///< a string holds U+0000
    LoneSurrogate,   ///< half of a surrogate pair
    TrailingBytes,   ///< something follows the value
    NumberRange,     ///< a number no FHIR decimal can be
    // The shape of a resource.
    WrongType,        ///< the element has another JSON type than FHIR gives it
    Missing,          ///< a required element is not there
    UnknownResource,  ///< a resource type that is not in use here
    BadId,            ///< not a FHIR id
    BadReference,     ///< not a reference of the expected kind
    OtherPatient,     ///< refers to another patient
    BadDateTime,      ///< not a FHIR date, dateTime or instant as needed here
    BadCode,          ///< not one of the codes the element allows
    BadValue,         ///< the right type, a value that cannot be
    ModifierUnknown,  ///< an extension that would change the meaning in a way not known here
    TooManyEntries,   ///< more bundle entries than bundleEntriesMax
    DuplicateEntry,   ///< the same resource twice in a bundle
};

[[nodiscard]] const boost::system::error_category& faultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(Fault f) {
    return {static_cast<int>(f), faultCategory()};
}

}  // namespace landfall::fhir

template <>
struct boost::system::is_error_code_enum<landfall::fhir::Fault> : std::true_type {};
