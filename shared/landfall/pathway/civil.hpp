#pragma once

#include <date/date.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "landfall/base/clock.hpp"
#include "landfall/pathway/fault.hpp"

namespace date {
class time_zone;
}

namespace landfall::pathway {

/// A day of a civil calendar. A visit is on a day of the clinic's calendar, wherever the phone is
/// and whatever its clock does; days are counted, never hours (clinical rules 4).
using Day = date::local_days;
using date::days;

/// Reads a FHIR date of full precision that exists: BadDate.
[[nodiscard]] Result<Day> dayFrom(std::string_view fhirDate);
/// 2026-03-01.
[[nodiscard]] std::string toFhirDate(Day day);

/// A time zone of the IANA database, by name. Cheap to copy.
class Zone {
public:
    /// UnknownZone for a name that the database does not hold.
    [[nodiscard]] static Result<Zone> named(std::string_view ianaName);

    /// The zone that this machine is set to; nothing where none is set.
    [[nodiscard]] static std::optional<Zone> ofThisMachine();

    /// The day that this moment is in.
    [[nodiscard]] Day dayOf(const base::WallTime& time) const;
    /// Milliseconds since 1970 UTC at which the day begins. Midnight does not exist everywhere:
    /// where clocks are put forward at midnight the day begins an hour later.
    [[nodiscard]] std::int64_t startOf(Day day) const;
    /// The same for a time of that day; a time that clocks skip becomes the moment they skip it.
    [[nodiscard]] std::int64_t momentOf(Day day, int minuteOfDay) const;
    /// Minutes since midnight on the clocks there, 0 to 1439.
    [[nodiscard]] int minuteOfDay(std::int64_t unixMs) const;
    /// The moment with the offset in force in this zone.
    [[nodiscard]] base::WallTime at(std::int64_t unixMs) const;
    [[nodiscard]] std::string name() const;

private:
    explicit Zone(const date::time_zone* zone) : zone_(zone) {}
    const date::time_zone* zone_;  ///< of the database, which is never unloaded
};

}  // namespace landfall::pathway
