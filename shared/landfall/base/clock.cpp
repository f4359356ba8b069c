#include "landfall/base/clock.hpp"

#include <date/date.h>
#include <date/tz.h>

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

namespace {
/// Reads a fixed form from left to right; after the first thing that does not fit it stays failed.
/// By hand because every record that arrives is read through it and streams take 20 times as long.
class DigitReader {
public:
    explicit DigitReader(std::string_view text) : rest_(text) {}

    int number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            const int digit = i < rest_.size() ? rest_[i] - '0' : -1;
            if (digit < 0 || digit > 9) {
                failed_ = true;
                return 0;
            }
            value = value * 10 + digit;
        }
        rest_.remove_prefix(digits);
        return value;
    }
    void mark(char expected) {
        if (!takes(expected)) failed_ = true;
    }
    bool takes(char expected) {
        if (rest_.empty() || rest_.front() != expected) return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// The digits of a fraction as milliseconds; more digits than three are cut off.
    int milliseconds() {
        int value = 0;
        std::size_t digits = 0;
        for (; digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9'; ++digits)
            if (digits < 3) value = value * 10 + (rest_[digits] - '0');
        failed_ = failed_ || digits == 0;
        rest_.remove_prefix(digits);
        for (; digits < 3; ++digits) value *= 10;
        return value;
    }
    [[nodiscard]] bool isDone() const { return !failed_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool failed_ = false;
};

date::year_month_day dateFrom(DigitReader& in) {
    const date::year year{in.number(4)};
    in.mark('-');
    const date::month month{static_cast<unsigned>(in.number(2))};
    in.mark('-');
    return year / month / date::day{static_cast<unsigned>(in.number(2))};
}
}  // namespace

Result<WallTime> fromFhirDateTime(std::string_view text) {
    constexpr std::size_t dateTimeCharsMax = 40;
    if (text.size() > dateTimeCharsMax) return Fault::Malformed;
    DigitReader in(text);
    const auto day = dateFrom(in);
    in.mark('T');
    const int hour = in.number(2);
    in.mark(':');
    const int minute = in.number(2);
    int second = 0;
    int ms = 0;
    if (in.takes(':')) {
        second = in.number(2);
        if (in.takes('.')) ms = in.milliseconds();
    }
    int offset = 0;
    if (!in.takes('Z')) {
        const bool west = in.takes('-');
        if (!west) in.mark('+');
        const int hours = in.number(2);
        in.mark(':');
        const int minutes = in.number(2);
        // The widest offset there is, 14 hours, is also the widest that FHIR allows.
        if (minutes > 59 || hours * 60 + minutes > 14 * 60) return Fault::Malformed;
        offset = west ? -(hours * 60 + minutes) : hours * 60 + minutes;
    }
    if (!in.isDone() || !day.ok() || hour > 23 || minute > 59 || second > 59)
        return Fault::Malformed;
    const auto local = Milliseconds{date::local_days{day}.time_since_epoch()} +
                       std::chrono::hours{hour} + std::chrono::minutes{minute - offset} +
                       std::chrono::seconds{second} + Milliseconds{ms};
    return WallTime{local.count(), offset};
}

bool isFhirDate(std::string_view text) {
    DigitReader in(text);
    const auto day = dateFrom(in);
    return in.isDone() && day.ok();
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
