#pragma once

#include "landfall/ports/transport.hpp"
#include "model_clinic.hpp"
#include "virtual_time.hpp"

namespace landfall::simulation {

/// Chances out of a thousand, for each request.
struct Weather {
    std::uint64_t offline = 0;
    std::uint64_t requestLost = 0;
    std::uint64_t answerLost = 0;   ///< after the server has committed
    std::uint64_t duplicated = 0;   ///< the server sees the request twice
    std::uint64_t serverError = 0;  ///< instead of handling it
    std::uint64_t errorAfter = 0;   ///< a 5xx although it was committed
    std::uint64_t tokenExpires = 0;
    std::uint64_t damaged = 0;  ///< an answer of which the end is missing, or not ours at all
};

/// The way between a phone and the clinic, with the weather of a seed.
class FaultyNetwork final : public ports::Transport {
public:
    FaultyNetwork(VirtualTime& time, base::Random& random, ModelClinic& clinic)
        : time_(time), random_(random), clinic_(clinic) {}

    Weather weather;

    ports::ExchangeId send(const ports::Endpoint&, ports::Request request,
                           std::function<void(ports::Reply)> done) override {
        const auto id = ++last_;
        underWay_[id] = std::move(done);
        const auto delay = static_cast<std::int64_t>(1 + random_.below(400));
        time_.after(delay, [this, id, request = std::move(request)] { arrive(id, request); });
        return id;
    }
    void cancel(ports::ExchangeId id) override { underWay_.erase(id); }
    /// The phone is gone, and so are its sockets. What is on the wire still arrives.
    void dropAll() { underWay_.clear(); }
    [[nodiscard]] std::uint64_t requests() const { return last_; }

private:
    bool happens(std::uint64_t perThousand) { return random_.below(1'000) < perThousand; }

    void arrive(ports::ExchangeId id, const ports::Request& request) {
        using ports::FailureKind;
        if (happens(weather.offline))
            return reply(id, ports::Failure{FailureKind::Offline, false, {}});
        if (happens(weather.requestLost))
            return reply(id, ports::Failure{FailureKind::Timeout, true, {}});
        if (happens(weather.tokenExpires)) clinic_.expireTokens();
        if (happens(weather.serverError)) return reply(id, error());
        if (happens(weather.duplicated)) (void)clinic_.handle(request);
        auto answer = clinic_.handle(request);
        if (happens(weather.answerLost))
            return reply(id, ports::Failure{FailureKind::Interrupted, true, {}});
        if (happens(weather.errorAfter)) return reply(id, error());
        if (happens(weather.damaged)) answer.body.resize(answer.body.size() / 2);
        reply(id, std::move(answer));
    }

    ports::Answer error() {
        ports::Answer out;
        out.status = 500 + static_cast<int>(random_.below(4));
        return out;
    }

    void reply(ports::ExchangeId id, ports::Reply with) {
        const auto delay = static_cast<std::int64_t>(1 + random_.below(400));
        time_.after(delay, [this, id, with = std::move(with)] {
            auto node = underWay_.extract(id);
            if (!node.empty()) node.mapped()(with);
        });
    }

    VirtualTime& time_;
    base::Random& random_;
    ModelClinic& clinic_;
    ports::ExchangeId last_ = 0;
    std::map<ports::ExchangeId, std::function<void(ports::Reply)>> underWay_;
};

}  // namespace landfall::simulation
