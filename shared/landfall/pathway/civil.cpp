#include "landfall/pathway/civil.hpp"

#include <date/tz.h>

namespace landfall::pathway {

namespace {
using Milliseconds = std::chrono::milliseconds;

date::sys_time<Milliseconds> momentAt(std::int64_t unixMs) {
    return date::sys_time<Milliseconds>{Milliseconds{unixMs}};
}
}  // namespace

Result<Day> dayFrom(std::string_view fhirDate) {
    if (!base::isFhirDate(fhirDate)) return Fault::BadDate;
    const auto two = [&](std::size_t at) {
        return static_cast<unsigned>((fhirDate[at] - '0') * 10 + (fhirDate[at + 1] - '0'));
    };
    const date::year year{static_cast<int>(two(0) * 100 + two(2))};
    return Day{year / date::month{two(5)} / date::day{two(8)}};
}

std::string toFhirDate(Day day) {
    return date::format("%F", day);
}

Result<Zone> Zone::named(std::string_view ianaName) {
    // The database answers by throwing; the name may come from outside.
    try {
        return Zone(date::locate_zone(std::string(ianaName)));
    } catch (const std::exception&) {
        return Error{Fault::UnknownZone, "zone"};
    }
}

std::optional<Zone> Zone::ofThisMachine() {
    try {
        return Zone(date::current_zone());
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

Day Zone::dayOf(const base::WallTime& time) const {
    return date::floor<days>(zone_->to_local(momentAt(time.unixMs)));
}

std::int64_t Zone::startOf(Day day) const {
    return momentOf(day, 0);
}

std::int64_t Zone::momentOf(Day day, int minuteOfDay) const {
    const auto local = date::local_time<Milliseconds>{day} + std::chrono::minutes{minuteOfDay};
    return zone_->to_sys(local, date::choose::earliest).time_since_epoch().count();
}

int Zone::minuteOfDay(std::int64_t unixMs) const {
    const auto local = zone_->to_local(momentAt(unixMs));
    const auto sinceMidnight = local - date::floor<days>(local);
    return static_cast<int>(
        std::chrono::duration_cast<std::chrono::minutes>(sinceMidnight).count());
}

base::WallTime Zone::at(std::int64_t unixMs) const {
    const auto info = zone_->get_info(momentAt(unixMs));
    return {unixMs, static_cast<int>(
                        std::chrono::duration_cast<std::chrono::minutes>(info.offset).count())};
}

std::string Zone::name() const {
    return zone_->name();
}

}  // namespace landfall::pathway
