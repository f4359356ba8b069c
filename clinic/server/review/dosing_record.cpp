#include "server/review/dosing_record.hpp"

#include <algorithm>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/adverse_event.hpp"
#include "landfall/fhir/build.hpp"
#include "server/fhir/recorder.hpp"
#include "server/fhir/refused.hpp"
#include "server/review/acknowledgement.hpp"
#include "server/review/adverse_events.hpp"
#include "server/review/dosing_given.hpp"
#include "server/review/dosing_ready.hpp"
#include "server/review/handler_parts.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;
using http::Refusal;

namespace {

constexpr std::int64_t futureMsMax = 5 * 60 * 1000;  ///< a clock that is a little ahead

/// Everything that one entry is saved with.
struct Saving {
    store::Writing& writing;
    const PlanSources& sources;
    const base::Clock& clock;
    base::Random& random;
    fhirapi::Recorder& recorder;
    const DosingDay& day;
    lf::DosingStep& step;

    [[nodiscard]] std::string newId() const { return base::makeUuidV7(clock, random).text(); }
    Result<void> put(std::string_view type, const std::string& id, const std::string& bytes) {
        LF_TRY([[maybe_unused]] const auto written, recorder.putMade({type, id}, bytes));
        step.made.push_back(std::string(type) + '/' + id);
        return ok();
    }
};

Result<void> putVitals(Saving& saving) {
    const auto number = [&](std::string_view key) -> std::optional<lf::Decimal> {
        const auto* value = factOf(saving.step, key);
        if (value == nullptr) return std::nullopt;
        if (const auto* whole = std::get_if<std::int64_t>(value)) return lf::Decimal::of(*whole);
        const auto* decimal = std::get_if<lf::Decimal>(value);
        return decimal == nullptr ? std::nullopt : std::optional(*decimal);
    };
    const auto put = [&](lf::Vital vital, std::string_view key) -> Result<void> {
        const auto value = number(key);
        if (!value) return ok();
        lf::VitalSign sign{.id = saving.newId(),
                           .patient = saving.step.patient,
                           .vital = vital,
                           .at = saving.step.at,
                           .by = saving.step.by,
                           .value = *value,
                           .session = saving.step.session};
        if (vital == lf::Vital::BloodPressure) sign.second = *number("diastolic");
        return saving.put("Observation", sign.id, lf::buildVitalSign(sign));
    };
    LF_CHECK(put(lf::Vital::BloodPressure, "systolic"));
    LF_CHECK(put(lf::Vital::Pulse, "pulse"));
    LF_CHECK(put(lf::Vital::OxygenSaturation, "spo2"));
    return put(lf::Vital::Temperature, "temperature");
}

/// Keeps the dose that began in step with its record: its end, and whatever is corrected.
Result<void> putDose(Saving& saving) {
    const auto dose = doseOf(
        saving.day.with({saving.step, saving.sources.now.unixMs, /*correctedBy=*/std::string()}));
    if (!dose || dose->id.empty()) return ok();
    if (dose->stop && dose->stop->unixMs < dose->start.unixMs)
        return Error(base::Fault::Malformed, "at");
    const store::RecordKey key{"MedicationAdministration", dose->id};
    const auto bytes = lf::buildDoseGiven(*dose);
    LF_TRY(const auto before, saving.writing.current(key));
    if (before && before->body == bytes) return ok();
    if (madeBy(saving.step, key.type).empty()) return saving.put(key.type, dose->id, bytes);
    LF_TRY([[maybe_unused]] const auto written, saving.recorder.putMade(key, bytes));
    return ok();
}

Result<void> startDose(Saving& saving, const DosingEntry* corrected) {
    constexpr std::string_view type = "MedicationAdministration";
    auto id = corrected == nullptr ? std::string() : madeBy(corrected->step, type);
    if (id.empty()) id = saving.newId();
    saving.step.made.push_back(std::string(type) + '/' + id);
    return putDose(saving);
}

/// Work for the staff; what a correction does not make worse was raised before.
Result<void> raiseFlag(Saving& saving, const lf::AdverseEvent& event,
                       const DosingEntry* corrected) {
    auto flag = flagOf(event);
    const auto before = corrected == nullptr ? 0
                                             : flagTierOf(static_cast<int>(std::get<std::int64_t>(
                                                   *factOf(corrected->step, "grade"))));
    if (flag.tier <= before) return ok();
    flag.id = saving.newId();
    flag.raised = saving.step.at;
    flag.cause = "acute-event";
    return saving.put("Flag", flag.id, lf::buildFlag(flag));
}

Result<void> putEvent(Saving& saving, const DosingEntry* corrected) {
    const auto* grade = factOf(saving.step, "grade");
    const auto resolved = textOf(saving.step, "resolved");
    lf::AdverseEvent event;
    event.id = saving.newId();
    event.patient = saving.step.patient;
    event.session = saving.step.session;
    event.acute = true;
    event.term = textOf(saving.step, "term");
    event.onset = base::toFhirDateTime(saving.step.at);
    event.end = resolved;
    event.grade = static_cast<int>(std::get<std::int64_t>(*grade));
    event.causality = "not-assessable";
    event.expectedness = "not-assessed";
    event.action = textOf(saving.step, "action");
    event.outcome = event.grade == 5 ? "fatal" : resolved.empty() ? "ongoing" : "resolved";
    // Grade 4 and 5 are serious by what they mean; the others are for a clinician to judge.
    if (event.grade == 4) event.criteria = {"life-threatening"};
    if (event.grade == 5) event.criteria = {"death"};
    event.aware = saving.step.at;
    event.recorded = saving.clock.now();
    event.by = saving.step.by;
    if (const auto* started = saving.day.newest("start"))
        event.dose = madeBy(started->step, "MedicationAdministration");
    if (corrected != nullptr) {
        event.replaces = madeBy(corrected->step, "AdverseEvent");
        event.reason = saving.step.reason;
    }
    LF_CHECK(saving.put("AdverseEvent", event.id, lf::buildAdverseEvent(event)));
    return raiseFlag(saving, event, corrected);
}

/// What an entry was written along with is wrong when the entry is: the records say so and stay.
Result<void> markWrong(Saving& saving, const DosingEntry& corrected) {
    for (const auto& made : corrected.step.made) {
        const auto slash = made.find('/');
        const auto type = made.substr(0, slash);
        // An AdverseEvent has no status in R4; the one that replaces it names it. A dose stays the
        // same administration and gets a next version.
        // A Flag is closed by a clinician and by nothing else.
        if (type == "AdverseEvent" || type == "Flag" || type == "MedicationAdministration")
            continue;
        const auto id = made.substr(slash + 1);
        LF_TRY(const auto record, saving.writing.current({type, id}));
        if (!record) continue;
        LF_TRY(const auto document, lf::Json::borrow(record->body));
        LF_TRY(const auto bytes, lf::withStatus(document, "entered-in-error"));
        LF_TRY([[maybe_unused]] const auto written, saving.recorder.putMade({type, id}, bytes));
    }
    return ok();
}

/// When it was done and by whom, for whoever wants to do it a second time.
std::string doneAlready(std::string_view what, const lf::DosingStep& before) {
    return std::string(what) + " of session " + std::to_string(before.session) +
           " was already recorded, on " + momentInWords(base::toFhirDateTime(before.at)) + " by " +
           before.by.name + ". Nothing was stored. If that is wrong, correct that entry.";
}

/// What is done once in a session; else `doneBefore` says when it was done.
Result<void> checkOnce(const DaySpan& own, const DosingDay& day, const lf::DosingStep& step,
                       std::string& doneBefore) {
    const auto refuse = [&](std::string_view what, const DosingEntry* before) -> Result<void> {
        if (before == nullptr || before->step.id == step.corrects) return ok();
        doneBefore = doneAlready(what, before->step);
        return base::Fault::Busy;
    };
    if (step.step == "stop")
        if (const auto* started = day.find(textOf(step, "start")))
            return refuse("The end of the dose", day.stopOf(*started));
    if (step.step == "start") return refuse("The start of the dose", day.newest("start"));
    if (!step.corrects.empty()) return ok();
    if (step.step == "prepared") return refuse("The start of the dose", day.newest("start"));
    if (step.step == "discharge") return refuse("The discharge", day.discharge(own));
    return ok();
}

/// The entries that a step speaks of are there, and nothing is done twice.
Result<void> checkChain(const DaySpan& own, const DosingDay& day, const lf::DosingStep& step,
                        std::string& doneBefore) {
    const auto named = [&](std::string_view fact, bool anyVersion) -> Result<const DosingEntry*> {
        const auto* entry = day.find(textOf(step, fact));
        const bool fits = entry != nullptr && entry->step.step == fact;
        if (!fits) return Error(base::Fault::Malformed, std::string(fact));
        if (!anyVersion && !entry->correctedBy.empty()) return base::Fault::Busy;
        return entry;
    };
    // A dose that has begun is the same one, however often it is corrected.
    if (step.step == "second-check" || step.step == "start") {
        LF_TRY(const auto* prepared, named("prepared", correctsGiven(day, step)));
        if (step.step == "second-check" && prepared->step.by.id == step.by.id)
            return fhirapi::refused(Refusal::SecondPerson);
    }
    if (step.step == "stop") {
        LF_TRY([[maybe_unused]] const auto* started, named("start", true));
    }
    return checkOnce(own, day, step, doneBefore);
}

Result<pathway::SessionDay> sessionOf(const PatientPlan& plan, int number) {
    for (const auto& one : plan.instance.sessions())
        if (one.number == number && !one.cancelled) return one;
    return Error(base::Fault::NotFound, "session");
}

/// The day by which a leaving without a dose is judged: the session's own, or an earlier one that
/// the entry is of and that the session has moved away from since.
DaySpan dayOfLeaving(const std::optional<PatientPlan>& plan, const lf::DosingStep& step) {
    if (!plan) return {};
    const auto& zone = plan->instance.zone();
    const auto said = spanOf(zone, zone.dayOf(step.at));
    const auto session = sessionOf(*plan, step.session);
    if (session.has_error()) return said;
    const auto own = spanOf(zone, session->day);
    return said.firstMs < own.firstMs ? said : own;
}

bool isCancelled(const PatientPlan& plan, int number) {
    const auto sessions = plan.instance.sessions();
    return std::any_of(sessions.begin(), sessions.end(),
                       [&](const auto& one) { return one.number == number && one.cancelled; });
}

Result<const DosingEntry*> correctedBy(const DosingDay& day, const lf::DosingStep& step) {
    if (step.corrects.empty()) return static_cast<const DosingEntry*>(nullptr);
    const auto* entry = day.find(step.corrects);
    if (entry == nullptr || entry->step.step != step.step)
        return Error(base::Fault::Malformed, "corrects");
    if (!entry->correctedBy.empty()) return base::Fault::Busy;
    if (!isNote(step.reason)) return Error(base::Fault::Malformed, "reason");
    return entry;
}

/// What a clinician has assessed since is theirs: a correction of the entry would undo it, and
/// count one effect twice.
Result<void> checkNotAssessed(store::Reading& reading, const DosingEntry* corrected,
                              std::string& assessed) {
    const auto id = corrected == nullptr ? "" : madeBy(corrected->step, "AdverseEvent");
    if (id.empty()) return ok();
    LF_TRY(const auto events, adverseEventsOf(reading, corrected->step.patient));
    if (std::none_of(events.begin(), events.end(),
                     [&](const auto& event) { return event.replaces == id; }))
        return ok();
    assessed =
        "A clinician has assessed this event since. Nothing was stored. Correct it among the "
        "adverse events, where the assessment is.";
    return base::Fault::Busy;
}

Result<lf::DosingStep> stepFrom(store::Writing& writing, const DosingOrder& order,
                                const DosingDay& day, const base::Clock& clock,
                                base::Random& random) {
    lf::DosingStep step;
    step.id = base::makeUuidV7(clock, random).text();
    step.patient = order.patient;
    step.session = order.session;
    step.step = std::string(order.body.get("step").textOr());
    step.at = clock.now();
    step.corrects = std::string(order.body.get("corrects").textOr());
    // A correction is about the same moment, unless it says another one.
    if (const auto* before = day.find(step.corrects)) step.at = before->step.at;
    if (const auto at = order.body.get("at"); at && !at.isNull()) {
        const auto time = base::fromFhirDateTime(at.textOr());
        if (time.has_error() || time->unixMs > clock.now().unixMs + futureMsMax)
            return Error(base::Fault::Malformed, "at");
        step.at = *time;
    }
    LF_TRY(const auto name, writing.userName(order.clinician));
    step.by = {order.clinician, name.value_or("")};
    LF_TRY(step.facts, factsFrom(step.step, order.body));
    if (!step.corrects.empty()) step.reason = std::string(order.body.get("reason").textOr());
    return step;
}

std::string folded(std::string text) {
    const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    text.erase(std::remove_if(text.begin(), text.end(), isBlank), text.end());
    for (auto& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

/// An event is over neither before it began nor in the future.
Result<void> checkResolved(const lf::DosingStep& step, const base::WallTime& now) {
    const auto resolved = base::fromFhirDateTime(textOf(step, "resolved"));
    if (resolved.has_error()) return ok();
    if (resolved->unixMs > now.unixMs + futureMsMax)
        return Error(RequestFault::ResolvedInFuture, "resolved");
    return isBefore(resolved->unixMs, step.at.unixMs)
               ? Result<void>(Error(RequestFault::ResolvedBeforeEvent, "resolved"))
               : ok();
}

/// What a step says has to make sense by itself.
Result<void> checkSense(const lf::DosingStep& step, const base::WallTime& now) {
    if (step.step == "event") LF_CHECK(checkResolved(step, now));
    if (step.step == "team" &&
        folded(textOf(step, "leadMonitor")) == folded(textOf(step, "assistant")))
        return fhirapi::refused(Refusal::SecondPerson, "assistant");
    const auto next = textOf(step, "nextContact");
    if (step.step == "recovery" && !next.empty() &&
        next < base::toFhirDate(step.at).substr(0, next.size()))
        return Error(base::Fault::Malformed, "nextContact");
    return ok();
}

/// What a go is asked for: words, where something was known to speak against a dose.
Result<void> checkGo(store::Reading& reading, PlanSources sources, const PatientPlan& plan,
                     const pathway::SessionDay& session, const DosingDay& day,
                     const lf::DosingStep& step) {
    if (!std::get<bool>(*factOf(step, "go")) || !textOf(step, "words").empty()) return ok();
    // A go that is written down late answers for what had come when it was said, and holds no
    // longer than that.
    if (isBefore(step.at.unixMs, sources.now.unixMs))
        sources.knownUntilMs = minuteEndMs(step.at.unixMs);
    LF_TRY(const auto facts, goFactsOf(reading, sources, plan, session, day));
    return facts.against.empty() ? ok() : Result<void>(Error(base::Fault::Malformed, "words"));
}

/// What stands in the way of this step, into `saved`.
Result<void> checkReady(store::Reading& reading, const PlanSources& sources,
                        const std::optional<PatientPlan>& plan, const DosingDay& day,
                        const lf::DosingStep& step, DosingSaved& saved) {
    if (step.step == "discharge") {
        LF_TRY(saved.notReady, beforeDischarge(reading, dayOfLeaving(plan, step), day, step));
    }
    const bool hasBegun = day.newest("start") != nullptr;
    if (step.step == "second-check" && hasBegun) saved.notReady = beforeCheck({}, day, step);
    const bool ofDose = step.step == "prepared" || step.step == "start";
    const bool isCheck = step.step == "second-check" && !hasBegun;
    if (ofDose || isCheck || step.step == "go-no-go") {
        if (!plan) return Error(base::Fault::NotFound, "plan");
        LF_TRY(const auto session, sessionOf(*plan, step.session));
        if (ofDose) {
            LF_TRY(saved.notReady, beforeDose(reading, sources, *plan, session, day, step));
        } else if (isCheck) {
            saved.notReady = beforeCheck(spanOf(plan->instance.zone(), session.day), day, step);
        } else {
            LF_CHECK(checkGo(reading, sources, *plan, session, day, step));
        }
    }
    return saved.notReady.empty() ? ok() : Result<void>(fhirapi::refused(Refusal::NotReady));
}

/// A dose that was given has to be in the record. It is judged by what held at its time: what came
/// after it, such as a withdrawal of the next day, does not stand in its way, and a signature or a
/// decision that came after it does not open its gate. A correction is judged by the time of what
/// it corrects.
Result<void> checkReadyThen(store::Reading& reading, const PlanSources& sources,
                            const std::optional<PatientPlan>& plan, const DosingDay& day,
                            const lf::DosingStep& step, DosingSaved& saved) {
    const bool isGiven = correctsGiven(day, step);
    // Nothing is left to judge it by, and it was judged when it was given.
    if (isGiven && (!plan || sessionOf(*plan, step.session).has_error())) return ok();
    if (step.step != "start" && step.step != "prepared")
        return checkReady(reading, sources, plan, day, step, saved);
    std::vector<std::int64_t> thenMs{minuteEndMs(step.at.unixMs)};
    if (const auto* before = isGiven ? day.find(step.corrects) : nullptr)
        thenMs = {minuteEndMs(before->step.at.unixMs), before->recordedMs};
    Result<void> judged = ok();
    for (const auto untilMs : thenMs) {
        auto then = sources;
        then.knownUntilMs = untilMs;
        LF_TRY(const auto planThen, planOf(reading, then, step.patient));
        DosingSaved told;
        judged = checkReady(reading, then, planThen, day, step, told);
        if (judged.has_value()) return judged;
        saved.notReady = std::move(told.notReady);
    }
    return judged;
}

Result<void> putAlong(Saving& saving, const DosingEntry* corrected) {
    if (corrected != nullptr) LF_CHECK(markWrong(saving, *corrected));
    const auto& step = saving.step.step;
    if (step == "vitals") return putVitals(saving);
    if (step == "event") return putEvent(saving, corrected);
    if (step == "start") return startDose(saving, corrected);
    if (step == "stop" || step == "prepared" || step == "second-check") return putDose(saving);
    return ok();
}

}  // namespace

std::string madeBy(const lf::DosingStep& step, std::string_view type) {
    for (const auto& made : step.made)
        if (made.starts_with(type) && made.size() > type.size() && made[type.size()] == '/')
            return made.substr(type.size() + 1);
    return {};
}

Result<void> recordDosing(store::Writing& writing, const PlanSources& sources,
                          const DosingOrder& order, const base::Clock& clock, base::Random& random,
                          DosingSaved& saved) {
    LF_TRY(const auto entries, dosingEntriesOf(writing, order.patient));
    const auto day = dayOf(entries, order.session);
    const auto found = planOf(writing, sources, order.patient);
    // What was begun is written down to its end, whatever has become of the plan.
    std::optional<PatientPlan> plan;
    if (found.has_value()) plan = *found;
    if (day.newest("start") == nullptr) {
        LF_TRY(const auto& known, found);
        if (!known) return Error(base::Fault::NotFound, "plan");
        if (isCancelled(*known, order.session))
            saved.cancelled = "Session " + std::to_string(order.session) +
                              " was cancelled. Nothing was stored. Record it for the session that "
                              "takes place, or plan one for this day.";
        LF_TRY([[maybe_unused]] const auto session, sessionOf(*known, order.session));
    }
    LF_TRY(auto step, stepFrom(writing, order, day, clock, random));
    LF_CHECK(checkSense(step, sources.now));
    LF_TRY(const auto* corrected, correctedBy(day, step));
    LF_CHECK(checkNotAssessed(writing, corrected, saved.doneAlready));
    LF_CHECK(checkChain(dayOfLeaving(plan, step), day, step, saved.doneAlready));
    LF_CHECK(checkReadyThen(writing, sources, plan, day, step, saved));
    fhirapi::Recorder recorder(writing, sources.forms,
                               {.patient = order.patient,
                                .device = std::nullopt,
                                .receivedMs = sources.now.unixMs,
                                .forClinic = true});
    Saving saving{writing, sources, clock, random, recorder, day, step};
    LF_CHECK(putAlong(saving, corrected));
    LF_TRY([[maybe_unused]] const auto written,
           recorder.putMade({"Observation", step.id}, lf::buildDosingStep(step)));
    saved.step = std::move(step);
    return ok();
}

}  // namespace landfall::clinic::review
