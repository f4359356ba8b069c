#include "server/review/dosing_record.hpp"

#include <algorithm>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/names.hpp"
#include "server/fhir/recorder.hpp"
#include "server/fhir/refused.hpp"
#include "server/review/acknowledgement.hpp"
#include "server/review/adverse_events.hpp"
#include "server/review/eligibility_review.hpp"

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

/// The record of a type that an entry was written along with; "" without one.
std::string madeBy(const lf::DosingStep& step, std::string_view type) {
    for (const auto& made : step.made)
        if (made.starts_with(type) && made.size() > type.size() && made[type.size()] == '/')
            return made.substr(type.size() + 1);
    return {};
}

Result<void> startDose(Saving& saving) {
    const auto* prepared = saving.day.find(textOf(saving.step, "prepared"));
    const auto* check = saving.day.about("second-check", "prepared", prepared->step.id);
    const auto decimal = [&](std::string_view key) -> std::optional<lf::Decimal> {
        const auto* value = factOf(prepared->step, key);
        const auto* number = value == nullptr ? nullptr : std::get_if<lf::Decimal>(value);
        return number == nullptr ? std::nullopt : std::optional(*number);
    };
    lf::DoseGiven dose{.id = saving.newId(),
                       .patient = saving.step.patient,
                       .session = saving.step.session,
                       .protocol = textOf(prepared->step, "protocol"),
                       .product = textOf(prepared->step, "product"),
                       .batch = textOf(prepared->step, "batch"),
                       .expiry = textOf(prepared->step, "expiry"),
                       .doseMg = decimal("doseMg").value_or(lf::Decimal::of(0)),
                       .salt = textOf(prepared->step, "salt"),
                       .volumeMl = decimal("volumeMl"),
                       .route = textOf(prepared->step, "route"),
                       .start = saving.step.at,
                       .stop = std::nullopt,
                       .giver = saving.step.by,
                       .checker = check->step.by};
    return saving.put("MedicationAdministration", dose.id, lf::buildDoseGiven(dose));
}

Result<void> stopDose(Saving& saving) {
    const auto* started = saving.day.find(textOf(saving.step, "start"));
    const auto id = madeBy(started->step, "MedicationAdministration");
    LF_TRY(const auto record, saving.writing.current({"MedicationAdministration", id}));
    if (!record) return base::Fault::NotFound;
    LF_TRY(const auto document, lf::Json::borrow(record->body));
    LF_TRY(auto dose, lf::readDoseGiven(document.root()));
    if (saving.step.at.unixMs < dose.start.unixMs) return Error(base::Fault::Malformed, "at");
    const auto* complete = factOf(saving.step, "complete");
    dose.status = std::get<bool>(*complete) ? "completed" : "stopped";
    dose.stop = saving.step.at;
    return saving.put("MedicationAdministration", id, lf::buildDoseGiven(dose));
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
    return saving.put("AdverseEvent", event.id, lf::buildAdverseEvent(event));
}

/// What an entry was written along with is wrong when the entry is: the records say so and stay.
Result<void> markWrong(Saving& saving, const DosingEntry& corrected) {
    for (const auto& made : corrected.step.made) {
        const auto slash = made.find('/');
        const auto type = made.substr(0, slash);
        // An AdverseEvent has no status in R4; the one that replaces it names it. A stop is the
        // same administration with another end.
        if (type == "AdverseEvent" || corrected.step.step == "stop") continue;
        const auto id = made.substr(slash + 1);
        LF_TRY(const auto record, saving.writing.current({type, id}));
        if (!record) continue;
        LF_TRY(const auto document, lf::Json::borrow(record->body));
        LF_TRY(const auto bytes, lf::withStatus(document, "entered-in-error"));
        LF_TRY([[maybe_unused]] const auto written, saving.recorder.putMade({type, id}, bytes));
    }
    return ok();
}

void addNotReady(std::vector<http::RefusalDetail::Further>& list, std::string_view system,
                 std::string code, std::string_view text) {
    list.push_back({"https://landfall.example/fhir/CodeSystem/" + std::string(system),
                    std::move(code), std::string(text)});
}

/// The gates of the plan and the steps before a dose (clinical rules 4 and 7).
Result<void> checkReady(const PatientPlan& plan, const DosingDay& day, const DosingOrder& order,
                        const base::WallTime& now, const lf::DosingStep& step,
                        std::vector<http::RefusalDetail::Further>& list) {
    LF_TRY(const auto gates,
           pathway::gatesOf(plan.schedule, plan.instance, plan.facts, order.session, now));
    for (const auto& gate : gates)
        if (!gate.isOpen())
            addNotReady(list, "gate", std::string(pathway::nameOf(gate.id)),
                        pathway::sentenceOf(gate.reason));
    for (const auto& missing : day.missing())
        addNotReady(list, "dosing-step", missing,
                    missing == "vitals"
                        ? "Two readings of the blood pressure, five minutes apart, are not there."
                        : "This is not recorded, or says no.");
    if (step.step == "start" &&
        day.about("second-check", "prepared", textOf(step, "prepared")) == nullptr)
        addNotReady(list, "dosing-step", "second-check", "No second person has checked the dose.");
    return list.empty() ? ok() : Result<void>(fhirapi::refused(Refusal::NotReady));
}

Result<void> checkDischarge(const DosingDay& day, const lf::DosingStep& step,
                            std::vector<http::RefusalDetail::Further>& list) {
    for (const auto& fact : day.dischargeMissing())
        addNotReady(list, "dosing-fact", fact, "This is not recorded.");
    if (!list.empty()) return fhirapi::refused(Refusal::NotReady);
    for (const auto key : recoveryFacts()) {
        const auto* yes = std::get_if<bool>(day.recovered(key));
        if (yes != nullptr && !*yes && textOf(step, "words").empty())
            return Error(base::Fault::Malformed, "words");
    }
    return ok();
}

/// The entries that a step speaks of are there, and nothing is done twice.
Result<void> checkChain(const DosingDay& day, const lf::DosingStep& step) {
    const auto named = [&](std::string_view fact) -> Result<const DosingEntry*> {
        const auto* entry = day.find(textOf(step, fact));
        const bool fits = entry != nullptr && entry->step.step == fact;
        if (!fits) return Error(base::Fault::Malformed, std::string(fact));
        if (!entry->correctedBy.empty()) return base::Fault::Busy;
        return entry;
    };
    if (step.step == "second-check" || step.step == "start") {
        LF_TRY(const auto* prepared, named("prepared"));
        if (step.step == "second-check" && prepared->step.by.id == step.by.id)
            return fhirapi::refused(Refusal::SecondPerson);
        if (step.step == "start")
            if (const auto* other = day.newest("start");
                other != nullptr && other->step.id != step.corrects)
                return base::Fault::Busy;
    }
    if (step.step == "stop") {
        LF_TRY([[maybe_unused]] const auto* started, named("start"));
        const auto* other = day.about("stop", "start", textOf(step, "start"));
        if (other != nullptr && other->step.id != step.corrects) return base::Fault::Busy;
    }
    return ok();
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

Result<lf::DosingStep> stepFrom(store::Writing& writing, const DosingOrder& order,
                                const base::Clock& clock, base::Random& random) {
    lf::DosingStep step;
    step.id = base::makeUuidV7(clock, random).text();
    step.patient = order.patient;
    step.session = order.session;
    step.step = std::string(order.body.get("step").textOr());
    step.at = clock.now();
    if (const auto at = order.body.get("at"); at && !at.isNull()) {
        const auto time = base::fromFhirDateTime(at.textOr());
        if (time.has_error() || time->unixMs > step.at.unixMs + futureMsMax)
            return Error(base::Fault::Malformed, "at");
        step.at = *time;
    }
    LF_TRY(const auto name, writing.userName(order.clinician));
    step.by = {order.clinician, name.value_or("")};
    LF_TRY(step.facts, factsFrom(step.step, order.body));
    step.corrects = std::string(order.body.get("corrects").textOr());
    if (!step.corrects.empty()) step.reason = std::string(order.body.get("reason").textOr());
    return step;
}

Result<void> putAlong(Saving& saving, const DosingEntry* corrected) {
    if (corrected != nullptr) LF_CHECK(markWrong(saving, *corrected));
    const auto& step = saving.step.step;
    if (step == "vitals") return putVitals(saving);
    if (step == "start") return startDose(saving);
    if (step == "stop") return stopDose(saving);
    if (step == "event") return putEvent(saving, corrected);
    return ok();
}

}  // namespace

Result<void> recordDosing(store::Writing& writing, const PlanSources& sources,
                          const DosingOrder& order, const base::Clock& clock, base::Random& random,
                          DosingSaved& saved) {
    LF_TRY(const auto plan, planOf(writing, sources, order.patient));
    if (!plan) return Error(base::Fault::NotFound, "plan");
    const auto sessions = plan->instance.sessions();
    if (std::none_of(sessions.begin(), sessions.end(), [&](const auto& one) {
            return one.number == order.session && !one.cancelled;
        }))
        return Error(base::Fault::NotFound, "session");
    LF_TRY(auto step, stepFrom(writing, order, clock, random));
    LF_TRY(const auto entries, dosingEntriesOf(writing, order.patient));
    const auto day = dayOf(entries, order.session);
    LF_TRY(const auto* corrected, correctedBy(day, step));
    LF_CHECK(checkChain(day, step));
    if (step.step == "prepared" || step.step == "start")
        LF_CHECK(checkReady(*plan, day, order, sources.now, step, saved.notReady));
    if (step.step == "discharge") LF_CHECK(checkDischarge(day, step, saved.notReady));
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
