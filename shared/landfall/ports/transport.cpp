#include "landfall/ports/transport.hpp"

#include <algorithm>

namespace landfall::ports {

namespace {
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
}  // namespace

std::string Endpoint::authority() const {
    constexpr std::uint16_t httpsPort = 443;
    std::string text = host.find(':') == std::string::npos ? host : "[" + host + "]";
    if (port != httpsPort) text += ":" + std::to_string(port);
    return text;
}

std::optional<std::string_view> Answer::header(std::string_view name) const {
    for (const auto& each : headers)
        if (std::equal(each.name.begin(), each.name.end(), name.begin(), name.end(),
                       [](char a, char b) { return lower(a) == lower(b); }))
            return each.value;
    return std::nullopt;
}

std::string pinText(const SpkiPin& pin) {
    return base::toBase64Url(pin);
}

}  // namespace landfall::ports
