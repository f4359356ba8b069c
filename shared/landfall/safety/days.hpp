#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace landfall::safety {

/// The calendar day of a FHIR date of full precision; nothing for anything else.
[[nodiscard]] std::optional<std::chrono::sys_days> dayOf(std::string_view date);

}  // namespace landfall::safety
