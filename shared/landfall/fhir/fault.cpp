#include "landfall/fhir/fault.hpp"

namespace landfall::fhir {

namespace {
const char* sentence(int value) {
    switch (static_cast<Fault>(value)) {
        case Fault::Syntax:
            return "it is not valid JSON";
        case Fault::TooLarge:
            return "the JSON is larger than the limit";
        case Fault::TooDeep:
            return "the JSON is nested too deeply";
        case Fault::StringTooLong:
            return "a string in the JSON is longer than the limit";
        case Fault::TooManyMembers:
            return "an object or array in the JSON has too many members";
        case Fault::TooManyNodes:
            return "the JSON holds too many values";
        case Fault::DuplicateKey:
            return "an object in the JSON names a member twice";
        case Fault::InvalidUtf8:
            return "the JSON is not valid UTF-8";
        case Fault::ByteOrderMark:
            return "the JSON begins with a byte order mark";
        case Fault::NulInString:
            return "a string in the JSON holds a NUL character";
        case Fault::LoneSurrogate:
            return "a string in the JSON holds half a surrogate pair";
        case Fault::TrailingBytes:
            return "something follows the JSON value";
        case Fault::NumberRange:
            return "a number in the JSON is outside the range of a decimal";
        case Fault::WrongType:
            return "an element has the wrong type";
        case Fault::Missing:
            return "a required element is missing";
        case Fault::UnknownResource:
            return "the resource type is not in use here";
        case Fault::BadId:
            return "the id is not a FHIR id";
        case Fault::BadReference:
            return "a reference is not of the expected kind";
        case Fault::OtherPatient:
            return "it refers to another patient";
        case Fault::BadDateTime:
            return "a date or time is not of the expected form";
        case Fault::BadCode:
            return "a code is not one that is allowed there";
        case Fault::BadValue:
            return "a value is not possible there";
        case Fault::ModifierUnknown:
            return "a modifier changes its meaning in a way not known here";
        case Fault::TooManyEntries:
            return "the bundle has too many entries";
        case Fault::DuplicateEntry:
            return "the bundle holds the same resource twice";
    }
    return "unknown fault of a resource";
}
}  // namespace

const boost::system::error_category& faultCategory() {
    static const base::SentenceCategory category{"landfall.fhir", &sentence};
    return category;
}

}  // namespace landfall::fhir
