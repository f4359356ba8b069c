#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

#include "landfall/base/ids.hpp"
#include "landfall/base/secret.hpp"
#include "landfall/db/fault.hpp"
#include "landfall/db/migrations.hpp"
#include "landfall/db/rows.hpp"
#include "landfall/db/sql.hpp"

namespace landfall::db {

/// How a file is used. The pragmas of each are fixed here and nowhere else.
enum class Profile {
    /// The phone: the only connection, TRUNCATE journal, EXTRA sync, so that after a commit all
    /// data
    /// is in authenticated pages of the main file.
    Phone,
    /// The clinic's one connection that writes and checkpoints: WAL, FULL sync.
    ClinicWriter,
    /// A connection of the clinic that can only read. Open it after the writer, close it before.
    ClinicReader,
};

struct Options {
    std::filesystem::path path;
    base::Key32 key;  ///< raw key; never a passphrase
    Profile profile = Profile::Phone;
    Schema schema;
    /// The id in `meta.db_uuid`. When present a file with another id is WrongDatabase. A new file
    /// needs one.
    std::optional<base::Uuid> uuid;
    /// Makes the file. Only for "start new": AlreadyExists when anything is at `path`.
    bool create = false;
    /// Wipes and locks SQLite's memory. Dear unless a process's first opening asks (docs/adr/0008).
    bool memorySecurity = true;
    /// Upper limit of the file in pages of 4,096 bytes; 0 means none. Writing past it is DiskFull.
    std::int64_t pagesMax = 0;
    /// Reads the authentication code of every page before anything is written, so that a damaged
    /// file is refused (DbDamaged) and left as it is. Costs one reading of the file; the structure
    /// is walked too up to `structureProvedBytesMax`. Only at `open`, not at `reopen`.
    bool provePages = false;
};

/// Walking every index of a bigger file takes longer than a start may; its pages are still read.
constexpr std::uint64_t structureProvedBytesMax = 256ULL * 1024 * 1024;

/// One connection to an encrypted database, opened fail-closed. Belongs to one thread at a time.
///
/// Opening never makes a file unless asked, checks the process's SQLite (a wrong one ends the
/// process), keeps a copy of the pair before a left-over journal is rolled back, and puts the pair
/// back if the key does not open it. A file that had damaged pages before the crash opens rolled
/// back, as it would have without the crash, unless a proof of its pages is asked. Folders it may
/// leave beside the file: `recover/` (the pair as it was found, until an opening succeeds) and
/// `quarantine/` (copies of journals that were not ours or could not be proved).
class Database {
public:
    /// DbMissing, DbDamaged, KeyRejected, WrongDatabase, NeedsUpdate, AlreadyExists, Busy,
    /// ReadOnly, DiskFull, InputOutput.
    [[nodiscard]] static Result<Database> open(Options options);

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// Runs a statement that returns no rows.
    template <class... Args>
    Result<void> run(Sql sql, const Args&... args) {
        const std::array<Bound, sizeof...(Args)> bound{Bound(args)...};
        return runBound(sql, bound);
    }

    /// Runs a pragma that answers with its new value.
    Result<void> pragma(Sql sql);

    /// Starts a query; the rows are read with `next()`.
    template <class... Args>
    [[nodiscard]] Result<Rows> query(Sql sql, const Args&... args) {
        const std::array<Bound, sizeof...(Args)> bound{Bound(args)...};
        return queryBound(sql, bound);
    }

    /// The first column of the first row as a number; empty when there is no row or it is null.
    template <class... Args>
    [[nodiscard]] Result<std::optional<std::int64_t>> number(Sql sql, const Args&... args) {
        LF_TRY(auto rows, query(sql, args...));
        LF_TRY(const bool found, rows.next());
        return found ? rows.maybeInt64(0) : std::optional<std::int64_t>{};
    }

    /// Removes the copies `<path>.before-N` that openings with a migration have left.
    Result<void> removeCopiesBeforeMigrations();

    [[nodiscard]] std::int64_t lastInsertRowid() const;
    /// Rows changed by the last `run`.
    [[nodiscard]] std::int64_t changes() const;
    [[nodiscard]] const base::Uuid& uuid() const;

    /// False after a disk error, damage or a full disk: everything but `reopen` returns Closed.
    [[nodiscard]] bool usable() const;
    /// Closes and goes through the whole opening again. The caller then checks that the last
    /// operation it acknowledged is there. No Rows or Transaction may be alive.
    Result<void> reopen();

private:
    friend class Transaction;
    Database(Options options, std::unique_ptr<Connection> connection);
    Result<void> runBound(Sql sql, std::span<const Bound> bound);
    Result<Rows> queryBound(Sql sql, std::span<const Bound> bound);

    Options options_;
    std::unique_ptr<Connection> connection_;
};

/// A write transaction (BEGIN IMMEDIATE). What was not committed is rolled back when it goes.
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept
        : database_(std::exchange(other.database_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    /// After success the changes are durable; after an error none of them happened.
    Result<void> commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

/// The sentence of what is wrong with the process's SQLite, or success. `Database::open` ends the
/// process on it; programs may ask earlier to fail at start.
Result<void> checkLinkage();

/// True for the SQLite versions in which a checkpoint that races another connection's write can
/// lose committed pages (https://sqlite.org/wal.html#walresetbug): 3.7.0 to 3.51.2 without 3.44.6
/// and 3.50.7. With such a version a second writing connection is refused, which ours always is.
[[nodiscard]] bool hasWalResetBug(int sqliteVersionNumber);

}  // namespace landfall::db
