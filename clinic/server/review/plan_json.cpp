// The plan of a patient for the review page.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "landfall/pathway/appointments.hpp"
#include "landfall/pathway/phase.hpp"
#include "server/review/decisions.hpp"
#include "server/review/dosing_gates.hpp"
#include "server/review/missed_tasks.hpp"
#include "server/review/plans.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;

namespace {

json::value dayOrNull(const std::optional<pathway::Day>& day) {
    return day ? json::value(pathway::toFhirDate(*day)) : json::value(nullptr);
}

json::value textOrNull(const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

json::value visitJson(const PlanSources& sources, const pathway::Visit& visit) {
    json::array forms;
    for (const auto& one : visit.forms)
        forms.push_back(
            {{"questionnaire", shortIdOf(sources, one.form->questionnaire)},
             {"title", one.form->title},
             {"safety", one.form->safety},
             {"state", pathway::nameOf(one.state)},
             {"canBeAnswered", one.canBeAnswered},
             {"response", one.response.empty() ? json::value(nullptr) : json::value(one.response)},
             {"outOfWindow", one.outOfWindow},
             {"partly", one.partly}});
    json::array clinic;
    for (const auto& form : visit.rule->forms)
        if (form.forClinic) clinic.emplace_back(form.title);
    return json::object{{"visit", visit.rule->code},
                        {"session", visit.session},
                        {"title", visit.rule->title},
                        {"phase", pathway::nameOf(visit.rule->phase)},
                        {"opens", dayOrNull(visit.opens)},
                        {"due", dayOrNull(visit.target)},
                        {"closes", dayOrNull(visit.closes)},
                        {"state", pathway::nameOf(visit.state)},
                        {"ended", visit.ended},
                        {"forms", std::move(forms)},
                        {"clinicForms", std::move(clinic)}};
}

/// Every day that a session had before the one it has, with the moment it was given up.
json::array movesJson(const PatientPlan& plan, int number) {
    json::array moves;
    for (const auto& session : plan.instance.plan().sessions) {
        if (session.number != number) continue;
        for (std::size_t i = 1; i < session.changes.size(); ++i) {
            const auto& before = session.changes[i - 1];
            const auto& after = session.changes[i];
            if (after.date == before.date) continue;
            moves.push_back({{"from", before.date},
                             {"to", after.date},
                             {"at", base::toFhirInstant(after.since.unixMs)}});
        }
    }
    return moves;
}

Result<json::array> sessionsJson(store::Reading& reading, const PlanSources& sources,
                                 const PatientPlan& plan) {
    LF_TRY(const auto entries, dosingEntriesOf(reading, plan.instance.plan().patient));
    json::array sessions;
    for (const auto& session : plan.instance.sessions()) {
        const auto day = dayOf(entries, session.number);
        const auto* start = session.cancelled ? nullptr : day.newest("start");
        GatesShown shown;
        if (!session.cancelled) {
            LF_TRY(shown, gatesShown(reading, sources, plan, session.number, start));
        }
        sessions.push_back(
            {{"number", session.number},
             {"date", pathway::toFhirDate(session.day)},
             {"cancelled", session.cancelled},
             {"moves", movesJson(plan, session.number)},
             {"mayBeRecorded", shown.mayBeRecorded},
             {"gates", std::move(shown.gates)},
             {"gatesAt", start == nullptr ? json::value(nullptr)
                                          : json::value(base::toFhirDateTime(start->step.at))},
             {"gatesSince", std::move(shown.since)}});
    }
    return sessions;
}

json::array appointmentsJson(const PatientPlan& plan, const base::WallTime& now) {
    const auto next = pathway::nextAppointment(plan.instance.plan(), now);
    json::array list;
    for (const auto& one : pathway::appointmentsOf(plan.instance.plan()))
        list.push_back({{"number", one.number},
                        {"title", one.title},
                        {"start", base::toFhirDateTime(one.start)},
                        {"minutes", one.minutes == 0 ? json::value(nullptr) : one.minutes},
                        {"with", textOrNull(one.with)},
                        {"where", textOrNull(one.where)},
                        {"note", textOrNull(one.note)},
                        {"cancelled", one.cancelled},
                        {"next", next && next->number == one.number}});
    return list;
}

Result<json::array> missedJson(store::Reading& reading, const PlanSources& sources,
                               const PatientPlan& plan) {
    json::array list;
    LF_TRY(const auto all, missedNow(reading, sources, plan.instance.plan().patient, plan));
    for (const auto& missed : all) {
        // No visit of the plan: it stands among the staff's tasks.
        if (missed.visit.visit == heldVisit) continue;
        json::array forms;
        for (const auto& form : missed.forms) forms.emplace_back(shortIdOf(sources, form));
        const auto task = missedTaskId(plan, missed.visit);
        LF_TRY(const auto state, reading.state({"Task", task}));
        list.push_back({{"visit", missed.visit.visit},
                        {"session", missed.visit.session},
                        {"since", base::toFhirInstant(missed.sinceMs)},
                        {"safety", missed.safety},
                        {"forms", std::move(forms)},
                        {"task", state ? json::value(task) : json::value(nullptr)}});
    }
    return list;
}

}  // namespace

Result<json::value> planJson(store::Reading& reading, const PlanSources& sources,
                             const Result<std::optional<PatientPlan>>& found) {
    if (found.has_error() && found.error().is(base::Fault::Malformed))
        return json::value(json::object{{"fault", "The protocol of this plan is not known here."}});
    LF_TRY(const auto& plan, found);
    if (!plan) return json::value(nullptr);
    json::array visits;
    for (const auto& visit : plan->schedule.visits) visits.push_back(visitJson(sources, visit));
    json::object out{{"id", plan->id},
                     {"protocol", plan->protocol->canonical()},
                     {"title", plan->protocol->title},
                     {"phase", pathway::nameOf(pathway::phaseOf(plan->schedule, plan->instance))},
                     {"zone", plan->instance.zone().name()},
                     {"start", pathway::toFhirDate(plan->instance.start())},
                     {"today", pathway::toFhirDate(plan->schedule.today)},
                     {"decision", nullptr},
                     {"visits", std::move(visits)}};
    if (const auto& decision = plan->facts.eligibility) {
        LF_TRY(auto decided, decisionJson(reading, *decision));
        decided["outdated"] = plan->facts.eligibilityOutdated;
        out["decision"] = std::move(decided);
    }
    LF_TRY(out["sessions"], sessionsJson(reading, sources, *plan));
    out["appointments"] = appointmentsJson(*plan, sources.now);
    LF_TRY(out["missed"], missedJson(reading, sources, *plan));
    return json::value(std::move(out));
}

}  // namespace landfall::clinic::review
