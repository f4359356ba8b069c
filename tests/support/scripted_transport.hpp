#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "landfall/ports/timers.hpp"
#include "landfall/ports/transport.hpp"

namespace landfall::support {

/// A network that answers what a test has scripted and refuses everything else, so that a call
/// nobody thought of fails the test instead of passing it. One thread, like every transport.
class ScriptedTransport final : public ports::Transport {
public:
    using Answering = std::function<ports::Reply(const ports::Request&)>;

    explicit ScriptedTransport(ports::Timers& timers) : timers_(timers) {}

    /// Answers every call of this method and target from now on; replaces an earlier script.
    void on(const std::string& method, const std::string& target, Answering answering) {
        scripts_[method + ' ' + target] = std::move(answering);
    }
    /// No connection at all: every call fails as Offline and none counts as refused.
    void beOffline(bool offline) { offline_ = offline; }
    /// The calls that nobody scripted.
    [[nodiscard]] const std::vector<std::string>& refused() const { return refused_; }
    /// All calls, refused ones too, as "POST enrol".
    [[nodiscard]] const std::vector<std::string>& calls() const { return calls_; }

    ports::ExchangeId send(const ports::Endpoint& endpoint, ports::Request request,
                           std::function<void(ports::Reply)> done) override;
    void cancel(ports::ExchangeId id) override;

    /// A JSON answer with this status.
    [[nodiscard]] static ports::Reply json(int status, std::string body);

private:
    [[nodiscard]] ports::Reply replyTo(const ports::Request& request);

    ports::Timers& timers_;
    std::map<std::string, Answering> scripts_;
    std::vector<std::string> refused_, calls_;
    bool offline_ = false;
    ports::ExchangeId lastId_ = 0;
    std::map<ports::ExchangeId, std::function<void(ports::Reply)>> underWay_;
};

}  // namespace landfall::support
