#include "landfall/pathway/instance.hpp"

#include <algorithm>

namespace landfall::pathway {

namespace {
fhir::DosingSession* find(fhir::CarePlan& plan, int number) {
    for (auto& session : plan.sessions)
        if (session.number == number) return &session;
    return nullptr;
}

/// The same day so many years on; 28 February for the 29th where there is none.
Day yearsAfter(Day day, int years) {
    const auto same = date::year_month_day{day} + date::years{years};
    if (same.ok()) return Day{same};
    return Day{same.year() / same.month() / date::last};
}

/// A date for session `number` (0: a new one).
Result<void> checkDate(const fhir::CarePlan& plan, std::string_view date, int number,
                       const base::WallTime& now) {
    LF_TRY(const auto day, dayFrom(date));
    LF_TRY(const auto zone, Zone::named(plan.zone));
    if (isTooFarAhead(day, zone, now)) return Error{Fault::TooFarAhead, "date"};
    // FHIR dates of full precision sort as text.
    if (date < plan.start) return Error{Fault::BeforeStart, "date"};
    for (const auto& other : plan.sessions)
        if (other.number != number && !other.cancelled() && other.date() == date)
            return Error{Fault::SameDay, "date"};
    return ok();
}

/// Never before what stands there: two clocks of a clinic may differ by a little.
base::WallTime after(const fhir::DosingSession& session, const base::WallTime& now) {
    return std::max(now, session.changes.back().since,
                    [](const auto& a, const auto& b) { return a.unixMs < b.unixMs; });
}
}  // namespace

Result<Instance> Instance::from(fhir::CarePlan plan) {
    LF_TRY(const auto zone, Zone::named(plan.zone));
    LF_TRY(const auto start, dayFrom(plan.start));
    for (const auto& session : plan.sessions) {
        if (session.changes.empty()) return Error{Fault::BadElement, "activity"};
        for (const auto& change : session.changes) {
            LF_TRY(const auto day, dayFrom(change.date));
            static_cast<void>(day);
        }
    }
    return Instance(std::move(plan), zone, start);
}

std::vector<SessionDay> Instance::sessionsOf(const std::optional<base::WallTime>& moment) const {
    std::vector<SessionDay> out;
    out.reserve(plan_.sessions.size());
    for (const auto& session : plan_.sessions) {
        const auto* holds = &session.changes.back();
        bool known = true;
        if (moment) {
            known = session.changes.front().since.unixMs <= moment->unixMs;
            holds = &session.changes.front();
            for (const auto& change : session.changes)
                if (change.since.unixMs <= moment->unixMs) holds = &change;
        }
        out.push_back({.number = session.number,
                       .day = *dayFrom(holds->date),  // from() has read it
                       .cancelled = holds->cancelled,
                       .known = known});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.day < b.day; });
    return out;
}

std::vector<SessionDay> Instance::sessions() const {
    return sessionsOf(std::nullopt);
}

std::vector<SessionDay> Instance::sessionsAt(const base::WallTime& moment) const {
    return sessionsOf(moment);
}

bool isTooFarAhead(Day day, const Zone& zone, const base::WallTime& now) {
    return day > yearsAfter(zone.dayOf(now), yearsAheadMax);
}

Result<fhir::CarePlan> beginPlan(const PlanOrder& order, const base::WallTime& now) {
    LF_TRY(const auto zone, Zone::named(order.zone));
    LF_TRY(const auto start, dayFrom(order.start));
    if (isTooFarAhead(start, zone, now)) return Error{Fault::TooFarAhead, "start"};
    fhir::CarePlan plan;
    plan.id = order.id;
    plan.patient = order.patient;
    plan.protocol = order.protocol;
    plan.zone = zone.name();
    plan.start = toFhirDate(start);
    plan.created = now;
    return plan;
}

Result<fhir::CarePlan> withSession(fhir::CarePlan plan, std::string_view date,
                                   const base::WallTime& now) {
    LF_CHECK(checkDate(plan, date, 0, now));
    if (plan.sessions.size() >= sessionsMax) return Error{Fault::TooManySessions, "date"};
    int number = 1;
    for (const auto& other : plan.sessions) number = std::max(number, other.number + 1);
    plan.sessions.push_back({.number = number, .changes = {{now, std::string(date), false}}});
    return plan;
}

Result<fhir::CarePlan> withSessionMoved(fhir::CarePlan plan, int number, std::string_view date,
                                        const base::WallTime& now) {
    auto* const session = find(plan, number);
    if (!session) return Error{Fault::UnknownSession, "session"};
    if (session->cancelled()) return Error{Fault::SessionCancelled, "session"};
    LF_CHECK(checkDate(plan, date, number, now));
    if (session->date() != date)
        session->changes.push_back({after(*session, now), std::string(date), false});
    return plan;
}

Result<fhir::CarePlan> withSessionCancelled(fhir::CarePlan plan, int number,
                                            const base::WallTime& now) {
    auto* const session = find(plan, number);
    if (!session) return Error{Fault::UnknownSession, "session"};
    if (session->cancelled()) return Error{Fault::SessionCancelled, "session"};
    session->changes.push_back({after(*session, now), session->date(), true});
    return plan;
}

}  // namespace landfall::pathway
