#include "landfall/db/guarded_memory.hpp"

#include <sqlite3.h>

#include <limits>

#include "landfall/db/memory_pool.hpp"

namespace landfall::db {

namespace {
/// Never destroyed: SQLite may give memory back when the process is on its way out.
MemoryPool& pool() {
    static auto* const one = new MemoryPool;
    return *one;
}

std::size_t sizeOf(int bytes) {
    return static_cast<std::size_t>(bytes < 1 ? 1 : bytes);
}
int asInt(std::size_t bytes) {
    constexpr auto most = static_cast<std::size_t>(std::numeric_limits<int>::max());
    return static_cast<int>(bytes < most ? bytes : most);
}

void* take(int bytes) {
    return pool().take(sizeOf(bytes));
}
void giveBack(void* block) {
    pool().giveBack(block);
}
void* resize(void* block, int bytes) {
    return pool().resize(block, sizeOf(bytes));
}
int usable(void* block) {
    return block == nullptr ? 0 : asInt(MemoryPool::usableBytes(block));
}
int roundUp(int bytes) {
    return asInt(MemoryPool::roundedUp(sizeOf(bytes)));
}
int begin(void*) {
    return SQLITE_OK;
}
void end(void*) {}

bool install() {
    sqlite3_mem_methods methods{};
    methods.xMalloc = take;
    methods.xFree = giveBack;
    methods.xRealloc = resize;
    methods.xSize = usable;
    methods.xRoundup = roundUp;
    methods.xInit = begin;
    methods.xShutdown = end;
    // Refused once SQLite is in use: a block must go back to where it came from.
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK;
}
}  // namespace

bool useGuardedMemory() {
    static const bool inUse = install();
    return inUse;
}

void lockGuardedMemoryAgain() {
    pool().lockAgain();
}

}  // namespace landfall::db
