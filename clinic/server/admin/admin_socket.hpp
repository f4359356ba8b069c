#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "landfall/base/result.hpp"

namespace landfall::clinic::admin {

/// A whole pack, in which every quotation mark is written with an escape, and that twice.
constexpr std::size_t adminLineBytesMax = 32 * 1024 * 1024;
constexpr int adminAnswerSecondsMax = 600;  ///< an export may be large

/// The door for administration commands while a server runs: a Unix socket of mode 0600 in the
/// clinic's folder, and the kernel's word that the other side is the same user (or root). One line
/// in, one line out, one at a time.
class AdminSocket {
public:
    using Answer = std::function<std::string(const std::string& line)>;
    /// A socket that an earlier server left behind is replaced: whoever calls holds the folder.
    [[nodiscard]] static Result<std::unique_ptr<AdminSocket>> listen(
        const std::filesystem::path& path, Answer answer);
    AdminSocket(const AdminSocket&) = delete;
    AdminSocket& operator=(const AdminSocket&) = delete;
    /// Stops listening, lets the running command end, removes the socket.
    ~AdminSocket();

private:
    AdminSocket(std::filesystem::path path, int listener, int stop, Answer answer);
    void run();
    void serveOne(int connection) const;

    std::filesystem::path path_;
    int listener_;
    int stop_;  ///< eventfd; readable once the thread has to end
    Answer answer_;
    std::thread thread_;
};

/// Asks the server on the other side of the socket. NotFound when nobody listens.
[[nodiscard]] Result<std::string> askAdmin(const std::filesystem::path& path,
                                           const std::string& line);

}  // namespace landfall::clinic::admin
