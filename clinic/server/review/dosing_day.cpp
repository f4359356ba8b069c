// The dosing record as it is read: entries, what corrects what, what is missing.
#include <algorithm>

#include "landfall/fhir/names.hpp"
#include "server/review/dosing_record.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

const DosingEntry* DosingDay::find(std::string_view id) const {
    for (const auto& entry : entries_)
        if (entry.step.id == id) return &entry;
    return nullptr;
}

const DosingEntry* DosingDay::newest(std::string_view step) const {
    const DosingEntry* found = nullptr;
    for (const auto& entry : entries_)
        if (entry.step.step == step && entry.correctedBy.empty() &&
            (found == nullptr || !isBefore(entry.step.at.unixMs, found->step.at.unixMs)))
            found = &entry;
    return found;
}

const DosingEntry* DosingDay::about(std::string_view step, std::string_view fact,
                                    std::string_view id) const {
    for (const auto& entry : entries_)
        if (entry.step.step == step && entry.correctedBy.empty() && textOf(entry.step, fact) == id)
            return &entry;
    return nullptr;
}

const DosingEntry* DosingDay::standing(std::string_view id) const {
    const auto* entry = find(id);
    while (entry != nullptr && !entry->correctedBy.empty()) {
        const auto* next = find(entry->correctedBy);
        // A correction is saved after what it corrects; nothing else is followed.
        if (next == nullptr || next <= entry) break;
        entry = next;
    }
    return entry;
}

const DosingEntry* DosingDay::original(std::string_view id) const {
    const auto* entry = find(id);
    while (entry != nullptr && !entry->step.corrects.empty()) {
        const auto* before = find(entry->step.corrects);
        if (before == nullptr || before >= entry) break;
        entry = before;
    }
    return entry;
}

const DosingEntry* DosingDay::stopOf(const DosingEntry& start) const {
    const DosingEntry* found = nullptr;
    for (const auto& entry : entries_)
        if (entry.step.step == "stop" && entry.correctedBy.empty() &&
            original(textOf(entry.step, "start")) == original(start.step.id))
            found = &entry;
    return found;
}

const DosingEntry* DosingDay::given() const {
    const auto* start = newest("start");
    return start == nullptr ? nullptr : standing(textOf(start->step, "prepared"));
}

const DosingEntry* DosingDay::firstCheckOf(const DosingEntry& prepared) const {
    const DosingEntry* first = nullptr;
    for (const auto& entry : entries_)
        if (entry.step.step == "second-check" && entry.correctedBy.empty() &&
            original(textOf(entry.step, "prepared")) == original(prepared.step.id) &&
            (first == nullptr || entry.step.at.unixMs < first->step.at.unixMs))
            first = &entry;
    return first;
}

bool DosingDay::isDrawnUpElsewhen(const DaySpan& own) const {
    const auto* prepared = newest("prepared");
    return prepared != nullptr && !own.holds(prepared->step.at);
}

bool DosingDay::lacksCheck() const {
    const auto* dose = given();
    return dose != nullptr && about("second-check", "prepared", dose->step.id) == nullptr;
}

DosingDay DosingDay::with(const DosingEntry& entry) const {
    auto entries = entries_;
    for (auto& earlier : entries)
        if (!entry.step.corrects.empty() && earlier.step.id == entry.step.corrects)
            earlier.correctedBy = entry.step.id;
    entries.push_back(entry);
    return DosingDay(std::move(entries));
}

bool DosingDay::hasBaselineFor(const DosingEntry& go, const DaySpan& own) const {
    auto known = baseline(own, minuteEndMs(go.step.at.unixMs));
    std::erase_if(known, [&](const auto* one) { return one->recordedMs > go.recordedMs; });
    return hasPair(known);
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

namespace {
bool isOfBaseline(const lf::DosingStep& vitals) {
    return textOf(vitals, "series") == "baseline";
}

/// What it says of itself; its time is looked at beside.
bool isSinceStart(const lf::DosingStep& vitals) {
    const auto* minute = factOf(vitals, "minute");
    return !isOfBaseline(vitals) && minute != nullptr && std::get<std::int64_t>(*minute) >= 0;
}
}  // namespace

std::vector<const DosingEntry*> DosingDay::readings(const DaySpan& own,
                                                    std::int64_t untilMs) const {
    std::vector<const DosingEntry*> out;
    for (const auto& entry : entries_)
        if (entry.step.step == "vitals" && entry.correctedBy.empty() && own.holds(entry.step.at) &&
            entry.step.at.unixMs <= untilMs && !isSinceStart(entry.step))
            out.push_back(&entry);
    std::stable_sort(out.begin(), out.end(), [](const auto* a, const auto* b) {
        return a->step.at.unixMs < b->step.at.unixMs;
    });
    return out;
}

std::vector<const DosingEntry*> DosingDay::baseline(const DaySpan& own,
                                                    std::int64_t untilMs) const {
    auto out = readings(own, untilMs);
    std::erase_if(out, [](const auto* one) { return !isOfBaseline(one->step); });
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

std::vector<const DosingEntry*> DosingDay::outsideBeforeDose(const safety::ClinicLimits& limits,
                                                             const DaySpan& own,
                                                             std::int64_t untilMs) const {
    const auto before = readings(own, untilMs);
    std::vector<const DosingEntry*> outside;
    /// The newest reading of a value, up to a moment; its time.
    const auto look = [&](std::string_view key, std::int64_t latestMs) {
        std::optional<std::int64_t> atMs;
        for (auto one = before.rbegin(); one != before.rend() && !atMs; ++one) {
            const auto& step = (*one)->step;
            if (step.at.unixMs > latestMs || factOf(step, key) == nullptr) continue;
            atMs = step.at.unixMs;
            const auto beyond = outOfLimits(limits, step);
            const bool isOutside = std::any_of(beyond.begin(), beyond.end(), [&](const auto& name) {
                return name == key || (key == "systolic" && name == "diastolic");
            });
            if (isOutside && std::find(outside.begin(), outside.end(), *one) == outside.end())
                outside.push_back(*one);
        }
        return atMs;
    };
    if (const auto newestMs = look("systolic", untilMs))
        look("systolic", *newestMs - baselineApartMs);
    look("pulse", untilMs);
    look("qtcF", untilMs);
    return outside;
}

std::int64_t DosingDay::leavingFromMs(const DaySpan& own) const {
    const auto* start = newest("start");
    if (start == nullptr) return own.firstMs;
    const auto* stop = stopOf(*start);
    return (stop == nullptr ? start : stop)->step.at.unixMs;
}

const lf::FactValue* DosingDay::recovered(std::string_view fact, const DaySpan& own) const {
    const lf::FactValue* value = nullptr;
    auto newestMs = leavingFromMs(own);
    for (const auto& entry : entries_) {
        if (entry.step.step != "recovery" || !entry.correctedBy.empty()) continue;
        const auto* one = factOf(entry.step, fact);
        if (one == nullptr || isBefore(entry.step.at.unixMs, newestMs)) continue;
        newestMs = entry.step.at.unixMs;
        value = one;
    }
    return value;
}

const DosingEntry* DosingDay::discharge(const DaySpan& own) const {
    const auto* left = newest("discharge");
    const bool isOfDose = left != nullptr && !isBefore(left->step.at.unixMs, leavingFromMs(own));
    return isOfDose ? left : nullptr;
}

std::vector<std::string> DosingDay::dischargeMissing(const DaySpan& own) const {
    std::vector<std::string> out;
    for (const auto fact : recoveryFacts()) {
        const auto* value = recovered(fact, own);
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

}  // namespace landfall::clinic::review
