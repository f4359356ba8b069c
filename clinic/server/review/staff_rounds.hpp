#pragma once

#include <string>
#include <vector>

#include "server/review/services.hpp"

namespace landfall::clinic::review {

/// Makes the staff's tasks that are due (noteStaffTasks) when nobody looks at the review page, so
/// that a missed visit is work for somebody after its 24 or 48 hours (clinical rules 4) and not
/// after the next look; ends what a changed plan has left. Goes over the patients with a plan or a
/// consent in rounds, one patient in a turn, so that requests come between. For one thread at a
/// time.
class StaffRounds {
public:
    static constexpr std::int64_t pauseMs = 15LL * 60 * 1000;

    explicit StaffRounds(Services& services) : services_(services) {}
    /// The next step of a round, on the database. How many milliseconds until the next turn: 0
    /// within a round, pauseMs after its last one. A fault is logged, and the patient has another
    /// turn in the next round.
    [[nodiscard]] std::int64_t turn();

private:
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> lookAfter(const std::string& patient);

    Services& services_;
    std::vector<std::string> left_;  ///< of this round; the next one is last
};

}  // namespace landfall::clinic::review
