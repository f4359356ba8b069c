#pragma once

#include "landfall/fhir/types.hpp"

// The choice element value[x] of questionnaires and their answers, in and out.
namespace landfall::fhir {

/// The member of an object that begins with `stem` and a type: `valueDate` for "value". Absent
/// when there is none.
[[nodiscard]] Node choiceOf(const Node& object, std::string_view stem);
/// The value of that member. OtherValue for a type that is not used here, for a value that is not
/// of the type its name says (a date that does not exist), and when there is none.
[[nodiscard]] ResponseValue valueIn(const Node& object, std::string_view stem);

/// `"valueDecimal":1.50`, with the digits as they came. "" for an OtherValue.
[[nodiscard]] std::string memberOf(const ResponseValue& value);
/// What a person reads: the display of a code, the digits, "yes" or "no", a number with its unit.
[[nodiscard]] std::string plainText(const ResponseValue& value);

}  // namespace landfall::fhir
