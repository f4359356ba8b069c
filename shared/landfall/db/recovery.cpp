#include "landfall/db/recovery.hpp"

#include <cstdio>
#include <string>
#include <system_error>

#include "landfall/base/log.hpp"
#include "landfall/db/disk.hpp"

namespace landfall::db {

namespace fs = std::filesystem;

namespace {
constexpr std::string_view journalSuffixes[] = {"-wal", "-journal"};
// -shm is only an index of -wal, but one that belongs to another -wal must not stay beside ours.
constexpr std::string_view sidecarSuffixes[] = {"-wal", "-journal", "-shm"};
constexpr std::uint64_t copiesThatMustFit = 2;
constexpr int quarantinedNamesMax = 10'000;

/// SQLite plays back no rollback journal whose first byte is zero: that transaction has ended
/// (https://www.sqlite.org/fileformat2.html, "The Rollback Journal"). A write that met a damaged
/// page leaves one like it, and what can be read behind it must stay readable.
bool canBePlayedBack(const fs::path& path, std::string_view suffix) {
    const auto size = disk::sizeOf(path);
    if (size.has_error() || *size == 0) return false;
    if (suffix != "-journal") return true;
    std::FILE* const file = std::fopen(path.c_str(), "rb");
    // One that cannot be looked at counts as one.
    if (file == nullptr) return true;
    const int first = std::fgetc(file);
    std::fclose(file);
    return first != 0;
}
}  // namespace

fs::path Recovery::folder() const {
    return database_.parent_path() / "recover" / database_.filename();
}

fs::path Recovery::sidecar(std::string_view suffix) const {
    return database_.string() + std::string(suffix);
}

bool Recovery::keptLog() const {
    return fs::exists(folder() / "-wal");
}

Result<Recovery> Recovery::prepare(const fs::path& database) {
    Recovery recovery(database);
    for (const auto suffix : journalSuffixes)
        recovery.hadJournal_ =
            recovery.hadJournal_ || canBePlayedBack(recovery.sidecar(suffix), suffix);

    if (fs::exists(recovery.folder())) {
        recovery.kept_ = true;
        recovery.hadJournal_ = true;
        return recovery;
    }
    if (!recovery.hadJournal_) return recovery;

    std::uint64_t needed = 0;
    LF_TRY(needed, disk::sizeOf(database));
    for (const auto suffix : journalSuffixes)
        if (const auto size = disk::sizeOf(recovery.sidecar(suffix)); size.has_value())
            needed += *size;
    if (disk::freeBytes(database.parent_path()) < needed * copiesThatMustFit) {
        // A person whose disk is full still has to get in; only the way back is missing.
        base::log("database-recovery-copy-skipped", {{"bytes", static_cast<std::int64_t>(needed)}});
        return recovery;
    }
    LF_CHECK(recovery.copyPair());
    recovery.kept_ = true;
    return recovery;
}

Result<void> Recovery::copyPair() {
    const auto target = folder();
    LF_CHECK(disk::makePrivateFolder(target.parent_path()));
    // Built aside and renamed: a folder of the final name is a complete copy.
    const fs::path building = target.string() + ".building";
    std::error_code ignored;
    fs::remove_all(building, ignored);
    LF_CHECK(disk::makePrivateFolder(building));
    LF_CHECK(disk::copyDurably(database_, building / "main"));
    for (const auto suffix : journalSuffixes)
        if (canBePlayedBack(sidecar(suffix), suffix))
            LF_CHECK(disk::copyDurably(sidecar(suffix), building / suffix));
    return disk::moveDurably(building, target);
}

Result<void> Recovery::removeSidecars() {
    for (const auto suffix : sidecarSuffixes) {
        std::error_code failed;
        fs::remove(sidecar(suffix), failed);
        if (failed) return disk::errorOf(failed.value(), sidecar(suffix));
    }
    return ok();
}

Result<void> Recovery::restoreWithoutJournals() {
    const auto quarantine = database_.parent_path() / "quarantine";
    LF_CHECK(disk::makePrivateFolder(quarantine));
    for (const auto suffix : journalSuffixes) {
        const auto kept = folder() / suffix;
        if (!fs::exists(kept)) continue;
        const auto name = database_.filename().string() + std::string(suffix) + ".";
        for (int n = 1; n <= quarantinedNamesMax; ++n) {
            const auto place = quarantine / (name + std::to_string(n));
            if (fs::exists(place)) continue;
            LF_CHECK(disk::copyDurably(kept, place));
            break;
        }
    }
    LF_CHECK(removeSidecars());
    return disk::copyDurably(folder() / "main", database_);
}

Result<void> Recovery::restoreAsFound() {
    LF_CHECK(removeSidecars());
    LF_CHECK(disk::copyDurably(folder() / "main", database_));
    for (const auto suffix : journalSuffixes)
        if (fs::exists(folder() / suffix))
            LF_CHECK(disk::copyDurably(folder() / suffix, sidecar(suffix)));
    return ok();
}

Result<void> Recovery::drop() {
    if (!kept_) return ok();
    kept_ = false;
    std::error_code failed;
    fs::remove_all(folder(), failed);
    if (failed) return disk::errorOf(failed.value(), folder());
    // Gone when it was the last one of this folder, kept when another database still has a copy.
    fs::remove(folder().parent_path(), failed);
    return ok();
}

}  // namespace landfall::db
