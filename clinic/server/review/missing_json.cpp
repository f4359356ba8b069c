#include "server/review/missing_json.hpp"

#include <boost/json/array.hpp>

namespace landfall::clinic::review {
namespace json = boost::json;

namespace {

/// Short id and title of a questionnaire as it is known here.
json::object aboutForm(const PlanSources& sources, const std::string& canonical,
                       const std::string& title) {
    const auto form = sources.forms.find(canonical);
    return {{"questionnaire", form ? form->id() : canonical},
            {"title", form ? form->title() : title}};
}

json::object missingForm(const PlanSources& sources, const pathway::Visit& visit,
                         const pathway::VisitForm& form, bool isClosed) {
    auto out = aboutForm(sources, form.questionnaire, form.title);
    out["visit"] = visit.rule->code;
    out["visitTitle"] = visit.rule->title;
    out["session"] = visit.session;
    out["forClinic"] = form.forClinic;
    out["safety"] = form.safety;
    out["due"] = visit.target ? json::value(pathway::toFhirDate(*visit.target)) : nullptr;
    out["closes"] = visit.closes ? json::value(pathway::toFhirDate(*visit.closes)) : nullptr;
    out["state"] = isClosed ? "closed" : "overdue";
    return out;
}

/// Given for a date from which the session has moved away since, to after this day: it says nothing
/// of the session that took place.
bool isMovedPast(const PatientPlan& plan, const pathway::Visit& visit,
                 const base::WallTime& authored) {
    if (visit.session == 0 || visit.rule->day < 0 || !visit.opens) return false;
    if (plan.instance.zone().dayOf(authored) >= *visit.opens) return false;
    for (const auto& then : plan.instance.sessionsAt(authored))
        for (const auto& now : plan.instance.sessions())
            if (then.number == visit.session && now.number == visit.session)
                return then.day < now.day;
    return false;
}

/// The clinic's own forms are not the phone's to ask for, so the schedule does not follow them: a
/// rating belongs to the visit it says, or to the one whose window it is in.
bool isRated(const PatientPlan& plan, const pathway::Visit& visit, const std::string& canonical) {
    for (const auto& answer : plan.answers) {
        if (pathway::urlOf(answer.questionnaire) != pathway::urlOf(canonical)) continue;
        if (isMovedPast(plan, visit, answer.authored)) continue;
        for (const auto& mark : answer.marks)
            if (mark.visit == visit.rule->code && mark.session == visit.session) return true;
        if (!answer.marks.empty() || !visit.opens) continue;
        const auto day = plan.instance.zone().dayOf(answer.authored);
        if (day >= *visit.opens && (!visit.closes || day <= *visit.closes)) return true;
    }
    return false;
}

void addVisit(const PlanSources& sources, const PatientPlan& plan, const pathway::Visit& visit,
              json::array& forms, json::array& late) {
    for (const auto& form : visit.forms) {
        const bool isClosed = form.state == pathway::State::Closed;
        if (form.canBeAnswered && (isClosed || form.state == pathway::State::Overdue))
            forms.push_back(missingForm(sources, visit, *form.form, isClosed));
        if (!form.outOfWindow || form.response.empty()) continue;
        auto one = aboutForm(sources, form.form->questionnaire, form.form->title);
        one["visit"] = visit.rule->code;
        one["session"] = visit.session;
        one["response"] = form.response;
        late.push_back(std::move(one));
    }
    const auto today = plan.schedule.today;
    if (!visit.target || today <= *visit.target) return;
    const bool isClosed = visit.closes && today > *visit.closes;
    for (const auto& form : visit.rule->forms)
        if (form.forClinic && !form.questionnaire.empty() && form.asked == pathway::Asked::Always &&
            sources.forms.find(form.questionnaire) && !isRated(plan, visit, form.questionnaire))
            forms.push_back(missingForm(sources, visit, form, isClosed));
}

}  // namespace

json::object missingJson(const PlanSources& sources, const PatientPlan* plan,
                         const std::vector<fhirapi::MeasureCourse>& courses) {
    json::array forms;
    json::array late;
    json::array totals;
    if (plan != nullptr)
        for (const auto& visit : plan->schedule.visits)
            // A session that was cancelled, or overtaken by the next, asks for nothing more.
            if (!visit.ended) addVisit(sources, *plan, visit, forms, late);
    for (const auto& course : courses)
        for (const auto& point : course.points) {
            // A form that says a word instead of a number has its word in the band.
            if (point.isComplete() || (!point.score.value && point.score.band)) continue;
            auto one = aboutForm(sources, course.questionnaire, course.questionnaire);
            one["response"] = point.score.response;
            one["authored"] = point.score.authored;
            one["reason"] = point.score.value ? "prorated" : "incomplete";
            totals.push_back(std::move(one));
        }
    return {{"forms", std::move(forms)}, {"late", std::move(late)}, {"totals", std::move(totals)}};
}

}  // namespace landfall::clinic::review
