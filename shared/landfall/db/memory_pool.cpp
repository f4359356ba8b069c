#include "landfall/db/memory_pool.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

#include "landfall/base/secret.hpp"

namespace landfall::db {

namespace {
constexpr std::size_t headerBytes = sizeof(std::uint64_t);
constexpr std::size_t evenBytesMax = 256;
constexpr std::size_t evenStep = 16;
constexpr std::size_t stepsPerDoubling = 8;
constexpr std::size_t askedBytesMax = std::size_t{1} << 31;

std::size_t toPages(std::size_t bytes) {
    static const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return (bytes + page - 1) / page * page;
}

/// As far as the system allows. Pages are locked when they are first written, so that room which is
/// not used takes no memory.
void lock(void* at, std::size_t bytes) {
#if defined(MLOCK_ONFAULT)
    const int done = ::mlock2(at, bytes, MLOCK_ONFAULT);
#else
    const int done = ::mlock(at, bytes);
#endif
    // A phone may allow 64 KiB and no more; those are then left to the keys.
    static_cast<void>(done);
}

void* mapped(std::size_t bytes) {
    void* const at =
        ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) return nullptr;
#if defined(MADV_DONTDUMP)
    ::madvise(at, bytes, MADV_DONTDUMP);
#endif
    lock(at, bytes);
    return at;
}

/// In front of each block: its size, header included.
std::uint64_t* headerOf(void* block) {
    return static_cast<std::uint64_t*>(block) - 1;
}
void* withHeader(void* at, std::size_t total) {
    auto* const header = new (at) std::uint64_t(total);
    return header + 1;
}
}  // namespace

std::size_t MemoryPool::classOf(std::size_t total) {
    if (total <= evenBytesMax) return (total + evenStep - 1) / evenStep - 1;
    // The doubling that `total` is in, and the eighth of it.
    const auto doubling = static_cast<std::size_t>(std::bit_width(total - 1)) - 1;
    const auto eighth = ((total - 1) >> (doubling - 3)) & (stepsPerDoubling - 1);
    constexpr std::size_t firstDoubling = 8;
    return evenBytesMax / evenStep + (doubling - firstDoubling) * stepsPerDoubling + eighth;
}

std::size_t MemoryPool::sizeOfClass(std::size_t index) {
    constexpr std::size_t even = evenBytesMax / evenStep;
    if (index < even) return (index + 1) * evenStep;
    const auto doubling = (index - even) / stepsPerDoubling;
    const auto eighth = (index - even) % stepsPerDoubling;
    const auto from = evenBytesMax << doubling;
    return from + (from / stepsPerDoubling) * (eighth + 1);
}

std::size_t MemoryPool::roundedUp(std::size_t bytes) {
    const auto total = bytes + headerBytes;
    const auto whole = total > pooledBytesMax ? toPages(total) : sizeOfClass(classOf(total));
    return whole - headerBytes;
}

std::size_t MemoryPool::usableBytes(const void* block) {
    return static_cast<std::size_t>(*(static_cast<const std::uint64_t*>(block) - 1)) - headerBytes;
}

void* MemoryPool::takeMapped(std::size_t total) {
    total = toPages(total);
    void* const at = mapped(total);
    return at == nullptr ? nullptr : withHeader(at, total);
}

void* MemoryPool::fromChunk(std::size_t total) {
    if (static_cast<std::size_t>(end_ - next_) < total) {
        // What is left of the old chunk stays unused; it is less than one block.
        void* const at = mapped(chunkBytes);
        if (at == nullptr) return nullptr;
        chunks_ = new (at) Chunk{chunks_, nullptr};
        ++chunkCount_;
        next_ = static_cast<std::uint8_t*>(at) + sizeof(Chunk);
        end_ = static_cast<std::uint8_t*>(at) + chunkBytes;
    }
    void* const at = next_;
    next_ += total;
    return withHeader(at, total);
}

void* MemoryPool::take(std::size_t bytes) {
    if (bytes > askedBytesMax) return nullptr;
    const auto total = bytes + headerBytes;
    if (total > pooledBytesMax) return takeMapped(total);
    const auto index = classOf(total);
    const std::lock_guard guard(mutex_);
    auto*& first = waiting_[index];
    if (first == nullptr) return fromChunk(sizeOfClass(index));
    auto* const block = first;
    first = block->next;
    return block;
}

void MemoryPool::giveBack(void* block) {
    if (block == nullptr) return;
    const auto total = static_cast<std::size_t>(*headerOf(block));
    if (total > pooledBytesMax) {
        // The system hands no page on before it has cleared it.
        ::munmap(headerOf(block), total);
        return;
    }
    base::wipe(block, total - headerBytes);
    const std::lock_guard guard(mutex_);
    auto*& first = waiting_[classOf(total)];
    first = new (block) Waiting{first};
}

void* MemoryPool::resize(void* block, std::size_t bytes) {
    if (block == nullptr) return take(bytes);
    const auto usable = usableBytes(block);
    // A mapping that became far too large is worth moving, a block of the pool is not.
    if (bytes <= usable && (usable <= pooledBytesMax || bytes > usable / 2)) return block;
    void* const larger = take(bytes);
    if (larger == nullptr) return nullptr;
    std::memcpy(larger, block, std::min(usable, bytes));
    giveBack(block);
    return larger;
}

void MemoryPool::lockAgain() {
    const std::lock_guard guard(mutex_);
    for (auto* chunk = chunks_; chunk != nullptr; chunk = chunk->next) lock(chunk, chunkBytes);
}

MemoryPool::~MemoryPool() {
    while (chunks_ != nullptr) {
        auto* const chunk = chunks_;
        chunks_ = chunk->next;
        ::munmap(chunk, chunkBytes);
    }
}

}  // namespace landfall::db
