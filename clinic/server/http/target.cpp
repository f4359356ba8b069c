#include "server/http/target.hpp"

#include <algorithm>

namespace landfall::clinic::http {

namespace {

int hexValue(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool isVisibleAscii(char c) {
    return c > 0x20 && c < 0x7f;
}

std::optional<std::vector<std::string>> readPath(std::string_view path) {
    std::vector<std::string> segments;
    path.remove_prefix(1);
    for (;;) {
        const auto slash = path.find('/');
        auto segment = percentDecoded(path.substr(0, slash));
        if (!segment || segments.size() == pathSegmentsMax) return std::nullopt;
        // An escaped slash would move the border between segments for whoever decodes first.
        if (segment->find_first_of("/\\") != std::string::npos) return std::nullopt;
        if (*segment == "." || *segment == "..") return std::nullopt;
        const bool last = slash == std::string_view::npos;
        if (segment->empty() && !last) return std::nullopt;
        segments.push_back(*std::move(segment));
        if (last) return segments;
        path.remove_prefix(slash + 1);
    }
}

}  // namespace

std::optional<std::string> percentDecoded(std::string_view text, bool plusIsSpace) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hexValue(text[i + 1]);
            const int low = hexValue(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            if (!isVisibleAscii(c) && c != ' ') return std::nullopt;
            i += 2;
        } else if (c == '+' && plusIsSpace) {
            c = ' ';
        }
        out += c;
    }
    return out;
}

std::optional<std::vector<std::pair<std::string, std::string>>> readPairs(std::string_view text,
                                                                          bool plusIsSpace) {
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto pair = text.substr(0, end);
        if (end != std::string_view::npos && end + 1 == text.size()) return std::nullopt;
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        const auto equals = pair.find('=');
        auto name = percentDecoded(pair.substr(0, equals), plusIsSpace);
        auto value = equals == std::string_view::npos
                         ? std::optional<std::string>{""}
                         : percentDecoded(pair.substr(equals + 1), plusIsSpace);
        if (!name || !value || name->empty()) return std::nullopt;
        const bool twice = std::any_of(pairs.begin(), pairs.end(),
                                       [&](const auto& known) { return known.first == *name; });
        if (twice || pairs.size() == queryParametersMax) return std::nullopt;
        pairs.emplace_back(*std::move(name), *std::move(value));
    }
    return pairs;
}

std::optional<Target> readTarget(std::string_view target) {
    if (target.empty() || target.front() != '/') return std::nullopt;
    if (!std::all_of(target.begin(), target.end(), isVisibleAscii)) return std::nullopt;
    if (target.find_first_of("#\\") != std::string_view::npos) return std::nullopt;
    const auto question = target.find('?');
    auto path = readPath(target.substr(0, question));
    if (!path) return std::nullopt;
    std::vector<std::pair<std::string, std::string>> query;
    if (question != std::string_view::npos) {
        auto pairs = readPairs(target.substr(question + 1), false);
        if (!pairs) return std::nullopt;
        query = *std::move(pairs);
    }
    return Target{*std::move(path), std::move(query)};
}

}  // namespace landfall::clinic::http
