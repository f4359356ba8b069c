#include "bench/bare_file.hpp"

#include <sqlite3.h>

#include <string>

#include "bench/measure.hpp"

namespace landfall::bench {

BareFile::BareFile(const std::filesystem::path& path, Pragmas pragmas) {
    if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) giveUp("the bare file does not open");
    // No cipher_memory_security: it would be on for the whole process, and a store in the same
    // process has its pool (docs/adr/0008), which is then the bare file's memory too.
    run("PRAGMA key = \"x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'\"");
    run("PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON;"
        "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA cache_size = -16384");
    run(pragmas == Pragmas::Phone
            ? "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = TRUNCATE;"
              "PRAGMA synchronous = EXTRA"
            : "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    run("CREATE TABLE draft(response TEXT PRIMARY KEY NOT NULL, state BLOB NOT NULL, saved_ms "
        "INTEGER,"
        " tier INTEGER, saves INTEGER DEFAULT 0);"
        "INSERT INTO draft VALUES('one', zeroblob(0), 0, 0, 0);"
        "CREATE TABLE body(n INTEGER PRIMARY KEY, bytes TEXT NOT NULL)");
    sqlite3_prepare_v2(handle_,
                       "UPDATE draft SET state = ?1, saved_ms = saved_ms + 1, saves = saves + 1"
                       " WHERE response = 'one'",
                       -1, &update_, nullptr);
    sqlite3_prepare_v2(handle_, "INSERT INTO body(bytes) VALUES(?1)", -1, &insert_, nullptr);
}

BareFile::~BareFile() {
    sqlite3_finalize(update_);
    sqlite3_finalize(insert_);
    sqlite3_close(handle_);
}

void BareFile::run(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        giveUp(std::string("the bare file refuses: ") + sqlite3_errmsg(handle_));
}

void BareFile::replaceDraft(std::string_view state) {
    run("BEGIN IMMEDIATE");
    sqlite3_bind_blob(update_, 1, state.data(), static_cast<int>(state.size()), SQLITE_STATIC);
    if (sqlite3_step(update_) != SQLITE_DONE) giveUp("the bare draft is not stored");
    sqlite3_reset(update_);
    run("COMMIT");
}

void BareFile::addBodies(std::string_view body, int count, int perTransaction) {
    for (int done = 0; done < count;) {
        run("BEGIN IMMEDIATE");
        for (int i = 0; i < perTransaction && done < count; ++i, ++done) {
            sqlite3_bind_text(insert_, 1, body.data(), static_cast<int>(body.size()),
                              SQLITE_STATIC);
            if (sqlite3_step(insert_) != SQLITE_DONE) giveUp("a bare body is not stored");
            sqlite3_reset(insert_);
        }
        run("COMMIT");
    }
}

void BareFile::readAll() {
    run("SELECT sum(length(bytes)) FROM body");
}

}  // namespace landfall::bench
