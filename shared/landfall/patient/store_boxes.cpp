#include "landfall/patient/store_boxes.hpp"

namespace landfall::patient {

namespace {
store::RecordKey toStore(const sync::RecordKey& key) {
    return {key.type, key.id};
}
sync::RecordKey toSync(const store::RecordKey& key) {
    return {key.type, key.id};
}

store::FeedPosition toStore(const sync::FeedPosition& position) {
    return {.epoch = position.epoch, .cursor = position.cursor, .seq = position.seq};
}

store::FeedPage toStore(const sync::FeedPage& page) {
    store::FeedPage out{.changes = {}, .next = toStore(page.next)};
    out.changes.reserve(page.changes.size());
    for (const auto& change : page.changes)
        out.changes.push_back({.seq = change.seq,
                               .key = toStore(change.key),
                               .versionId = change.versionId,
                               .lastModified = change.lastModified,
                               .resource = change.resource,
                               .deleted = change.deleted});
    return out;
}

sync::ConflictOutcome toSync(store::ConflictOutcome outcome) {
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

Result<std::optional<sync::FrozenBundle>> StoreOutbox::freezeNext(
    const sync::FreezeLimits& limits, std::span<const sync::BundleId> inFlight) {
    LF_TRY(auto frozen, outbox_.freezeNext({.entriesMax = limits.entriesMax,
                                            .payloadBytesMax = limits.payloadBytesMax},
                                           inFlight));
    if (!frozen) return std::optional<sync::FrozenBundle>{};
    sync::FrozenBundle bundle{
        .id = frozen->id,
        .bytes = std::make_shared<const std::string>(std::move(frozen->bytes)),
        .entries = {}};
    for (const auto& entry : frozen->entries) bundle.entries.push_back(toSync(entry));
    return std::optional<sync::FrozenBundle>(std::move(bundle));
}

Result<std::uint64_t> StoreOutbox::acknowledge(const sync::BundleId& bundle,
                                               std::span<const sync::AppliedEntry> entries) {
    std::vector<store::AppliedEntry> applied;
    applied.reserve(entries.size());
    for (const auto& entry : entries)
        applied.push_back({toStore(entry.key), entry.versionId, entry.lastModified});
    return outbox_.acknowledge(bundle, applied);
}

Result<void> StoreOutbox::split(const sync::BundleId& bundle, std::optional<std::size_t> at) {
    return outbox_.split(bundle, at);
}

Result<void> StoreOutbox::reject(const sync::BundleId& bundle, std::string_view code) {
    return outbox_.reject(bundle, code);
}

Result<sync::ConflictOutcome> StoreOutbox::resolveConflict(const sync::BundleId& bundle,
                                                           const sync::ServerVersion& server) {
    LF_TRY(const auto outcome, outbox_.resolveConflict(bundle, {.gone = server.gone,
                                                                .versionId = server.versionId,
                                                                .lastModified = server.lastModified,
                                                                .resource = server.resource}));
    return toSync(outcome);
}

Result<sync::OutboxCount> StoreOutbox::count() {
    LF_TRY(const auto count, outbox_.count());
    return sync::OutboxCount{.pending = count.pending, .rejected = count.rejected};
}

Result<sync::FeedPosition> StoreInbox::position() {
    LF_TRY(auto position, inbox_.position());
    return sync::FeedPosition{.epoch = std::move(position.epoch),
                              .cursor = std::move(position.cursor),
                              .seq = position.seq};
}

Result<sync::DeletionWeight> StoreInbox::weigh(const sync::FeedPage& page) {
    LF_TRY(const auto weight, inbox_.weigh(toStore(page)));
    return sync::DeletionWeight{
        .live = weight.live, .deleted = weight.deleted, .patientAuthored = weight.patientAuthored};
}

Result<sync::PageOutcome> StoreInbox::applyPage(const sync::FeedPage& page) {
    LF_TRY(const auto outcome, inbox_.applyPage(toStore(page)));
    return sync::PageOutcome{.applied = outcome.applied,
                             .quarantined = outcome.quarantined,
                             .conflictCopies = outcome.conflictCopies};
}

Result<void> StoreInbox::startOver(std::string_view epoch) {
    return inbox_.startOver(epoch);
}

}  // namespace landfall::patient
