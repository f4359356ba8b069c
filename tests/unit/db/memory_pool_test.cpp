#include "landfall/db/memory_pool.hpp"

#include <sys/mman.h>

#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <fstream>
#include <random>
#include <string>
#include <vector>

using landfall::db::MemoryPool;

namespace {
/// KiB of this process that are locked, as the kernel counts them.
long lockedKib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmLck:")) return std::stol(line.substr(6));
    return -1;
}

bool isFilledWith(const void* at, std::size_t bytes, unsigned char value) {
    const auto* byte = static_cast<const unsigned char*>(at);
    for (std::size_t i = 0; i < bytes; ++i)
        if (byte[i] != value) return false;
    return true;
}
}  // namespace

TEST_CASE("a block of the pool is wiped when it is given back") {
    MemoryPool pool;
    void* const block = pool.take(4000);
    REQUIRE(block != nullptr);
    std::memset(block, 'x', 4000);
    pool.giveBack(block);
    // The chunk is still the pool's, so it may be looked at; its first bytes hold the list.
    CHECK(isFilledWith(static_cast<char*>(block) + sizeof(void*), 4000 - sizeof(void*), 0));
    CHECK(pool.take(4000) == block);
}

TEST_CASE("blocks of every size are aligned, large enough and their own") {
    MemoryPool pool;
    struct Block {
        unsigned char* at;
        std::size_t bytes;
        unsigned char value;
    };
    std::vector<Block> blocks;
    std::mt19937 random(7);
    for (int i = 0; i < 4000; ++i) {
        const std::size_t bytes = 1 + random() % (i % 50 == 0 ? 300'000 : i % 5 == 0 ? 9'000 : 300);
        auto* const at = static_cast<unsigned char*>(pool.take(bytes));
        REQUIRE(at != nullptr);
        REQUIRE(reinterpret_cast<std::uintptr_t>(at) % 8 == 0);
        REQUIRE(MemoryPool::usableBytes(at) >= bytes);
        REQUIRE(MemoryPool::usableBytes(at) == MemoryPool::roundedUp(bytes));
        const auto value = static_cast<unsigned char>(random());
        std::memset(at, value, MemoryPool::usableBytes(at));
        blocks.push_back({at, bytes, value});
        if (random() % 2 == 0) continue;
        const auto which = random() % blocks.size();
        const auto gone = blocks[which];
        REQUIRE(isFilledWith(gone.at, gone.bytes, gone.value));
        pool.giveBack(gone.at);
        blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(which));
    }
    for (const auto& block : blocks) {
        CHECK(isFilledWith(block.at, block.bytes, block.value));
        pool.giveBack(block.at);
    }
}

TEST_CASE("no size is rounded up by more than an eighth") {
    for (std::size_t bytes = 256; bytes < MemoryPool::pooledBytesMax - 8; bytes += 37)
        if (MemoryPool::roundedUp(bytes) > bytes + bytes / 8 + 16) {
            INFO(bytes << " became " << MemoryPool::roundedUp(bytes));
            CHECK(false);
        }
    CHECK(MemoryPool::roundedUp(4368) <= 4608);
}

TEST_CASE("a block that is resized keeps its content") {
    MemoryPool pool;
    for (const std::size_t bytes : {10U, 200U, 5'000U, 200'000U}) {
        auto* block = static_cast<unsigned char*>(pool.take(bytes));
        std::memset(block, 'a', bytes);
        auto* const larger = static_cast<unsigned char*>(pool.resize(block, bytes * 3));
        REQUIRE(larger != nullptr);
        CHECK(isFilledWith(larger, bytes, 'a'));
        CHECK(MemoryPool::usableBytes(larger) >= bytes * 3);
        // Smaller again: nothing needs to move unless a whole mapping would lie idle.
        auto* const smaller = static_cast<unsigned char*>(pool.resize(larger, bytes));
        CHECK(isFilledWith(smaller, bytes, 'a'));
        pool.giveBack(smaller);
    }
    void* const fresh = pool.resize(nullptr, 40);
    CHECK(fresh != nullptr);
    pool.giveBack(fresh);
    pool.giveBack(nullptr);
}

TEST_CASE("what is given back is used again, so that a busy hour does not grow the pool") {
    MemoryPool pool;
    for (int round = 0; round < 50; ++round) {
        std::vector<void*> pages;
        for (int i = 0; i < 400; ++i) pages.push_back(pool.take(4368));
        for (auto* const page : pages) pool.giveBack(page);
    }
    CHECK(pool.chunks() == 2);
}

TEST_CASE("the pool is locked in memory where the system allows it") {
    // A limit may forbid it (a phone's is 64 KiB); then there is nothing to see here.
    void* const probe = ::mmap(nullptr, MemoryPool::chunkBytes * 2, PROT_READ | PROT_WRITE,
                               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    const bool allowed = ::mlock(probe, MemoryPool::chunkBytes * 2) == 0;
    ::munmap(probe, MemoryPool::chunkBytes * 2);
    if (!allowed) SKIP("this process may not lock as much");
    const auto before = lockedKib();
    MemoryPool pool;
    void* const block = pool.take(100);
    CHECK(lockedKib() >= before + 1024);
    // As SQLCipher does when it frees a key beside it.
    ::munlock(block, 16);
    CHECK(lockedKib() < before + 1024);
    pool.lockAgain();
    CHECK(lockedKib() >= before + 1024);
    pool.giveBack(block);
}
