#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace landfall::clinic::http {

/// A request target, taken apart and percent-decoded once.
struct Target {
    std::vector<std::string> path;
    std::vector<std::pair<std::string, std::string>> query;
};

constexpr std::size_t pathSegmentsMax = 16;
constexpr std::size_t queryParametersMax = 16;

/// Reads an origin-form target (H-06). Nothing for what two programs could read differently:
/// another form, bytes that are not visible ASCII, a bad escape, an escaped slash, backslash or
/// control, `.` and `..` segments, `//`, a query parameter twice.
[[nodiscard]] std::optional<Target> readTarget(std::string_view target);

/// Decodes %XX once. Nothing for a bad escape or a result outside visible ASCII and space. With
/// `plusIsSpace` a + is a space, as in a form body.
[[nodiscard]] std::optional<std::string> percentDecoded(std::string_view text,
                                                        bool plusIsSpace = false);

/// Reads `a=1&b=2` into decoded pairs; nothing when a name is empty or comes twice.
[[nodiscard]] std::optional<std::vector<std::pair<std::string, std::string>>> readPairs(
    std::string_view text, bool plusIsSpace);

}  // namespace landfall::clinic::http
