#pragma once

#include <sqlite3.h>

#include <memory>
#include <unordered_map>

#include "landfall/base/files.hpp"
#include "landfall/db/fault.hpp"
#include "landfall/db/sql.hpp"

namespace landfall::db {

/// The raw handle, its prepared statements and whether it may still be used. Internal to db.
class Connection {
public:
    explicit Connection(sqlite3* handle) : handle_(handle) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    [[nodiscard]] sqlite3* handle() const { return handle_; }
    [[nodiscard]] bool usable() const { return usable_; }
    /// The error of the last call, as ours; ends the handle where the fault demands it.
    [[nodiscard]] Error fail(int code);

    /// A prepared statement out of the cache; `giveBack` returns it. A statement that is in use is
    /// prepared a second time.
    [[nodiscard]] Result<sqlite3_stmt*> take(Sql sql);
    void giveBack(sqlite3_stmt* statement);

    /// Runs text of our own that is no statement of a caller: pragmas and migration files.
    Result<void> execute(const char* sql);

    /// Only the holder may write: kept for as long as the connection is.
    std::unique_ptr<base::FolderLock> lock;

private:
    struct Cached {
        sqlite3_stmt* statement = nullptr;
        bool taken = false;
    };
    sqlite3* handle_;
    // A literal's address stays the same for the life of the process, so it is the key.
    std::unordered_map<const char*, Cached> cache_;
    std::unordered_map<sqlite3_stmt*, Cached*> owners_;
    bool usable_ = true;
};

/// What an SQLite result code means to us. `systemErrno` tells a full disk from a broken one.
[[nodiscard]] Fault faultOf(int extendedCode, int systemErrno);

}  // namespace landfall::db
