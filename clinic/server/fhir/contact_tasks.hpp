#pragma once

#include <optional>
#include <string>

#include "landfall/base/clock.hpp"
#include "landfall/fhir/json.hpp"
#include "landfall/pathway/civil.hpp"
#include "server/store/record_store.hpp"

// A safety flag is work for the staff (clinical rules 5.1): one Task for each flag, which stands in
// no phone's feed.
namespace landfall::clinic::fhirapi {

constexpr std::string_view contactCode = "contact-patient";

/// The zone that the days of a patient's tasks are counted in: the plan's, else this machine's.
[[nodiscard]] Result<pathway::Zone> zoneOf(store::Reading& reading, std::string_view patient);

/// The same flag has always the same task.
[[nodiscard]] std::string contactTaskId(std::string_view flag);

/// The id of the flag that a task is about, or "".
[[nodiscard]] std::string flagOfTask(const landfall::fhir::Node& task);

/// Keeps the task in step with a version of its flag that was just stored, in the same transaction:
/// - an open flag opens it, with the flag's tier as priority (stat, urgent, routine) and as the
///   time until which somebody has been in touch: at once, the end of that day, the end of the next
///   working day. Days are those of the clinic's calendar (the plan's zone, else this machine's);
///   working days are Monday to Friday, because public holidays are not known here;
/// - a tier that rises makes it more pressing and never later; a tier never falls;
/// - a flag that a clinician closed completes it. Who and why is the note of the flag;
/// - a closed flag that opens again for something worse opens it again.
/// `receivedMs` is when the clinic got to know of it.
Result<void> keepContactTask(store::Writing& writing, std::string_view patient,
                             const landfall::fhir::Node& flag, std::int64_t receivedMs);

/// What the flag's card says of the task; nothing for a flag that came before there were any.
struct ContactTask {
    std::string id;
    std::string priority;
    std::string due;  ///< FHIR dateTime in the clinic's zone
};
[[nodiscard]] Result<std::optional<ContactTask>> contactTaskOf(store::Reading& reading,
                                                               std::string_view flag);

}  // namespace landfall::clinic::fhirapi
