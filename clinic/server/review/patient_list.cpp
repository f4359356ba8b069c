#include "server/review/patient_list.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <limits>
#include <map>
#include <tuple>

#include "landfall/fhir/read.hpp"
#include "server/fhir/courses.hpp"
#include "server/review/effect_term.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;

namespace {

struct Summary {
    store::PatientView patient;
    int openFlags = 0;
    int highestTier = 0;
    std::optional<store::FlagView> topFlag;  ///< of the highest tier the one that waits longest
    json::value topFlagLine;
    std::optional<std::int64_t> oldestFlagMs;
    int overdue = 0;
    int due = 0;
    std::optional<std::int64_t> lastReceivedMs;
    std::vector<store::ScoreView> scores;  ///< of the measure that is shown, oldest first
    fhirapi::MeasureCourse course;         ///< of the main measure
    int pendingDevices = 0;
    int stoppedDevices = 0;  ///< a code was used twice (E-07); until a clinician removes them
};

bool isBefore(const store::FlagView& a, const std::optional<store::FlagView>& b) {
    return !b || a.tier > b->tier || (a.tier == b->tier && a.receivedMs < b->receivedMs);
}

Result<void> addFlags(store::Reading& reading, Summary& summary) {
    return reading.flags(summary.patient.id, [&](const store::FlagView& flag) {
        if (flag.status != "active") return ok();
        ++summary.openFlags;
        if (isBefore(flag, summary.topFlag)) summary.topFlag = flag;
        summary.highestTier = std::max(summary.highestTier, flag.tier);
        summary.oldestFlagMs =
            std::min(summary.oldestFlagMs.value_or(flag.receivedMs), flag.receivedMs);
        return ok();
    });
}

Result<void> addTasks(store::Reading& reading, Summary& summary, std::string_view today) {
    return reading.tasks(summary.patient.id, [&](const store::TaskView& task) {
        if (!isOpenTask(task.status)) return ok();
        const bool late = task.due && std::string_view(*task.due) < today;
        ++(late ? summary.overdue : summary.due);
        return ok();
    });
}

/// What the list says of everybody, so that better, worse and unknown stand side by side.
constexpr std::string_view mainMeasure = "phq-9";
/// What stands in its place for somebody who never had a total of it, in this order.
constexpr std::string_view mainMeasures[] = {mainMeasure, "gad-7", "who-5", "madrs"};

using Scores = std::vector<store::ScoreView>;

bool hasTotal(const Scores& scores) {
    return std::any_of(scores.begin(), scores.end(),
                       [](const auto& score) { return score.value.has_value(); });
}

/// The first main measure that has a total; else whatever has one, else whatever was answered, the
/// newest first: the screener of yesterday must not hide the course of a measure.
const Scores* shownOf(const std::map<std::string, Scores>& byQuestionnaire) {
    for (const auto measure : mainMeasures) {
        const auto found = byQuestionnaire.find(std::string(measure));
        if (found != byQuestionnaire.end() && hasTotal(found->second)) return &found->second;
    }
    const Scores* shown = nullptr;
    for (const auto& [questionnaire, scores] : byQuestionnaire)
        if (shown == nullptr || std::pair(hasTotal(scores), scores.back().authoredMs) >
                                    std::pair(hasTotal(*shown), shown->back().authoredMs))
            shown = &scores;
    return shown;
}

Result<void> addScores(store::Reading& reading, Summary& summary) {
    std::map<std::string, Scores> byQuestionnaire;
    LF_CHECK(reading.scores(summary.patient.id, [&](const store::ScoreView& score) {
        byQuestionnaire[score.questionnaire].push_back(score);
        return ok();
    }));
    const auto* shown = shownOf(byQuestionnaire);
    if (shown != nullptr) summary.scores = *shown;
    return ok();
}

Result<void> addCourse(store::Reading& reading, Summary& summary) {
    LF_TRY(auto courses, fhirapi::coursesOf(reading, summary.patient.id, mainMeasure));
    if (!courses.empty()) summary.course = std::move(courses.front());
    return ok();
}

Result<Summary> summaryOf(store::Reading& reading, const fhirapi::Forms& forms,
                          const store::PatientView& patient, std::string_view today) {
    Summary summary;
    summary.patient = patient;
    LF_CHECK(addFlags(reading, summary));
    if (summary.topFlag) {
        LF_TRY(summary.topFlagLine, flagLine(reading, forms, *summary.topFlag));
    }
    LF_CHECK(addTasks(reading, summary, today));
    LF_CHECK(addScores(reading, summary));
    LF_CHECK(addCourse(reading, summary));
    LF_TRY(summary.lastReceivedMs, reading.lastReceivedMs(patient.id));
    LF_TRY(const auto devices, reading.devices(patient.id));
    for (const auto& device : devices)
        if (device.state == auth::DeviceState::Pending)
            ++summary.pendingDevices;
        else if (device.state == auth::DeviceState::Suspended)
            ++summary.stoppedDevices;
    return summary;
}

std::string titleOf(const fhirapi::Forms& forms, const std::string& questionnaire) {
    const auto form = forms.find(questionnaire);
    return form ? form->title() : questionnaire;
}

json::value latestOf(const fhirapi::Forms& forms, const Scores& scores) {
    if (scores.empty()) return nullptr;
    const auto& last = scores.back();
    std::optional<std::int64_t> change;
    if (scores.size() > 1) {
        const auto& before = scores[scores.size() - 2];
        if (last.value && before.value) change = *last.value - *before.value;
    }
    return json::object{{"questionnaire", last.questionnaire},
                        {"title", titleOf(forms, last.questionnaire)},
                        {"value", numberOrNull(last.value)},
                        {"band", orNull(last.band)},
                        {"change", numberOrNull(change)}};
}

/// The newest total against its baseline; a number that is not known is null.
json::object sinceBaselineOf(const fhirapi::Forms& forms, const fhirapi::MeasureCourse& course) {
    const fhirapi::CoursePoint* newest = nullptr;
    for (const auto& point : course.points)
        if (point.score.value) newest = &point;
    json::object out{{"questionnaire", mainMeasure},
                     {"title", titleOf(forms, std::string(mainMeasure))},
                     {"value", nullptr},
                     {"baseline", nullptr},
                     {"difference", nullptr}};
    if (newest == nullptr) return out;
    out["value"] = numberOrNull(newest->score.value);
    if (newest->baseline) out["baseline"] = newest->baseline->value;
    if (newest->change) out["difference"] = numberOrNull(newest->change->difference);
    return out;
}

json::array sparkOf(const Scores& scores) {
    json::array spark;
    const auto skip = scores.size() > sparkPointsMax ? scores.size() - sparkPointsMax : 0;
    for (std::size_t index = skip; index < scores.size(); ++index)
        spark.push_back(numberOrNull(scores[index].value));
    return spark;
}

json::object toJson(const fhirapi::Forms& forms, const Summary& summary) {
    return {{"id", summary.patient.id},
            {"name", summary.patient.name},
            {"birthDate", orNull(summary.patient.birthDate)},
            {"openFlags", summary.openFlags},
            {"highestTier", summary.highestTier},
            {"oldestFlag", instantOrNull(summary.oldestFlagMs)},
            {"topFlag", summary.topFlagLine},
            {"overdue", summary.overdue},
            {"due", summary.due},
            {"lastReceived", instantOrNull(summary.lastReceivedMs)},
            {"spark", sparkOf(summary.scores)},
            {"latest", latestOf(forms, summary.scores)},
            {"sinceBaseline", sinceBaselineOf(forms, summary.course)},
            {"pendingDevices", summary.pendingDevices},
            {"stoppedDevices", summary.stoppedDevices}};
}

/// Smaller comes first.
auto urgency(const Summary& summary) {
    constexpr auto never = std::numeric_limits<std::int64_t>::max();
    return std::tuple(-summary.highestTier, summary.oldestFlagMs.value_or(never),
                      -summary.stoppedDevices, -summary.overdue, -summary.pendingDevices,
                      -summary.lastReceivedMs.value_or(0), std::string_view(summary.patient.id));
}

/// What raised a flag that is about no answer; "" for the phone's own button.
Result<std::string> causeOf(store::Reading& reading, const store::FlagView& flag) {
    LF_TRY(const auto record, reading.versionAt(flag.row));
    if (!record) return std::string();
    LF_TRY(const auto document, landfall::fhir::Json::borrow(record->body));
    const auto read = landfall::fhir::readFlag(document.root());
    return read.has_value() ? read->cause : std::string();
}

}  // namespace

Result<json::object> flagLine(store::Reading& reading, const fhirapi::Forms& forms,
                              const store::FlagView& flag) {
    std::string effect;
    if (flag.response) {
        LF_TRY(effect, effectTermOf(reading, forms, *flag.response));
    }
    std::string cause;
    if (!flag.questionnaire) {
        LF_TRY(cause, causeOf(reading, flag));
    }
    const bool helpNow = !flag.questionnaire && !flag.response && cause.empty();
    json::value label;
    if (flag.questionnaire && flag.item)
        if (const auto form = forms.find(*flag.questionnaire))
            if (const auto index = form->indexOf(*flag.item)) label = labelOf(*form, *index);
    return json::object{
        {"tier", flag.tier},
        {"title", flag.questionnaire ? json::value(titleOf(forms, *flag.questionnaire))
                  : helpNow          ? json::value(nullptr)
                                     : json::value("Dosing day")},
        {"itemLabel", std::move(label)},
        {"effect", effect.empty() ? json::value(nullptr) : json::value(effect)},
        {"helpNow", helpNow},
        {"received", base::toFhirInstant(flag.receivedMs)}};
}

Result<std::string> patientList(store::Reading& reading, const fhirapi::Forms& forms,
                                std::string_view clinician, std::string_view today) {
    std::vector<store::PatientView> patients;
    LF_CHECK(reading.patientsOf(clinician, [&](const store::PatientView& patient) {
        patients.push_back(patient);
        return ok();
    }));
    std::vector<Summary> summaries;
    summaries.reserve(patients.size());
    for (const auto& patient : patients) {
        LF_TRY(auto summary, summaryOf(reading, forms, patient, today));
        summaries.push_back(std::move(summary));
    }
    std::sort(summaries.begin(), summaries.end(),
              [](const Summary& a, const Summary& b) { return urgency(a) < urgency(b); });
    json::array list;
    for (const auto& summary : summaries) list.push_back(toJson(forms, summary));
    return json::serialize(list);
}

}  // namespace landfall::clinic::review
