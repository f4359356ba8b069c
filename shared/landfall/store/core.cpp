#include "landfall/store/core.hpp"

#include "landfall/base/log.hpp"

namespace landfall::store {

Result<void> Core::makeUsable() {
    if (database_.usable()) return ok();
    LF_CHECK(database_.reopen());
    base::log("store-reopened-after-fault");
    return proveSaved();
}

Result<void> Core::proveSaved() {
    LF_TRY(const auto revision, database_.number("SELECT max(n) FROM revision"));
    bool there = revision.value_or(0) >= saved_.revision;
    if (there && saved_.draft.has_value()) {
        LF_TRY(const auto saves, database_.number("SELECT saves FROM draft WHERE response = ?1",
                                                  saved_.draft->first));
        there = saves.value_or(0) >= saved_.draft->second;
    }
    if (!there) return Fault::LostAcknowledged;
    return ok();
}

Result<void> Core::makeReserve() {
    LF_TRY(const auto there, database_.number("SELECT length(bytes) FROM reserve"));
    reserveSpent_ = there.value_or(0) < reserveBytes;
    if (!reserveSpent_) return ok();
    auto made = write([&]() -> Result<void> {
        return database_.run("INSERT OR REPLACE INTO reserve(n, bytes) VALUES(1, zeroblob(?1))",
                             reserveBytes);
    });
    reserveSpent_ = made.has_error();
    return made;
}

Result<void> Core::spendReserve() {
    if (reserveSpent_) return db::Fault::DiskFull;
    LF_CHECK(makeUsable());
    // The freed pages hold zeros; writing zeros over them again would need the journal room that a
    // full disk does not have.
    LF_CHECK(database_.pragma("PRAGMA secure_delete = OFF"));
    auto spent = write([&]() -> Result<void> { return database_.run("DELETE FROM reserve"); });
    if (database_.usable()) LF_CHECK(database_.pragma("PRAGMA secure_delete = ON"));
    reserveSpent_ = spent.has_value();
    if (spent.has_value()) base::log("store-reserve-spent");
    return spent;
}

}  // namespace landfall::store
