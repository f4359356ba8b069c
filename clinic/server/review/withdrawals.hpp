#pragma once

#include "landfall/base/clock.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::review {

constexpr std::string_view withdrawalCode = "act-on-withdrawal";

/// A person who stopped taking part is work for the staff: one Task for each withdrawal, urgent
/// when the person asks that what was collected be erased, and with a time when it was on the day
/// of a dose or the day after it (dosing_aftercare.hpp); a dose that is written down only later
/// makes an open one so. Software erases nothing: what the law lets go is decided by people. Stands
/// in no phone's feed.
///
/// When the person signs anew, or chooses anew what becomes of the data, the order stands no
/// longer: a task that nobody has taken ends by itself (`cancelled`, with the reason), one that
/// somebody has taken stays and says so first; a closed one stays as it is. Returns how many tasks
/// were made or changed.
[[nodiscard]] Result<int> noteWithdrawals(store::Writing& writing, std::string_view patient,
                                          const base::WallTime& now);

}  // namespace landfall::clinic::review
