#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/base/ids.hpp"
#include "landfall/base/result.hpp"

namespace landfall::sync {

using BundleId = base::Uuid;

/// A record as the wire names it: `Task/0190...`.
struct RecordKey {
    std::string type;
    std::string id;
    friend bool operator==(const RecordKey&, const RecordKey&) = default;
};

/// At most what one transaction Bundle may hold.
struct FreezeLimits {
    std::size_t entriesMax = 100;
    std::size_t payloadBytesMax = 768 * 1024;
};

/// Bytes that are sent as they are until the clinic gives a definite answer.
struct FrozenBundle {
    BundleId id;
    std::shared_ptr<const std::string> bytes;
    std::vector<RecordKey> entries;  ///< in the order of Bundle.entry
};

/// One entry of the clinic's answer to a bundle, already matched to the entry it answers.
struct AppliedEntry {
    RecordKey key;
    std::string versionId;
    std::string lastModified;
};

/// What the server holds for a record that it did not let us write.
struct ServerVersion {
    bool gone = false;  ///< 404 or 410: there is no such record any more
    std::string versionId;
    std::string lastModified;
    std::string_view resource;  ///< raw bytes as received; empty when gone
};

enum class ConflictOutcome {
    AlreadyOurs,  ///< the server's content is what we wanted to write: acknowledged with its
                  ///< version
    Copied,       ///< the server's version is the head now and our text is a second record
    Dropped,      ///< our deletion met an edit: the edit wins, nothing of ours is left to send
};

/// What waits on the phone, for the report and the status line.
struct OutboxCount {
    std::uint64_t pending = 0;
    std::uint64_t rejected = 0;
};

/// The sending half of the phone's store as the sync sees it. Every function is one transaction.
class Outbox {
public:
    virtual ~Outbox() = default;
    /// The oldest frozen bundle without an answer that is not in `inFlight`, else a newly frozen
    /// one of operations whose record has nothing in flight, else nothing.
    virtual Result<std::optional<FrozenBundle>> freezeNext(const FreezeLimits& limits,
                                                           std::span<const BundleId> inFlight) = 0;
    /// Marks all operations of the bundle as received. Returns how many.
    virtual Result<std::uint64_t> acknowledge(const BundleId& bundle,
                                              std::span<const AppliedEntry> entries) = 0;
    /// Takes a refused bundle apart: its operations go into two new bundles, each half as long (or
    /// the entry `at` alone and the rest). A bundle of one entry is not split.
    virtual Result<void> split(const BundleId& bundle, std::optional<std::size_t> at) = 0;
    /// Keeps the single operation of the bundle as rejected with the server's code; later
    /// operations of that record are held with it. Nothing is deleted.
    virtual Result<void> reject(const BundleId& bundle, std::string_view code) = 0;
    /// The single operation of the bundle met another version: both sides are kept.
    virtual Result<ConflictOutcome> resolveConflict(const BundleId& bundle,
                                                    const ServerVersion& server) = 0;
    [[nodiscard]] virtual Result<OutboxCount> count() = 0;
};

/// Where the phone stands in the change feed.
struct FeedPosition {
    std::string epoch;      ///< empty before the first answer
    std::string cursor;     ///< opaque; empty means from the start
    std::uint64_t seq = 0;  ///< number of the last change that was applied
};

/// One change of the feed. The views point into the page that was received.
struct FeedChange {
    std::uint64_t seq = 0;
    RecordKey key;
    std::string_view versionId;
    std::string_view lastModified;
    std::string_view resource;  ///< raw bytes; empty for a deletion
    bool deleted = false;
};

struct FeedPage {
    std::vector<FeedChange> changes;
    FeedPosition next;  ///< stored in the same transaction as the changes
};

/// How much of what is alive on the phone a page would withdraw.
struct DeletionWeight {
    std::uint64_t live = 0;             ///< records alive on the phone
    std::uint64_t deleted = 0;          ///< of these, deleted by the page
    std::uint64_t patientAuthored = 0;  ///< of the deleted ones, written by the patient
};

struct PageOutcome {
    std::uint64_t applied = 0;  ///< what others wrote, not own writes that come back
    std::uint64_t quarantined = 0;
    std::uint64_t conflictCopies = 0;
};

/// The receiving half of the phone's store as the sync sees it.
class Inbox {
public:
    virtual ~Inbox() = default;
    [[nodiscard]] virtual Result<FeedPosition> position() = 0;
    /// Records whose deletion is not the phone's own wish.
    [[nodiscard]] virtual Result<DeletionWeight> weigh(const FeedPage& page) = 0;
    /// Applies the changes and moves the position, in one transaction. What cannot be understood is
    /// put aside; it does not stop the rest.
    virtual Result<PageOutcome> applyPage(const FeedPage& page) = 0;
    /// A new epoch: the position goes back to the start, the records stay.
    virtual Result<void> startOver(std::string_view epoch) = 0;
};

}  // namespace landfall::sync
