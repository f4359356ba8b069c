#pragma once

#include <boost/json/array.hpp>

#include "server/review/plans.hpp"

// Work for the staff about a patient: a Task that stands in no phone's feed.
namespace landfall::clinic::review {

constexpr std::size_t staffTasksMax = 200;

/// Makes the tasks that are due as of now and not there yet, and ends those about visits that are
/// no longer on their day (keepMissedTasks, noteWithdrawals); how many were changed.
[[nodiscard]] Result<int> noteStaffTasks(store::Writing& writing, const PlanSources& sources,
                                         std::string_view patient);

/// The member `staffTasks` of `GET /review/api/patients/<id>`: open ones first, then the newest.
[[nodiscard]] Result<boost::json::array> staffTasksJson(store::Reading& reading,
                                                        const fhirapi::Forms& forms,
                                                        std::string_view patient);

/// The open ones of all patients of a clinician, the most pressing first, then the oldest.
[[nodiscard]] Result<boost::json::array> openTasksJson(store::Reading& reading,
                                                       const fhirapi::Forms& forms,
                                                       std::string_view clinician);

/// Whose task it is; nothing when there is none of that id.
[[nodiscard]] Result<std::optional<std::string>> patientOfTask(store::Reading& reading,
                                                               const std::string& task);

struct TaskClosing {
    std::string task;
    std::string clinician;
    std::string note;
};
/// A new version that is completed, with the clinician's note beside it. base::Fault::Busy when it
/// is closed already; the refusal NotReady for one that ends with its flag.
Result<void> closeTask(store::Writing& writing, const TaskClosing& closing,
                       const base::Clock& clock, base::Random& random);

}  // namespace landfall::clinic::review
