// The dosing record as it is read: entries, what is missing, what is shown.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>

#include "landfall/fhir/names.hpp"
#include "server/review/dosing_record.hpp"
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

std::vector<std::string> DosingDay::missing() const {
    std::vector<std::string> out;
    for (const auto* step : {"arrival", "team", "consent"}) {
        const auto* entry = newest(step);
        if (entry == nullptr || !stopsOf(entry->step).empty()) out.emplace_back(step);
    }
    if (!hasBaselinePair()) out.emplace_back("vitals");
    return out;
}

bool DosingDay::hasBaselinePair() const {
    std::optional<std::int64_t> first;
    std::optional<std::int64_t> last;
    for (const auto& entry : entries_) {
        if (entry.step.step != "vitals" || !entry.correctedBy.empty() ||
            textOf(entry.step, "series") != "baseline" || factOf(entry.step, "systolic") == nullptr)
            continue;
        const auto ms = entry.step.at.unixMs;
        first = std::min(first.value_or(ms), ms);
        last = std::max(last.value_or(ms), ms);
    }
    return first && *last - *first >= baselineApartMs;
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
    for (const auto fact : recoveryFacts())
        if (recovered(fact) == nullptr) out.emplace_back(fact);
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

Result<json::object> sessionJson(const safety::ClinicLimits& limits, const PlanSources& sources,
                                 const PatientPlan& plan, const pathway::SessionDay& session,
                                 const DosingDay& day) {
    json::array gatesJson;
    bool may = false;
    if (!session.cancelled) {
        LF_TRY(const auto gates, pathway::gatesOf(plan.schedule, plan.instance, plan.facts,
                                                  session.number, sources.now));
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
    const auto* stop = start == nullptr ? nullptr : day.about("stop", "start", start->step.id);
    return json::object{{"session", session.number},
                        {"date", pathway::toFhirDate(session.day)},
                        {"cancelled", session.cancelled},
                        {"mayBeRecorded", may},
                        {"gates", std::move(gatesJson)},
                        {"missing", listOf(day.missing())},
                        {"dischargeMissing", listOf(day.dischargeMissing())},
                        {"started", timeOf(start)},
                        {"stopped", timeOf(stop)},
                        {"discharged", timeOf(day.newest("discharge"))},
                        {"entries", std::move(entries)}};
}

}  // namespace

Result<std::string> dosingPage(store::Reading& reading, const PlanSources& sources,
                               std::string_view patient) {
    LF_TRY(const auto& rules, bundledEligibilityRules());
    const auto& limits = rules.clinicLimits();
    LF_TRY(const auto entries, dosingEntriesOf(reading, patient));
    json::array sessions;
    const auto plan = planOf(reading, sources, patient);
    if (plan.has_error() && !plan.error().is(base::Fault::Malformed)) return plan.error();
    if (plan.has_value() && *plan)
        for (const auto& session : (*plan)->instance.sessions()) {
            LF_TRY(auto one,
                   sessionJson(limits, sources, **plan, session, dayOf(entries, session.number)));
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
