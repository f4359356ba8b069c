// The dosing record as it is read: entries, what is missing, what is shown.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>

#include "landfall/fhir/names.hpp"
#include "server/review/dosing_ready.hpp"
#include "server/review/eligibility_review.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;
namespace lf = landfall::fhir;

const DosingEntry* DosingDay::find(std::string_view id) const {
    for (const auto& entry : entries_)
        if (entry.step.id == id) return &entry;
    return nullptr;
}

const DosingEntry* DosingDay::newest(std::string_view step) const {
    const DosingEntry* found = nullptr;
    for (const auto& entry : entries_)
        if (entry.step.step == step && entry.correctedBy.empty()) found = &entry;
    return found;
}

const DosingEntry* DosingDay::about(std::string_view step, std::string_view fact,
                                    std::string_view id) const {
    for (const auto& entry : entries_)
        if (entry.step.step == step && entry.correctedBy.empty() && textOf(entry.step, fact) == id)
            return &entry;
    return nullptr;
}

std::vector<std::string> DosingDay::missing(const DaySpan& own, std::int64_t untilMs) const {
    std::vector<std::string> out;
    for (const auto* step : {"arrival", "team", "consent"}) {
        const auto* entry = newest(step);
        if (entry == nullptr || !own.holds(entry->step.at) || !stopsOf(entry->step).empty())
            out.emplace_back(step);
    }
    if (!hasPair(baseline(own, untilMs))) out.emplace_back("vitals");
    return out;
}

std::vector<const DosingEntry*> DosingDay::baseline(const DaySpan& own,
                                                    std::int64_t untilMs) const {
    std::vector<const DosingEntry*> out;
    for (const auto& entry : entries_)
        if (entry.step.step == "vitals" && entry.correctedBy.empty() &&
            textOf(entry.step, "series") == "baseline" && own.holds(entry.step.at) &&
            entry.step.at.unixMs <= untilMs)
            out.push_back(&entry);
    std::stable_sort(out.begin(), out.end(), [](const auto* a, const auto* b) {
        return a->step.at.unixMs < b->step.at.unixMs;
    });
    return out;
}

bool DosingDay::hasPair(const std::vector<const DosingEntry*>& readings) {
    std::optional<std::int64_t> first;
    for (const auto* reading : readings) {
        if (factOf(reading->step, "systolic") == nullptr) continue;
        if (!first) first = reading->step.at.unixMs;
        if (reading->step.at.unixMs - *first >= baselineApartMs) return true;
    }
    return false;
}

std::optional<std::int64_t> DosingDay::baselineOutsideMs(const safety::ClinicLimits& limits,
                                                         const DaySpan& own) const {
    const auto readings = baseline(own, own.lastMs);
    std::optional<std::int64_t> outside;
    /// The newest reading of a value, up to a moment; its time.
    const auto look = [&](std::string_view key, std::int64_t untilMs) {
        std::optional<std::int64_t> atMs;
        for (auto one = readings.rbegin(); one != readings.rend() && !atMs; ++one) {
            const auto& step = (*one)->step;
            if (step.at.unixMs > untilMs || factOf(step, key) == nullptr) continue;
            atMs = step.at.unixMs;
            const auto beyond = outOfLimits(limits, step);
            const bool isOutside = std::any_of(beyond.begin(), beyond.end(), [&](const auto& name) {
                return name == key || (key == "systolic" && name == "diastolic");
            });
            if (isOutside)
                outside = std::max(outside.value_or((*one)->recordedMs), (*one)->recordedMs);
        }
        return atMs;
    };
    if (const auto newest = look("systolic", own.lastMs))
        look("systolic", *newest - baselineApartMs);
    look("pulse", own.lastMs);
    look("qtcF", own.lastMs);
    return outside;
}

const lf::FactValue* DosingDay::recovered(std::string_view fact) const {
    const lf::FactValue* value = nullptr;
    for (const auto& entry : entries_)
        if (entry.step.step == "recovery" && entry.correctedBy.empty())
            if (const auto* one = factOf(entry.step, fact)) value = one;
    return value;
}

std::vector<std::string> DosingDay::dischargeMissing() const {
    std::vector<std::string> out;
    for (const auto fact : recoveryFacts()) {
        const auto* value = recovered(fact);
        const auto* yes = value == nullptr ? nullptr : std::get_if<bool>(value);
        if (value == nullptr || (yes != nullptr && !*yes)) out.emplace_back(fact);
    }
    return out;
}

Result<std::vector<DosingEntry>> dosingEntriesOf(store::Reading& reading,
                                                 std::string_view patient) {
    constexpr std::int64_t pageMax = 500;
    std::vector<DosingEntry> entries;
    std::string after;
    for (std::int64_t found = pageMax; found == pageMax;) {
        found = 0;
        LF_CHECK(reading.search(
            patient, "Observation", after, pageMax, [&](const store::Record& record) {
                ++found;
                after = record.id;
                // Most are scores; a look at the bytes spares reading them.
                if (record.body.find(lf::names::dosingStepSystem) == std::string::npos) return ok();
                const auto document = lf::Json::borrow(record.body);
                if (document.has_error()) return ok();
                auto step = lf::readDosingStep(document->root());
                if (step.has_value()) entries.push_back({*std::move(step), record.receivedMs, {}});
                return ok();
            }));
    }
    for (const auto& entry : entries)
        for (auto& earlier : entries)
            if (!entry.step.corrects.empty() && earlier.step.id == entry.step.corrects)
                earlier.correctedBy = entry.step.id;
    return entries;
}

DosingDay dayOf(const std::vector<DosingEntry>& entries, int session) {
    std::vector<DosingEntry> own;
    for (const auto& entry : entries)
        if (entry.step.session == session) own.push_back(entry);
    return DosingDay(std::move(own));
}

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

/// The clinic's minutes, and the next one that has no reading yet. A reading a minute early is that
/// minute's.
json::object monitoringJson(const DosingSettings& settings, const DosingDay& day) {
    const auto* start = day.newest("start");
    std::optional<std::int64_t> last;
    for (const auto& entry : day.entries()) {
        if (entry.step.step != "vitals" || !entry.correctedBy.empty()) continue;
        if (const auto minute = minuteOf(entry, start))
            last = std::max(last.value_or(*minute), *minute);
    }
    json::array minutes;
    json::value next = nullptr;
    for (const auto minute : settings.monitoringMinutes) {
        minutes.emplace_back(minute);
        if (next.is_null() && (!last || minute > *last + 1)) next = minute;
    }
    if (day.newest("discharge") != nullptr) next = nullptr;
    return {{"minutes", std::move(minutes)}, {"next", std::move(next)}};
}

Result<json::object> sessionJson(store::Reading& reading, const safety::ClinicLimits& limits,
                                 const PlanSources& sources, const PatientPlan& plan,
                                 const pathway::SessionDay& session, const DosingDay& day) {
    json::array gatesJson;
    bool may = false;
    if (!session.cancelled) {
        LF_TRY(const auto gates, pathway::gatesOf({plan.schedule, plan.instance, plan.answers,
                                                   plan.facts, session.number, sources.now}));
        may = pathway::mayBeRecorded(gates);
        for (const auto& gate : gates)
            gatesJson.push_back(
                {{"gate", pathway::nameOf(gate.id)},
                 {"open", gate.isOpen()},
                 {"reason", gate.isOpen() ? json::value(nullptr)
                                          : json::value(pathway::sentenceOf(gate.reason))}});
    }
    json::array entries;
    for (const auto& entry : day.entries()) entries.push_back(entryJson(limits, entry));
    const auto* start = day.newest("start");
    const auto span = spanOf(plan.instance.zone(), session.day);
    auto missing = day.missing(span, start == nullptr ? span.lastMs : start->step.at.unixMs);
    json::array against;
    if (!session.cancelled && start == nullptr) {
        LF_TRY(const auto facts, goFactsOf(reading, sources, plan, session, day));
        for (const auto& one : facts.against)
            against.push_back({{"code", one.code}, {"text", one.text}});
        if (!facts.holds(day)) missing.emplace_back("go-no-go");
    }
    const auto* stop = start == nullptr ? nullptr : day.about("stop", "start", start->step.id);
    return json::object{{"session", session.number},
                        {"date", pathway::toFhirDate(session.day)},
                        {"cancelled", session.cancelled},
                        {"mayBeRecorded", may},
                        {"gates", std::move(gatesJson)},
                        {"missing", listOf(missing)},
                        {"against", std::move(against)},
                        {"dischargeMissing", listOf(day.dischargeMissing())},
                        {"started", timeOf(start)},
                        {"stopped", timeOf(stop)},
                        {"discharged", timeOf(day.newest("discharge"))},
                        {"monitoring", monitoringJson(sources.dosing, day)},
                        {"entries", std::move(entries)}};
}

}  // namespace

Result<std::string> dosingPage(store::Reading& reading, const PlanSources& sources,
                               std::string_view patient) {
    LF_TRY(const auto& rules, bundledEligibilityRules());
    LF_TRY(const auto limits, clinicLimits(sources.dosing));
    LF_TRY(const auto entries, dosingEntriesOf(reading, patient));
    json::array sessions;
    const auto plan = planOf(reading, sources, patient);
    if (plan.has_error() && !plan.error().is(base::Fault::Malformed)) return plan.error();
    if (plan.has_value() && *plan)
        for (const auto& session : (*plan)->instance.sessions()) {
            LF_TRY(auto one, sessionJson(reading, limits, sources, **plan, session,
                                         dayOf(entries, session.number)));
            sessions.push_back(std::move(one));
        }
    return json::serialize(json::object{{"limits",
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
