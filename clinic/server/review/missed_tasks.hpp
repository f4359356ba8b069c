#pragma once

#include "server/review/plans.hpp"

// The staff's tasks about visits that were missed (clinical rules 4). They are the clinic's own and
// stand in no phone's feed.
namespace landfall::clinic::review {

constexpr std::string_view missedCode = "ask-after-missed-visit";

/// What stands for a session that does not seem to have been held, where a visit stands otherwise.
constexpr std::string_view heldVisit = "held";

/// What is missed as of now (pathway::missedOf). Nobody is asked after a session of which the
/// clinic knows that it did not take place: the newest decision by its day said no, or its dosing
/// record was begun on that day, and there is no start of a dose and nobody has marked it ready for
/// the forms about the experience. In the place of its day and of all that follows stands
/// `heldVisit`, no safety form among it: the session has to be recorded, moved or cancelled.
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
/// (or the plan's start) was moved, or was cancelled: a new version, `cancelled`, with the reason.
/// One that somebody has taken (received, accepted, in-progress) or that is closed stays as it is:
/// whoever took it has to know, and closes it. Nor does a late answer end one: that nothing was
/// heard for so long is for a person to look at. How many ended. For the transaction that changes
/// the plan.
[[nodiscard]] Result<int> endMissedTasks(store::Writing& writing, const PlanSources& sources,
                                         std::string_view patient);

}  // namespace landfall::clinic::review
