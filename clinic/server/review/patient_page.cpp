#include "server/review/patient_page.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include "landfall/fhir/names.hpp"
#include "landfall/fhir/read.hpp"
#include "server/fhir/contact_tasks.hpp"
#include "server/fhir/courses.hpp"
#include "server/review/answered_items.hpp"
#include "server/review/consents.hpp"
#include "server/review/course_json.hpp"
#include "server/review/missing_json.hpp"
#include "server/review/staff_tasks.hpp"
#include "server/review/words.hpp"
#include "server/store/authored.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;
namespace lf = landfall::fhir;

namespace {

/// What the whole page is made with.
struct Sources {
    store::Reading& reading;
    const fhirapi::Forms& forms;
    std::string patient;
    std::map<std::string, store::ResponseView> responses;  ///< by id
    std::vector<fhirapi::MeasureCourse> courses;
};

std::string titleOf(const Sources& sources, const std::string& canonicalOrId) {
    const auto form = sources.forms.find(canonicalOrId);
    return form ? form->title() : canonicalOrId;
}

/// What raised a flag that no single answer did, which could be read; null for every other.
Result<json::value> causeOf(Sources& sources, const store::FlagView& flag) {
    if (flag.item && flag.answer) return json::value(nullptr);
    LF_TRY(const auto record, sources.reading.versionAt(flag.row));
    if (!record) return json::value(nullptr);
    LF_TRY(const auto document, lf::Json::borrow(record->body));
    const auto read = lf::readFlag(document.root());
    if (read.has_value() && !read->cause.empty()) return json::value(read->cause);
    // The phone's own button is not about an answer.
    if (!flag.response && !flag.questionnaire) return json::value("help-now");
    return json::value(nullptr);
}

/// The staff's task of a flag: until when somebody is to be in touch.
Result<json::value> taskOf(Sources& sources, const std::string& flag) {
    LF_TRY(const auto task, fhirapi::contactTaskOf(sources.reading, flag));
    if (!task) return json::value(nullptr);
    return json::value(
        json::object{{"id", task->id}, {"priority", task->priority}, {"due", task->due}});
}

Result<json::value> flagJson(Sources& sources, const store::FlagView& flag) {
    json::value label;
    json::value text;
    // The version that was answered knows the words best; the newest of that id knows them too.
    const auto answered =
        flag.response ? sources.responses.find(*flag.response) : sources.responses.end();
    auto form = answered != sources.responses.end() ? sources.forms.find(answered->second.canonical)
                                                    : nullptr;
    if (!form) form = sources.forms.find(flag.questionnaire.value_or(""));
    if (form && flag.item)
        if (const auto index = form->indexOf(*flag.item)) {
            label = labelOf(*form, *index);
            text = form->item(*index).text;
        }
    LF_TRY(const auto note, sources.reading.noteOfFlag(flag.id));
    std::optional<std::string> by;
    if (flag.acknowledgedBy) {
        LF_TRY(by, sources.reading.userName(*flag.acknowledgedBy));
    }
    LF_TRY(auto cause, causeOf(sources, flag));
    const bool isAcute = cause == json::value("acute-event");
    const bool isEvent = cause == json::value("adverse-event");
    LF_TRY(auto task, taskOf(sources, flag.id));
    return json::value(json::object{
        {"id", flag.id},
        {"tier", flag.tier},
        {"questionnaire", orNull(flag.questionnaire)},
        {"title", flag.questionnaire ? json::value(titleOf(sources, *flag.questionnaire))
                  : isAcute          ? json::value("Dosing day")
                  : isEvent          ? json::value("Side effects")
                                     : json::value(nullptr)},
        {"itemLabel", label},
        {"item", orNull(flag.item)},
        {"itemText", text},
        {"answer", orNull(flag.answer)},
        {"cause", std::move(cause)},
        {"authored", flag.authored},
        {"received", base::toFhirInstant(flag.receivedMs)},
        {"status", flag.status},
        {"task", std::move(task)},
        {"acknowledged", instantOrNull(flag.acknowledgedMs)},
        {"acknowledgedBy", orNull(by)},
        {"note", note ? json::value(note->text) : json::value(nullptr)},
        {"response", orNull(flag.response)}});
}

Result<json::array> flagsJson(Sources& sources) {
    std::vector<store::FlagView> flags;
    LF_CHECK(sources.reading.flags(sources.patient, [&](const store::FlagView& flag) {
        flags.push_back(flag);
        return ok();
    }));
    json::array list;
    for (const auto& flag : flags) {
        LF_TRY(auto one, flagJson(sources, flag));
        list.push_back(std::move(one));
    }
    return list;
}

json::object pointJson(const store::ScoreView& score, int decimals) {
    json::object point{{"id", score.observation.value_or(score.response)},
                       {"response", score.response},
                       {"authored", score.authored},
                       {"received", base::toFhirInstant(score.receivedMs)},
                       {"value", shownNumber(score.value, decimals)},
                       {"band", orNull(score.band)},
                       {"prorated", score.prorated},
                       {"pattern", orNull(score.pattern)}};
    if (score.differs) point["sentValue"] = shownNumber(score.sentValue, decimals);
    point["differs"] = score.differs;
    point["clockAhead"] = store::isClockAhead(score.authored, score.authoredMs);
    return point;
}

json::object scoreJson(const Sources& sources, const std::string& questionnaire) {
    json::object score{{"questionnaire", questionnaire},
                       {"title", titleOf(sources, questionnaire)},
                       {"max", nullptr},
                       {"bands", json::array{}},
                       {"points", json::array{}}};
    const auto form = sources.forms.find(questionnaire);
    if (!form || form->scoring().empty()) return score;
    auto& bands = score["bands"].as_array();
    std::optional<std::int64_t> most;
    for (const auto& band : form->scoring().front().bands) {
        bands.push_back({{"code", band.code}, {"from", band.low}, {"to", band.high}});
        most = std::max(most.value_or(band.high), band.high);
    }
    score["max"] = numberOrNull(most);
    return score;
}

/// Digits after the point of the total of the form that was answered.
int decimalsOf(const Sources& sources,
               const std::map<std::string, store::ResponseView>::const_iterator& response) {
    if (response == sources.responses.end()) return 0;
    const auto form = sources.forms.find(response->second.canonical);
    return !form || form->scoring().empty() ? 0 : form->scoring().front().total.decimals;
}

/// A response entered in error stays in the record and leaves the chart.
json::array scoresJson(const Sources& sources) {
    json::array list;
    for (const auto& course : sources.courses) {
        auto score = scoreJson(sources, course.questionnaire);
        auto& points = score["points"].as_array();
        for (const auto& point : course.points) {
            const auto response = sources.responses.find(point.score.response);
            auto one = pointJson(point.score, decimalsOf(sources, response));
            one["complete"] = point.isComplete();
            one["change"] = changeJson(point);
            points.push_back(std::move(one));
        }
        addCourse(score, &course);
        list.push_back(std::move(score));
    }
    return list;
}

/// The clinician who gave a rating; null when it was the patient.
json::value authorOf(const lf::Node& response) {
    const auto author = response.get("author");
    if (author.get("identifier").get("system").textOr() != lf::names::userSystem) return nullptr;
    return json::value(std::string(author.get("display").textOr()));
}

/// What of a response does not fit its questionnaire; null where that is not known here.
json::value unreadJson(const std::optional<std::vector<std::string>>& unread) {
    if (!unread) return nullptr;
    json::array list;
    for (const auto& linkId : *unread) list.emplace_back(linkId);
    return list;
}

Result<json::array> responsesJson(Sources& sources) {
    std::vector<store::ResponseView> views;
    LF_CHECK(sources.reading.responses(sources.patient, [&](const store::ResponseView& view) {
        if (views.size() < responsesMax) views.push_back(view);
        return ok();
    }));
    json::array list;
    std::map<std::string, std::size_t> place;
    for (const auto& view : views) {
        LF_TRY(const auto record, sources.reading.versionAt(view.row));
        if (!record) continue;
        LF_TRY(const auto document, lf::Json::borrow(record->body));
        const auto form = sources.forms.find(view.canonical);
        auto items = answeredItems(document.root(), form.get());
        // Newest first, so this one is the previous answer of the one seen before.
        if (const auto at = place.find(view.questionnaire); at != place.end())
            setPrevious(list[at->second].as_object()["items"].as_array(), items.values);
        const auto bar = view.canonical.rfind('|');
        place[view.questionnaire] = list.size();
        list.push_back(
            {{"id", view.id},
             {"questionnaire", view.questionnaire},
             {"title", titleOf(sources, view.canonical)},
             {"version", bar == std::string::npos ? json::value(nullptr)
                                                  : json::value(view.canonical.substr(bar + 1))},
             {"authored", view.authored},
             {"received", base::toFhirInstant(view.receivedMs)},
             {"clockAhead", store::isClockAhead(view.authored, view.authoredMs)},
             {"status", view.status},
             {"author", authorOf(document.root())},
             {"unread", unreadJson(items.unread)},
             {"items", std::move(items.items)}});
    }
    return list;
}

Result<json::array> journalJson(Sources& sources) {
    std::vector<store::JournalView> views;
    LF_CHECK(sources.reading.journal(sources.patient, [&](const store::JournalView& view) {
        if (views.size() < journalMax) views.push_back(view);
        return ok();
    }));
    json::array list;
    for (const auto& view : views) {
        LF_TRY(const auto record, sources.reading.versionAt(view.row));
        if (!record) continue;
        LF_TRY(const auto document, lf::Json::borrow(record->body));
        LF_TRY(const auto entry, lf::readJournalEntry(document.root()));
        list.push_back({{"id", view.id},
                        {"authored", view.authored},
                        {"received", base::toFhirInstant(view.receivedMs)},
                        {"clockAhead", store::isClockAhead(view.authored, view.authoredMs)},
                        {"text", entry.text},
                        {"version", view.version},
                        {"edited", view.version > 1}});
    }
    return list;
}

Result<json::array> assignmentsJson(Sources& sources) {
    json::array list;
    LF_CHECK(sources.reading.tasks(sources.patient, [&](const store::TaskView& task) {
        list.push_back({{"id", task.id},
                        {"questionnaire", task.questionnaire},
                        {"title", titleOf(sources, task.canonical)},
                        {"due", orNull(task.due)},
                        {"status", task.status},
                        {"created", base::toFhirInstant(task.createdMs)}});
        return ok();
    }));
    return list;
}

Result<json::array> devicesJson(Sources& sources) {
    LF_TRY(const auto devices, sources.reading.devices(sources.patient));
    json::array list;
    for (const auto& device : devices)
        list.push_back({{"id", device.id},
                        {"state", auth::toText(device.state)},
                        {"digits", orNull(device.digits)},
                        {"name", device.name},
                        {"created", base::toFhirInstant(device.createdMs)},
                        {"lastSeen", instantOrNull(device.lastSeenMs)}});
    return list;
}

/// Under which number the clinic reaches the patient; null when none is recorded.
Result<json::value> phoneOf(store::Reading& reading, const store::PatientView& patient) {
    LF_TRY(const auto record, reading.versionAt(patient.row));
    if (!record) return json::value(nullptr);
    LF_TRY(const auto document, lf::Json::borrow(record->body));
    const auto read = lf::readPatient(document.root());
    if (read.has_error() || read->phone.empty()) return json::value(nullptr);
    return json::value(read->phone);
}

}  // namespace

Result<std::string> patientPage(store::Reading& reading, const PlanSources& plans,
                                std::string_view patient) {
    LF_TRY(const auto about, reading.patient(patient));
    if (!about) return base::Fault::NotFound;
    Sources sources{reading, plans.forms, std::string(patient), {}, {}};
    LF_CHECK(reading.responses(patient, [&](const store::ResponseView& view) {
        sources.responses.emplace(view.id, view);
        return ok();
    }));
    LF_TRY(const auto lastReceived, reading.lastReceivedMs(patient));
    LF_TRY(auto phone, phoneOf(reading, *about));
    json::object page{{"patient",
                       {{"id", about->id},
                        {"name", about->name},
                        {"birthDate", orNull(about->birthDate)},
                        {"phone", std::move(phone)}}},
                      {"lastReceived", instantOrNull(lastReceived)}};
    LF_TRY(page["flags"], flagsJson(sources));
    LF_TRY(sources.courses, fhirapi::coursesOf(reading, patient));
    page["scores"] = scoresJson(sources);
    LF_TRY(page["responses"], responsesJson(sources));
    LF_TRY(page["journal"], journalJson(sources));
    LF_TRY(page["assignments"], assignmentsJson(sources));
    LF_TRY(page["devices"], devicesJson(sources));
    LF_TRY(page["consents"], consentsJson(reading, patient));
    LF_TRY(page["safetyPlan"], safetyPlanJson(reading, patient));
    const auto plan = planOf(reading, plans, patient);
    LF_TRY(page["plan"], planJson(reading, plans, plan));
    const auto* followed = plan.has_value() && *plan ? &**plan : nullptr;
    page["missing"] = missingJson(plans, followed, sources.courses);
    LF_TRY(page["staffTasks"], staffTasksJson(reading, plans.forms, patient));
    return json::serialize(page);
}

}  // namespace landfall::clinic::review
