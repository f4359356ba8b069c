#include "server/http/events.hpp"

#include <algorithm>
#include <utility>

namespace landfall::clinic::http {

void EventStream::put(std::string_view name, std::string_view data) {
    std::function<void()> wake;
    {
        const std::lock_guard lock(mutex_);
        if (closed_) return;
        waiting_ += "event: ";
        waiting_ += name;
        waiting_ += "\ndata: ";
        waiting_ += data;
        waiting_ += "\n\n";
        if (waiting_.size() > waitingBytesMax) closed_ = true;
        wake = wake_;
    }
    if (wake) wake();
}

void EventStream::close() {
    std::function<void()> wake;
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        wake = wake_;
    }
    if (wake) wake();
}

void EventStream::onChange(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

EventStream::Taken EventStream::take() {
    const std::lock_guard lock(mutex_);
    return {std::exchange(waiting_, {}), closed_};
}

std::shared_ptr<EventStream> EventHub::open(std::string session, Accepts accepts) {
    auto stream = std::make_shared<EventStream>();
    const std::lock_guard lock(mutex_);
    std::erase_if(subscribers_, [](const Subscriber& s) { return s.stream.expired(); });
    subscribers_.push_back({std::move(session), std::move(accepts), stream});
    return stream;
}

void EventHub::publishChange(std::string_view patient, std::int64_t sequence) {
    std::vector<std::shared_ptr<EventStream>> listening;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& subscriber : subscribers_)
            if (auto stream = subscriber.stream.lock(); stream && subscriber.accepts(patient))
                listening.push_back(std::move(stream));
    }
    // Ids are UUIDs of our own making: nothing in them needs escaping.
    const auto data =
        "{\"patient\":\"" + std::string(patient) + "\",\"seq\":" + std::to_string(sequence) + "}";
    for (const auto& stream : listening) stream->put("change", data);
}

void EventHub::closeWhere(const std::function<bool(const Subscriber&)>& ends) {
    std::vector<std::shared_ptr<EventStream>> ending;
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(subscribers_, [&](const Subscriber& subscriber) {
            if (!ends(subscriber)) return false;
            if (auto stream = subscriber.stream.lock()) ending.push_back(std::move(stream));
            return true;
        });
    }
    for (const auto& stream : ending) stream->close();
}

void EventHub::closeSession(std::string_view session) {
    closeWhere([&](const Subscriber& subscriber) { return subscriber.session == session; });
}

void EventHub::closeThoseHearing(std::string_view patient) {
    closeWhere([&](const Subscriber& subscriber) { return subscriber.accepts(patient); });
}

void EventHub::closeAll() {
    std::vector<Subscriber> ending;
    {
        const std::lock_guard lock(mutex_);
        ending.swap(subscribers_);
    }
    for (const auto& subscriber : ending)
        if (const auto stream = subscriber.stream.lock()) stream->close();
}

std::size_t EventHub::openCount() const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(subscribers_.begin(), subscribers_.end(),
                      [](const Subscriber& s) { return !s.stream.expired(); }));
}

}  // namespace landfall::clinic::http
