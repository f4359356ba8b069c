#include "landfall/patient/syncing.hpp"

#include "landfall/net/syncer.hpp"
#include "landfall/patient/store_boxes.hpp"

namespace landfall::patient {

/// A syncer for one unlocked store: it goes when the store closes.
class Syncing::Work {
public:
    Work(const Surroundings& surroundings, store::Store& store, net::Syncer::Identity identity)
        : outbox(store.outbox()),
          inbox(store.inbox()),
          syncer({.transport = surroundings.transport,
                  .timers = surroundings.timers,
                  .clock = surroundings.trueClock,
                  .random = surroundings.random,
                  .outbox = outbox,
                  .inbox = inbox},
                 std::move(identity)) {}

    StoreOutbox outbox;
    StoreInbox inbox;
    net::Syncer syncer;
};

Syncing::Syncing(Profile& profile) : profile_(profile) {}
Syncing::~Syncing() = default;

Result<Syncing::Work*> Syncing::work() {
    if (work_) return work_.get();
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto pairing, profile_.pairing());
    LF_TRY(auto key, net::DeviceKey::fromDer(pairing.deviceKey));
    work_ = std::make_unique<Work>(profile_.surroundings(), *store,
                                   net::Syncer::Identity{.endpoint = pairing.endpoint,
                                                         .clientId = pairing.clientId,
                                                         .patient = pairing.patient,
                                                         .key = std::move(key)});
    work_->syncer.onFinished(
        [this](const Result<sync::SyncReport>& outcome) { finished(outcome); });
    return work_.get();
}

void Syncing::now(Done done) {
    auto work = this->work();
    if (work.has_error()) {
        if (done) done(work.error());
        return;
    }
    (*work)->syncer.syncNow(sync::Trigger::Person, std::move(done));
}

void Syncing::soon() {
    if (auto work = this->work(); work.has_value()) {
        (*work)->syncer.saved();
        (*work)->syncer.schedule();
    }
}

bool Syncing::isRunning() const {
    return work_ && work_->syncer.busy();
}

void Syncing::stop() {
    work_.reset();
}

void Syncing::finished(const Result<sync::SyncReport>& outcome) {
    if (outcome.has_value()) {
        // What the status line says after a restart. A phone that was waiting is confirmed once the
        // clinic has answered it.
        if (const auto store = profile_.store(); store.has_value()) {
            auto& settings = (*store)->settings();
            (void)settings.set(setting::lastSyncState, sync::name(outcome->state));
            if (outcome->state == sync::SyncState::Received)
                (void)settings.set(
                    setting::lastSync,
                    base::toFhirInstant(profile_.surroundings().trueClock.now().unixMs));
            if (auto pairing = profile_.pairing(); outcome->state == sync::SyncState::Received &&
                                                   pairing.has_value() &&
                                                   pairing->state == net::DeviceState::Pending) {
                pairing->state = net::DeviceState::Active;
                (void)profile_.keepPairing(*pairing);
            }
        }
        profile_.refreshLibrary();
    }
    if (listener_) listener_(outcome);
}

}  // namespace landfall::patient
