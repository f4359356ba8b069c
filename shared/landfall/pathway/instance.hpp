#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "landfall/fhir/care_plan.hpp"
#include "landfall/pathway/civil.hpp"

namespace landfall::pathway {

constexpr std::size_t sessionsMax = 50;
/// Nothing is planned further ahead: such a year was mistyped.
constexpr int yearsAheadMax = 2;

/// A dosing session with its date as a day.
struct SessionDay {
    int number = 1;
    Day day;
    bool cancelled = false;
    bool known = true;  ///< it was planned by the moment in question
};

/// A patient's plan with its dates and its zone understood.
class Instance {
public:
    /// BadDate, UnknownZone; a plan without either has been refused by its reader.
    [[nodiscard]] static Result<Instance> from(fhir::CarePlan plan);

    [[nodiscard]] const fhir::CarePlan& plan() const { return plan_; }
    [[nodiscard]] const Zone& zone() const { return zone_; }
    [[nodiscard]] Day start() const { return start_; }
    /// The sessions by date, as they stand now.
    [[nodiscard]] std::vector<SessionDay> sessions() const;
    /// As they stood at a moment: a later change is not known yet. A session that was planned later
    /// stands on its first date and is marked as not known.
    [[nodiscard]] std::vector<SessionDay> sessionsAt(const base::WallTime& moment) const;

private:
    Instance(fhir::CarePlan plan, Zone zone, Day start)
        : plan_(std::move(plan)), zone_(zone), start_(start) {}
    [[nodiscard]] std::vector<SessionDay> sessionsOf(
        const std::optional<base::WallTime>& moment) const;

    fhir::CarePlan plan_;
    Zone zone_;
    Day start_;
};

// Changes to a plan. Each gives the plan for a new version of its record; the history of a session
// only grows.

struct PlanOrder {
    std::string id;
    std::string patient;
    std::string protocol;  ///< canonical with version
    std::string zone;
    std::string start;  ///< FHIR date
};
/// True for a day more than yearsAheadMax years after the day that it is in this zone.
[[nodiscard]] bool isTooFarAhead(Day day, const Zone& zone, const base::WallTime& now);
/// A new plan without sessions: BadDate, UnknownZone, TooFarAhead.
[[nodiscard]] Result<fhir::CarePlan> beginPlan(const PlanOrder& order, const base::WallTime& now);
/// The next session: BadDate, TooFarAhead, BeforeStart, SameDay, TooManySessions. A day that is
/// over is possible: a dose may be written down late.
[[nodiscard]] Result<fhir::CarePlan> withSession(fhir::CarePlan plan, std::string_view date,
                                                 const base::WallTime& now);
/// UnknownSession, SessionCancelled and the above. To the date it has: no change.
[[nodiscard]] Result<fhir::CarePlan> withSessionMoved(fhir::CarePlan plan, int number,
                                                      std::string_view date,
                                                      const base::WallTime& now);
/// UnknownSession, SessionCancelled.
[[nodiscard]] Result<fhir::CarePlan> withSessionCancelled(fhir::CarePlan plan, int number,
                                                          const base::WallTime& now);

}  // namespace landfall::pathway
