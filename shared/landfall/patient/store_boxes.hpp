#pragma once

#include "landfall/store/inbox.hpp"
#include "landfall/store/outbox.hpp"
#include "landfall/sync/outbox.hpp"

// The phone's store as the sync engine sees it. Store and sync do not know each other; here, above
// both, their words are put side by side.
namespace landfall::patient {

class StoreOutbox final : public sync::Outbox {
public:
    explicit StoreOutbox(store::Outbox& outbox) : outbox_(outbox) {}

    Result<std::optional<sync::FrozenBundle>> freezeNext(
        const sync::FreezeLimits& limits, std::span<const sync::BundleId> inFlight) override;
    Result<std::uint64_t> acknowledge(const sync::BundleId& bundle,
                                      std::span<const sync::AppliedEntry> entries) override;
    Result<void> split(const sync::BundleId& bundle, std::optional<std::size_t> at) override;
    Result<void> reject(const sync::BundleId& bundle, std::string_view code) override;
    Result<sync::ConflictOutcome> resolveConflict(const sync::BundleId& bundle,
                                                  const sync::ServerVersion& server) override;
    Result<sync::OutboxCount> count() override;

private:
    store::Outbox& outbox_;
};

class StoreInbox final : public sync::Inbox {
public:
    explicit StoreInbox(store::Inbox& inbox) : inbox_(inbox) {}

    Result<sync::FeedPosition> position() override;
    Result<sync::DeletionWeight> weigh(const sync::FeedPage& page) override;
    Result<sync::PageOutcome> applyPage(const sync::FeedPage& page) override;
    Result<void> startOver(std::string_view epoch) override;

private:
    store::Inbox& inbox_;
};

}  // namespace landfall::patient
