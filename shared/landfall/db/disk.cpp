#include "landfall/db/disk.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "landfall/base/error.hpp"

namespace landfall::db::disk {

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

Result<void> syncFolder(const std::filesystem::path& folder) {
    const Descriptor dir(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!dir.good() || ::fsync(dir.get()) != 0) return errorOf(errno, folder);
    return ok();
}
}  // namespace

Error errorOf(int errnoValue, const std::filesystem::path& path) {
    const auto name = path.filename().string();
    switch (base::faultFromErrno(errnoValue)) {
        case base::Fault::NotFound:
            return {Fault::DbMissing, name};
        case base::Fault::AccessDenied:
        case base::Fault::ReadOnly:
            return {Fault::ReadOnly, name};
        case base::Fault::DiskFull:
            return {Fault::DiskFull, name};
        case base::Fault::Busy:
            return {Fault::Busy, name};
        default:
            return {Fault::InputOutput, name};
    }
}

Result<std::uint64_t> sizeOf(const std::filesystem::path& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) return errorOf(errno, path);
    if (!S_ISREG(found.st_mode)) return Error{Fault::DbDamaged, path.filename().string()};
    return static_cast<std::uint64_t>(found.st_size);
}

std::uint64_t freeBytes(const std::filesystem::path& folder) {
    struct statvfs found {};
    if (::statvfs(folder.empty() ? "." : folder.c_str(), &found) != 0) return 0;
    return static_cast<std::uint64_t>(found.f_bavail) * found.f_frsize;
}

Result<void> copyDurably(const std::filesystem::path& from, const std::filesystem::path& to) {
    const Descriptor in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (!in.good()) return errorOf(errno, from);
    const Descriptor out(::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!out.good()) return errorOf(errno, to);
    char chunk[65536];
    for (;;) {
        const auto got = ::read(in.get(), chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errorOf(errno, from);
        if (got == 0) break;
        for (ssize_t put = 0; put < got;) {
            const auto n = ::write(out.get(), chunk + put, static_cast<std::size_t>(got - put));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) return errorOf(errno, to);
            put += n;
        }
    }
    if (::fsync(out.get()) != 0) return errorOf(errno, to);
    return syncFolder(to.parent_path());
}

Result<void> moveDurably(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return errorOf(errno, from);
    LF_CHECK(syncFolder(to.parent_path()));
    if (from.parent_path() != to.parent_path()) return syncFolder(from.parent_path());
    return ok();
}

Result<void> syncFile(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.good() || ::fsync(file.get()) != 0) return errorOf(errno, path);
    return ok();
}

Result<void> makePrivateFolder(const std::filesystem::path& path) {
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return errorOf(errno, path);
    return syncFolder(path.parent_path());
}

}  // namespace landfall::db::disk
