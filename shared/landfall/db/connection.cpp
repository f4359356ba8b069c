#include "landfall/db/connection.hpp"

#include <cerrno>
#include <string>

namespace landfall::db {

Fault faultOf(int extendedCode, int systemErrno) {
    const bool full = systemErrno == ENOSPC || systemErrno == EDQUOT || systemErrno == EFBIG;
    switch (extendedCode & 0xff) {
        case SQLITE_FULL:
            return Fault::DiskFull;
        case SQLITE_IOERR:
            if ((extendedCode & ~0xff) == (SQLITE_IOERR_NOMEM & ~0xff)) return Fault::OutOfMemory;
            return full ? Fault::DiskFull : Fault::InputOutput;
        case SQLITE_CANTOPEN:
            return systemErrno == EACCES || systemErrno == EROFS ? Fault::ReadOnly
                                                                 : Fault::InputOutput;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Fault::Corrupt;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Fault::Busy;
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return Fault::ReadOnly;
        case SQLITE_CONSTRAINT:
            return Fault::Constraint;
        case SQLITE_NOMEM:
            return Fault::OutOfMemory;
        default:
            return Fault::Misuse;
    }
}

Connection::~Connection() {
    for (auto& [text, cached] : cache_) sqlite3_finalize(cached.statement);
    sqlite3_close_v2(handle_);
}

Error Connection::fail(int code) {
    // Only the number goes out: SQLite's own message may quote what was bound or searched for.
    const int extended = sqlite3_extended_errcode(handle_);
    const int known = (extended & 0xff) == (code & 0xff) ? extended : code;
    const auto fault = faultOf(known, sqlite3_system_errno(handle_));
    if (endsHandle(fault)) {
        usable_ = false;
        if (sqlite3_get_autocommit(handle_) == 0)
            sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    return {fault, "sqlite " + std::to_string(known)};
}

Result<sqlite3_stmt*> Connection::take(Sql sql) {
    if (!usable_) return Fault::Closed;
    const auto text = sql.text();
    auto& cached = cache_[text.data()];
    if (cached.statement != nullptr && !cached.taken) {
        cached.taken = true;
        return cached.statement;
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_, text.data(), static_cast<int>(text.size() + 1),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return fail(code);
    if (statement == nullptr) return Fault::Misuse;
    if (cached.statement == nullptr) {
        cached = {statement, true};
        owners_[statement] = &cached;
    }
    return statement;
}

void Connection::giveBack(sqlite3_stmt* statement) {
    const auto owner = owners_.find(statement);
    if (owner == owners_.end()) {
        sqlite3_finalize(statement);
        return;
    }
    sqlite3_reset(statement);
    // Bound values may be a person's words; they leave with the query.
    sqlite3_clear_bindings(statement);
    owner->second->taken = false;
}

Result<void> Connection::execute(const char* sql) {
    if (!usable_) return Fault::Closed;
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return fail(code);
    return ok();
}

}  // namespace landfall::db
