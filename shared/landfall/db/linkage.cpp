#include <sqlite3.h>

#include <cstring>

#include "landfall/db/database.hpp"

namespace landfall::db {

Result<void> checkLinkage() {
    // The library that was found at run time has to be the one this was compiled against.
    if (std::strcmp(sqlite3_libversion(), SQLITE_VERSION) != 0) return Fault::Mislinked;

    // A plain SQLite of the very same version is told apart by what only SQLCipher answers. Asked
    // of a database in memory, so that a wrong library has touched no file of ours.
    sqlite3* handle = nullptr;
    if (sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) {
        sqlite3_close_v2(handle);
        return Fault::Mislinked;
    }
    sqlite3_stmt* statement = nullptr;
    bool answers = false;
    if (sqlite3_prepare_v2(handle, "PRAGMA cipher_version", -1, &statement, nullptr) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        answers = sqlite3_column_bytes(statement, 0) > 0;
    sqlite3_finalize(statement);
    sqlite3_close_v2(handle);
    if (!answers) return Fault::Mislinked;
    return ok();
}

bool hasWalResetBug(int sqliteVersionNumber) {
    const int v = sqliteVersionNumber;
    if (v < 3007000 || v >= 3051003) return false;
    const bool fixedIn44 = v >= 3044006 && v < 3045000;
    const bool fixedIn50 = v >= 3050007 && v < 3051000;
    return !fixedIn44 && !fixedIn50;
}

}  // namespace landfall::db
