#include "landfall/net/http_text.hpp"

#include <date/date.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace landfall::net {

namespace {
bool isVisible(char c) {
    return c > 0x20 && c < 0x7f;
}
bool isFieldValue(char c) {
    return c == ' ' || isVisible(c);
}
bool isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool isTokenChar(char c) {
    return isAlphanumeric(c) || c == '-' || c == '_';
}
template <class Test>
bool allOf(std::string_view text, Test test) {
    return std::all_of(text.begin(), text.end(), test);
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}
}  // namespace

std::optional<std::string> requestHead(const ports::Endpoint& endpoint,
                                       const ports::Request& request) {
    const bool safe = allOf(request.method, isTokenChar) && allOf(request.target, isVisible) &&
                      allOf(endpoint.basePath, isVisible) && allOf(endpoint.host, isVisible);
    if (!safe) return std::nullopt;
    std::string head = request.method + " " + endpoint.basePath + request.target +
                       " HTTP/1.1\r\nHost: " + endpoint.authority() +
                       "\r\nUser-Agent: Landfall/0.1.0\r\nAccept-Encoding: identity\r\n";
    for (const auto& header : request.headers) {
        if (!allOf(header.name, isTokenChar) || !allOf(header.value, isFieldValue))
            return std::nullopt;
        head += header.name + ": " + header.value + "\r\n";
    }
    if (request.body) head += "Content-Length: " + std::to_string(request.body->size()) + "\r\n";
    head += "\r\n";
    return head;
}

std::optional<std::int64_t> readHttpDate(std::string_view text) {
    constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    constexpr std::size_t length = 29;
    if (text.size() != length || text.substr(3, 2) != ", " || text.substr(25) != " GMT" ||
        text[7] != ' ' || text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':')
        return std::nullopt;
    const auto month = std::find(months.begin(), months.end(), text.substr(8, 3));
    const auto day = number<unsigned>(text.substr(5, 2));
    const auto year = number<int>(text.substr(12, 4));
    const auto hour = number<int>(text.substr(17, 2));
    const auto minute = number<int>(text.substr(20, 2));
    const auto second = number<int>(text.substr(23, 2));
    if (month == months.end() || !day || !year || !hour || !minute || !second || *hour > 23 ||
        *minute > 59 || *second > 60)
        return std::nullopt;
    const date::year_month_day ymd{date::year{*year},
                                   date::month{static_cast<unsigned>(month - months.begin()) + 1},
                                   date::day{*day}};
    if (!ymd.ok()) return std::nullopt;
    const auto at = date::sys_days{ymd} + std::chrono::hours{*hour} +
                    std::chrono::minutes{*minute} + std::chrono::seconds{*second};
    return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

std::optional<std::int64_t> readRetryAfter(std::string_view text, std::int64_t nowUnixMs) {
    constexpr std::int64_t msPerSecond = 1'000;
    constexpr std::int64_t secondsMax = 366LL * 24 * 60 * 60;
    if (allOf(text, [](char c) { return c >= '0' && c <= '9'; }) && !text.empty())
        return std::min(number<std::int64_t>(text).value_or(secondsMax), secondsMax) * msPerSecond;
    if (const auto at = readHttpDate(text)) return std::max<std::int64_t>(0, *at - nowUnixMs);
    return std::nullopt;
}

bool isMediaType(std::string_view contentType, std::string_view expected) {
    auto type = contentType.substr(0, contentType.find(';'));
    while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
    return std::equal(type.begin(), type.end(), expected.begin(), expected.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

std::string formEncoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isAlphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~' || c == '*')
            out += c;
        else
            out.append({'%', hex[byte >> 4], hex[byte & 15]});
    }
    return out;
}

}  // namespace landfall::net
