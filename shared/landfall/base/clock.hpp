#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "landfall/base/result.hpp"

namespace landfall::base {

/// A moment as a person's clock shows it: milliseconds since 1970 UTC and the offset in force.
struct WallTime {
    std::int64_t unixMs = 0;
    int offsetMinutes = 0;
    friend auto operator<=>(const WallTime&, const WallTime&) = default;
};

/// FHIR dateTime with milliseconds and offset: 2026-03-01T09:00:00.000+01:00.
[[nodiscard]] std::string toFhirDateTime(const WallTime& time);
/// FHIR instant in UTC: 2026-03-01T08:00:00.000Z.
[[nodiscard]] std::string toFhirInstant(std::int64_t unixMs);
/// The local date, 2026-03-01.
[[nodiscard]] std::string toFhirDate(const WallTime& time);
/// Reads a FHIR dateTime that has a time and an offset; seconds and their fraction may be missing.
[[nodiscard]] Result<WallTime> fromFhirDateTime(std::string_view text);
/// True for a FHIR date of full precision that exists in the calendar (not 2026-02-30).
[[nodiscard]] bool isFhirDate(std::string_view text);

/// Port: what time it is. Two clocks, because the wall clock may jump and a deadline may not.
class Clock {
public:
    virtual ~Clock() = default;
    /// Civil time with the offset of the device's zone.
    [[nodiscard]] virtual WallTime now() const = 0;
    /// Milliseconds of a clock that never goes back; only differences mean something.
    [[nodiscard]] virtual std::int64_t monotonicMs() const = 0;
};

/// The machine's own clock and zone.
class SystemClock final : public Clock {
public:
    [[nodiscard]] WallTime now() const override;
    [[nodiscard]] std::int64_t monotonicMs() const override;
};

/// A clock that stands where it is put: `--at`, and tests.
class FixedClock final : public Clock {
public:
    explicit FixedClock(WallTime at) : at_(at) {}
    [[nodiscard]] WallTime now() const override { return at_; }
    [[nodiscard]] std::int64_t monotonicMs() const override { return at_.unixMs; }
    void set(WallTime at) { at_ = at; }
    void advanceMs(std::int64_t ms) { at_.unixMs += ms; }

private:
    WallTime at_;
};

}  // namespace landfall::base
