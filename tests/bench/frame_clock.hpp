#pragma once

#include <QFile>
#include <QString>
#include <cstdio>
#include <ctime>

namespace landfall::bench {

/// Milliseconds since a moment of the monotonic clock that the starter of this program took.
inline double millisecondsSince(double startMs) {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6 - startMs;
}

/// Resident memory in KiB, "VmRSS:" now or "VmHWM:" at its highest so far.
inline long kibOf(const char* which) {
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    for (const auto& line : file.readAll().split('\n'))
        if (line.startsWith(which)) return line.mid(6).trimmed().split(' ').first().toLong();
    return 0;
}

/// WHAT MILLISECONDS KIB-AT-ITS-HIGHEST KIB-NOW
inline void tell(const char* what, double startMs) {
    std::printf("%s %.2f %ld %ld\n", what, millisecondsSince(startMs), kibOf("VmHWM:"),
                kibOf("VmRSS:"));
    std::fflush(stdout);
}

}  // namespace landfall::bench
