#pragma once

#include <vector>

#include "landfall/pathway/schedule.hpp"

// The visits with their days and nothing else; for the files of this folder.
namespace landfall::pathway {

/// Every visit but those of any time, for these sessions (by date). The window of a follow-up ends
/// when the next session comes, that of a preparation begins after the one before.
[[nodiscard]] std::vector<Visit> datedVisits(const Protocol& protocol, Day start,
                                             const std::vector<SessionDay>& sessions);

[[nodiscard]] bool isInWindow(const Visit& visit, Day day);
/// Whether an answer of this day can answer the visit. What a session was asked for on a day that
/// it has moved away from cannot: for the session's own day and what follows it is of no session,
/// and a baseline or a check of the day before asks for it (clinical rules 4). A preparation holds.
[[nodiscard]] bool counts(const Visit& visit, Day day);
/// The form of this questionnaire that a patient fills in at the visit, or null.
[[nodiscard]] const VisitForm* formOf(const VisitRule& rule, std::string_view questionnaire);

/// Whether this answer, which belongs to the visit, does the form there.
[[nodiscard]] bool isEnough(const VisitRule& rule, const VisitForm& form, const Answered& answer);

/// Which visits each answer belongs to, in the order of the input. `visits` as they are dated now.
[[nodiscard]] std::vector<GivenAnswer> attribute(const ScheduleInput& input,
                                                 const std::vector<Visit>& visits);

}  // namespace landfall::pathway
