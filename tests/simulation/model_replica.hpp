#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>

#include "landfall/base/random.hpp"
#include "landfall/sync/outbox.hpp"

namespace landfall::simulation {

/// Thrown where a simulated phone dies: before or after a transaction, never inside one.
struct PhoneDied {};

/// A phone's store in memory, with the rules the sync relies on. What is in here is what survived.
class ModelReplica final : public sync::Outbox, public sync::Inbox {
public:
    explicit ModelReplica(base::Random& random) : random_(random) {}

    // Ways to be wrong, for the check of the checker.
    bool freezesAgain = false;      ///< a bundle that was sent gets another id the next time
    bool movesCursorFirst = false;  ///< position and page are two transactions

    /// The person writes: a new record when `id` is empty. Returns the record's id.
    std::string save(std::string id, const std::string& text);

    Result<std::optional<sync::FrozenBundle>> freezeNext(
        const sync::FreezeLimits& limits, std::span<const sync::BundleId> inFlight) override;
    Result<std::uint64_t> acknowledge(const sync::BundleId& bundle,
                                      std::span<const sync::AppliedEntry> entries) override;
    Result<void> split(const sync::BundleId& bundle, std::optional<std::size_t> at) override;
    Result<void> reject(const sync::BundleId& bundle, std::string_view code) override;
    Result<sync::ConflictOutcome> resolveConflict(const sync::BundleId& bundle,
                                                  const sync::ServerVersion& server) override;
    Result<sync::OutboxCount> count() override;
    Result<sync::FeedPosition> position() override;
    Result<sync::DeletionWeight> weigh(const sync::FeedPage& page) override;
    Result<sync::PageOutcome> applyPage(const sync::FeedPage& page) override;
    Result<void> startOver(std::string_view epoch) override;

    /// id to text of what a person sees.
    [[nodiscard]] std::map<std::string, std::string> heads() const;
    /// Every text that was saved and not replaced before it was sent, by its operation.
    [[nodiscard]] const std::map<std::string, std::string>& owed() const { return owed_; }
    [[nodiscard]] bool everWentBack() const { return wentBack_; }

    /// In 1 of `oneIn` transactions the phone dies; 0 never.
    void dieInOneOf(std::uint64_t oneIn) { dieOneIn_ = oneIn; }

private:
    struct Entity {
        std::string text;
        std::string baseVersion;
    };
    struct Operation {
        std::string id;
        std::string entity;
        std::string text;
        std::string baseVersion;
        std::optional<sync::BundleId> bundle;
    };
    void mayDie();
    void conflictCopy(const Operation& operation);
    [[nodiscard]] std::vector<Operation*> operationsOf(const sync::BundleId& bundle);
    sync::FrozenBundle freeze(const std::vector<Operation*>& operations);
    void forget(const sync::BundleId& bundle);

    base::Random& random_;
    std::uint64_t dieOneIn_ = 0;
    std::map<std::string, Entity> entities_;
    std::deque<Operation> operations_;  ///< waiting, in the order they were made
    std::vector<sync::FrozenBundle> bundles_;
    std::map<std::string, std::string> owed_;
    sync::FeedPosition position_;
    std::uint64_t rejected_ = 0;
    bool wentBack_ = false;
};

}  // namespace landfall::simulation
