#pragma once

#include "server/review/plans.hpp"

// The staff's tasks about visits that were missed (clinical rules 4). They are the clinic's own and
// stand in no phone's feed.
namespace landfall::clinic::review {

constexpr std::string_view missedCode = "ask-after-missed-visit";

/// What stands for a session whose day is over and of which no dose is recorded, where a visit
/// stands otherwise.
constexpr std::string_view heldVisit = "held";

/// What is missed as of now (pathway::missedOf), and `heldVisit`, which is no visit and no safety
/// form, of each session of which no dose is recorded, from the day after it: it has to be written
/// down, moved or cancelled. While nobody has said no to such a session a dose may have been given,
/// and what is missed is asked after. Somebody has when the newest decision by its day, the newest
/// `consent` or the newest `go-no-go` of its dosing record says no, and nobody has marked it ready
/// for the forms about the experience; then none of its visits is missed, before it or after it.
[[nodiscard]] Result<std::vector<pathway::Missed>> missedNow(store::Reading& reading,
                                                             const PlanSources& sources,
                                                             std::string_view patient,
                                                             const PatientPlan& plan);

/// The Task for the staff about one missed visit. The same visit of the same plan has always the
/// same id, so it is made once however often somebody looks. The visit of a session that was moved
/// is another one on its new day: that somebody has asked after the first says nothing about it.
[[nodiscard]] std::string missedTaskId(const PatientPlan& plan, const pathway::VisitKey& visit);

/// Makes a Task for each visit that is missed as of now and has none yet, opens one again that
/// ended by itself when its session has moved back, gives the day to one that does not say it, and
/// does what endMissedTasks does; how many tasks were changed.
[[nodiscard]] Result<int> keepMissedTasks(store::Writing& writing, const PlanSources& sources,
                                          std::string_view patient);

/// Ends each open Task whose visit is no longer on the day it was missed on, because its session
/// (or the plan's start) was moved, or was cancelled, or is asked after no more, because somebody
/// has said no to its session: a new version, `cancelled`, with the reason.
/// One that somebody has taken (received, accepted, in-progress) or that is closed stays as it is:
/// whoever took it has to know, and closes it. Nor does a late answer end one: that nothing was
/// heard for so long is for a person to look at. How many ended. For the transaction that changes
/// the plan.
[[nodiscard]] Result<int> endMissedTasks(store::Writing& writing, const PlanSources& sources,
                                         std::string_view patient);

}  // namespace landfall::clinic::review
