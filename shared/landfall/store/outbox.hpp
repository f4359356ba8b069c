#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/base/ids.hpp"
#include "landfall/store/records.hpp"

namespace landfall::store {

/// A record as the wire names it: `Task/0190...`.
struct RecordKey {
    std::string type;
    std::string id;
    friend bool operator==(const RecordKey&, const RecordKey&) = default;
};

/// At most what one transaction Bundle may hold (security rule Y-10).
struct FreezeLimits {
    std::size_t entriesMax = 100;
    std::size_t payloadBytesMax = 768 * 1024;
};

/// Bytes that are sent as they are until the clinic gives a definite answer.
struct FrozenBundle {
    base::Uuid id;
    std::string bytes;
    std::vector<RecordKey> entries;  ///< in the order of Bundle.entry
};

/// One entry of the clinic's answer, matched to the entry it answers.
struct AppliedEntry {
    RecordKey key;
    std::string versionId;
    std::string lastModified;
};

/// What the server holds for a record that it did not let us write.
struct ServerVersion {
    bool gone = false;
    std::string versionId{};
    std::string lastModified{};
    std::string_view resource{};  ///< raw bytes as received; empty when gone
};

enum class ConflictOutcome {
    AlreadyOurs,  ///< the server has what we wanted to write: acknowledged with its version
    Copied,       ///< the server's version is the head now and our text is a second record
    Dropped,      ///< nothing of ours is left to keep apart: an edit won over our deletion, or the
                  ///< two sides fit together
};

struct OutboxCount {
    std::uint64_t pending = 0;    ///< not received yet, in flight included
    std::uint64_t rejected = 0;   ///< refused, and what is held with it
    std::uint64_t conflicts = 0;  ///< second copies that a person has not joined yet
};

/// The sending half, for whoever drives the sync engine. Every function is one transaction.
class Outbox {
public:
    explicit Outbox(Core& core) : core_(core) {}

    /// The oldest bundle without an answer that is not in `inFlight`, byte for byte as it was
    /// frozen; else a newly frozen one; else nothing. Its bytes and the state of its operations are
    /// durable before this returns. One operation for each record is in flight at a time, a group
    /// travels whole, and a record stands after those it refers to.
    [[nodiscard]] Result<std::optional<FrozenBundle>> freezeNext(
        const FreezeLimits& limits, std::span<const base::Uuid> inFlight);
    /// Every bundle without an answer, oldest first.
    [[nodiscard]] Result<std::vector<FrozenBundle>> inFlight();
    /// All operations of the bundle are received. AnswerUnusable when count or keys differ, and
    /// then nothing is changed. Returns how many; 0 when it was acknowledged before.
    [[nodiscard]] Result<std::uint64_t> acknowledge(const base::Uuid& bundle,
                                                    std::span<const AppliedEntry> entries);
    /// Two new bundles, each half as long, or the entry `at` alone and the rest. NotSingle for a
    /// bundle of one entry.
    Result<void> split(const base::Uuid& bundle, std::optional<std::size_t> at);
    /// Keeps the bundle's single operation as rejected; later ones of the record are held with it.
    Result<void> reject(const base::Uuid& bundle, std::string_view code);
    /// The bundle's single operation met another version: both sides are kept.
    [[nodiscard]] Result<ConflictOutcome> resolveConflict(const base::Uuid& bundle,
                                                          const ServerVersion& server);
    [[nodiscard]] Result<OutboxCount> count();
    /// Rejected operations are tried again: after an update of either side.
    Result<void> retryRejected();

private:
    Core& core_;
};

}  // namespace landfall::store
