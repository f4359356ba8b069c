#pragma once

#include <deque>
#include <functional>
#include <map>

#include "landfall/base/clock.hpp"
#include "landfall/ports/timers.hpp"
#include "landfall/ports/transport.hpp"

namespace landfall::net::test {

/// A network that answers what a test has lined up, when the test says so.
class ScriptedTransport final : public ports::Transport {
public:
    using Script = std::function<ports::Reply(const ports::Request&)>;

    void then(ports::Reply reply) {
        script_.push_back([reply](const ports::Request&) { return reply; });
    }
    void then(Script script) { script_.push_back(std::move(script)); }
    /// Delivers until nothing is under way.
    void deliver() {
        while (!underWay_.empty() && !script_.empty()) {
            auto node = underWay_.extract(underWay_.begin());
            const auto script = std::move(script_.front());
            script_.pop_front();
            node.mapped().second(script(node.mapped().first));
        }
    }

    ports::ExchangeId send(const ports::Endpoint&, ports::Request request,
                           std::function<void(ports::Reply)> done) override {
        requests.push_back(request);
        underWay_[++last_] = {std::move(request), std::move(done)};
        return last_;
    }
    void cancel(ports::ExchangeId id) override {
        auto node = underWay_.extract(id);
        if (!node.empty()) cancelled_.push_back(std::move(node.mapped().second));
    }
    void deliverCancelled() {
        const auto cancelled = std::move(cancelled_);
        cancelled_.clear();
        for (const auto& done : cancelled)
            done(ports::Failure{ports::FailureKind::Cancelled, false, {}});
    }
    [[nodiscard]] bool idle() const { return underWay_.empty(); }

    std::vector<ports::Request> requests;

private:
    ports::ExchangeId last_ = 0;
    std::deque<Script> script_;
    std::map<ports::ExchangeId, std::pair<ports::Request, std::function<void(ports::Reply)>>>
        underWay_;
    std::vector<std::function<void(ports::Reply)>> cancelled_;
};

/// Timers that ring when the test says so.
class HandWoundTimers final : public ports::Timers {
public:
    ports::TimerId after(std::int64_t delayMs, std::function<void()> then) override {
        timers_[++last_] = {delayMs, std::move(then)};
        return last_;
    }
    void cancel(ports::TimerId id) override { timers_.erase(id); }
    /// Rings the one with the shortest delay; its delay, or -1 when there is none.
    std::int64_t ring() {
        if (timers_.empty()) return -1;
        auto next = timers_.begin();
        for (auto it = timers_.begin(); it != timers_.end(); ++it)
            if (it->second.first < next->second.first) next = it;
        auto node = timers_.extract(next);
        node.mapped().second();
        return node.mapped().first;
    }
    [[nodiscard]] std::size_t size() const { return timers_.size(); }

private:
    ports::TimerId last_ = 0;
    std::map<ports::TimerId, std::pair<std::int64_t, std::function<void()>>> timers_;
};

inline ports::Answer answerOf(int status, std::string body,
                              std::vector<ports::Header> headers = {}) {
    ports::Answer answer;
    answer.status = status;
    answer.headers = std::move(headers);
    answer.body = std::move(body);
    return answer;
}

inline ports::Answer refusalOf(int status, const std::string& code) {
    return answerOf(
        status,
        R"({"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"processing",)"
        R"("details":{"coding":[{"system":"https://landfall.example/fhir/CodeSystem/refusal","code":")" +
            code + R"("}],"text":"No."}}]})");
}

}  // namespace landfall::net::test
