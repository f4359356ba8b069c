#include "landfall/patient/syncing.hpp"

#include "landfall/base/log.hpp"
#include "landfall/net/syncer.hpp"
#include "landfall/patient/store_boxes.hpp"

namespace landfall::patient {

/// A syncer for one unlocked store: it goes when the store closes.
class Syncing::Work {
public:
    Work(const Surroundings& surroundings, store::Store& store, net::Syncer::Identity identity)
        : clientId(identity.clientId),
          outbox(store.outbox()),
          inbox(store.inbox()),
          syncer({.transport = surroundings.transport,
                  .timers = surroundings.timers,
                  .clock = surroundings.trueClock,
                  .random = surroundings.random,
                  .outbox = outbox,
                  .inbox = inbox},
                 std::move(identity)) {}

    std::string clientId;
    StoreOutbox outbox;
    StoreInbox inbox;
    net::Syncer syncer;
};

Syncing::Syncing(Profile& profile, Helping& helping) : profile_(profile), helping_(helping) {}
Syncing::~Syncing() = default;

Result<Syncing::Work*> Syncing::work() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto pairing, profile_.pairing());
    // After pairing again it speaks as the new device.
    if (work_ && work_->clientId == pairing.clientId) return work_.get();
    LF_TRY(auto key, net::DeviceKey::fromDer(pairing.deviceKey));
    work_.reset();
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

// What the status line says after a restart, and what the clinic has said about this phone.
void Syncing::remember(store::Store& store, const sync::SyncReport& report, net::Enrolled pairing) {
    const bool received = report.state == sync::SyncState::Received;
    std::map<std::string, std::optional<std::string>> kept{
        {std::string(setting::lastSyncState), std::string(sync::name(report.state))}};
    // Without an answer nothing new is known about a refusal.
    if (received || report.state == sync::SyncState::Refused)
        kept[std::string(setting::lastRefusal)] = std::string(sync::name(report.refusal));
    if (received)
        kept[std::string(setting::lastSync)] =
            base::toFhirInstant(profile_.surroundings().trueClock.now().unixMs);
    // A sync that had nothing to send is a contact, and nothing that the clinic has received.
    if (report.pushed > 0)
        kept[std::string(setting::lastReceived)] =
            base::toFhirInstant(profile_.surroundings().trueClock.now().unixMs);
    (void)store.settings().set(kept);
    // The clinic has everything, so what a migration was given to go back to may go (D-11).
    if (received) (void)store.forgetEarlierVersions();
    const auto said = received ? std::optional(net::DeviceState::Active)
                      : report.refusal == sync::Refusal::DeviceRevoked
                          ? std::optional(net::DeviceState::Revoked)
                          : std::nullopt;
    if (said && pairing.state != *said) {
        pairing.state = *said;
        (void)profile_.keepPairing(pairing);
    }
}

void Syncing::finished(const Result<sync::SyncReport>& outcome) {
    if (outcome.has_value()) {
        const auto store = profile_.store();
        auto pairing = profile_.pairing();
        // The answer to a former device says nothing about the one that has paired since.
        if (store.has_value() && pairing.has_value() && work_ &&
            work_->clientId == pairing->clientId)
            remember(**store, *outcome, std::move(*pairing));
        // Help now has to know the clinic's crisis line when the phone is locked.
        if (store.has_value() && outcome->pulled > 0 && helping_.followClinic(**store).has_error())
            base::log("help_card_not_written");
        profile_.refreshLibrary();
    }
    if (listener_) listener_(outcome);
}

}  // namespace landfall::patient
