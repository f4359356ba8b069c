#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What a clinic sets for its dosing days in `clinic.toml`, section `[dosing]` (clinical rules 7).
namespace landfall::clinic::review {

struct DosingSettings {
    /// Without a number the limit that comes with the program holds (shared/safety).
    std::optional<std::int64_t> systolicAbove{};   ///< mm[Hg]
    std::optional<std::int64_t> diastolicAbove{};  ///< mm[Hg]
    std::optional<std::int64_t> pulseBelow{};      ///< beats a minute
    std::optional<std::int64_t> pulseAbove{};
    std::optional<std::int64_t> qtcFAboveMs{};
    std::string confirmedBy{};  ///< the physician who confirmed the limits; "" while nobody has
    /// When the blood pressure and the pulse are read, in whole minutes from the start of the dose.
    std::vector<int> monitoringMinutes = {-5, 2, 5, 10, 15, 20, 30, 60};
};

/// What holds where no clinic has set anything.
[[nodiscard]] inline const DosingSettings& defaultDosingSettings() {
    static const DosingSettings settings;
    return settings;
}

}  // namespace landfall::clinic::review
