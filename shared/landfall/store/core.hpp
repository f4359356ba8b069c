#pragma once

#include <optional>
#include <string>
#include <utility>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/db/database.hpp"
#include "landfall/store/fault.hpp"

namespace landfall::store {

constexpr std::int64_t reserveBytes = 256 * 1024;

/// The database with what the parts of the store share: clock, randomness, and how a transaction is
/// run, failed and recovered from. Internal to store.
class Core {
public:
    Core(db::Database database, const base::Clock& clock, base::Random& random)
        : database_(std::move(database)), clock_(clock), random_(random) {}

    [[nodiscard]] db::Database& db() { return database_; }
    [[nodiscard]] const base::Clock& clock() const { return clock_; }
    [[nodiscard]] base::Random& random() { return random_; }
    [[nodiscard]] base::Uuid newId() { return base::makeUuidV7(clock_, random_); }

    /// Runs `work` (a Result<T>()) in one transaction. After an error nothing of it is kept.
    template <class Work>
    auto write(Work&& work) -> decltype(work()) {
        LF_CHECK(makeUsable());
        auto result = attempt(work);
        if (result.has_error()) forget();
        return result;
    }

    /// The same; a full disk spends the reserve and gets one more attempt on a fresh handle.
    template <class Work>
    auto writeFromReserve(Work&& work) -> decltype(work()) {
        auto result = write(work);
        if (!result.has_error() || !result.error().is(db::Fault::DiskFull)) return result;
        if (spendReserve().has_error()) return result;
        return write(work);
    }

    /// Before a read: the handle may have been closed by an earlier fault.
    Result<void> makeUsable();

    /// What the transaction under way will have left behind; asked for after a reopening.
    void willHaveRevision(std::int64_t n) { underway_.revision = n; }
    void willHaveDraft(std::string response, std::int64_t saves) {
        underway_.draft = std::pair{std::move(response), saves};
    }
    void willHaveNoDraft() { underway_.draft.reset(); }

    [[nodiscard]] bool reserveSpent() const { return reserveSpent_; }
    Result<void> makeReserve();

private:
    /// The newest things the store has called saved.
    struct Witness {
        std::int64_t revision = 0;
        std::optional<std::pair<std::string, std::int64_t>> draft;
    };

    template <class Work>
    auto attempt(Work& work) -> decltype(work()) {
        LF_TRY(auto transaction, db::Transaction::begin(database_));
        auto result = work();
        if (result.has_error()) return result;
        LF_CHECK(transaction.commit());
        saved_ = underway_;
        return result;
    }
    void forget() { underway_ = saved_; }
    Result<void> spendReserve();
    Result<void> proveSaved();

    db::Database database_;
    const base::Clock& clock_;
    base::Random& random_;
    Witness saved_;
    Witness underway_;
    bool reserveSpent_ = false;
};

}  // namespace landfall::store
