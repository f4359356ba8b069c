#pragma once

#include "landfall/store/store.hpp"
#include "landfall/sync/outbox.hpp"

namespace landfall::net {

/// The phone's store as the sync sees it. The store outlives it.
class StoreReplica final : public sync::Outbox, public sync::Inbox {
public:
    explicit StoreReplica(store::Store& store) : store_(store) {}

    Result<std::optional<sync::FrozenBundle>> freezeNext(
        const sync::FreezeLimits& limits, std::span<const sync::BundleId> inFlight) override;
    Result<std::uint64_t> acknowledge(const sync::BundleId& bundle,
                                      std::span<const sync::AppliedEntry> entries) override;
    Result<void> split(const sync::BundleId& bundle, std::optional<std::size_t> at) override;
    Result<void> reject(const sync::BundleId& bundle, std::string_view code) override;
    Result<sync::ConflictOutcome> resolveConflict(const sync::BundleId& bundle,
                                                  const sync::ServerVersion& server) override;
    [[nodiscard]] Result<sync::OutboxCount> count() override;

    [[nodiscard]] Result<sync::FeedPosition> position() override;
    [[nodiscard]] Result<sync::DeletionWeight> weigh(const sync::FeedPage& page) override;
    Result<sync::PageOutcome> applyPage(const sync::FeedPage& page) override;
    Result<void> startOver(std::string_view epoch) override;

private:
    store::Store& store_;
};

}  // namespace landfall::net
