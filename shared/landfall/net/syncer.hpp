#pragma once

#include <functional>
#include <memory>
#include <string>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/net/device_key.hpp"
#include "landfall/ports/timers.hpp"
#include "landfall/ports/transport.hpp"
#include "landfall/sync/messages.hpp"

namespace landfall::net {

constexpr std::int64_t periodMs = 15 * 60 * 1'000;
/// Saves that come close together travel together.
constexpr std::int64_t savedDelayMs = 1'500;

/// Owns a sync engine and does what it says: the phone's store on one side, the network on the
/// other. Everything happens on the core thread. Destroying it cancels and calls nobody.
class Syncer {
public:
    struct Parts {
        ports::Transport& transport;
        ports::Timers& timers;
        const base::Clock& clock;  ///< the true clock, never the one of --at
        base::Random& random;
        sync::Outbox& outbox;
        sync::Inbox& inbox;
    };
    struct Identity {
        ports::Endpoint endpoint;
        std::string clientId;
        std::string patient;
        DeviceKey key;
    };
    using Done = std::function<void(const Result<sync::SyncReport>&)>;

    Syncer(Parts parts, Identity identity);
    ~Syncer();

    /// Begins a sync, or joins the one under way, in which case one more round follows. `done` may
    /// be empty. An error is one of the phone's own store.
    void syncNow(sync::Trigger trigger, Done done);
    /// A save: syncs soon, once for all saves of a moment.
    void saved();
    /// Every 15 minutes from now on, and back-offs by themselves.
    void schedule();
    /// Ends what is under way (its callbacks get the report so far) and all timers.
    void cancel();
    [[nodiscard]] bool busy() const;
    /// Called after each sync, whoever asked for it.
    void onFinished(Done listener);

private:
    class Work;
    std::shared_ptr<Work> work_;
};

}  // namespace landfall::net
