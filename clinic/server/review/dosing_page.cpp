// The dosing record as it is shown.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <set>

#include "landfall/fhir/names.hpp"
#include "server/review/dosing_gates.hpp"
#include "server/review/dosing_ready.hpp"
#include "server/review/eligibility_review.hpp"
#include "server/review/patient_list.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;
namespace lf = landfall::fhir;

namespace {

json::value shown(const lf::FactValue& value) {
    if (const auto* yes = std::get_if<bool>(&value)) return *yes;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
    // For showing only: the record keeps the digits.
    if (const auto* decimal = std::get_if<lf::Decimal>(&value))
        return std::strtod(decimal->text().c_str(), nullptr);
    if (const auto* text = std::get_if<std::string>(&value)) return json::value(*text);
    return json::value(std::get<lf::Moment>(value).text);
}

json::value idOrNull(const std::string& id) {
    return id.empty() ? json::value(nullptr) : json::value(id);
}

json::array listOf(const std::vector<std::string>& words) {
    json::array out;
    for (const auto& word : words) out.emplace_back(word);
    return out;
}

json::object entryJson(const safety::ClinicLimits& limits, const DosingEntry& entry) {
    json::object facts;
    for (const auto& fact : entry.step.facts) facts[fact.key] = shown(fact.value);
    return {{"id", entry.step.id},
            {"step", entry.step.step},
            {"at", base::toFhirDateTime(entry.step.at)},
            {"recorded", base::toFhirInstant(entry.recordedMs)},
            {"by", entry.step.by.name},
            {"corrects", idOrNull(entry.step.corrects)},
            {"correctedBy", idOrNull(entry.correctedBy)},
            {"reason", idOrNull(entry.step.reason)},
            {"facts", std::move(facts)},
            {"stops", listOf(stopsOf(entry.step))},
            {"outOfLimits", listOf(outOfLimits(limits, entry.step))}};
}

json::value timeOf(const DosingEntry* entry) {
    return entry == nullptr ? json::value(nullptr)
                            : json::value(base::toFhirDateTime(entry->step.at));
}

/// The minute of a reading: as it was said, else counted from the start.
std::optional<std::int64_t> minuteOf(const DosingEntry& entry, const DosingEntry* start) {
    constexpr std::int64_t minuteMs = 60 * 1000;
    if (const auto* said = factOf(entry.step, "minute")) return std::get<std::int64_t>(*said);
    if (start == nullptr) return std::nullopt;
    const auto ms = entry.step.at.unixMs - start->step.at.unixMs;
    return ms >= 0 ? ms / minuteMs : (ms - minuteMs + 1) / minuteMs;
}

/// The planned minutes that have a reading. Each reading is that of the last planned minute before
/// it, where one minute early is in time: one reading never stands for two of them.
std::set<std::int64_t> minutesRead(const std::vector<int>& planned, const DosingDay& day) {
    const auto* start = day.newest("start");
    std::set<std::int64_t> read;
    for (const auto& entry : day.entries()) {
        if (entry.step.step != "vitals" || !entry.correctedBy.empty()) continue;
        const auto minute = minuteOf(entry, start);
        if (!minute) continue;
        const auto after = std::find_if(planned.begin(), planned.end(),
                                        [&](int each) { return each > *minute + 1; });
        if (after != planned.begin()) read.insert(*std::prev(after));
    }
    return read;
}

/// The clinic's minutes, those without a reading, and the one to be read next: the first after the
/// last that was read.
json::object monitoringJson(const DosingSettings& settings, const DaySpan& own,
                            const DosingDay& day) {
    const auto read = minutesRead(settings.monitoringMinutes, day);
    json::array minutes;
    json::array unread;
    json::value next = nullptr;
    for (const auto minute : settings.monitoringMinutes) {
        minutes.emplace_back(minute);
        if (read.count(minute) == 0) unread.emplace_back(minute);
        if (next.is_null() && (read.empty() || minute > *read.rbegin())) next = minute;
    }
    if (day.discharge(own) != nullptr) next = nullptr;
    return {
        {"minutes", std::move(minutes)}, {"next", std::move(next)}, {"unread", std::move(unread)}};
}

Result<json::object> sessionJson(store::Reading& reading, const safety::ClinicLimits& limits,
                                 const PlanSources& sources, const PatientPlan& plan,
                                 const pathway::SessionDay& session, const DosingDay& day) {
    const auto* start = day.newest("start");
    GatesShown gates;
    if (!session.cancelled) {
        LF_TRY(gates, gatesShown(reading, sources, plan, session.number, start));
    }
    json::array entries;
    for (const auto& entry : day.entries()) entries.push_back(entryJson(limits, entry));
    const auto span = spanOf(plan.instance.zone(), session.day);
    auto missing = day.missing(span, start == nullptr ? span.lastMs : start->step.at.unixMs);
    json::array against;
    if (!session.cancelled && start == nullptr) {
        LF_TRY(const auto facts, goFactsOf(reading, sources, plan, session, day));
        for (const auto& one : facts.against)
            against.push_back({{"code", one.code}, {"text", one.text}});
        if (!facts.holds(day)) missing.emplace_back("go-no-go");
    }
    if (start == nullptr ? day.isDrawnUpElsewhen(span) : day.lacksCheck())
        missing.emplace_back(start == nullptr ? "prepared" : "second-check");
    const auto* stop = start == nullptr ? nullptr : day.stopOf(*start);
    return json::object{{"session", session.number},
                        {"date", pathway::toFhirDate(session.day)},
                        {"cancelled", session.cancelled},
                        {"mayBeRecorded", gates.mayBeRecorded},
                        {"gates", std::move(gates.gates)},
                        {"gatesAt", session.cancelled ? json::value(nullptr) : timeOf(start)},
                        {"gatesSince", std::move(gates.since)},
                        {"missing", listOf(missing)},
                        {"against", std::move(against)},
                        {"dischargeMissing", listOf(day.dischargeMissing(span))},
                        {"started", timeOf(start)},
                        {"stopped", timeOf(stop)},
                        {"discharged", timeOf(day.discharge(span))},
                        {"monitoring", monitoringJson(sources.dosing, span, day)},
                        {"entries", std::move(entries)}};
}

/// Every open flag of whatever tier, the most urgent first: whoever says go has seen it.
Result<json::array> openFlagsJson(store::Reading& reading, const PlanSources& sources,
                                  std::string_view patient) {
    std::vector<store::FlagView> open;
    LF_CHECK(reading.flags(patient, [&](const store::FlagView& flag) {
        if (flag.status == "active") open.push_back(flag);
        return ok();
    }));
    std::stable_sort(open.begin(), open.end(),
                     [](const auto& a, const auto& b) { return a.tier > b.tier; });
    json::array list;
    for (const auto& flag : open) {
        LF_TRY(auto line, flagLine(reading, sources.forms, flag));
        line["id"] = flag.id;
        list.push_back(std::move(line));
    }
    return list;
}

Result<json::value> personJson(store::Reading& reading, std::string_view patient) {
    LF_TRY(const auto person, reading.patient(patient));
    if (!person) return json::value(nullptr);
    return json::value(json::object{
        {"id", person->id}, {"name", person->name}, {"birthDate", orNull(person->birthDate)}});
}

}  // namespace

Result<std::string> dosingPage(store::Reading& reading, const PlanSources& sources,
                               std::string_view patient) {
    LF_TRY(const auto& rules, bundledEligibilityRules());
    LF_TRY(const auto limits, clinicLimits(sources.dosing));
    LF_TRY(const auto entries, dosingEntriesOf(reading, patient));
    LF_TRY(auto person, personJson(reading, patient));
    LF_TRY(auto openFlags, openFlagsJson(reading, sources, patient));
    json::array sessions;
    const auto plan = planOf(reading, sources, patient);
    if (plan.has_error() && !plan.error().is(base::Fault::Malformed)) return plan.error();
    if (plan.has_value() && *plan)
        for (const auto& session : (*plan)->instance.sessions()) {
            LF_TRY(auto one, sessionJson(reading, limits, sources, **plan, session,
                                         dayOf(entries, session.number)));
            sessions.push_back(std::move(one));
        }
    return json::serialize(json::object{{"patient", std::move(person)},
                                        {"openFlags", std::move(openFlags)},
                                        {"limits",
                                         {{"systolicAbove", limits.systolicAbove},
                                          {"diastolicAbove", limits.diastolicAbove},
                                          {"pulseBelow", limits.pulseBelow},
                                          {"pulseAbove", limits.pulseAbove},
                                          {"qtcFAboveMs", limits.qtcFAboveMs},
                                          {"version", rules.version()},
                                          {"confirmedBy", idOrNull(limits.confirmedBy)}}},
                                        {"sessions", std::move(sessions)}});
}

}  // namespace landfall::clinic::review
