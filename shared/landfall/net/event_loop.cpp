#include "landfall/net/event_loop.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include "landfall/net/event_loop_impl.hpp"

namespace landfall::net {

namespace asio = boost::asio;

EventLoop::EventLoop() : impl_(std::make_unique<Impl>()) {}

EventLoop::~EventLoop() = default;

void EventLoop::run() {
    const auto open = asio::make_work_guard(impl_->io);
    impl_->io.restart();
    impl_->io.run();
}

void EventLoop::runUntil(const std::function<bool()>& finished) {
    impl_->io.restart();
    while (!finished() && impl_->io.run_one() > 0) {
    }
}

void EventLoop::stop() {
    impl_->io.stop();
}

void EventLoop::post(std::function<void()> work) {
    asio::post(impl_->io, std::move(work));
}

ports::TimerId EventLoop::after(std::int64_t delayMs, std::function<void()> then) {
    const auto id = ++impl_->lastTimer;
    auto& timer = impl_->timers
                      .emplace(std::piecewise_construct, std::forward_as_tuple(id),
                               std::forward_as_tuple(impl_->io))
                      .first->second;
    timer.expires_after(std::chrono::milliseconds(delayMs));
    timer.async_wait([this, id, then = std::move(then)](const boost::system::error_code&) {
        // Cancelled means that the entry is gone, whatever the timer itself says: a handler that
        // was already queued cannot be called back any more.
        if (impl_->timers.erase(id) > 0) then();
    });
    return id;
}

void EventLoop::cancel(ports::TimerId id) {
    impl_->timers.erase(id);
}

}  // namespace landfall::net
