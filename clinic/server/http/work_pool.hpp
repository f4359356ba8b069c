#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace landfall::clinic::http {

/// A few threads and a queue that has an end: what does not fit is refused at once, so that load
/// turns into 503 and not into memory.
class WorkPool {
public:
    WorkPool(std::size_t threads, std::size_t queueMax);
    WorkPool(const WorkPool&) = delete;
    WorkPool& operator=(const WorkPool&) = delete;
    ~WorkPool() { stop(); }

    /// False when the queue is full or the pool has stopped. `work` must not throw.
    [[nodiscard]] bool post(std::function<void()> work);
    /// Drops what waits, lets what runs end, and joins.
    void stop();

private:
    void run();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> queue_;
    std::size_t queueMax_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace landfall::clinic::http
