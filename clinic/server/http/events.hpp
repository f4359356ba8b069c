#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace landfall::clinic::http {

/// The mailbox of one open stream of server-sent events. Any thread puts in; the connection takes.
class EventStream {
public:
    /// Beyond this the reader is too slow: the stream ends and the page opens a new one.
    static constexpr std::size_t waitingBytesMax = 64 * 1024;

    /// One event; `name` and `data` hold no line break.
    void put(std::string_view name, std::string_view data);
    void close();

    /// For the connection: called from any thread whenever there is something to take, or the end.
    void onChange(std::function<void()> wake);
    struct Taken {
        std::string bytes;
        bool closed = false;
    };
    [[nodiscard]] Taken take();

private:
    std::mutex mutex_;
    std::string waiting_;
    bool closed_ = false;
    std::function<void()> wake_;
};

/// All open streams: the handler of the events route opens one, whoever commits a change publishes.
class EventHub {
public:
    /// May this subscriber hear of this patient? Called under the hub's lock from the publishing
    /// thread: it must not block and must not call the hub.
    using Accepts = std::function<bool(std::string_view patient)>;

    [[nodiscard]] std::shared_ptr<EventStream> open(std::string session, Accepts accepts);
    /// After the commit: `event: change` with the patient's id and the number of the change.
    void publishChange(std::string_view patient, std::int64_t sequence);
    /// A session that ended must hear nothing more.
    void closeSession(std::string_view session);
    /// Who may hear of this patient has changed: every stream that may now ends, and its page opens
    /// a new one with what is theirs by then.
    void closeThoseHearing(std::string_view patient);
    void closeAll();
    [[nodiscard]] std::size_t openCount() const;

private:
    struct Subscriber {
        std::string session;
        Accepts accepts;
        std::weak_ptr<EventStream> stream;
    };
    void closeWhere(const std::function<bool(const Subscriber&)>& ends);
    mutable std::mutex mutex_;
    std::vector<Subscriber> subscribers_;
};

}  // namespace landfall::clinic::http
