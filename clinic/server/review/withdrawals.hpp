#pragma once

#include "landfall/base/clock.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::review {

constexpr std::string_view withdrawalCode = "act-on-withdrawal";

/// A person who stopped taking part is work for the staff: one Task for each withdrawal, urgent
/// when the person asks that what was collected be erased. Software erases nothing: what the law
/// lets go is decided by people. Stands in no phone's feed. Returns how many were made.
[[nodiscard]] Result<int> noteWithdrawals(store::Writing& writing, std::string_view patient,
                                          const base::WallTime& now);

}  // namespace landfall::clinic::review
