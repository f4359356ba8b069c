#include "landfall/base/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "landfall/base/at_most.hpp"

namespace landfall::base {

namespace {
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool good() const { return fd_ >= 0; }

private:
    int fd_;
};

Error errnoError(const std::filesystem::path& path) {
    return {faultFromErrno(errno), path.filename().string()};
}

/// A folder's entry is durable only after the folder itself is.
Result<void> syncFolder(const std::filesystem::path& folder) {
    const Descriptor dir(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!dir.good() || ::fsync(dir.get()) != 0) return errnoError(folder);
    return ok();
}

Result<void> writeAll(int fd, ByteView bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const auto n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errnoError(path);
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return ok();
}
}  // namespace

Result<Bytes> PosixFiles::read(const std::filesystem::path& path, std::size_t bytesMax) const {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.good()) return errnoError(path);
    Bytes out;
    std::uint8_t chunk[16384];
    for (;;) {
        const auto n = ::read(file.get(), chunk, sizeof chunk);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errnoError(path);
        if (n == 0) return out;
        out.insert(out.end(), chunk, chunk + n);
        if (out.size() > bytesMax)
            return Error{Fault::TooLarge, path.filename().string() + ", " + atMost(bytesMax)};
    }
}

Result<void> PosixFiles::replace(const std::filesystem::path& path, ByteView bytes) {
    const auto temporary = path.string() + ".new";
    {
        const Descriptor file(
            ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (!file.good()) return errnoError(path);
        auto written = writeAll(file.get(), bytes, path);
        if (written.has_value() && ::fsync(file.get()) != 0) written = errnoError(path);
        if (written.has_error()) {
            ::unlink(temporary.c_str());
            return written;
        }
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        const auto error = errnoError(path);
        ::unlink(temporary.c_str());
        return error;
    }
    return syncFolder(path.parent_path());
}

Result<void> PosixFiles::remove(const std::filesystem::path& path) {
    if (::unlink(path.c_str()) != 0) {
        if (errno == ENOENT) return ok();
        return errnoError(path);
    }
    return syncFolder(path.parent_path());
}

Result<void> PosixFiles::move(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return errnoError(from);
    LF_CHECK(syncFolder(to.parent_path()));
    return syncFolder(from.parent_path());
}

Result<void> PosixFiles::removeFolder(const std::filesystem::path& path) {
    std::error_code failed;
    std::filesystem::remove_all(path, failed);
    if (failed) return Error{faultFromErrno(failed.value()), path.filename().string()};
    return syncFolder(path.parent_path());
}

Result<void> PosixFiles::makeFolder(const std::filesystem::path& path) {
    std::error_code failed;
    if (path.empty() || std::filesystem::is_directory(path, failed)) return ok();
    if (std::filesystem::exists(path, failed))
        return Error{Fault::Malformed, path.filename().string() + " is a file, not a folder"};
    if (path.has_parent_path() && path.parent_path() != path)
        LF_CHECK(makeFolder(path.parent_path()));
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return errnoError(path);
    return ok();
}

bool PosixFiles::exists(const std::filesystem::path& path) const {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder, std::string_view name) {
    const auto path = folder / name;
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return errnoError(path);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        const auto error = errno == EWOULDBLOCK ? Error{Fault::Busy} : errnoError(path);
        ::close(fd);
        return error;
    }
    return FolderLock(fd);
}

FolderLock::~FolderLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace landfall::base
