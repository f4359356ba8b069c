#include "server/fhir/courses.hpp"

#include <algorithm>

#include "landfall/fhir/build.hpp"
#include "landfall/fhir/visit_mark.hpp"
#include "landfall/pathway/civil.hpp"
#include "server/fhir/care_plans.hpp"
#include "server/store/authored.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;

namespace {

struct Session {
    int number = 0;
    std::string date;
};

/// The sessions of a plan, and the days of its clinic.
struct Calendar {
    std::vector<Session> sessions;
    std::optional<pathway::Zone> zone;

    /// In the clinic's calendar, wherever the phone was; without a plan the phone's own day.
    [[nodiscard]] std::string dayOf(const store::ScoreView& score) const {
        const auto moment = store::momentOf(score.authored, score.authoredMs);
        return zone ? pathway::toFhirDate(zone->dayOf(moment)) : base::toFhirDate(moment);
    }
};

Result<Calendar> calendarOf(store::Reading& reading, std::string_view patient) {
    LF_TRY(const auto plan, activeCarePlan(reading, patient));
    Calendar calendar;
    if (!plan) return calendar;
    if (const auto zone = pathway::Zone::named(plan->zone); zone.has_value()) calendar.zone = *zone;
    auto& sessions = calendar.sessions;
    for (const auto& session : plan->sessions)
        if (!session.cancelled()) sessions.push_back({session.number, session.date()});
    // FHIR dates of full precision are in the order of their text.
    std::sort(sessions.begin(), sessions.end(),
              [](const auto& a, const auto& b) { return a.date < b.date; });
    return calendar;
}

/// The visit a response was given in, as its phone said; the first one when it serves two.
Result<std::string> visitOf(store::Reading& reading, std::int64_t row) {
    LF_TRY(const auto record, reading.versionAt(row));
    if (!record) return std::string();
    const auto json = lf::Json::borrow(record->body);
    if (json.has_error()) return std::string();
    const auto marks = lf::answeredVisits(json->root());
    // A screening answer that is the baseline's too is the baseline's.
    for (const auto& mark : marks)
        if (mark.visit == "BASE") return mark.visit;
    return marks.empty() ? std::string() : marks.front().visit;
}

/// Scores without those of responses entered in error, with the version each response is in.
struct Scores {
    std::vector<store::ScoreView> scores;
    std::vector<std::int64_t> rows;
};
Result<Scores> scoresOf(store::Reading& reading, std::string_view patient, std::string_view only) {
    std::vector<store::ScoreView> all;
    LF_CHECK(reading.scores(patient, [&](const store::ScoreView& score) {
        if (only.empty() || score.questionnaire == only) all.push_back(score);
        return ok();
    }));
    Scores out;
    for (auto& score : all) {
        LF_TRY(const auto response, reading.response(score.response));
        if (response && response->status == "entered-in-error") continue;
        out.rows.push_back(response ? response->row : 0);
        out.scores.push_back(std::move(score));
    }
    return out;
}

/// The baseline of each session that has one.
Result<std::vector<Baseline>> baselinesOf(store::Reading& reading, const safety::ChangeRules& rules,
                                          const Calendar& calendar, const Scores& scores,
                                          std::size_t from, std::size_t to) {
    std::vector<safety::BaselineCandidate> candidates;
    for (auto i = from; i < to; ++i) {
        const auto& score = scores.scores[i];
        safety::BaselineCandidate one{
            calendar.dayOf(score), {}, score.value, score.value.has_value() && !score.prorated};
        if (!calendar.sessions.empty() && scores.rows[i] != 0) {
            LF_TRY(one.visit, visitOf(reading, scores.rows[i]));
        }
        candidates.push_back(std::move(one));
    }
    std::vector<Baseline> out;
    for (const auto& session : calendar.sessions)
        if (const auto at = safety::baselineAt(rules, candidates, session.date)) {
            const auto& score = scores.scores[from + *at];
            out.push_back(
                {session.number, session.date, *score.value, score.response, score.authored});
        }
    return out;
}

/// Totals of one measure between its baseline's session and a day are what relapse is judged by.
CoursePoint pointOf(const safety::ChangeRule* rule, const Calendar& calendar,
                    const std::vector<Baseline>& baselines, const std::vector<CoursePoint>& before,
                    store::ScoreView score) {
    CoursePoint point;
    const auto day = calendar.dayOf(score);
    for (const auto& session : calendar.sessions)
        if (session.date < day) point.session = session.number;
    for (const auto& baseline : baselines)
        if (baseline.sessionDate < day) point.baseline = baseline;
    point.score = std::move(score);
    if (rule == nullptr || !point.score.value) return point;
    std::vector<std::int64_t> earlier;
    for (const auto& one : before)
        if (one.score.value && point.baseline &&
            point.baseline->sessionDate < calendar.dayOf(one.score))
            earlier.push_back(*one.score.value);
    point.change = safety::changeOf(
        *rule, {.baseline = point.baseline ? std::optional(point.baseline->value) : std::nullopt,
                .earlier = earlier,
                .current = *point.score.value});
    return point;
}

Result<void> raise(store::Writing& writing, const instrument::Form& form, Recorder& recorder,
                   const std::string& patient, const CoursePoint& point, const base::Clock& clock,
                   base::Random& random) {
    const int tier = safety::numberOf(point.change->tier);
    LF_TRY(const int raised, writing.tierOfResponse(point.score.response));
    if (tier == 0 || raised >= tier) return ok();
    const auto id = base::makeUuidV7(clock, random).text();
    const auto bytes =
        lf::buildFlag({.id = id,
                       .patient = patient,
                       .tier = tier,
                       .raised = store::momentOf(point.score.authored, point.score.authoredMs),
                       .response = point.score.response,
                       .questionnaire = form.canonical(),
                       .evidenceItem = "",
                       .evidenceAnswer = std::to_string(*point.score.value) + "; at the baseline " +
                                         std::to_string(point.baseline->value),
                       .active = true,
                       .acknowledged = std::nullopt,
                       .source = "",
                       .cause = "reliable-worsening"});
    LF_TRY([[maybe_unused]] const auto written, recorder.putMade({"Flag", id}, bytes));
    return ok();
}

}  // namespace

const Result<safety::ChangeRules>& bundledChangeRules() {
    static const auto rules = safety::ChangeRules::bundled();
    return rules;
}

Result<std::vector<MeasureCourse>> coursesOf(store::Reading& reading, std::string_view patient,
                                             std::string_view only) {
    LF_TRY(const auto& rules, bundledChangeRules());
    LF_TRY(const auto scores, scoresOf(reading, patient, only));
    if (scores.scores.empty()) return std::vector<MeasureCourse>{};
    LF_TRY(const auto calendar, calendarOf(reading, patient));
    std::vector<MeasureCourse> courses;
    for (std::size_t from = 0; from < scores.scores.size();) {
        const auto& measure = scores.scores[from].questionnaire;
        auto to = from;
        while (to < scores.scores.size() && scores.scores[to].questionnaire == measure) ++to;
        const auto* rule = rules.of(measure);
        std::vector<Baseline> baselines;
        if (rule != nullptr) {
            LF_TRY(baselines, baselinesOf(reading, rules, calendar, scores, from, to));
        }
        MeasureCourse course{measure, {}};
        for (auto i = from; i < to; ++i)
            course.points.push_back(
                pointOf(rule, calendar, baselines, course.points, scores.scores[i]));
        courses.push_back(std::move(course));
        from = to;
    }
    return courses;
}

Result<void> checkWorsening(store::Writing& writing, const Forms& forms, Recorder& recorder,
                            const lf::Response& response, const base::Clock& clock,
                            base::Random& random) {
    const auto form = forms.find(response.questionnaire);
    LF_TRY(const auto& rules, bundledChangeRules());
    if (!form || rules.of(form->id()) == nullptr) return ok();
    LF_TRY(const auto view, writing.response(response.id));
    const auto fromMs = view ? view->authoredMs : response.authored.unixMs;
    LF_TRY(const auto courses, coursesOf(writing, response.patient));
    for (const auto& course : courses) {
        if (course.questionnaire != form->id()) continue;
        for (const auto& point : course.points)
            if (point.change && point.score.authoredMs >= fromMs)
                LF_CHECK(raise(writing, *form, recorder, response.patient, point, clock, random));
    }
    return ok();
}

}  // namespace landfall::clinic::fhirapi
