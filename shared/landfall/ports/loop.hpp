#pragma once

#include <functional>

namespace landfall::ports {

/// Port: the one thread that owns the phone's store and its network. Whoever calls `run` is that
/// thread; everything posted runs there, in order.
class Loop {
public:
    virtual ~Loop() = default;
    /// From any thread. After `stop` has taken effect what is posted is dropped.
    virtual void post(std::function<void()> work) = 0;
    /// Works until `stop`; waits when there is nothing to do.
    virtual void run() = 0;
    /// From any thread: `run` returns after the work at hand.
    virtual void stop() = 0;
};

}  // namespace landfall::ports
