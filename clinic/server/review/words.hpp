#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>

#include "landfall/instrument/form.hpp"

namespace landfall::clinic::review {

/// Text or null.
[[nodiscard]] boost::json::value orNull(const std::optional<std::string>& text);
/// A FHIR instant or null.
[[nodiscard]] boost::json::value instantOrNull(const std::optional<std::int64_t>& unixMs);
[[nodiscard]] boost::json::value numberOrNull(const std::optional<std::int64_t>& number);

/// A FHIR date as a person reads it, "7 September 2026"; what is no date as it is.
[[nodiscard]] std::string dayInWords(std::string_view fhirDate);
/// "21 September 2026 at 15:10" of a FHIR dateTime, on the clocks of its offset.
[[nodiscard]] std::string momentInWords(std::string_view fhirDateTime);

/// What a person calls an item: its prefix, else its place among the questions from 1.
[[nodiscard]] std::string labelOf(const instrument::Form& form, std::size_t item);

/// An assignment that waits for an answer.
[[nodiscard]] bool isOpenTask(std::string_view status);

}  // namespace landfall::clinic::review
