#pragma once

#include <string_view>

#include "landfall/base/clock.hpp"

// When something was written, as its writer says, and as far as that is believed.
namespace landfall::clinic::store {

/// A clock that was further ahead when its record arrived was wrong. Less is left as it is: phones
/// travel, and clocks drift.
constexpr std::int64_t clockAheadMaxMs = 24LL * 60 * 60 * 1000;

[[nodiscard]] constexpr bool isAhead(std::int64_t authoredMs, std::int64_t receivedMs) {
    return authoredMs > receivedMs && authoredMs - receivedMs > clockAheadMaxMs;
}

/// The order of what a clock that was ahead has written is that of its arrival, or it would be the
/// newest until its date has come. The record keeps its own words.
[[nodiscard]] constexpr base::WallTime believed(const base::WallTime& authored,
                                                std::int64_t receivedMs) {
    return isAhead(authored.unixMs, receivedMs) ? base::WallTime{receivedMs, authored.offsetMinutes}
                                                : authored;
}

/// The moment a projection goes by: `authoredMs` of a view, on the writer's own clock face.
[[nodiscard]] inline base::WallTime momentOf(std::string_view authored, std::int64_t authoredMs) {
    const auto said = base::fromFhirDateTime(authored);
    return {authoredMs, said.has_value() ? said->offsetMinutes : 0};
}

/// True where a projection does not go by what its record says: the writer's clock was ahead.
[[nodiscard]] inline bool isClockAhead(std::string_view authored, std::int64_t authoredMs) {
    const auto said = base::fromFhirDateTime(authored);
    return said.has_value() && said->unixMs > authoredMs;
}

}  // namespace landfall::clinic::store
