#include "server/review/words.hpp"

#include <array>

#include "landfall/base/clock.hpp"

namespace landfall::clinic::review {

boost::json::value orNull(const std::optional<std::string>& text) {
    return text ? boost::json::value(*text) : boost::json::value(nullptr);
}

boost::json::value instantOrNull(const std::optional<std::int64_t>& unixMs) {
    return unixMs ? boost::json::value(base::toFhirInstant(*unixMs)) : boost::json::value(nullptr);
}

boost::json::value numberOrNull(const std::optional<std::int64_t>& number) {
    return number ? boost::json::value(*number) : boost::json::value(nullptr);
}

std::string dayInWords(std::string_view fhirDate) {
    static constexpr std::array<std::string_view, 12> months = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    if (!base::isFhirDate(fhirDate)) return std::string(fhirDate);
    constexpr std::size_t monthAt = 5;
    constexpr std::size_t dayAt = 8;
    const auto two = [&](std::size_t at) {
        return static_cast<std::size_t>((fhirDate[at] - '0') * 10 + (fhirDate[at + 1] - '0'));
    };
    return std::to_string(two(dayAt)) + ' ' + std::string(months[two(monthAt) - 1]) + ' ' +
           std::string(fhirDate.substr(0, monthAt - 1));
}

std::string momentInWords(std::string_view fhirDateTime) {
    constexpr std::size_t dayBytes = 10;
    constexpr std::size_t clockBytes = 5;
    return dayInWords(fhirDateTime.substr(0, dayBytes)) + " at " +
           std::string(fhirDateTime.substr(dayBytes + 1, clockBytes));
}

std::string labelOf(const instrument::Form& form, std::size_t item) {
    const auto& prefix = form.item(item).prefix;
    if (!prefix.empty()) {
        auto label = prefix;
        while (!label.empty() && (label.back() == '.' || label.back() == ' ')) label.pop_back();
        return label;
    }
    int place = 0;
    for (std::size_t index = 0; index <= item; ++index)
        if (form.item(index).isAnswerable()) ++place;
    return std::to_string(place);
}

bool isOpenTask(std::string_view status) {
    return status == "requested" || status == "received" || status == "accepted" ||
           status == "in-progress";
}

}  // namespace landfall::clinic::review
