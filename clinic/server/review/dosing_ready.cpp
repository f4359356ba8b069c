#include "server/review/dosing_ready.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

namespace {

constexpr std::string_view goSentence =
    "No clinician has said go since two readings of the baseline and the last answer, with a "
    "reason where something speaks against it.";
constexpr std::string_view elsewhenSentence =
    "The dose was drawn up on another day than the session's. Draw it up anew.";
constexpr std::string_view begunSentence = "The dose began before this time.";
constexpr std::string_view otherDaySentence =
    "A dose is drawn up, checked and begun on the session's own day. Move the session first, or "
    "correct the time.";

void add(NotReady& list, std::string_view system, std::string code, std::string_view text) {
    list.push_back({"https://landfall.example/fhir/CodeSystem/" + std::string(system),
                    std::move(code), std::string(text)});
}

void checkOrder(const DosingDay& day, const DaySpan& own, const lf::DosingStep& start,
                NotReady& list) {
    const bool isGiven = correctsGiven(day, start);
    // What was corrected after the dose is checked anew after it.
    const auto id = textOf(start, "prepared");
    const auto* prepared = isGiven ? day.standing(id) : day.find(id);
    const auto* check = prepared == nullptr ? nullptr
                        : isGiven           ? day.firstCheckOf(*prepared)
                                            : day.about("second-check", "prepared", id);
    const auto addIf = [&](bool condition, std::string_view code, std::string_view text) {
        if (condition) add(list, "dosing-step", std::string(code), text);
    };
    if (prepared != nullptr) {
        addIf(!own.holds(prepared->step.at), "prepared", elsewhenSentence);
        addIf(isBefore(start.at.unixMs, prepared->step.at.unixMs), "prepared",
              "The dose was drawn up after this time.");
    }
    if (check == nullptr) {
        addIf(true, "second-check", "No second person has checked the dose.");
        return;
    }
    addIf(!isGiven && !own.holds(check->step.at), "second-check",
          "The dose was checked on another day than the session's.");
    addIf(isBefore(start.at.unixMs, check->step.at.unixMs), "second-check",
          "The dose was checked after this time.");
}

/// A date of a day, a month or a year holds to its end.
bool isOver(const std::string& date, const std::string& day) {
    return !date.empty() && date < day.substr(0, date.size());
}

void checkProduct(const DosingDay& day, const pathway::SessionDay& session,
                  const lf::DosingStep& step, NotReady& list) {
    const auto* drawnUp = step.step == "start" ? day.find(textOf(step, "prepared")) : nullptr;
    const auto expiry = textOf(drawnUp == nullptr ? step : drawnUp->step, "expiry");
    if (isOver(expiry, pathway::toFhirDate(session.day)))
        add(list, "dosing-fact", "expiry", "The product expired before the session's day.");
}

std::string_view sentenceOf(std::string_view missing) {
    if (missing == "vitals")
        return "Two readings of the blood pressure of the session's day and before the dose, five "
               "minutes apart, are not there.";
    return "This is not recorded for the session's day, or says no.";
}

}  // namespace

DaySpan spanOf(const pathway::Zone& zone, pathway::Day day) {
    return {zone.startOf(day), zone.startOf(day + pathway::days{1}) - 1};
}

bool correctsGiven(const DosingDay& day, const lf::DosingStep& step) {
    return (step.step == "prepared" || step.step == "start") && !step.corrects.empty() &&
           day.newest("start") != nullptr;
}

NotReady beforeCheck(const DaySpan& own, const DosingDay& day, const lf::DosingStep& step) {
    NotReady list;
    // What was corrected after the dose is checked whenever the second person comes to it.
    if (const auto* start = day.newest("start")) {
        const auto startMs = start->step.at.unixMs;
        const auto* before = day.find(step.corrects);
        if (before != nullptr && !isBefore(startMs, before->step.at.unixMs) &&
            isBefore(startMs, step.at.unixMs))
            add(list, "dosing-step", "start", begunSentence);
        return list;
    }
    const auto* prepared = day.find(textOf(step, "prepared"));
    if (prepared != nullptr && !own.holds(prepared->step.at))
        add(list, "dosing-step", "prepared", elsewhenSentence);
    else if (!own.holds(step.at))
        add(list, "dosing-fact", "session-day", otherDaySentence);
    return list;
}

Result<NotReady> beforeDose(store::Reading& reading, const PlanSources& sources,
                            const PatientPlan& plan, const pathway::SessionDay& session,
                            const DosingDay& day, const lf::DosingStep& step) {
    NotReady list;
    const bool isStart = step.step == "start";
    const bool isGiven = correctsGiven(day, step);
    const auto own = spanOf(plan.instance.zone(), session.day);
    if (!own.holds(step.at)) add(list, "dosing-fact", "session-day", otherDaySentence);
    if (isGiven && !isStart) {
        if (isBefore(day.newest("start")->step.at.unixMs, step.at.unixMs))
            add(list, "dosing-step", "start", begunSentence);
        return list;
    }
    LF_TRY(const auto gates, pathway::gatesOf({plan.schedule, plan.instance, plan.answers,
                                               plan.facts, session.number, step.at}));
    for (const auto& gate : gates)
        if (!gate.isOpen())
            add(list, "gate", std::string(pathway::nameOf(gate.id)),
                pathway::sentenceOf(gate.reason));
    const auto untilMs = isStart ? step.at.unixMs : sources.now.unixMs;
    for (const auto& missing : day.missing(own, untilMs))
        if (!isGiven || missing == "vitals") add(list, "dosing-step", missing, sentenceOf(missing));
    if (isStart) checkOrder(day, own, step, list);
    if (isGiven) return list;
    checkProduct(day, session, step, list);
    LF_TRY(const auto facts, goFactsOf(reading, sources, plan, session, day));
    for (const auto& one : facts.against)
        if (one.code == "open-flag") add(list, "dosing-fact", one.code, one.text);
    if (!facts.holds(day)) add(list, "dosing-step", "go-no-go", goSentence);
    return list;
}

Result<NotReady> beforeDischarge(store::Reading& reading, const DaySpan& own, const DosingDay& day,
                                 const lf::DosingStep& step) {
    NotReady list;
    const auto* start = day.newest("start");
    if (start != nullptr && day.stopOf(*start) == nullptr)
        add(list, "dosing-step", "stop", "The dose has no end yet.");
    else if (start != nullptr && isBefore(step.at.unixMs, day.leavingFromMs(own)))
        add(list, "dosing-step", "stop", "The dose ended after this time.");
    for (const auto key : recoveryFacts()) {
        const auto* value = day.recovered(key, own);
        const auto* yes = value == nullptr ? nullptr : std::get_if<bool>(value);
        if (value == nullptr)
            add(list, "dosing-fact", std::string(key),
                start == nullptr ? "This is not recorded."
                                 : "This is not recorded since the dose ended.");
        else if (yes != nullptr && !*yes)
            add(list, "dosing-fact", std::string(key), "The newest entry says no.");
    }
    if (const auto* next = day.recovered("nextContact", own))
        if (const auto* date = std::get_if<lf::Moment>(next);
            date != nullptr && isOver(date->text, base::toFhirDate(step.at)))
            add(list, "dosing-fact", "nextContact", "This day is over.");
    LF_TRY(const auto flagMs, openFlagMs(reading, step.patient));
    if (flagMs) add(list, "dosing-fact", "open-flag", flagSentence);
    return list;
}

}  // namespace landfall::clinic::review
