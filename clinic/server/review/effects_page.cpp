// Side effects as patients report them, and adverse events as clinicians confirm them.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include "landfall/fhir/read.hpp"
#include "landfall/instrument/response.hpp"
#include "landfall/pathway/civil.hpp"
#include "landfall/safety/side_effect.hpp"
#include "server/fhir/care_plans.hpp"
#include "server/review/adverse_events.hpp"
#include "server/review/answered_items.hpp"
#include "server/review/dosing_record.hpp"
#include "server/review/effect_term.hpp"
#include "server/review/words.hpp"
#include "server/store/authored.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;
namespace lf = landfall::fhir;

namespace {

constexpr std::int64_t minuteMs = 60'000;

/// When a session's dose began, or its day when nothing is recorded.
struct DoseTime {
    int session = 0;
    std::string date;
    std::optional<std::int64_t> startMs;
};

Result<std::vector<DoseTime>> doseTimesOf(store::Reading& reading, std::string_view patient) {
    LF_TRY(const auto plan, fhirapi::activeCarePlan(reading, patient));
    LF_TRY(const auto entries, dosingEntriesOf(reading, patient));
    std::vector<DoseTime> times;
    if (!plan) return times;
    for (const auto& session : plan->sessions) {
        if (session.cancelled()) continue;
        const auto day = dayOf(entries, session.number);
        const auto* start = day.newest("start");
        times.push_back({session.number, session.date(),
                         start == nullptr ? std::nullopt : std::optional(start->step.at.unixMs)});
    }
    std::sort(times.begin(), times.end(),
              [](const auto& a, const auto& b) { return a.date < b.date; });
    return times;
}

/// Of the newest session that was before; null before any. `when` is a FHIR date or dateTime.
json::value sinceDose(const std::vector<DoseTime>& times, const std::string& when) {
    constexpr std::size_t dateSize = 10;
    constexpr std::int64_t minutesOfDay = 24 * 60;
    const auto moment = base::fromFhirDateTime(when);
    const auto day = pathway::dayFrom(when.substr(0, dateSize));
    json::value found = nullptr;
    for (const auto& time : times) {
        if (time.startMs && moment.has_value()) {
            if (moment->unixMs >= *time.startMs)
                found = json::object{{"session", time.session},
                                     {"minutes", (moment->unixMs - *time.startMs) / minuteMs},
                                     {"from", "start"}};
            continue;
        }
        const auto dosing = pathway::dayFrom(time.date);
        if (day.has_error() || dosing.has_error() || *day < *dosing) continue;
        const std::int64_t days = (*day - *dosing).count();
        found = json::object{
            {"session", time.session}, {"minutes", days * minutesOfDay}, {"from", "day"}};
    }
    return found;
}

json::value textOrNull(const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

struct Effects {
    std::vector<DoseTime> times;
    std::vector<lf::AdverseEvent> events;
    std::map<std::string, std::string> replacedBy;
    std::int64_t nowMs = 0;

    [[nodiscard]] bool isReplaced(const lf::AdverseEvent& event) const {
        return replacedBy.contains(event.id);
    }
};

/// Nothing for a form that a visit asked for and that names no effect: it is no report.
Result<std::optional<json::object>> reportJson(store::Reading& reading, const fhirapi::Forms& forms,
                                               const Effects& effects,
                                               const store::ResponseView& view) {
    json::object out{{"response", view.id},
                     {"questionnaire", view.questionnaire},
                     {"title", view.questionnaire},
                     {"authored", view.authored},
                     {"received", base::toFhirInstant(view.receivedMs)},
                     {"grade", nullptr},
                     {"tier", view.tier},
                     {"term", nullptr},
                     // A wrong clock does not tell how long it has been.
                     {"sinceDose", store::isClockAhead(view.authored, view.authoredMs)
                                       ? json::value(nullptr)
                                       : sinceDose(effects.times, view.authored)},
                     {"items", json::array{}},
                     {"events", json::array{}}};
    for (const auto& event : effects.events)
        if (event.report == view.id && !effects.isReplaced(event))
            out["events"].as_array().emplace_back(event.id);
    LF_TRY(const auto record, reading.versionAt(view.row));
    if (!record) return std::optional(std::move(out));
    LF_TRY(const auto document, lf::Json::borrow(record->body));
    const auto form = forms.find(view.canonical);
    out["items"] = answeredItems(document.root(), form.get()).items;
    if (!form) return std::optional(std::move(out));
    out["title"] = form->title();
    const auto response = lf::readResponse(document.root());
    if (response.has_error()) return std::optional(std::move(out));
    const auto answers = instrument::fromResponse(*form, *response);
    if (answers.has_error()) return std::optional(std::move(out));
    if (!safety::reportsAnEffect(*form, *answers) && out["events"].as_array().empty())
        return std::optional<json::object>{};
    if (form->id() != safety::effectForms[0]) return std::optional(std::move(out));
    if (const auto grade = safety::gradeOfReport(*form, *answers)) out["grade"] = *grade;
    out["term"] = textOrNull(effectTermOf(*form, *answers));
    return std::optional(std::move(out));
}

json::value clockJson(const lf::AdverseEvent& event, std::int64_t nowMs) {
    if (!event.isSerious()) return nullptr;
    const auto untilMs = event.aware.unixMs + sponsorClockMs;
    return json::object{
        {"until", base::toFhirInstant(untilMs)},
        {"reported", event.reported ? json::value(base::toFhirDateTime(*event.reported)) : nullptr},
        {"state", event.reported    ? "reported"
                  : nowMs > untilMs ? "overdue"
                                    : "running"}};
}

json::object eventJson(const Effects& effects, const lf::AdverseEvent& event) {
    json::array criteria;
    for (const auto& one : event.criteria) criteria.emplace_back(one);
    const auto replaced = effects.replacedBy.find(event.id);
    const bool ongoing = event.outcome == "ongoing" || event.outcome == "recovering";
    return {{"id", event.id},
            {"report", textOrNull(event.report)},
            {"session", event.session == 0 ? json::value(nullptr) : json::value(event.session)},
            {"acute", event.acute},
            {"term", event.term},
            {"words", textOrNull(event.words)},
            {"onset", textOrNull(event.onset)},
            {"end", textOrNull(event.end)},
            {"ongoing", ongoing},
            {"grade", event.grade},
            {"serious", event.isSerious()},
            {"criteria", std::move(criteria)},
            {"causality", event.causality},
            {"expectedness", event.expectedness},
            {"action", textOrNull(event.action)},
            {"outcome", event.outcome},
            {"aware", base::toFhirDateTime(event.aware)},
            {"recorded", base::toFhirDateTime(event.recorded)},
            {"by", event.by.name},
            {"sinceDose", sinceDose(effects.times, event.onset)},
            {"replaces", textOrNull(event.replaces)},
            {"replacedBy", replaced == effects.replacedBy.end() ? json::value(nullptr)
                                                                : json::value(replaced->second)},
            {"reason", textOrNull(event.reason)},
            {"clock", clockJson(event, effects.nowMs)}};
}

json::object countsJson(const Effects& effects, const json::array& reports) {
    json::array grades{0, 0, 0, 0, 0};
    std::map<std::string, std::int64_t> terms;
    std::int64_t events = 0;
    std::int64_t serious = 0;
    std::int64_t ongoing = 0;
    std::int64_t unconfirmed = 0;
    for (const auto& event : effects.events) {
        if (effects.isReplaced(event)) continue;
        ++events;
        serious += event.isSerious() ? 1 : 0;
        ongoing += event.outcome == "ongoing" || event.outcome == "recovering" ? 1 : 0;
        auto& grade = grades.at(static_cast<std::size_t>(event.grade - 1));
        grade = grade.as_int64() + 1;
        ++terms[event.term];
    }
    for (const auto& report : reports)
        if (!report.at("grade").is_null() && report.at("events").as_array().empty()) ++unconfirmed;
    json::array list;
    for (const auto& [term, count] : terms) list.push_back({{"term", term}, {"count", count}});
    std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
        return a.at("count").as_int64() > b.at("count").as_int64();
    });
    return {{"reports", static_cast<std::int64_t>(reports.size())},
            {"unconfirmed", unconfirmed},
            {"events", events},
            {"serious", serious},
            {"ongoing", ongoing},
            {"grades", std::move(grades)},
            {"terms", std::move(list)}};
}

}  // namespace

Result<std::string> effectsPage(store::Reading& reading, const fhirapi::Forms& forms,
                                std::string_view patient, const base::WallTime& now) {
    Effects effects;
    effects.nowMs = now.unixMs;
    LF_TRY(effects.times, doseTimesOf(reading, patient));
    LF_TRY(effects.events, adverseEventsOf(reading, patient));
    for (const auto& event : effects.events)
        if (!event.replaces.empty()) effects.replacedBy[event.replaces] = event.id;
    std::vector<store::ResponseView> views;
    LF_CHECK(reading.responses(patient, [&](const store::ResponseView& view) {
        const bool isReport =
            std::find(std::begin(safety::effectForms), std::end(safety::effectForms),
                      view.questionnaire) != std::end(safety::effectForms);
        if (isReport && view.status != "entered-in-error") views.push_back(view);
        return ok();
    }));
    json::array reports;
    for (const auto& view : views) {
        LF_TRY(auto report, reportJson(reading, forms, effects, view));
        if (report) reports.push_back(*std::move(report));
    }
    json::array events;
    for (auto event = effects.events.rbegin(); event != effects.events.rend(); ++event)
        events.push_back(eventJson(effects, *event));
    auto counts = countsJson(effects, reports);
    return json::serialize(json::object{{"reports", std::move(reports)},
                                        {"events", std::move(events)},
                                        {"counts", std::move(counts)}});
}

}  // namespace landfall::clinic::review
