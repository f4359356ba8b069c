#pragma once

#include <filesystem>
#include <memory>

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/base/secret.hpp"
#include "landfall/db/fault.hpp"
#include "landfall/db/migrations.hpp"
#include "landfall/store/drafts.hpp"
#include "landfall/store/inbox.hpp"
#include "landfall/store/journal.hpp"
#include "landfall/store/outbox.hpp"
#include "landfall/store/records.hpp"
#include "landfall/store/settings.hpp"

namespace landfall::store {

/// The schema of the phone's database, migrations included.
[[nodiscard]] db::Schema phoneSchema();

/// The phone's encrypted store. Belongs to one thread.
///
/// What a function returns success for is durable. After a disk fault the handle is closed and the
/// next call opens the file again through the whole fail-closed sequence and checks that the last
/// saved operation is in it; the call that met the fault is never repeated behind the caller's
/// back, except where "spends the reserve" says so.
class Store {
public:
    struct Options {
        std::filesystem::path path;
        base::Key32 key;        ///< keys::KeyFile::databaseKey
        base::Uuid databaseId;  ///< keys::KeyFile::databaseId
        bool create = false;    ///< only for "start new"
        bool memorySecurity = true;
        std::int64_t pagesMax = 0;  ///< a limit for tests of a full disk; 0 is none
    };

    /// The faults of db::Database::open. Clock and randomness outlive the store.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(Options options,
                                                             const base::Clock& clock,
                                                             base::Random& random);
    ~Store();

    [[nodiscard]] Settings& settings() { return settings_; }
    [[nodiscard]] Drafts& drafts() { return drafts_; }
    [[nodiscard]] Journal& journal() { return journal_; }
    [[nodiscard]] Records& records() { return records_; }
    [[nodiscard]] Outbox& outbox() { return outbox_; }
    [[nodiscard]] Inbox& inbox() { return inbox_; }

    /// True when the room set aside for a full disk has been used: the person should free some.
    [[nodiscard]] bool reserveSpent() const;
    /// The copies that were made before migrations are not needed any more (security rule D-11).
    Result<void> forgetEarlierVersions();
    /// Sets the room aside again; DiskFull while there is none.
    Result<void> restoreReserve();

private:
    explicit Store(std::unique_ptr<Core> core);

    std::unique_ptr<Core> core_;
    Settings settings_;
    Drafts drafts_;
    Journal journal_;
    Records records_;
    Outbox outbox_;
    Inbox inbox_;
};

}  // namespace landfall::store
