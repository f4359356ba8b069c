#include "server/admin/admin_socket.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

namespace landfall::clinic::admin {
namespace fs = std::filesystem;

namespace {

// A caller sends its line at once; a silent one may not keep the server from ending in time.
constexpr int linesWaitMs = 2000;
constexpr int acceptPauseMs = 50;

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] int release() { return std::exchange(number_, -1); }

private:
    int number_;
};

/// A socket's path holds about a hundred bytes, a clinic's folder may be deeper: the folder is
/// opened and named by its descriptor.
struct Address {
    Descriptor folder;
    sockaddr_un name{};
    explicit Address(const fs::path& path)
        : folder(::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
        name.sun_family = AF_UNIX;
        const auto text =
            "/proc/self/fd/" + std::to_string(folder.number()) + '/' + path.filename().string();
        std::strncpy(name.sun_path, text.c_str(), sizeof name.sun_path - 1);
    }
    [[nodiscard]] const sockaddr* pointer() const {
        return reinterpret_cast<const sockaddr*>(&name);
    }
};

bool isOurUser(int connection) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
    return peer.uid == ::geteuid() || peer.uid == 0;
}

std::optional<std::string> readLine(int connection, int waitMs) {
    std::string line;
    std::array<char, 16 * 1024> piece{};
    for (;;) {
        pollfd ready{connection, POLLIN, 0};
        if (::poll(&ready, 1, waitMs) <= 0) return std::nullopt;
        const auto got = ::recv(connection, piece.data(), piece.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return std::nullopt;
        line.append(piece.data(), static_cast<std::size_t>(got));
        if (line.size() > adminLineBytesMax) return std::nullopt;
        if (line.back() == '\n') {
            line.pop_back();
            return line;
        }
    }
}

bool sendLine(int connection, const std::string& text) {
    const auto line = text + '\n';
    std::size_t sent = 0;
    while (sent < line.size()) {
        const auto done = ::send(connection, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return false;
        sent += static_cast<std::size_t>(done);
    }
    return true;
}

}  // namespace

AdminSocket::AdminSocket(fs::path path, int listener, int stop, Answer answer)
    : path_(std::move(path)), listener_(listener), stop_(stop), answer_(std::move(answer)) {
    thread_ = std::thread([this] { run(); });
}

Result<std::unique_ptr<AdminSocket>> AdminSocket::listen(const fs::path& path, Answer answer) {
    ::unlink(path.c_str());
    Descriptor listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    Descriptor stop(::eventfd(0, EFD_CLOEXEC));
    if (listener.number() < 0 || stop.number() < 0) return base::faultFromErrno(errno);
    const Address address(path);
    if (::bind(listener.number(), address.pointer(), sizeof(sockaddr_un)) != 0 ||
        ::chmod(path.c_str(), 0600) != 0 || ::listen(listener.number(), 8) != 0)
        return Error(base::faultFromErrno(errno), "admin.sock");
    return std::unique_ptr<AdminSocket>(
        new AdminSocket(path, listener.release(), stop.release(), std::move(answer)));
}

AdminSocket::~AdminSocket() {
    const std::uint64_t one = 1;
    static_cast<void>(::write(stop_, &one, sizeof one) == 0);
    thread_.join();
    ::close(listener_);
    ::close(stop_);
    ::unlink(path_.c_str());
}

void AdminSocket::run() {
    for (;;) {
        std::array<pollfd, 2> ready{{{listener_, POLLIN, 0}, {stop_, POLLIN, 0}}};
        if (::poll(ready.data(), ready.size(), -1) < 0 && errno != EINTR) return;
        if (ready[1].revents != 0) return;
        if ((ready[0].revents & POLLIN) == 0) continue;
        const Descriptor connection(::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC));
        if (connection.number() >= 0)
            serveOne(connection.number());
        else
            // Out of descriptors, usually: asking again at once would only burn the processor.
            static_cast<void>(::poll(nullptr, 0, acceptPauseMs));
    }
}

void AdminSocket::serveOne(int connection) const {
    if (!isOurUser(connection)) return;
    const auto line = readLine(connection, linesWaitMs);
    if (line) sendLine(connection, answer_(*line));
}

Result<std::string> askAdmin(const fs::path& path, const std::string& line) {
    const Descriptor connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (connection.number() < 0) return base::faultFromErrno(errno);
    const Address address(path);
    if (::connect(connection.number(), address.pointer(), sizeof(sockaddr_un)) != 0)
        return base::Fault::NotFound;
    if (!sendLine(connection.number(), line)) return base::Fault::InputOutput;
    auto answer = readLine(connection.number(), adminAnswerSecondsMax * 1000);
    if (!answer) return base::Fault::InputOutput;
    return *std::move(answer);
}

}  // namespace landfall::clinic::admin
