#pragma once

#include "landfall/store/outbox.hpp"

namespace landfall::store {

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
    std::string_view versionId{};
    std::string_view lastModified{};
    std::string_view resource{};  ///< raw bytes; empty for a deletion
    bool deleted = false;
};

struct FeedPage {
    std::vector<FeedChange> changes;
    FeedPosition next;  ///< stored in the same transaction as the changes
};

/// How much of what is alive on the phone a page would withdraw.
struct DeletionWeight {
    std::uint64_t live = 0;  ///< only counted when something is deleted
    std::uint64_t deleted = 0;
    std::uint64_t patientAuthored = 0;
};

struct PageOutcome {
    std::uint64_t applied = 0;
    std::uint64_t quarantined = 0;
    std::uint64_t conflictCopies = 0;
};

/// The receiving half.
class Inbox {
public:
    explicit Inbox(Core& core) : core_(core) {}

    [[nodiscard]] Result<FeedPosition> position();
    /// Records whose deletion is not the phone's own wish.
    [[nodiscard]] Result<DeletionWeight> weigh(const FeedPage& page);
    /// Applies the changes and moves the position in one transaction. Our own writes are recognised
    /// by version; what cannot be understood goes to quarantine and does not stop the rest. A
    /// record that is not in a page is never touched by it.
    [[nodiscard]] Result<PageOutcome> applyPage(const FeedPage& page);
    /// A new epoch: the position goes back to the start, the records stay.
    Result<void> startOver(std::string_view epoch);

private:
    Core& core_;
};

}  // namespace landfall::store
