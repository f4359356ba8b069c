#include "landfall/sync/back_off.hpp"

#include <algorithm>

namespace landfall::sync {

BackOff::Wait BackOff::failed(bool serverError, std::optional<std::int64_t> retryAfterMs) {
    // 2 s doubled nine times is more than the ceiling; more shifts would only overflow.
    constexpr unsigned doublingsMax = 9;
    serverErrors_ = serverError ? serverErrors_ + 1 : 0;
    const std::int64_t ceiling =
        std::min(retryCeilingMs, retryBaseMs << std::min(failures_, doublingsMax));
    ++failures_;
    waiting_ = true;
    Wait wait{retryFloorMs, ceiling};
    if (circuitOpen()) wait = {retryCeilingMs, retryCeilingMs};
    // A hostile or broken value may neither hammer the server nor silence the phone for ever.
    if (retryAfterMs)
        wait.floorMs =
            std::max(wait.floorMs, std::clamp(*retryAfterMs, retryFloorMs, retryAfterMaxMs));
    return wait;
}

void BackOff::succeeded() {
    failures_ = 0;
    serverErrors_ = 0;
    waiting_ = false;
}

void BackOff::reset() {
    failures_ = 0;
    if (!circuitOpen()) waiting_ = false;
}

}  // namespace landfall::sync
