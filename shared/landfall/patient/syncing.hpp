#pragma once

#include <functional>
#include <memory>

#include "landfall/patient/helping.hpp"
#include "landfall/patient/profile.hpp"
#include "landfall/sync/report.hpp"

namespace landfall::patient {

/// Sending and receiving. A sync never blocks the person: everything works without it.
class Syncing {
public:
    /// An error is one of the phone's own (locked, not paired, its store).
    using Done = std::function<void(const Result<sync::SyncReport>&)>;

    Syncing(Profile& profile, Helping& helping);
    ~Syncing();

    /// Tries at once, whatever back-off is stored. `done` may be empty.
    void now(Done done);
    /// Something was saved, unlocked or opened: sync soon, and keep doing so while unlocked.
    void soon();
    [[nodiscard]] bool isRunning() const;
    /// Called after every sync, asked for or not.
    void onDone(Done listener) { listener_ = std::move(listener); }
    /// Before the store closes: ends what is under way; what was sent is asked about next time.
    void stop();

private:
    class Work;
    Result<Work*> work();
    void remember(store::Store& store, const sync::SyncReport& report, net::Enrolled pairing);
    void finished(const Result<sync::SyncReport>& outcome);

    Profile& profile_;
    Helping& helping_;
    std::unique_ptr<Work> work_;
    Done listener_;
};

}  // namespace landfall::patient
