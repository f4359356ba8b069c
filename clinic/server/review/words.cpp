#include "server/review/words.hpp"

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
