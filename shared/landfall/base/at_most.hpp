#pragma once

#include <cstddef>
#include <string>

namespace landfall::base {

/// A limit in words, for the place of an error: "at most 4 MiB", "at most 704 KiB", "at most 300
/// bytes".
[[nodiscard]] inline std::string atMost(std::size_t bytesMax) {
    constexpr std::size_t kibibyte = 1024;
    constexpr std::size_t mebibyte = kibibyte * kibibyte;
    const auto in = [&](std::size_t unit, const char* name) {
        return "at most " + std::to_string(bytesMax / unit) + ' ' + name;
    };
    if (bytesMax > 0 && bytesMax % mebibyte == 0) return in(mebibyte, "MiB");
    if (bytesMax > 0 && bytesMax % kibibyte == 0) return in(kibibyte, "KiB");
    return in(1, "bytes");
}

}  // namespace landfall::base
