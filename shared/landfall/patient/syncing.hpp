#pragma once

#include <functional>
#include <memory>

#include "landfall/patient/profile.hpp"
#include "landfall/sync/report.hpp"

namespace landfall::net {
class Syncer;
}

namespace landfall::patient {

/// Sending and receiving. A sync never blocks the person: everything works without it.
class Syncing {
public:
    using Done = std::function<void(const sync::SyncReport&)>;

    explicit Syncing(Profile& profile);
    ~Syncing();

    /// Tries at once, whatever back-off is stored.
    void now(Done done);
    /// Something was saved, unlocked or opened: sync soon, and keep doing so while unlocked.
    void soon();
    [[nodiscard]] bool isRunning() const;
    /// Called after every sync, asked for or not.
    void onDone(Done done) { listener_ = std::move(done); }
    /// Before the store closes.
    void stop();

private:
    net::Syncer* syncer();

    Profile& profile_;
    std::unique_ptr<net::Syncer> syncer_;
    Done listener_;
};

}  // namespace landfall::patient
