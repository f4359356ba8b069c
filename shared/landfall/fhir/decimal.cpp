#include "landfall/fhir/decimal.hpp"

#include <algorithm>
#include <charconv>

namespace landfall::fhir {

namespace {
constexpr std::size_t charsMax = 40;
constexpr int exponentMax = 99;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Takes the digits at the front of `rest`.
std::string_view digitsOf(std::string_view& rest) {
    const auto end = std::find_if_not(rest.begin(), rest.end(), isDigit);
    const auto size = static_cast<std::size_t>(end - rest.begin());
    const auto digits = rest.substr(0, size);
    rest.remove_prefix(size);
    return digits;
}

/// The value as 0.DIGITS times ten to the power `point`, DIGITS without zeros at either end; no
/// digits at all for zero. Two values are compared on this without any arithmetic that rounds.
struct Parts {
    bool isNegative = false;
    std::string digits;
    int point = 0;
    int places = 0;
};

std::optional<Parts> partsOf(std::string_view text) {
    if (text.empty() || text.size() > charsMax) return std::nullopt;
    Parts parts;
    auto rest = text;
    if (rest.front() == '-') {
        parts.isNegative = true;
        rest.remove_prefix(1);
    }
    const auto before = digitsOf(rest);
    if (before.empty() || (before.size() > 1 && before.front() == '0')) return std::nullopt;
    std::string_view after;
    if (!rest.empty() && rest.front() == '.') {
        rest.remove_prefix(1);
        after = digitsOf(rest);
        if (after.empty()) return std::nullopt;
    }
    int exponent = 0;
    if (!rest.empty() && (rest.front() == 'e' || rest.front() == 'E')) {
        rest.remove_prefix(1);
        if (!rest.empty() && rest.front() == '+') {
            rest.remove_prefix(1);
            if (!rest.empty() && rest.front() == '-') return std::nullopt;
        }
        const auto* end = rest.data() + rest.size();
        const auto done = std::from_chars(rest.data(), end, exponent);
        if (done.ec != std::errc{} || done.ptr != end) return std::nullopt;
        if (exponent > exponentMax || exponent < -exponentMax) return std::nullopt;
        rest = {};
    }
    if (!rest.empty()) return std::nullopt;
    parts.digits = std::string(before).append(after);
    parts.point = static_cast<int>(before.size()) + exponent;
    parts.places = std::max(0, static_cast<int>(after.size()) - exponent);
    const auto first = parts.digits.find_first_not_of('0');
    if (first == std::string::npos) {
        parts.digits.clear();
        parts.point = 0;
        parts.isNegative = false;
        return parts;
    }
    parts.digits.erase(parts.digits.find_last_not_of('0') + 1);
    parts.digits.erase(0, first);
    parts.point -= static_cast<int>(first);
    return parts;
}

std::weak_ordering magnitudes(const Parts& a, const Parts& b) {
    if (a.digits.empty() || b.digits.empty()) return a.digits.size() <=> b.digits.size();
    if (a.point != b.point) return a.point <=> b.point;
    return a.digits <=> b.digits;
}
}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    if (!partsOf(text)) return std::nullopt;
    return Decimal(std::string(text));
}

Decimal Decimal::of(std::int64_t number) {
    return Decimal(std::to_string(number));
}

int Decimal::places() const {
    return partsOf(text_)->places;
}

std::optional<std::int64_t> Decimal::whole() const {
    const auto parts = *partsOf(text_);
    const auto size = static_cast<int>(parts.digits.size());
    constexpr int digitsMax = 18;
    if (parts.digits.empty()) return 0;
    if (parts.point < size || parts.point > digitsMax) return std::nullopt;
    std::int64_t value = 0;
    for (const char digit : parts.digits) value = value * 10 + (digit - '0');
    for (int i = size; i < parts.point; ++i) value *= 10;
    return parts.isNegative ? -value : value;
}

std::weak_ordering Decimal::compare(const Decimal& other) const {
    const auto a = *partsOf(text_);
    const auto b = *partsOf(other.text_);
    if (a.isNegative != b.isNegative)
        return a.isNegative ? std::weak_ordering::less : std::weak_ordering::greater;
    return a.isNegative ? magnitudes(b, a) : magnitudes(a, b);
}

}  // namespace landfall::fhir
