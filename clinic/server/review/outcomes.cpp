#include "server/review/outcomes.hpp"

#include <boost/json/parse.hpp>

#include "server/fhir/courses.hpp"
#include "server/review/adverse_events.hpp"
#include "server/review/course_json.hpp"
#include "server/review/missing_json.hpp"
#include "server/review/words.hpp"
#include "server/store/authored.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;

namespace {

/// A row with everything null that is not known yet; `about` stands in every row of the patient.
json::object rowOf(const json::object& about, std::string_view measure) {
    json::object row = about;
    row["measure"] = measure;
    for (const auto* member : {"visit", "session", "response", "authored", "value", "band",
                               "baseline", "difference", "responded", "remission", "outOfWindow"})
        row[member] = nullptr;
    row["change"] = "not-applicable";
    row["complete"] = false;
    row["clockAhead"] = false;
    row["missing"] = nullptr;
    return row;
}

void setVisit(json::object& row, const pathway::VisitKey& visit) {
    row["visit"] = visit.visit;
    row["session"] = visit.session;
}

int decimalsOf(const PlanSources& sources, const std::string& questionnaire) {
    const auto form = sources.forms.find(questionnaire);
    return !form || form->scoring().empty() ? 0 : form->scoring().front().total.decimals;
}

void setScore(json::object& row, const PlanSources& sources, const fhirapi::CoursePoint& point) {
    const auto change = changeJson(point);
    row["response"] = point.score.response;
    row["authored"] = point.score.authored;
    row["value"] = shownNumber(point.score.value, decimalsOf(sources, point.score.questionnaire));
    row["band"] = orNull(point.score.band);
    row["baseline"] = change.at("baseline");
    row["difference"] = change.at("difference");
    row["responded"] = change.at("response");
    row["remission"] = change.at("remission");
    row["change"] = change.at("change");
    row["complete"] = point.isComplete();
    row["clockAhead"] = store::isClockAhead(point.score.authored, point.score.authoredMs);
    // A form that says a word instead of a number has its word in the band.
    if (!point.score.value && !point.score.band) row["missing"] = "incomplete";
}

void addScores(json::array& rows, const json::object& about, const PlanSources& sources,
               const PatientPlan* plan, const fhirapi::MeasureCourse& course) {
    for (const auto& point : course.points) {
        auto row = rowOf(about, course.questionnaire);
        setScore(row, sources, point);
        const auto* given = plan == nullptr ? nullptr : plan->schedule.answer(point.score.response);
        if (given == nullptr || given->visits.empty()) {
            rows.push_back(std::move(row));
            continue;
        }
        // One answer may serve two visits.
        for (const auto& visit : given->visits) {
            auto one = row;
            setVisit(one, visit);
            one["outOfWindow"] = given->isOutOf(visit);
            rows.push_back(std::move(one));
        }
    }
}

void addMissing(json::array& rows, const json::object& about, const PlanSources& sources,
                const PatientPlan* plan, const std::vector<fhirapi::MeasureCourse>& courses) {
    const auto missing = missingJson(sources, plan, courses);
    for (const auto& form : missing.at("forms").as_array()) {
        auto row = rowOf(about, form.at("questionnaire").as_string());
        row["visit"] = form.at("visit");
        row["session"] = form.at("session");
        row["missing"] = "not-answered";
        rows.push_back(std::move(row));
    }
}

/// A visit that passed after somebody had stopped taking part asked for nothing, and a table
/// without it would hide that they left.
void addWithdrawn(json::array& rows, const json::object& about, const PlanSources& sources,
                  const PatientPlan* plan) {
    if (plan == nullptr) return;
    for (const auto& visit : plan->schedule.visits) {
        if (!visit.withdrawn || !visit.target || *visit.target >= plan->schedule.today) continue;
        for (const auto& form : visit.forms) {
            if (form.state == pathway::State::Done || !form.canBeAnswered) continue;
            const auto known = sources.forms.find(form.form->questionnaire);
            auto row = rowOf(about, known ? known->id() : form.form->questionnaire);
            setVisit(row, visit.key());
            row["missing"] = "withdrawn";
            rows.push_back(std::move(row));
        }
    }
}

}  // namespace

Result<json::array> outcomesOf(store::Reading& reading, const PlanSources& sources,
                               std::string_view patient) {
    // A plan that cannot be followed leaves the scores without their visits.
    const auto found = planOf(reading, sources, patient);
    if (found.has_error() && !found.error().is(base::Fault::Malformed)) return found.error();
    const auto* plan = found.has_value() && *found ? &**found : nullptr;
    LF_TRY(const auto courses, fhirapi::coursesOf(reading, patient));
    LF_TRY(const auto effects, effectsPage(reading, sources.forms, patient, sources.now));
    boost::system::error_code error;
    const auto page = json::parse(effects, error);
    if (error) return base::Fault::Malformed;
    const auto& counts = page.at("counts");
    const json::object about{{"patient", patient},
                             {"withdrawn", plan != nullptr && plan->facts.consentWithdrawn},
                             {"sideEffectReports", counts.at("reports")},
                             {"adverseEvents", counts.at("events")},
                             {"seriousAdverseEvents", counts.at("serious")}};
    json::array rows;
    for (const auto& course : courses) addScores(rows, about, sources, plan, course);
    addMissing(rows, about, sources, plan, courses);
    addWithdrawn(rows, about, sources, plan);
    return rows;
}

}  // namespace landfall::clinic::review
