#include "landfall/base/clock.hpp"

#include <date/date.h>
#include <date/tz.h>

#include <sstream>

namespace landfall::base {

namespace {
using Milliseconds = std::chrono::milliseconds;
using SysMs = date::sys_time<Milliseconds>;
using LocalMs = date::local_time<Milliseconds>;

std::string offsetText(int minutes) {
    if (minutes == 0) return "+00:00";
    const char sign = minutes < 0 ? '-' : '+';
    const int total = minutes < 0 ? -minutes : minutes;
    const auto two = [](int n) { return std::string{char('0' + n / 10), char('0' + n % 10)}; };
    return sign + two(total / 60) + ":" + two(total % 60);
}

LocalMs localOf(const WallTime& time) {
    return LocalMs{Milliseconds{time.unixMs} + std::chrono::minutes{time.offsetMinutes}};
}
}  // namespace

std::string toFhirDateTime(const WallTime& time) {
    return date::format("%FT%T", localOf(time)) + offsetText(time.offsetMinutes);
}

std::string toFhirInstant(std::int64_t unixMs) {
    return date::format("%FT%TZ", SysMs{Milliseconds{unixMs}});
}

std::string toFhirDate(const WallTime& time) {
    return date::format("%F", localOf(time));
}

Result<WallTime> fromFhirDateTime(std::string_view text) {
    constexpr std::size_t dateTimeCharsMax = 40;
    if (text.size() < 17 || text.size() > dateTimeCharsMax || text[10] != 'T')
        return Fault::Malformed;
    std::string body(text);
    int offset = 0;
    if (body.back() == 'Z') {
        body.pop_back();
    } else {
        const auto at = body.size() - 6;
        if ((body[at] != '+' && body[at] != '-') || body[at + 3] != ':') return Fault::Malformed;
        const auto digit = [&](std::size_t i) { return body[i] - '0'; };
        for (const auto i : {at + 1, at + 2, at + 4, at + 5})
            if (digit(i) < 0 || digit(i) > 9) return Fault::Malformed;
        const int minutes =
            (digit(at + 1) * 10 + digit(at + 2)) * 60 + digit(at + 4) * 10 + digit(at + 5);
        if (minutes > 14 * 60) return Fault::Malformed;
        offset = body[at] == '-' ? -minutes : minutes;
        body.resize(at);
    }
    if (body.size() == 16) body += ":00";
    LocalMs local;
    std::istringstream in(body);
    in.imbue(std::locale::classic());
    in >> date::parse("%FT%T", local);
    if (in.fail() || in.peek() != std::istringstream::traits_type::eof()) return Fault::Malformed;
    const auto ms = local.time_since_epoch() - std::chrono::minutes{offset};
    return WallTime{std::chrono::duration_cast<Milliseconds>(ms).count(), offset};
}

bool isFhirDate(std::string_view text) {
    if (text.size() != 10) return false;
    date::local_days days;
    std::istringstream in{std::string(text)};
    in.imbue(std::locale::classic());
    in >> date::parse("%F", days);
    return !in.fail() && in.peek() == std::istringstream::traits_type::eof();
}

WallTime SystemClock::now() const {
    const auto now = date::floor<Milliseconds>(std::chrono::system_clock::now());
    int offset = 0;
    try {
        const auto info = date::current_zone()->get_info(now);
        offset =
            static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(info.offset).count());
    } catch (const std::exception&) {
        offset = 0;  // a machine without a zone database: UTC is honest, a guess is not
    }
    return {now.time_since_epoch().count(), offset};
}

std::int64_t SystemClock::monotonicMs() const {
    return std::chrono::duration_cast<Milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

}  // namespace landfall::base
