#pragma once

#include <cstdint>
#include <optional>

namespace landfall::sync {

constexpr std::int64_t retryFloorMs = 1'000;
constexpr std::int64_t retryBaseMs = 2'000;
constexpr std::int64_t retryCeilingMs = 15 * 60 * 1'000;
constexpr std::int64_t retryAfterMaxMs = 24 * 60 * 60 * 1'000;
constexpr unsigned serverErrorsBeforeCircuitOpens = 5;

/// How long to wait after a failure: full jitter over a ceiling that doubles, so that many phones
/// that lost the same server do not come back together. After five server errors in a row only one
/// probe in 15 minutes, until one success.
class BackOff {
public:
    struct Wait {
        std::int64_t floorMs;
        std::int64_t ceilingMs;
    };

    /// A failure that is worth trying again. `serverError`: the server answered 5xx.
    Wait failed(bool serverError, std::optional<std::int64_t> retryAfterMs);
    void succeeded();
    /// The network or the person came back: the next failure waits as little as the first. The
    /// circuit stays as it is, because neither says anything about the server.
    void reset();
    /// Whether a trigger that is nobody's wish has to wait for the retry timer.
    [[nodiscard]] bool waiting() const { return waiting_; }
    void retryBegins() { waiting_ = false; }
    [[nodiscard]] bool circuitOpen() const {
        return serverErrors_ >= serverErrorsBeforeCircuitOpens;
    }

private:
    unsigned failures_ = 0;
    unsigned serverErrors_ = 0;
    bool waiting_ = false;
};

}  // namespace landfall::sync
