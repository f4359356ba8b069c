#pragma once

#include <cstdint>
#include <functional>

namespace landfall::ports {

using TimerId = std::uint64_t;

/// Port: something later on the same thread. A deadline, so it follows the monotonic clock.
class Timers {
public:
    virtual ~Timers() = default;
    /// Calls `then` once, not before `delayMs` have passed and never from inside this call.
    virtual TimerId after(std::int64_t delayMs, std::function<void()> then) = 0;
    /// After this, `then` is not called. An id that is gone is no error.
    virtual void cancel(TimerId id) = 0;
};

}  // namespace landfall::ports
