#pragma once

#include <functional>
#include <memory>

#include "landfall/ports/timers.hpp"

namespace landfall::net {

/// The loop of the core thread: timers, posted work and the sockets of HttpsClient. It hides Asio,
/// which would cost every includer a second of compilation.
class EventLoop final : public ports::Timers {
public:
    EventLoop();
    ~EventLoop() override;
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    /// Runs until stop(), also when there is nothing to do: the core thread.
    void run();
    /// Runs until `finished` is true or nothing is left to wait for: one command.
    void runUntil(const std::function<bool()>& finished);
    /// Ends run() soon. May be called from any thread.
    void stop();
    /// Calls `work` on the loop's thread. May be called from any thread.
    void post(std::function<void()> work);

    ports::TimerId after(std::int64_t delayMs, std::function<void()> then) override;
    void cancel(ports::TimerId id) override;

    struct Impl;
    [[nodiscard]] Impl& impl() { return *impl_; }

private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace landfall::net
