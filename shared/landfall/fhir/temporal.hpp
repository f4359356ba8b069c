#pragma once

#include <compare>
#include <optional>
#include <string_view>

// Dates and times of answers, as the texts FHIR writes (http://hl7.org/fhir/R4/datatypes.html).
namespace landfall::fhir {

/// A date of any precision that exists in the calendar: 2026, 2026-05, 2026-05-12.
[[nodiscard]] bool isDateValue(std::string_view text);
/// A date of any precision, or a date and time with offset.
[[nodiscard]] bool isDateTimeValue(std::string_view text);
/// A time of day, 08:30:00, with or without a fraction.
[[nodiscard]] bool isTimeValue(std::string_view text);

/// Which of two dates or dateTimes is earlier. Nothing when it cannot be known because one says
/// less than the other: 2026 against 2026-05.
[[nodiscard]] std::optional<std::weak_ordering> compareDateTimes(std::string_view a,
                                                                 std::string_view b);
[[nodiscard]] std::weak_ordering compareTimes(std::string_view a, std::string_view b);

}  // namespace landfall::fhir
