#pragma once

#include <cstdint>
#include <span>

#include "landfall/base/result.hpp"

namespace landfall::ports {

/// Port: the operating system's notifications. What one says is fixed and neutral (security S-52,
/// pathway::reminderText), so a notification is a moment and nothing else: no name, no title and no
/// id of a form can reach a lock screen, because there is no way to pass one.
class Notifier {
public:
    struct Capability {
        bool shows = false;         ///< a service that shows notifications is there
        bool permitted = false;     ///< and lets us use it
        bool survivesExit = false;  ///< they arrive while the program does not run
        bool isExact = false;       ///< within a minute of their moment
    };

    virtual ~Notifier() = default;
    /// Asked anew each time: services come and go.
    [[nodiscard]] virtual Capability capability() = 0;
    /// Replaces everything that was scheduled with these moments (milliseconds since 1970 UTC),
    /// nearest first. A moment that is past is shown at once.
    virtual Result<void> replaceAll(std::span<const std::int64_t> momentsMs) = 0;
    /// Nothing is scheduled any more, and what is shown is taken away.
    virtual Result<void> cancelAll() = 0;
};

}  // namespace landfall::ports
