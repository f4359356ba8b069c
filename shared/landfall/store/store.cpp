#include "landfall/store/store.hpp"

#include "landfall/base/embedded.hpp"
#include "landfall/base/log.hpp"
#include "landfall/store/core.hpp"

namespace landfall::store {

namespace phoneMigrations {
std::span<const base::EmbeddedFile> files();
}

db::Schema phoneSchema() {
    return {.applicationId = db::phoneApplicationId, .migrations = phoneMigrations::files()};
}

Store::Store(std::unique_ptr<Core> core)
    : core_(std::move(core)),
      settings_(*core_),
      drafts_(*core_),
      journal_(*core_),
      records_(*core_),
      outbox_(*core_),
      inbox_(*core_) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(Options options, const base::Clock& clock,
                                           base::Random& random) {
    db::Options file;
    file.path = std::move(options.path);
    file.key = std::move(options.key);
    file.profile = db::Profile::Phone;
    file.schema = phoneSchema();
    file.uuid = options.databaseId;
    file.create = options.create;
    file.memorySecurity = options.memorySecurity;
    file.pagesMax = options.pagesMax;
    LF_TRY(auto database, db::Database::open(std::move(file)));
    auto core = std::make_unique<Core>(std::move(database), clock, random);
    // A phone that is full already must still open.
    if (core->makeReserve().has_error()) base::log("store-no-room-for-reserve");
    return std::unique_ptr<Store>(new Store(std::move(core)));
}

bool Store::reserveSpent() const {
    return core_->reserveSpent();
}

Result<void> Store::forgetEarlierVersions() {
    return core_->db().removeCopiesBeforeMigrations();
}

Result<void> Store::restoreReserve() {
    return core_->makeReserve();
}

}  // namespace landfall::store
