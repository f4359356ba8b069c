#pragma once

#include "server/review/services.hpp"

namespace landfall::clinic::review {

/// Binds Eligibility, Dosing, RecordDosing, Rate, Effects, RecordAdverseEvent, StaffTasks and
/// CloseTask.
void bindClinicalHandlers(http::Handlers& handlers, Services& services);

}  // namespace landfall::clinic::review
