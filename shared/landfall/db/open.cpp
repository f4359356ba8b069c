#include "landfall/db/open.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <system_error>

#include "landfall/base/bytes.hpp"
#include "landfall/base/log.hpp"
#include "landfall/db/disk.hpp"
#include "landfall/db/guarded_memory.hpp"
#include "landfall/db/migrate.hpp"
#include "landfall/db/recovery.hpp"

namespace landfall::db {

namespace fs = std::filesystem;

namespace {
constexpr std::uint64_t pageBytes = 4096;
constexpr int busyTimeoutMs = 5000;
constexpr std::string_view plainHeader{"SQLite format 3\0", 16};

using Opened = std::unique_ptr<Connection>;

/// A process that would write plain text must not go on, whatever the caller does with an error.
void demandLinkage(bool memorySecurity) {
    // Before anything of SQLite runs, for after that it keeps the memory it has.
    if (memorySecurity && !useGuardedMemory()) base::log("database-memory-pool-came-too-late");
    if (checkLinkage().has_value()) return;
    std::fputs(
        "Landfall stops here: this process resolved SQLite to a library that does not encrypt or "
        "is "
        "not the one Landfall was built with. No database was opened. Remove LD_PRELOAD, and link "
        "libsqlcipher.a before any libsqlite3.\n",
        stderr);
    std::abort();
}

/// Hands the raw key over as x'..': 32 bare bytes would be taken for a passphrase and stretched.
Result<void> giveKey(Connection& connection, const base::Key32& key) {
    std::string text = "x'" + base::toHex(key.bytes()) + "'";
    const int code =
        sqlite3_key_v2(connection.handle(), "main", text.data(), static_cast<int>(text.size()));
    base::wipe(text.data(), text.size());
    if (code != SQLITE_OK) return connection.fail(code);
    return ok();
}

Result<Opened> openHandle(const Options& options, const fs::path& path, int flags) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    if (handle == nullptr) return Fault::OutOfMemory;
    auto connection = std::make_unique<Connection>(handle);
    sqlite3_extended_result_codes(handle, 1);
    if (code != SQLITE_OK) return connection->fail(code);

    // Before the key: closing must not checkpoint somebody else's pages into our file.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_busy_timeout(handle, busyTimeoutMs);
    LF_CHECK(connection->execute("PRAGMA cipher_log_level = NONE"));
    // The pool does what the pragma does, and for each chunk instead of for each allocation. A
    // process whose SQLite was in use before it asked for that has the pragma.
    const bool pooled = options.memorySecurity && useGuardedMemory();
    LF_CHECK(connection->execute(options.memorySecurity && !pooled
                                     ? "PRAGMA cipher_memory_security = ON"
                                     : "PRAGMA cipher_memory_security = OFF"));
    LF_CHECK(giveKey(*connection, options.key));
    if (pooled) lockGuardedMemoryAgain();
    // Taking the key starts SQLCipher's log again, which would print damage to standard error.
    LF_CHECK(connection->execute("PRAGMA cipher_log_level = NONE"));
    return connection;
}

/// The first read: only a right key and a whole first page get past it.
Result<void> proveKey(Connection& connection) {
    const int code = sqlite3_exec(connection.handle(), "SELECT count(*) FROM sqlite_schema",
                                  nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) return ok();
    if ((code & 0xff) == SQLITE_NOTADB) return Fault::KeyRejected;
    return connection.fail(code);
}

enum class Proof {
    None,
    Codes,      ///< every page against its authentication code
    Structure,  ///< and the trees and indexes against themselves
};

Proof proofAsked(const Options& options) {
    if (!options.provePages) return Proof::None;
    const auto size = disk::sizeOf(options.path);
    return size.has_value() && *size <= structureProvedBytesMax ? Proof::Structure : Proof::Codes;
}

Result<void> provePages(Connection& connection, Proof depth) {
    sqlite3_stmt* statement = nullptr;
    bool sound = sqlite3_prepare_v2(connection.handle(), "PRAGMA cipher_integrity_check", -1,
                                    &statement, nullptr) == SQLITE_OK &&
                 sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_finalize(statement);
    statement = nullptr;
    if (sound && depth == Proof::Codes) return ok();
    if (sound && sqlite3_prepare_v2(connection.handle(), "PRAGMA quick_check(1)", -1, &statement,
                                    nullptr) == SQLITE_OK)
        sound =
            sqlite3_step(statement) == SQLITE_ROW &&
            base::textOf({sqlite3_column_text(statement, 0),
                          static_cast<std::size_t>(sqlite3_column_bytes(statement, 0))}) == "ok";
    else
        sound = false;
    sqlite3_finalize(statement);
    if (!sound) return Fault::DbDamaged;
    return ok();
}

/// One sentence of SQLCipher for each page whose authentication code does not fit.
using DamagedPages = std::set<std::string>;
constexpr std::size_t damagedPagesMax = 10'000;

Result<DamagedPages> damagedPages(Connection& connection) {
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(connection.handle(), "PRAGMA cipher_integrity_check", -1,
                                  &statement, nullptr);
    DamagedPages pages;
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
            pages.emplace(
                base::textOf({sqlite3_column_text(statement, 0),
                              static_cast<std::size_t>(sqlite3_column_bytes(statement, 0))}));
        if (pages.size() > damagedPagesMax) break;
    }
    sqlite3_finalize(statement);
    if (code != SQLITE_DONE) return Fault::DbDamaged;
    return pages;
}

Result<void> setPragmas(Connection& connection, const Options& options) {
    LF_CHECK(connection.execute(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
        "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;"
        "PRAGMA cache_size = -16384;"));
    switch (options.profile) {
        case Profile::Phone:
            // Nobody else may have the file, so the lock is kept: a read need not ask the file
            // system each time whether another process has written.
            LF_CHECK(connection.execute(
                "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = TRUNCATE;"
                "PRAGMA synchronous = EXTRA"));
#if defined(__APPLE__)
            LF_CHECK(connection.execute("PRAGMA fullfsync = 1"));
#endif
            break;
        case Profile::ClinicWriter:
            LF_CHECK(connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"));
            break;
        case Profile::ClinicReader:
            // It leaves checkpoints to the writer, also when it closes.
            return connection.execute(
                "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = ON");
    }
    if (options.pagesMax > 0)
        LF_CHECK(connection.execute(
            ("PRAGMA max_page_count = " + std::to_string(options.pagesMax)).c_str()));
    sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    return ok();
}

Result<base::Uuid> storedUuid(Connection& connection) {
    sqlite3_stmt* statement = nullptr;
    const int prepared =
        sqlite3_prepare_v2(connection.handle(), "SELECT value FROM meta WHERE name = 'db_uuid'", -1,
                           &statement, nullptr);
    // No such table: it opens under our key but is nothing we made.
    if (prepared != SQLITE_OK) return Fault::WrongDatabase;
    base::Uuid found;
    bool read = false;
    if (sqlite3_step(statement) == SQLITE_ROW &&
        sqlite3_column_bytes(statement, 0) == static_cast<int>(found.bytes.size())) {
        const auto* at = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, 0));
        std::copy(at, at + found.bytes.size(), found.bytes.begin());
        read = true;
    }
    sqlite3_finalize(statement);
    if (!read) return Fault::WrongDatabase;
    return found;
}

Result<void> proveIdentity(Connection& connection, const Options& options, base::Uuid& uuidFound) {
    LF_TRY(const auto application, pragmaNumber(connection, "PRAGMA application_id"));
    if (application != options.schema.applicationId) return Fault::WrongDatabase;
    LF_TRY(const auto reached, pragmaNumber(connection, "PRAGMA user_version"));
    LF_TRY(const auto newest, newestVersion(options.schema));
    if (reached > newest) return Fault::NeedsUpdate;
    LF_TRY(uuidFound, storedUuid(connection));
    if (options.uuid.has_value() && *options.uuid != uuidFound) return Fault::WrongDatabase;
    return ok();
}

Result<void> migrateExisting(Connection& connection, const Options& options) {
    if (options.profile == Profile::ClinicReader) return ok();
    LF_TRY(const auto reached, pragmaNumber(connection, "PRAGMA user_version"));
    LF_TRY(const auto newest, newestVersion(options.schema));
    if (reached == newest) return ok();
    const auto copy = copyBeforeMigration(options.path, reached + 1);
    std::error_code ignored;
    fs::remove(copy, ignored);
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(connection.handle(), "VACUUM INTO ?1", -1, &statement, nullptr);
    if (code == SQLITE_OK) {
        const auto name = copy.string();
        sqlite3_bind_text(statement, 1, name.c_str(), -1, SQLITE_TRANSIENT);
        code = sqlite3_step(statement) == SQLITE_DONE ? SQLITE_OK
                                                      : sqlite3_errcode(connection.handle());
    }
    sqlite3_finalize(statement);
    if (code != SQLITE_OK) return connection.fail(code);
    LF_CHECK(disk::syncFile(copy));
    return migrate(connection, options.schema);
}

/// Built under another name and renamed, so that a killed set-up leaves no half-made database.
Result<void> createFile(const Options& options) {
    if (!options.uuid.has_value()) return Fault::Misuse;
    if (disk::sizeOf(options.path).has_value()) return Fault::AlreadyExists;
    const fs::path building = options.path.string() + ".new";
    std::error_code ignored;
    for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) {
        fs::remove(building.string() + suffix, ignored);
        // A journal of a database that is gone would be played back into the new one.
        if (*suffix != 0 && fs::exists(options.path.string() + suffix))
            return Error{Fault::AlreadyExists, options.path.filename().string() + suffix};
    }
    {
        LF_TRY(auto connection,
               openHandle(options, building, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
        LF_CHECK(connection->execute("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA"));
        LF_CHECK(connection->execute(
            ("PRAGMA application_id = " + std::to_string(options.schema.applicationId)).c_str()));
        LF_CHECK(connection->execute(
            "CREATE TABLE meta(name TEXT PRIMARY KEY NOT NULL, value) WITHOUT ROWID"));
        sqlite3_stmt* statement = nullptr;
        int code = sqlite3_prepare_v2(connection->handle(),
                                      "INSERT INTO meta(name, value) VALUES('db_uuid', ?1)", -1,
                                      &statement, nullptr);
        if (code == SQLITE_OK) {
            sqlite3_bind_blob(statement, 1, options.uuid->bytes.data(),
                              static_cast<int>(options.uuid->bytes.size()), SQLITE_STATIC);
            code = sqlite3_step(statement);
        }
        sqlite3_finalize(statement);
        if (code != SQLITE_DONE) return connection->fail(code);
        LF_CHECK(migrate(*connection, options.schema));
    }
    fs::remove(building.string() + "-journal", ignored);
    fs::permissions(building, fs::perms::owner_read | fs::perms::owner_write, ignored);
    LF_CHECK(disk::syncFile(building));
    return disk::moveDurably(building, options.path);
}

/// What is on disk, whatever the library says it wrote.
void demandEncrypted(const fs::path& path) {
    char first[plainHeader.size()] = {};
    std::FILE* file = std::fopen(path.c_str(), "rb");
    const auto got = file != nullptr ? std::fread(first, 1, sizeof first, file) : 0;
    if (file != nullptr) std::fclose(file);
    if (got != sizeof first || std::string_view(first, got) != plainHeader) return;
    std::fputs("Landfall stops here: the database it made is not encrypted.\n", stderr);
    std::abort();
}

Result<void> provePlausible(const fs::path& path) {
    LF_TRY(const auto size, disk::sizeOf(path));
    if (size == 0 || size % pageBytes != 0)
        return Error{Fault::DbDamaged, path.filename().string()};
    return ok();
}

/// Key, journals played back, pages as far as is asked.
Result<Opened> openProved(const Options& options, Proof depth) {
    LF_TRY(auto connection, openHandle(options, options.path, SQLITE_OPEN_READWRITE));
    LF_CHECK(proveKey(*connection));
    if (depth != Proof::None) LF_CHECK(provePages(*connection, depth));
    return connection;
}

bool blamesContent(const Error& error) {
    return error.is(Fault::KeyRejected) || error.is(Fault::Corrupt) || error.is(Fault::DbDamaged);
}

/// A connection that found damage cannot tidy up behind itself: what it made and wrote nothing into
/// goes, so that a refused folder is as it was found.
void removeEmptyJournal(const fs::path& path) {
    const fs::path wal = path.string() + "-wal";
    std::error_code ignored;
    if (const auto size = disk::sizeOf(wal); size.has_error() || *size != 0) return;
    fs::remove(wal, ignored);
    fs::remove(path.string() + "-shm", ignored);
}

/// A file that had a damaged page before a crash cannot be proved with its journal nor without it.
/// Its own journal is told by what it leaves: damaged pages, and only such as the file has without
/// it. Called with the file as found but without journals; opens it with them, or is an error.
Result<Opened> openWithOlderDamage(const Options& options, Recovery& recovery) {
    // The codes say nothing about pages that are in a log only; and who asks for a proof gets one.
    if (recovery.keptLog() || options.provePages) return Fault::DbDamaged;
    DamagedPages before;
    {
        LF_TRY(auto without, openProved(options, Proof::None));
        LF_TRY(before, damagedPages(*without));
    }
    LF_CHECK(recovery.restoreAsFound());
    LF_TRY(auto played, openProved(options, Proof::None));
    LF_TRY(const auto after, damagedPages(*played));
    // Every page whole, and yet not sound: then the journal does not fit the file.
    if (after.empty() || !std::includes(before.begin(), before.end(), after.begin(), after.end()))
        return Fault::DbDamaged;
    return played;
}

/// The opening of the one connection that may play a journal back.
Result<Opened> openRecovering(const Options& options) {
    LF_TRY(auto recovery, Recovery::prepare(options.path));
    auto opened =
        openProved(options, recovery.hadJournal() ? Proof::Structure : proofAsked(options));
    if (opened.has_error() && blamesContent(opened.error()) && recovery.canRestore()) {
        LF_CHECK(recovery.restoreWithoutJournals());
        auto again = openProved(options, Proof::Structure);
        if (again.has_value()) {
            base::log("database-foreign-journal-quarantined");
        } else {
            again = openWithOlderDamage(options, recovery);
            if (again.has_value()) base::log("database-opened-with-older-damage");
        }
        if (again.has_error()) {
            LF_CHECK(recovery.restoreAsFound());
            LF_CHECK(recovery.drop());
            return opened.error().is(Fault::Corrupt) ? Error{Fault::DbDamaged} : opened.error();
        }
        opened = std::move(again);
    }
    if (opened.has_error()) {
        if (!recovery.hadJournal()) removeEmptyJournal(options.path);
        return opened.error().is(Fault::Corrupt) ? Error{Fault::DbDamaged} : opened.error();
    }
    // The first page alone may be fine while the length lies; after playback it has to be whole.
    LF_CHECK(provePlausible(options.path));
    LF_CHECK(recovery.drop());
    return opened;
}
}  // namespace

fs::path copyBeforeMigration(const fs::path& path, std::int64_t version) {
    return path.string() + ".before-" + std::to_string(version);
}

Result<std::unique_ptr<Connection>> openConnection(const Options& options, base::Uuid& uuidFound) {
    demandLinkage(options.memorySecurity);

    std::unique_ptr<base::FolderLock> lock;
    if (options.profile != Profile::ClinicReader) {
        // The lock is what makes a second writing connection impossible, in this process or
        // another.
        auto taken = base::FolderLock::take(options.path.parent_path(),
                                            options.path.filename().string() + ".lock");
        if (taken.has_error()) {
            if (taken.error().is(base::Fault::Busy)) return Error{Fault::Busy, taken.error().where};
            if (taken.error().is(base::Fault::NotFound))
                return Error{Fault::DbMissing, taken.error().where};
            if (taken.error().is(base::Fault::DiskFull))
                return Error{Fault::DiskFull, taken.error().where};
            return Error{Fault::ReadOnly, taken.error().where};
        }
        lock = std::make_unique<base::FolderLock>(std::move(*taken));
    }

    if (options.create) {
        if (options.profile == Profile::ClinicReader) return Fault::Misuse;
        LF_CHECK(createFile(options));
        demandEncrypted(options.path);
    }
    LF_CHECK(provePlausible(options.path));

    LF_TRY(auto connection, options.profile == Profile::ClinicReader
                                ? openProved(options, Proof::None)
                                : openRecovering(options));
    LF_CHECK(proveIdentity(*connection, options, uuidFound));
    LF_CHECK(setPragmas(*connection, options));
    LF_CHECK(migrateExisting(*connection, options));
    connection->lock = std::move(lock);
    return connection;
}

}  // namespace landfall::db
