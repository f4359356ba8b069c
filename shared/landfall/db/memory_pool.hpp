#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace landfall::db {

/// Memory in locked chunks that are wiped block by block and given back to the system only when
/// the pool goes. May be used from any thread. Internal to db.
///
/// Blocks are aligned to 8 bytes, which is what SQLite asks for. Small ones come in sizes of which
/// each is at most an eighth larger than what was asked for, and wait in a list of their size for
/// the next one; large ones have a mapping of their own.
class MemoryPool {
public:
    static constexpr std::size_t chunkBytes = 1024 * 1024;
    /// A block that is larger, its header included, is mapped for itself.
    static constexpr std::size_t pooledBytesMax = 128 * 1024;

    MemoryPool() = default;
    MemoryPool(const MemoryPool&) = delete;
    MemoryPool& operator=(const MemoryPool&) = delete;
    ~MemoryPool();

    /// Null when the system has no memory.
    [[nodiscard]] void* take(std::size_t bytes);
    /// Wipes the block. Null is allowed.
    void giveBack(void* block);
    /// The block itself when it is large enough, else a new one with its content; null, and the old
    /// block untouched, when there is no memory.
    [[nodiscard]] void* resize(void* block, std::size_t bytes);

    /// Bytes that may be used of a block that was asked for with this size.
    [[nodiscard]] static std::size_t roundedUp(std::size_t bytes);
    /// Bytes that may be used of this block.
    [[nodiscard]] static std::size_t usableBytes(const void* block);

    void lockAgain();
    [[nodiscard]] std::size_t chunks() const { return chunkCount_; }

private:
    struct Chunk {
        Chunk* next;
        void* padding;
    };
    struct Waiting {
        Waiting* next;
    };
    // 16 to 256 in steps of 16, then eight steps for each doubling.
    static constexpr std::size_t classes = 16 + 9 * 8 + 1;

    [[nodiscard]] static std::size_t classOf(std::size_t total);
    [[nodiscard]] static std::size_t sizeOfClass(std::size_t index);
    [[nodiscard]] static void* takeMapped(std::size_t total);
    [[nodiscard]] void* fromChunk(std::size_t total);

    std::mutex mutex_;
    std::array<Waiting*, classes> waiting_{};
    Chunk* chunks_ = nullptr;
    std::size_t chunkCount_ = 0;
    std::uint8_t* next_ = nullptr;  ///< what the newest chunk has not given out yet
    std::uint8_t* end_ = nullptr;
};

}  // namespace landfall::db
