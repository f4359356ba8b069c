#include "landfall/net/store_replica.hpp"

namespace landfall::net {

namespace {
std::vector<sync::RecordKey> keysOf(std::vector<store::RecordKey> keys) {
    std::vector<sync::RecordKey> out;
    out.reserve(keys.size());
    for (auto& key : keys) out.push_back({std::move(key.type), std::move(key.id)});
    return out;
}

store::FeedPage storePage(const sync::FeedPage& page) {
    store::FeedPage out;
    out.changes.reserve(page.changes.size());
    for (const auto& change : page.changes)
        out.changes.push_back({change.seq,
                               {change.key.type, change.key.id},
                               change.versionId,
                               change.lastModified,
                               change.resource,
                               change.deleted});
    out.next = {page.next.epoch, page.next.cursor, page.next.seq};
    return out;
}

sync::ConflictOutcome outcomeOf(store::ConflictOutcome outcome) {
    switch (outcome) {
        case store::ConflictOutcome::AlreadyOurs:
            return sync::ConflictOutcome::AlreadyOurs;
        case store::ConflictOutcome::Copied:
            return sync::ConflictOutcome::Copied;
        case store::ConflictOutcome::Dropped:
            return sync::ConflictOutcome::Dropped;
    }
    return sync::ConflictOutcome::Copied;
}
}  // namespace

Result<std::optional<sync::FrozenBundle>> StoreReplica::freezeNext(
    const sync::FreezeLimits& limits, std::span<const sync::BundleId> inFlight) {
    LF_TRY(auto frozen, store_.outbox().freezeNext({.entriesMax = limits.entriesMax,
                                                    .payloadBytesMax = limits.payloadBytesMax},
                                                   inFlight));
    if (!frozen) return std::optional<sync::FrozenBundle>();
    return std::optional(sync::FrozenBundle{
        frozen->id, std::make_shared<const std::string>(std::move(frozen->bytes)),
        keysOf(std::move(frozen->entries))});
}

Result<std::uint64_t> StoreReplica::acknowledge(const sync::BundleId& bundle,
                                                std::span<const sync::AppliedEntry> entries) {
    std::vector<store::AppliedEntry> applied;
    applied.reserve(entries.size());
    for (const auto& entry : entries)
        applied.push_back({{entry.key.type, entry.key.id}, entry.versionId, entry.lastModified});
    return store_.outbox().acknowledge(bundle, applied);
}

Result<void> StoreReplica::split(const sync::BundleId& bundle, std::optional<std::size_t> at) {
    return store_.outbox().split(bundle, at);
}

Result<void> StoreReplica::reject(const sync::BundleId& bundle, std::string_view code) {
    return store_.outbox().reject(bundle, code);
}

Result<sync::ConflictOutcome> StoreReplica::resolveConflict(const sync::BundleId& bundle,
                                                            const sync::ServerVersion& server) {
    LF_TRY(const auto outcome,
           store_.outbox().resolveConflict(bundle, {.gone = server.gone,
                                                    .versionId = server.versionId,
                                                    .lastModified = server.lastModified,
                                                    .resource = server.resource}));
    return outcomeOf(outcome);
}

Result<sync::OutboxCount> StoreReplica::count() {
    LF_TRY(const auto count, store_.outbox().count());
    return sync::OutboxCount{count.pending, count.rejected};
}

Result<sync::FeedPosition> StoreReplica::position() {
    LF_TRY(auto position, store_.inbox().position());
    return sync::FeedPosition{std::move(position.epoch), std::move(position.cursor), position.seq};
}

Result<sync::DeletionWeight> StoreReplica::weigh(const sync::FeedPage& page) {
    LF_TRY(const auto weight, store_.inbox().weigh(storePage(page)));
    return sync::DeletionWeight{weight.live, weight.deleted, weight.patientAuthored};
}

Result<sync::PageOutcome> StoreReplica::applyPage(const sync::FeedPage& page) {
    LF_TRY(const auto outcome, store_.inbox().applyPage(storePage(page)));
    return sync::PageOutcome{outcome.applied, outcome.quarantined, outcome.conflictCopies};
}

Result<void> StoreReplica::startOver(std::string_view epoch) {
    return store_.inbox().startOver(epoch);
}

}  // namespace landfall::net
