#include "landfall/fhir/care_plan.hpp"

#include <algorithm>

#include "landfall/fhir/build_parts.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/splice.hpp"

namespace landfall::fhir {

using namespace parts;

namespace {
constexpr std::string_view dosingCode = "D0";
constexpr std::string_view preparationCode = "PREP";
constexpr std::string_view appointmentCode = "appointment";
constexpr std::string_view appointmentNumber =
    "https://landfall.example/fhir/StructureDefinition/appointment";
constexpr std::string_view appointmentNote =
    "https://landfall.example/fhir/StructureDefinition/appointment-note";
constexpr std::int64_t minuteMs = 60'000;

json::object activityOf(std::string_view code, std::string_view status, json::string start,
                        json::array extensions) {
    json::object detail;
    detail["extension"] = std::move(extensions);
    detail["kind"] = "Appointment";
    detail["code"] = concept_(coding(names::visitSystem, code));
    detail["status"] = word(status);
    detail["scheduledPeriod"] = {{"start", std::move(start)}};
    return {{"detail", std::move(detail)}};
}

json::object changeJson(const SessionChange& change) {
    json::array inner;
    inner.push_back(extension("since", "valueDateTime", dateTime(change.since)));
    inner.push_back(extension("date", "valueDate", word(change.date)));
    if (change.cancelled) inner.push_back(extension("cancelled", "valueBoolean", true));
    return {{"url", word(names::sessionChange)}, {"extension", std::move(inner)}};
}

json::object sessionJson(const DosingSession& session) {
    json::array extensions;
    extensions.push_back(extension(names::dosingSession, "valueInteger", session.number));
    for (const auto& change : session.changes) extensions.push_back(changeJson(change));
    if (session.experienceReady)
        extensions.push_back(
            extension(names::askedWhen, "valueDateTime", dateTime(*session.experienceReady)));
    return activityOf(dosingCode, session.cancelled() ? "cancelled" : "scheduled",
                      word(session.date()), std::move(extensions));
}

json::object preparationJson(const Preparation& preparation) {
    return activityOf(preparationCode, "completed", dateTime(preparation.held),
                      listOf(extension(names::dosingSession, "valueInteger", preparation.session)));
}

json::object appointmentJson(const Appointment& appointment) {
    json::array extensions;
    extensions.push_back(extension(appointmentNumber, "valueInteger", appointment.number));
    if (!appointment.note.empty())
        extensions.push_back(extension(appointmentNote, "valueString", word(appointment.note)));
    auto activity = activityOf(appointmentCode, appointment.cancelled ? "cancelled" : "scheduled",
                               dateTime(appointment.start), std::move(extensions));
    auto& detail = activity["detail"].as_object();
    if (appointment.minutes > 0) {
        auto end = appointment.start;
        end.unixMs += appointment.minutes * minuteMs;
        detail["scheduledPeriod"].as_object()["end"] = dateTime(end);
    }
    if (!appointment.where.empty()) detail["location"] = {{"display", word(appointment.where)}};
    if (!appointment.with.empty())
        detail["performer"] = listOf(json::object{{"display", word(appointment.with)}});
    detail["description"] = word(appointment.title);
    return activity;
}

json::object settingsJson(const PlanSettings& settings) {
    json::array inner;
    for (const auto& form : settings.assignedForms)
        inner.push_back(extension("assigned-form", "valueCanonical", word(form)));
    inner.push_back(extension("preparation-hours", "valueInteger", settings.preparationHours));
    inner.push_back(extension("impairment-hours", "valueInteger", settings.impairmentHours));
    if (!settings.patientSeesScores)
        inner.push_back(extension("patient-sees-scores", "valueBoolean", false));
    return {{"url", word(names::siteSettings)}, {"extension", std::move(inner)}};
}

json::array activitiesJson(const CarePlan& plan) {
    json::array activities;
    for (const auto& session : plan.sessions) activities.push_back(sessionJson(session));
    for (const auto& preparation : plan.preparations)
        activities.push_back(preparationJson(preparation));
    for (const auto& appointment : plan.appointments)
        activities.push_back(appointmentJson(appointment));
    return activities;
}

Node extensionOf(const Node& element, std::string_view url) {
    for (const auto one : element.get("extension").elements())
        if (one.get("url").textOr() == url) return one;
    return {};
}

/// Which kind of appointment an activity is; "" for one that is not known here.
std::string_view codeOf(const Node& activity) {
    for (const auto coding : activity.get("detail").get("code").get("coding").elements())
        if (coding.get("system").textOr() == names::visitSystem) return coding.get("code").textOr();
    return {};
}

Result<base::WallTime> timeOf(const Node& node, const Node& around) {
    if (!node) return Error{Fault::Missing, around.path()};
    const auto time = base::fromFhirDateTime(node.textOr());
    if (time.has_error()) return Error{Fault::BadDateTime, node.path()};
    return *time;
}

Result<std::string> dateOf(const Node& node, const Node& around) {
    if (!node) return Error{Fault::Missing, around.path()};
    if (!base::isFhirDate(node.textOr())) return Error{Fault::BadDateTime, node.path()};
    return std::string(node.textOr());
}

Result<int> numberOf(const Node& detail) {
    const auto node = extensionOf(detail, names::dosingSession).get("valueInteger");
    if (!node) return Error{Fault::Missing, detail.path() + ".extension"};
    const auto number = node.integer().value_or(0);
    constexpr std::int64_t sessionsMax = 100;
    if (number < 1 || number > sessionsMax) return Error{Fault::BadValue, node.path()};
    return static_cast<int>(number);
}

Result<DosingSession> readSession(const Node& detail, const base::WallTime& created) {
    DosingSession session;
    LF_TRY(session.number, numberOf(detail));
    for (const auto one : detail.get("extension").elements()) {
        if (one.get("url").textOr() != names::sessionChange) continue;
        SessionChange change;
        LF_TRY(change.since, timeOf(extensionOf(one, "since").get("valueDateTime"), one));
        LF_TRY(change.date, dateOf(extensionOf(one, "date").get("valueDate"), one));
        change.cancelled =
            extensionOf(one, "cancelled").get("valueBoolean").boolean().value_or(false);
        if (!session.changes.empty() && change.since.unixMs < session.changes.back().since.unixMs)
            return Error{Fault::BadValue, one.path()};
        session.changes.push_back(std::move(change));
    }
    const auto period = detail.get("scheduledPeriod");
    LF_TRY(auto date, dateOf(period.get("start"), detail));
    const bool cancelled = detail.get("status").textOr() == "cancelled";
    // Written by somebody who keeps no history: what stands there has always held.
    if (session.changes.empty()) session.changes.push_back({created, date, cancelled});
    // Two places that say different dates would let each reader believe another one.
    if (session.date() != date || session.cancelled() != cancelled)
        return Error{Fault::BadValue, detail.path() + ".scheduledPeriod"};
    if (const auto ready = extensionOf(detail, names::askedWhen).get("valueDateTime")) {
        LF_TRY(session.experienceReady, timeOf(ready, detail));
    }
    return session;
}

Result<Appointment> readAppointment(const Node& detail) {
    Appointment out;
    constexpr std::int64_t numberMax = 10'000;
    constexpr std::int64_t minutesMax = std::int64_t{24} * 60;
    const auto number = extensionOf(detail, appointmentNumber).get("valueInteger");
    if (!number) return Error{Fault::Missing, detail.path() + ".extension"};
    if (number.integer().value_or(0) < 1 || *number.integer() > numberMax)
        return Error{Fault::BadValue, number.path()};
    out.number = static_cast<int>(*number.integer());
    out.title = detail.get("description").textOr();
    if (out.title.empty()) return Error{Fault::Missing, detail.path() + ".description"};
    const auto period = detail.get("scheduledPeriod");
    LF_TRY(out.start, timeOf(period.get("start"), detail));
    if (period.get("end")) {
        LF_TRY(const auto end, timeOf(period.get("end"), detail));
        const auto minutes = (end.unixMs - out.start.unixMs) / minuteMs;
        if (minutes < 0 || minutes > minutesMax)
            return Error{Fault::BadValue, period.get("end").path()};
        out.minutes = static_cast<int>(minutes);
    }
    out.with = detail.get("performer")[0].get("display").textOr();
    out.where = detail.get("location").get("display").textOr();
    out.note = extensionOf(detail, appointmentNote).get("valueString").textOr();
    out.cancelled = detail.get("status").textOr() == "cancelled";
    return out;
}

Result<int> hoursOf(const Node& settings, std::string_view name) {
    // Never below a day: the clinic may lengthen these, and nobody may shorten them.
    constexpr std::int64_t hoursMin = 24;
    constexpr std::int64_t hoursMax = std::int64_t{24} * 90;
    const auto node = extensionOf(settings, name).get("valueInteger");
    if (!node) return static_cast<int>(hoursMin);
    const auto hours = node.integer().value_or(0);
    if (hours < hoursMin || hours > hoursMax) return Error{Fault::BadValue, node.path()};
    return static_cast<int>(hours);
}

Result<PlanSettings> readSettings(const Node& resource) {
    PlanSettings out;
    const auto settings = extensionOf(resource, names::siteSettings);
    for (const auto one : settings.get("extension").elements()) {
        if (one.get("url").textOr() == "assigned-form")
            out.assignedForms.emplace_back(one.get("valueCanonical").textOr());
        if (one.get("url").textOr() == "patient-sees-scores") {
            const auto sees = one.get("valueBoolean").boolean();
            if (!sees) return Error{Fault::BadValue, one.path()};
            out.patientSeesScores = *sees;
        }
    }
    LF_TRY(out.preparationHours, hoursOf(settings, "preparation-hours"));
    LF_TRY(out.impairmentHours, hoursOf(settings, "impairment-hours"));
    return out;
}

bool isOurs(const Node& activity) {
    const auto code = codeOf(activity);
    return code == dosingCode || code == preparationCode || code == appointmentCode;
}
}  // namespace

std::string buildCarePlan(const CarePlan& plan) {
    auto out = begin(ResourceType::CarePlan, plan.id, plan.source);
    json::array extensions;
    extensions.push_back(extension(names::timezone, "valueCode", word(plan.zone)));
    extensions.push_back(settingsJson(plan.settings));
    out["extension"] = std::move(extensions);
    out["instantiatesCanonical"] = listOf(word(plan.protocol));
    out["status"] = word(plan.status);
    out["intent"] = "plan";
    out["subject"] = reference(ResourceType::Patient, plan.patient);
    out["period"] = {{"start", word(plan.start)}};
    out["created"] = dateTime(plan.created);
    // FHIR knows no empty list.
    if (auto activities = activitiesJson(plan); !activities.empty())
        out["activity"] = std::move(activities);
    return json::serialize(out);
}

Result<CarePlan> readCarePlan(const Node& resource) {
    LF_TRY(const auto envelope, validateResource(resource));
    if (envelope.type != ResourceType::CarePlan)
        return Error{Fault::UnknownResource, "resourceType"};
    CarePlan out;
    out.id = envelope.id;
    out.patient = envelope.patient;
    out.protocol = resource.get("instantiatesCanonical")[0].textOr();
    if (out.protocol.empty()) return Error{Fault::Missing, "instantiatesCanonical"};
    out.status = resource.get("status").textOr();
    out.zone = extensionOf(resource, names::timezone).get("valueCode").textOr();
    if (out.zone.empty()) return Error{Fault::Missing, "extension"};
    LF_TRY(out.start, dateOf(resource.get("period").get("start"), resource));
    LF_TRY(out.created, timeOf(resource.get("created"), resource));
    LF_TRY(out.settings, readSettings(resource));
    for (const auto activity : resource.get("activity").elements()) {
        const auto detail = activity.get("detail");
        const auto code = codeOf(activity);
        if (code == dosingCode) {
            LF_TRY(auto session, readSession(detail, out.created));
            for (const auto& other : out.sessions)
                if (other.number == session.number) return Error{Fault::BadValue, detail.path()};
            out.sessions.push_back(std::move(session));
        } else if (code == preparationCode && detail.get("status").textOr() == "completed") {
            Preparation held;
            LF_TRY(held.session, numberOf(detail));
            LF_TRY(held.held, timeOf(detail.get("scheduledPeriod").get("start"), detail));
            out.preparations.push_back(held);
        } else if (code == appointmentCode) {
            LF_TRY(auto appointment, readAppointment(detail));
            for (const auto& other : out.appointments)
                if (other.number == appointment.number)
                    return Error{Fault::BadValue, detail.path()};
            out.appointments.push_back(std::move(appointment));
        }
    }
    out.source = resource.get("meta").get("source").textOr();
    return out;
}

Result<std::string> carePlanWith(const Json& before, const CarePlan& plan) {
    const auto root = before.root();
    LF_TRY(const auto known, readCarePlan(root));
    static_cast<void>(known);
    Edits edits(before);
    edits.setMember(root, "status", fhir::quoted(plan.status));
    // Activities and extensions of others stay in front, byte for byte; ours are written anew.
    std::string activities;
    const auto append = [](std::string& list, std::string_view raw) {
        if (!list.empty()) list += ',';
        list += raw;
    };
    for (const auto activity : root.get("activity").elements())
        if (!isOurs(activity)) append(activities, activity.raw());
    for (const auto& activity : activitiesJson(plan)) append(activities, json::serialize(activity));
    if (!activities.empty()) edits.setMember(root, "activity", '[' + activities + ']');
    std::string extensions;
    for (const auto one : root.get("extension").elements()) {
        const auto url = one.get("url").textOr();
        if (url != names::timezone && url != names::siteSettings) append(extensions, one.raw());
    }
    append(extensions, json::serialize(extension(names::timezone, "valueCode", word(plan.zone))));
    append(extensions, json::serialize(settingsJson(plan.settings)));
    edits.setMember(root, "extension", '[' + extensions + ']');
    edits.setMember(root.get("period"), "start", fhir::quoted(plan.start));
    edits.replace(root.get("instantiatesCanonical")[0], fhir::quoted(plan.protocol));
    return edits.apply();
}

}  // namespace landfall::fhir
