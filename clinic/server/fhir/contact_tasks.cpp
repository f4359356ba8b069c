#include "server/fhir/contact_tasks.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "landfall/base/bytes.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/safety/tier.hpp"
#include "server/fhir/care_plans.hpp"

namespace landfall::clinic::fhirapi {
namespace json = boost::json;
namespace lf = landfall::fhir;
using safety::Tier;
using store::Writing;

namespace {

constexpr std::string_view flagPrefix = "Flag/";
constexpr std::int64_t secondMs = 1000;

std::string_view priorityOf(Tier tier) {
    switch (tier) {
        case Tier::Emergency:
            return "stat";
        case Tier::Urgent:
            return "urgent";
        case Tier::Contact:
        case Tier::None:
            break;
    }
    return "routine";
}

std::string_view wordsOf(Tier tier) {
    switch (tier) {
        case Tier::Emergency:
            return "Contact the person now: an answer or the person said that there is danger";
        case Tier::Urgent:
            return "Contact the person today: something urgent was reported";
        case Tier::Contact:
        case Tier::None:
            break;
    }
    return "Contact the person by the end of the next working day: something was reported";
}

pathway::Day nextWorkingDay(pathway::Day day) {
    do day += pathway::days{1};
    while (date::weekday{day} == date::Saturday || date::weekday{day} == date::Sunday);
    return day;
}

base::WallTime dueOf(Tier tier, const pathway::Zone& zone, std::int64_t fromMs) {
    if (tier == Tier::Emergency) return zone.at(fromMs);
    const auto today = zone.dayOf({fromMs, 0});
    const auto day = tier == Tier::Urgent ? today : nextWorkingDay(today);
    return zone.at(zone.startOf(day + pathway::days{1}) - secondMs);
}

std::string taskBytes(const lf::SafetyFlag& flag, std::string_view patient, base::WallTime opened,
                      base::WallTime due) {
    const auto tier = safety::tierFrom(flag.tier);
    const auto reference = [](std::string_view to) { return json::object{{"reference", to}}; };
    return json::serialize(json::object{
        {"resourceType", "Task"},
        {"id", contactTaskId(flag.id)},
        {"status", "requested"},
        {"intent", "order"},
        {"priority", priorityOf(tier)},
        {"code",
         {{"coding", json::array{{{"system", lf::names::taskSystem}, {"code", contactCode}}}}}},
        {"description", wordsOf(tier)},
        {"focus", reference(std::string(flagPrefix) + flag.id)},
        {"for", reference("Patient/" + std::string(patient))},
        {"authoredOn", base::toFhirDateTime(opened)},
        {"restriction", {{"period", {{"end", base::toFhirDateTime(due)}}}}}});
}

base::WallTime timeIn(const lf::Node& node, base::WallTime otherwise) {
    const auto time = base::fromFhirDateTime(node.textOr());
    return time.has_value() ? *time : otherwise;
}

lf::Node endOf(const lf::Json& task) {
    return task.get("restriction").get("period").get("end");
}

bool isOpen(const lf::Json& task) {
    return task.get("status").textOr() == "requested";
}

int pressing(std::string_view priority) {
    return priority == "stat" ? 3 : priority == "urgent" ? 2 : 1;
}

Result<void> append(Writing& writing, std::string_view patient, const std::string& flag,
                    const std::string& bytes, std::int64_t nowMs,
                    const std::optional<store::Record>& before) {
    const auto state = before ? std::optional<store::RecordState>(*before) : std::nullopt;
    const auto id = contactTaskId(flag);
    // Not announced: a phone gets what concerns the person, and this is work for the staff.
    LF_TRY([[maybe_unused]] const auto written, writing.append({.key = {"Task", id},
                                                                .patient = patient,
                                                                .body = std::string_view(bytes),
                                                                .device = std::nullopt,
                                                                .receivedMs = nowMs},
                                                               state));
    return ok();
}

Result<void> open(Writing& writing, std::string_view patient, const lf::SafetyFlag& flag,
                  const std::optional<store::Record>& before, std::int64_t nowMs) {
    LF_TRY(const auto zone, zoneOf(writing, patient));
    const auto tier = safety::tierFrom(flag.tier);
    auto opened = zone.at(nowMs);
    auto due = dueOf(tier, zone, nowMs);
    if (before) {
        LF_TRY(const auto task, lf::Json::borrow(before->body));
        if (isOpen(task)) {
            if (pressing(task.get("priority").textOr()) >= pressing(priorityOf(tier))) return ok();
            opened = timeIn(task.get("authoredOn"), opened);
            if (const auto end = timeIn(endOf(task), due); end.unixMs < due.unixMs) due = end;
        }
    }
    return append(writing, patient, flag.id, taskBytes(flag, patient, opened, due), nowMs, before);
}

}  // namespace

Result<pathway::Zone> zoneOf(store::Reading& reading, std::string_view patient) {
    LF_TRY(const auto plan, activeCarePlan(reading, patient));
    if (plan)
        if (auto zone = pathway::Zone::named(plan->zone); zone.has_value()) return zone;
    if (const auto here = pathway::Zone::ofThisMachine()) return *here;
    return pathway::Zone::named("Etc/UTC");
}

std::string contactTaskId(std::string_view flag) {
    // Ids of phones are UUIDs, so that there is room for the word before it.
    return "contact-" + std::string(flag);
}

std::string flagOfTask(const lf::Node& task) {
    const auto focus = task.get("focus").get("reference").textOr();
    return focus.starts_with(flagPrefix) ? std::string(focus.substr(flagPrefix.size())) : "";
}

Result<void> keepContactTask(Writing& writing, std::string_view patient, const lf::Node& resource,
                             std::int64_t receivedMs) {
    const auto flag = lf::readFlag(resource);
    if (flag.has_error()) return ok();
    LF_TRY(const auto record, writing.current({"Task", contactTaskId(flag->id)}));
    if (flag->active) return open(writing, patient, *flag, record, receivedMs);
    if (!record) return ok();
    LF_TRY(const auto task, lf::Json::borrow(record->body));
    if (!isOpen(task)) return ok();
    LF_TRY(const auto bytes, lf::assignmentWithStatus(task, "completed", ""));
    return append(writing, patient, flag->id, bytes, receivedMs, record);
}

Result<std::optional<ContactTask>> contactTaskOf(store::Reading& reading, std::string_view flag) {
    LF_TRY(const auto record, reading.current({"Task", contactTaskId(flag)}));
    if (!record || record->deleted) return std::optional<ContactTask>{};
    LF_TRY(const auto task, lf::Json::borrow(record->body));
    return std::optional(ContactTask{record->id, std::string(task.get("priority").textOr()),
                                     std::string(endOf(task).textOr())});
}

}  // namespace landfall::clinic::fhirapi
