#pragma once

namespace landfall::db {

/// Makes SQLite take all its memory from a pool that is locked, kept out of core dumps and wiped
/// block by block when it is freed. Internal to db.
///
/// It replaces `PRAGMA cipher_memory_security = ON`, which promises the same but makes two system
/// calls for each allocation, and SQLite makes thousands to open a file (docs/adr/0008). Here a
/// whole chunk is locked once. What the system's limit for locked memory does not allow is used
/// unlocked, as with the pragma; keys are locked by SQLCipher itself in either case.
///
/// SQLite is asked once per process and only before it is used. True when the pool is in use.
[[nodiscard]] bool useGuardedMemory();

/// Locks the pool again. SQLCipher unlocks the pages of a key that it frees, and with them what
/// else is on these pages; so this is called when it has taken a key.
void lockGuardedMemoryAgain();

}  // namespace landfall::db
