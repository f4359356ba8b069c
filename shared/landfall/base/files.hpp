#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "landfall/base/bytes.hpp"

namespace landfall::base {

/// Port: the files of a data folder. All paths are absolute or relative to the working folder.
class Files {
public:
    virtual ~Files() = default;
    /// The whole file, or NotFound, TooLarge (more than `bytesMax`), AccessDenied, InputOutput.
    [[nodiscard]] virtual Result<Bytes> read(const std::filesystem::path& path,
                                             std::size_t bytesMax) const = 0;
    /// Replaces the file in one step: temporary file of mode 0600, fsync, rename, fsync of the
    /// folder. After an error the old content is still there.
    virtual Result<void> replace(const std::filesystem::path& path, ByteView bytes) = 0;
    /// Removes the file and fsyncs the folder; a file that is not there is no error.
    virtual Result<void> remove(const std::filesystem::path& path) = 0;
    /// Renames within one file system and fsyncs both folders; what was at `to` is replaced.
    virtual Result<void> move(const std::filesystem::path& from,
                              const std::filesystem::path& to) = 0;
    /// Removes a folder and what is in it; one that is not there is no error.
    virtual Result<void> removeFolder(const std::filesystem::path& path) = 0;
    /// Makes the folder (mode 0700) and its parents; an existing one is no error.
    virtual Result<void> makeFolder(const std::filesystem::path& path) = 0;
    [[nodiscard]] virtual bool exists(const std::filesystem::path& path) const = 0;
};

/// The operating system's files.
class PosixFiles final : public Files {
public:
    [[nodiscard]] Result<Bytes> read(const std::filesystem::path& path,
                                     std::size_t bytesMax) const override;
    Result<void> replace(const std::filesystem::path& path, ByteView bytes) override;
    Result<void> remove(const std::filesystem::path& path) override;
    Result<void> move(const std::filesystem::path& from, const std::filesystem::path& to) override;
    Result<void> removeFolder(const std::filesystem::path& path) override;
    Result<void> makeFolder(const std::filesystem::path& path) override;
    [[nodiscard]] bool exists(const std::filesystem::path& path) const override;
};

/// Holds a folder for one process: an flock on `<folder>/<name>`, released when this goes.
class FolderLock {
public:
    /// Busy when another process holds it; ReadOnly or AccessDenied when it cannot be made.
    [[nodiscard]] static Result<FolderLock> take(const std::filesystem::path& folder,
                                                 std::string_view name);
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    FolderLock& operator=(FolderLock&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~FolderLock();

private:
    explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace landfall::base
