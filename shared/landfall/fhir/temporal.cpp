#include "landfall/fhir/temporal.hpp"

#include <algorithm>
#include <string>

#include "landfall/base/clock.hpp"

namespace landfall::fhir {

namespace {
constexpr std::size_t yearChars = 4;
constexpr std::size_t monthChars = 7;
constexpr std::size_t dayChars = 10;

/// Two digits from 00 to `most`.
bool isTwoDigits(std::string_view text, int most) {
    if (text.size() != 2) return false;
    for (const char c : text)
        if (c < '0' || c > '9') return false;
    return (text[0] - '0') * 10 + (text[1] - '0') <= most;
}

std::string_view withoutZeros(std::string_view time) {
    if (time.find('.') == std::string_view::npos) return time;
    while (time.ends_with('0')) time.remove_suffix(1);
    if (time.ends_with('.')) time.remove_suffix(1);
    return time;
}
}  // namespace

bool isDateValue(std::string_view text) {
    if (text.size() == yearChars) return base::isFhirDate(std::string(text) + "-01-01");
    if (text.size() == monthChars) return base::isFhirDate(std::string(text) + "-01");
    return text.size() == dayChars && base::isFhirDate(text);
}

bool isDateTimeValue(std::string_view text) {
    return text.size() <= dayChars ? isDateValue(text) : base::fromFhirDateTime(text).has_value();
}

bool isTimeValue(std::string_view text) {
    constexpr std::size_t wholeChars = 8;
    constexpr std::size_t charsMax = 20;
    constexpr int hourMax = 23;
    constexpr int sixtiethMax = 59;
    if (text.size() < wholeChars || text.size() > charsMax || text[2] != ':' || text[5] != ':')
        return false;
    if (!isTwoDigits(text.substr(0, 2), hourMax) || !isTwoDigits(text.substr(3, 2), sixtiethMax) ||
        !isTwoDigits(text.substr(6, 2), sixtiethMax))
        return false;
    if (text.size() == wholeChars) return true;
    const auto fraction = text.substr(wholeChars);
    return fraction.size() > 1 && fraction.front() == '.' &&
           std::all_of(fraction.begin() + 1, fraction.end(),
                       [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::weak_ordering> compareDateTimes(std::string_view a, std::string_view b) {
    const bool aHasTime = a.size() > dayChars;
    const bool bHasTime = b.size() > dayChars;
    if (aHasTime && bHasTime) {
        const auto left = base::fromFhirDateTime(a);
        const auto right = base::fromFhirDateTime(b);
        if (left.has_error() || right.has_error()) return std::nullopt;
        return left->unixMs <=> right->unixMs;
    }
    // Of a time with an offset the day that its clock showed is compared with a day.
    a = a.substr(0, dayChars);
    b = b.substr(0, dayChars);
    const auto shared = std::min(a.size(), b.size());
    if (const auto order = a.substr(0, shared) <=> b.substr(0, shared); order != 0) return order;
    if (a.size() != b.size() || aHasTime != bHasTime) return std::nullopt;
    return std::weak_ordering::equivalent;
}

std::weak_ordering compareTimes(std::string_view a, std::string_view b) {
    return withoutZeros(a) <=> withoutZeros(b);
}

}  // namespace landfall::fhir
