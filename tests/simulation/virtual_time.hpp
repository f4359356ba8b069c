#pragma once

#include <functional>
#include <map>
#include <set>
#include <utility>

#include "landfall/base/clock.hpp"
#include "landfall/ports/timers.hpp"

namespace landfall::simulation {

/// Time that passes only when nothing else is left to do. Clock and timers of a simulated world.
class VirtualTime final : public ports::Timers, public base::Clock {
public:
    ports::TimerId after(std::int64_t delayMs, std::function<void()> then) override {
        queue_.emplace(std::pair{nowMs_ + delayMs, ++last_}, std::move(then));
        return last_;
    }
    void cancel(ports::TimerId id) override {
        std::erase_if(queue_, [id](const auto& each) { return each.first.second == id; });
    }
    [[nodiscard]] base::WallTime now() const override { return {epochMs + nowMs_, 0}; }
    [[nodiscard]] std::int64_t monotonicMs() const override { return nowMs_; }

    /// Does the next thing, if it is due by then.
    bool step(std::int64_t untilMs) {
        if (queue_.empty() || queue_.begin()->first.first > untilMs) return false;
        auto next = queue_.extract(queue_.begin());
        nowMs_ = next.key().first;
        next.mapped()();
        return true;
    }

private:
    static constexpr std::int64_t epochMs = 1'700'000'000'000;
    std::int64_t nowMs_ = 0;
    ports::TimerId last_ = 0;
    std::map<std::pair<std::int64_t, ports::TimerId>, std::function<void()>> queue_;
};

}  // namespace landfall::simulation
