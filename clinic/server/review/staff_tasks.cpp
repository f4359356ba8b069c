#include "server/review/staff_tasks.hpp"

#include <algorithm>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/read.hpp"
#include "server/fhir/contact_tasks.hpp"
#include "server/fhir/refused.hpp"
#include "server/fhir/unknown_forms.hpp"
#include "server/review/dosing_aftercare.hpp"
#include "server/review/missed_tasks.hpp"
#include "server/review/withdrawals.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;
namespace lf = landfall::fhir;

namespace {

constexpr std::int64_t pageMax = 500;

/// What a task of the staff is about; "" for any other task.
std::string_view aboutOf(const lf::Node& task) {
    for (const auto coding : task.get("code").get("coding").elements()) {
        if (coding.get("system").textOr() != lf::names::taskSystem) continue;
        const auto code = coding.get("code").textOr();
        if (code == missedCode) return "missed-visit";
        if (code == withdrawalCode) return "withdrawal";
        if (code == aftercareCode) return "after-dose";
        if (code == fhirapi::contactCode) return "contact";
        if (code == fhirapi::unknownFormCode) return "unknown-form";
    }
    return {};
}

/// How far before the others it stands in a list.
int pressing(std::string_view priority) {
    return priority == "stat" ? 2 : priority == "urgent" ? 1 : 0;
}

json::value textOrNull(const lf::Node& node) {
    return node.isString() ? json::value(std::string(node.textOr())) : json::value(nullptr);
}

/// Which visit a task is about, as the plan counts them, and the day its session had.
void addVisit(json::object& out, const lf::Node& task) {
    out["visit"] = nullptr;
    out["session"] = nullptr;
    out["sessionDate"] = nullptr;
    for (const auto input : task.get("input").elements()) {
        const auto name = input.get("type").get("text").textOr();
        if (name == "visit" && input.get("valueString").textOr() != heldVisit)
            out["visit"] = std::string(input.get("valueString").textOr());
        if (name == "session") out["session"] = input.get("valueInteger").integer().value_or(0);
        if (name == "session-date")
            out["sessionDate"] = std::string(input.get("valueDate").textOr());
    }
}

Result<json::object> taskJson(store::Reading& reading, const fhirapi::Forms& forms,
                              const store::Record& record, const lf::Node& task) {
    json::array missing;
    for (const auto input : task.get("input").elements()) {
        const std::string canonical(input.get("valueCanonical").textOr());
        if (canonical.empty()) continue;
        const auto form = forms.find(canonical);
        missing.push_back({{"questionnaire", form ? form->id() : canonical},
                           {"title", form ? form->title() : canonical}});
    }
    const bool open = isOpenTask(task.get("status").textOr());
    const auto flag = fhirapi::flagOfTask(task);
    json::object out{{"id", record.id},
                     {"about", std::string(aboutOf(task))},
                     {"title", std::string(task.get("description").textOr())},
                     {"urgent", pressing(task.get("priority").textOr()) > 0},
                     {"priority", std::string(task.get("priority").textOr("routine"))},
                     {"due", textOrNull(task.get("restriction").get("period").get("end"))},
                     {"flag", flag.empty() ? json::value(nullptr) : json::value(flag)},
                     {"forms", std::move(missing)},
                     {"created", std::string(task.get("authoredOn").textOr())},
                     {"open", open},
                     {"closed", nullptr},
                     {"closedBy", nullptr},
                     {"note", nullptr},
                     {"reason", nullptr}};
    addVisit(out, task);
    if (open) return out;
    // Nobody closed what ended by itself; it says why.
    if (task.get("status").textOr() == "cancelled") {
        out["closed"] = base::toFhirInstant(record.receivedMs);
        out["reason"] = textOrNull(task.get("statusReason").get("text"));
        return out;
    }
    // A task of a flag ends with it, and what was done is said there.
    LF_TRY(const auto note, reading.noteOfFlag(flag.empty() ? record.id : flag));
    if (note) {
        LF_TRY(const auto by, reading.userName(note->author));
        out["closed"] = base::toFhirInstant(note->writtenMs);
        out["closedBy"] = orNull(by);
        out["note"] = note->text;
    }
    return out;
}

Result<std::vector<store::Record>> recordsOf(store::Reading& reading, std::string_view patient) {
    std::vector<store::Record> records;
    std::string after;
    for (std::int64_t found = pageMax; found == pageMax;) {
        found = 0;
        LF_CHECK(reading.search(patient, "Task", after, pageMax, [&](const store::Record& record) {
            ++found;
            after = record.id;
            if (record.body.find(missedCode) != std::string::npos ||
                record.body.find(fhirapi::contactCode) != std::string::npos ||
                record.body.find(withdrawalCode) != std::string::npos ||
                record.body.find(aftercareCode) != std::string::npos ||
                record.body.find(fhirapi::unknownFormCode) != std::string::npos)
                records.push_back(record);
            return ok();
        }));
    }
    return records;
}

Result<std::vector<json::object>> tasksOf(store::Reading& reading, const fhirapi::Forms& forms,
                                          std::string_view patient) {
    LF_TRY(const auto records, recordsOf(reading, patient));
    std::vector<json::object> tasks;
    for (const auto& record : records) {
        const auto document = lf::Json::borrow(record.body);
        if (document.has_error() || aboutOf(document->root()).empty()) continue;
        LF_TRY(auto task, taskJson(reading, forms, record, document->root()));
        tasks.push_back(std::move(task));
    }
    return tasks;
}

bool flagOf(const json::object& task, const char* name) {
    return task.at(name).as_bool();
}
int pressing(const json::object& task) {
    const auto& text = task.at("priority").as_string();
    return pressing(std::string_view(text.data(), text.size()));
}
std::int64_t createdMs(const json::object& task) {
    const auto& text = task.at("created").as_string();
    const auto time = base::fromFhirDateTime({text.data(), text.size()});
    return time.has_value() ? time->unixMs : 0;
}

}  // namespace

Result<int> noteStaffTasks(store::Writing& writing, const PlanSources& sources,
                           std::string_view patient) {
    LF_TRY(const int missed, keepMissedTasks(writing, sources, patient));
    LF_TRY(const int withdrawn, noteWithdrawals(writing, patient, sources.now));
    return missed + withdrawn;
}

Result<json::array> staffTasksJson(store::Reading& reading, const fhirapi::Forms& forms,
                                   std::string_view patient) {
    LF_TRY(auto tasks, tasksOf(reading, forms, patient));
    std::stable_sort(tasks.begin(), tasks.end(), [](const auto& a, const auto& b) {
        if (flagOf(a, "open") != flagOf(b, "open")) return flagOf(a, "open");
        return createdMs(a) > createdMs(b);
    });
    if (tasks.size() > staffTasksMax) tasks.resize(staffTasksMax);
    json::array list;
    for (auto& task : tasks) list.push_back(std::move(task));
    return list;
}

Result<json::array> openTasksJson(store::Reading& reading, const fhirapi::Forms& forms,
                                  std::string_view clinician) {
    std::vector<store::PatientView> patients;
    LF_CHECK(reading.patientsOf(clinician, [&](const store::PatientView& patient) {
        patients.push_back(patient);
        return ok();
    }));
    std::vector<json::object> open;
    for (const auto& patient : patients) {
        LF_TRY(auto tasks, tasksOf(reading, forms, patient.id));
        for (auto& task : tasks) {
            if (!flagOf(task, "open")) continue;
            task["patient"] = json::object{{"id", patient.id}, {"name", patient.name}};
            open.push_back(std::move(task));
        }
    }
    std::stable_sort(open.begin(), open.end(), [](const auto& a, const auto& b) {
        if (pressing(a) != pressing(b)) return pressing(a) > pressing(b);
        return createdMs(a) < createdMs(b);
    });
    json::array list;
    for (auto& task : open) list.push_back(std::move(task));
    return list;
}

Result<std::optional<std::string>> patientOfTask(store::Reading& reading, const std::string& task) {
    LF_TRY(const auto record, reading.current({"Task", task}));
    if (!record || record->deleted || !record->patient) return std::optional<std::string>{};
    const auto document = lf::Json::borrow(record->body);
    if (document.has_error() || aboutOf(document->root()).empty())
        return std::optional<std::string>{};
    return record->patient;
}

Result<void> closeTask(store::Writing& writing, const TaskClosing& closing,
                       const base::Clock& clock, base::Random& random) {
    LF_TRY(const auto record, writing.current({"Task", closing.task}));
    if (!record || record->deleted) return base::Fault::NotFound;
    LF_TRY(const auto document, lf::Json::borrow(record->body));
    if (!isOpenTask(document.get("status").textOr())) return base::Fault::Busy;
    if (!fhirapi::flagOfTask(document.root()).empty())
        return fhirapi::refused(http::Refusal::NotReady);
    const auto now = clock.now();
    LF_TRY(const auto bytes, lf::assignmentWithStatus(document, "completed", ""));
    LF_CHECK(writing.addNote({.id = base::makeUuidV7(clock, random).text(),
                              .patient = record->patient.value_or(""),
                              .flag = closing.task,
                              .author = closing.clinician,
                              .writtenMs = now.unixMs,
                              .text = closing.note}));
    // Not announced, like the version before it.
    LF_TRY([[maybe_unused]] const auto written,
           writing.append({.key = {"Task", closing.task},
                           .patient = std::string_view(*record->patient),
                           .body = std::string_view(bytes),
                           .device = std::nullopt,
                           .receivedMs = now.unixMs},
                          store::RecordState(*record)));
    return ok();
}

}  // namespace landfall::clinic::review
