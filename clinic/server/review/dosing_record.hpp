#pragma once

#include <string>
#include <vector>

#include "server/http/message.hpp"
#include "server/review/dosing_facts.hpp"
#include "server/review/plans.hpp"

// The dosing record of a patient: entries that are only ever added to, kept by the clinic.
namespace landfall::clinic::review {

/// The blood pressure is read twice before a dose, so far apart (clinical rules 6.2 and 7).
constexpr std::int64_t baselineApartMs = 5 * 60 * 1000;

/// The first and the last millisecond of a day.
struct DaySpan {
    std::int64_t firstMs = 0;
    std::int64_t lastMs = 0;
    [[nodiscard]] bool holds(const base::WallTime& at) const {
        return at.unixMs >= firstMs && at.unixMs <= lastMs;
    }
};

/// Times are written down to the minute, so that one minute is never before itself.
constexpr std::int64_t minuteMs = 60 * 1000;
[[nodiscard]] constexpr bool isBefore(std::int64_t aMs, std::int64_t bMs) {
    return aMs / minuteMs < bMs / minuteMs;
}
/// The last millisecond of the minute of a time.
[[nodiscard]] constexpr std::int64_t minuteEndMs(std::int64_t ms) {
    return ms / minuteMs * minuteMs + minuteMs - 1;
}

/// An entry as it was saved.
struct DosingEntry {
    fhir::DosingStep step;
    std::int64_t recordedMs = 0;
    std::string correctedBy;  ///< id of the entry that corrects it, or ""
};

/// One session's entries in the order they were saved.
class DosingDay {
public:
    explicit DosingDay(std::vector<DosingEntry> entries) : entries_(std::move(entries)) {}
    [[nodiscard]] const std::vector<DosingEntry>& entries() const { return entries_; }
    [[nodiscard]] const DosingEntry* find(std::string_view id) const;
    /// The newest entry of a step that is not corrected, by its own time and of one minute by when
    /// it was saved: what is noted late is not the last word. Null without one.
    [[nodiscard]] const DosingEntry* newest(std::string_view step) const;
    /// The entry of `step` that is not corrected and names `id` as its `fact`.
    [[nodiscard]] const DosingEntry* about(std::string_view step, std::string_view fact,
                                           std::string_view id) const;
    /// The newest correction of an entry, itself when it has none; null when it is not there.
    [[nodiscard]] const DosingEntry* standing(std::string_view id) const;
    /// The entry that was corrected first, itself when it corrects none; null when it is not there.
    [[nodiscard]] const DosingEntry* original(std::string_view id) const;
    /// The end of the dose that began; a corrected start takes its stop along.
    [[nodiscard]] const DosingEntry* stopOf(const DosingEntry& start) const;
    /// The dose that began, as it was drawn up and corrected since; null before a start.
    [[nodiscard]] const DosingEntry* given() const;
    /// The earliest check of a dose, also of one that it was before it was corrected.
    [[nodiscard]] const DosingEntry* firstCheckOf(const DosingEntry& prepared) const;
    /// True while the newest dose was drawn up for another day, as before a session was moved.
    [[nodiscard]] bool isDrawnUpElsewhen(const DaySpan& own) const;
    /// The dose that began was corrected since, and nobody has checked what it says now.
    [[nodiscard]] bool lacksCheck() const;
    /// The day with one entry more.
    [[nodiscard]] DosingDay with(const DosingEntry& entry) const;
    /// The readings that a go has known make up a baseline.
    [[nodiscard]] bool hasBaselineFor(const DosingEntry& go, const DaySpan& own) const;
    /// The steps that have to be saved for the session's own day before a dose, or have to be saved
    /// anew because they say no. The baseline counts up to `untilMs`.
    [[nodiscard]] std::vector<std::string> missing(const DaySpan& own, std::int64_t untilMs) const;
    /// The readings beyond the limits among those before the dose, of whichever series, up to
    /// `untilMs`: the newest pressure, the newest one at least five minutes before it, and the
    /// newest pulse and QTcF.
    [[nodiscard]] std::vector<const DosingEntry*> outsideBeforeDose(
        const safety::ClinicLimits& limits, const DaySpan& own, std::int64_t untilMs) const;
    /// From when on a recovery and a discharge are those of the dose: its end, while it has none
    /// its start, and the beginning of the session's own day where no dose has begun.
    [[nodiscard]] std::int64_t leavingFromMs(const DaySpan& own) const;
    /// The newest value of a fact of the recovery since then; null while it is not recorded.
    [[nodiscard]] const fhir::FactValue* recovered(std::string_view fact, const DaySpan& own) const;
    /// Facts of the recovery that are not recorded since then, or whose newest value is no.
    [[nodiscard]] std::vector<std::string> dischargeMissing(const DaySpan& own) const;
    /// The discharge since then; null without one.
    [[nodiscard]] const DosingEntry* discharge(const DaySpan& own) const;

private:
    /// The readings of the day up to a moment that stand, by their time, without those that say
    /// that they are of a minute of the dose.
    [[nodiscard]] std::vector<const DosingEntry*> readings(const DaySpan& own,
                                                           std::int64_t untilMs) const;
    /// Those of them that are of the baseline.
    [[nodiscard]] std::vector<const DosingEntry*> baseline(const DaySpan& own,
                                                           std::int64_t untilMs) const;
    [[nodiscard]] static bool hasPair(const std::vector<const DosingEntry*>& readings);

    std::vector<DosingEntry> entries_;
};

/// Every entry about a patient, oldest first.
[[nodiscard]] Result<std::vector<DosingEntry>> dosingEntriesOf(store::Reading& reading,
                                                               std::string_view patient);
/// The record of a type that an entry was written along with; "" without one.
[[nodiscard]] std::string madeBy(const fhir::DosingStep& step, std::string_view type);
[[nodiscard]] DosingDay dayOf(const std::vector<DosingEntry>& entries, int session);

struct DosingOrder {
    std::string patient;
    std::string clinician;  ///< id of the user
    int session = 0;
    fhir::Node body;
};
struct DosingSaved {
    fhir::DosingStep step;
    /// With http::Refusal::NotReady: what has to be done or recorded first.
    std::vector<http::RefusalDetail::Further> notReady;
    /// With base::Fault::Busy: of what is done once when it was done and by whom, and of an event
    /// that was assessed since, where it is corrected.
    std::string doneAlready{};
    /// With base::Fault::NotFound for a cancelled session: what to do about it.
    std::string cancelled{};
};
/// Saves one entry, with the FHIR records that say the same to other readers. base::Fault::NotFound
/// for a session that is not in the plan or is cancelled before its dose began, and for an entry
/// that is named and is not there; base::Fault::Malformed with the fact; base::Fault::Busy for what
/// is corrected, started or stopped already; refusals NotReady (with `saved.notReady`) and
/// SecondPerson.
Result<void> recordDosing(store::Writing& writing, const PlanSources& sources,
                          const DosingOrder& order, const base::Clock& clock, base::Random& random,
                          DosingSaved& saved);

/// The body of `GET /review/api/patients/<id>/dosing` (docs/api.md).
[[nodiscard]] Result<std::string> dosingPage(store::Reading& reading, const PlanSources& sources,
                                             std::string_view patient);

}  // namespace landfall::clinic::review
