#include "server/review/course_json.hpp"

#include <cstdlib>

#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;

namespace {
std::string_view wordOf(const fhirapi::CoursePoint& point) {
    if (!point.change || !point.change->difference) return "not-applicable";
    if (point.change->worseReliably) return "reliable-worsening";
    if (point.change->worsePossibly) return "possible-worsening";
    if (point.change->betterReliably) return "reliable-improvement";
    return point.change->hasReliable ? "none" : "no-threshold";
}

json::value orNull(const std::optional<bool>& yes) {
    return yes ? json::value(*yes) : json::value(nullptr);
}

void addJudgement(json::object& out, const fhirapi::CoursePoint& point) {
    const auto change = point.change.value_or(safety::Change{});
    out["response"] = orNull(change.response);
    out["remission"] = orNull(change.remission);
    out["change"] = wordOf(point);
    out["alsoFlagged"] = change.alsoFlagged;
    out["relapse"] = change.relapse;
}

json::value baselineJson(const fhirapi::CoursePoint& point) {
    if (!point.baseline) return nullptr;
    return json::object{{"session", point.baseline->session},
                        {"sessionDate", point.baseline->sessionDate},
                        {"value", point.baseline->value},
                        {"response", point.baseline->response},
                        {"authored", point.baseline->authored}};
}
}  // namespace

json::value shownNumber(const std::optional<std::int64_t>& units, int decimals) {
    if (!units || decimals == 0) return numberOrNull(units);
    return std::strtod(fhir::textOf(fhir::Fixed{*units, decimals}).c_str(), nullptr);
}

json::object changeJson(const fhirapi::CoursePoint& point) {
    json::object out{
        {"session", point.session == 0 ? json::value(nullptr) : json::value(point.session)},
        {"baseline", point.baseline ? json::value(point.baseline->value) : json::value(nullptr)},
        {"difference", numberOrNull(point.change ? point.change->difference : std::nullopt)}};
    addJudgement(out, point);
    return out;
}

void addCourse(json::object& score, const fhirapi::MeasureCourse* course) {
    const fhirapi::CoursePoint* newest = nullptr;
    if (course != nullptr)
        for (const auto& point : course->points)
            if (point.score.value) newest = &point;
    const fhirapi::CoursePoint none;
    score["baseline"] = baselineJson(newest != nullptr ? *newest : none);
    addJudgement(score, newest != nullptr ? *newest : none);
}

}  // namespace landfall::clinic::review
