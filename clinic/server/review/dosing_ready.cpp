#include "server/review/dosing_ready.hpp"

#include <algorithm>
#include <span>

#include "landfall/fhir/json.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

namespace {

constexpr std::string_view goSentence =
    "No clinician has said go since the last answer or reading, with a reason where something "
    "speaks against it.";
constexpr std::string_view flagSentence =
    "A flag of tier 2 or 3 is open. Close it with a note on the patient's page first.";

/// An item of a form, and what it says when all is well. Everything else counts, a declined answer
/// and none too.
struct WellRule {
    std::string_view item;
    std::string_view well;  ///< "true", "false", or codes of options
    std::string_view text;
};
constexpr WellRule dayBeforeRules[] = {
    {"illness", "false", "The day before: ill, or a fever."},
    {"new-medicine", "false", "The day before: a medicine was started, stopped or changed."},
    {"alcohol", "false", "The day before: alcohol or other drugs in the last 24 hours."},
    {"pregnancy", "no does-not-apply", "The day before: could be pregnant."},
    {"companion", "true", "The day before: nobody comes to stay for 24 hours."},
    {"still-willing", "true", "The day before: does not say that they want to go ahead."}};
/// Clinical rules 5.8.
constexpr WellRule transportRules[] = {
    {"way-home", "companion-drives taxi-with-companion public-with-companion clinic-arranges",
     "The way home: not settled."},
    {"companion-stays", "true", "The way home: nobody stays for 24 hours."},
    {"no-driving", "true", "The way home: does not agree not to drive."},
    {"no-childcare-alone", "true", "The way home: does not agree not to care for others alone."},
    {"no-signing", "true", "The way home: does not agree to sign nothing that binds."},
    {"no-big-decisions", "true", "The way home: does not agree to wait with big decisions."},
    {"no-alcohol", "true", "The way home: does not agree to drink no alcohol."}};

/// Of an item or one of a group; "" for none.
std::string answerOf(const lf::Node& parent, std::string_view linkId) {
    for (const auto item : parent.get("item").elements()) {
        if (item.get("linkId").textOr() != linkId) {
            if (auto inner = answerOf(item, linkId); !inner.empty()) return inner;
            continue;
        }
        const auto answer = item.get("answer")[0];
        if (const auto yes = answer.get("valueBoolean").boolean()) return *yes ? "true" : "false";
        return std::string(answer.get("valueCoding").get("code").textOr());
    }
    return {};
}

bool isWord(std::string_view words, std::string_view word) {
    while (!words.empty()) {
        const auto space = words.find(' ');
        if (words.substr(0, space) == word) return true;
        words = space == std::string_view::npos ? "" : words.substr(space + 1);
    }
    return false;
}

/// Whether this answer is one that a gate of the session asks for.
bool answersGate(const PatientPlan& plan, int session, const pathway::Answered& answer,
                 pathway::GateMark mark) {
    const auto* given = plan.schedule.answer(answer.response);
    if (given == nullptr) return false;
    for (const auto& visit : plan.schedule.visits) {
        if (visit.session != session || std::find(given->visits.begin(), given->visits.end(),
                                                  visit.key()) == given->visits.end())
            continue;
        const auto& forms = visit.rule->forms;
        const bool marked =
            visit.rule->gate == mark ||
            std::any_of(forms.begin(), forms.end(), [&](const pathway::VisitForm& form) {
                return form.gate == mark &&
                       pathway::urlOf(form.questionnaire) == pathway::urlOf(answer.questionnaire);
            });
        if (!marked) continue;
        // What was answered before the session was moved speaks of another day before; the way
        // home is the same.
        if (mark != pathway::GateMark::DayBefore ||
            (visit.opens && plan.instance.zone().dayOf(answer.authored) >= *visit.opens))
            return true;
    }
    return false;
}

Result<void> addRules(const store::Record& record, std::span<const WellRule> rules,
                      GoFacts& facts) {
    LF_TRY(const auto document, lf::Json::borrow(record.body));
    for (const auto& rule : rules)
        if (!isWord(rule.well, answerOf(document.root(), rule.item)))
            facts.against.push_back({std::string(rule.item), rule.text, record.receivedMs});
    return ok();
}

Result<void> addAnswers(store::Reading& reading, const PatientPlan& plan, int session,
                        GoFacts& facts) {
    for (const auto& answer : plan.answers) {
        if (!answersGate(plan, session, answer, pathway::GateMark::DayBefore)) continue;
        LF_TRY(const auto view, reading.response(answer.response));
        if (!view) continue;
        LF_TRY(const auto record, reading.versionAt(view->row));
        if (!record) continue;
        facts.answeredMs = std::max(facts.answeredMs, record->receivedMs);
        LF_TRY(const int tier, reading.tierOfResponse(answer.response));
        if (tier >= 2)
            facts.against.push_back({"danger-answer",
                                     "An answer of the day before has to do with self-harm or "
                                     "another danger.",
                                     record->receivedMs});
        if (pathway::urlOf(answer.questionnaire).ends_with("/day-before"))
            LF_CHECK(addRules(*record, dayBeforeRules, facts));
    }
    return ok();
}

/// The way home as it was planned last.
Result<void> addTransport(store::Reading& reading, const PatientPlan& plan, int session,
                          GoFacts& facts) {
    // The answers come with the newest first.
    const auto last =
        std::find_if(plan.answers.begin(), plan.answers.end(), [&](const auto& answer) {
            return pathway::urlOf(answer.questionnaire).ends_with("/transport") &&
                   answersGate(plan, session, answer, pathway::GateMark::Transport);
        });
    if (last == plan.answers.end()) return ok();
    LF_TRY(const auto view, reading.response(last->response));
    if (!view) return ok();
    LF_TRY(const auto record, reading.versionAt(view->row));
    if (!record) return ok();
    facts.answeredMs = std::max(facts.answeredMs, record->receivedMs);
    return addRules(*record, transportRules, facts);
}

/// Null, or when the newest open flag of tier 2 or 3 came.
Result<std::optional<std::int64_t>> openFlagMs(store::Reading& reading, std::string_view patient,
                                               std::optional<std::int64_t> untilMs = {}) {
    std::optional<std::int64_t> newest;
    LF_CHECK(reading.flags(patient, [&](const store::FlagView& flag) {
        const bool isKnown = !untilMs || flag.receivedMs <= *untilMs;
        if (isKnown && flag.status == "active" && flag.tier >= 2)
            newest = std::max(newest.value_or(flag.receivedMs), flag.receivedMs);
        return ok();
    }));
    return newest;
}

void add(NotReady& list, std::string_view system, std::string code, std::string_view text) {
    list.push_back({"https://landfall.example/fhir/CodeSystem/" + std::string(system),
                    std::move(code), std::string(text)});
}

/// Times are written down to the minute, so one minute is never before itself.
bool isBefore(const base::WallTime& a, const base::WallTime& b) {
    constexpr std::int64_t minuteMs = 60 * 1000;
    return a.unixMs / minuteMs < b.unixMs / minuteMs;
}

void checkOrder(const DosingDay& day, const lf::DosingStep& start, NotReady& list) {
    const auto id = textOf(start, "prepared");
    const auto* prepared = day.find(id);
    if (prepared != nullptr && isBefore(start.at, prepared->step.at))
        add(list, "dosing-step", "prepared", "The dose was drawn up after this time.");
    const auto* check = day.about("second-check", "prepared", id);
    if (check == nullptr)
        add(list, "dosing-step", "second-check", "No second person has checked the dose.");
    else if (isBefore(start.at, check->step.at))
        add(list, "dosing-step", "second-check", "The dose was checked after this time.");
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

bool GoFacts::holds(const DosingDay& day) const {
    const auto* said = day.newest("go-no-go");
    if (said == nullptr || !std::get<bool>(*factOf(said->step, "go"))) return false;
    if (said->recordedMs < answeredMs) return false;
    if (against.empty()) return true;
    return !textOf(said->step, "words").empty() &&
           std::all_of(against.begin(), against.end(),
                       [&](const Against& one) { return one.sinceMs <= said->recordedMs; });
}

Result<GoFacts> goFactsOf(store::Reading& reading, const PlanSources& sources,
                          const PatientPlan& plan, const pathway::SessionDay& session,
                          const DosingDay& day) {
    GoFacts facts;
    LF_CHECK(addAnswers(reading, plan, session.number, facts));
    LF_CHECK(addTransport(reading, plan, session.number, facts));
    LF_TRY(const auto flagMs,
           openFlagMs(reading, plan.instance.plan().patient, sources.knownUntilMs));
    if (flagMs) facts.against.push_back({"open-flag", flagSentence, *flagMs});
    LF_TRY(const auto limits, clinicLimits(sources.dosing));
    if (const auto ms = day.baselineOutsideMs(limits, spanOf(plan.instance.zone(), session.day)))
        facts.against.push_back({"vitals", "The baseline is beyond the clinic's limits.", *ms});
    return facts;
}

Result<NotReady> beforeDose(store::Reading& reading, const PlanSources& sources,
                            const PatientPlan& plan, const pathway::SessionDay& session,
                            const DosingDay& day, const lf::DosingStep& step) {
    NotReady list;
    const bool isStart = step.step == "start";
    // A dose is judged at its own time, however late it is written down.
    const auto at = isStart ? step.at : sources.now;
    LF_TRY(const auto gates, pathway::gatesOf({plan.schedule, plan.instance, plan.answers,
                                               plan.facts, session.number, at}));
    for (const auto& gate : gates)
        if (!gate.isOpen())
            add(list, "gate", std::string(pathway::nameOf(gate.id)),
                pathway::sentenceOf(gate.reason));
    if (isStart && plan.instance.zone().dayOf(step.at) != session.day)
        add(list, "dosing-fact", "session-day",
            "A dose begins on the session's own day. Move the session first, or correct the time.");
    auto span = spanOf(plan.instance.zone(), session.day);
    for (const auto& missing : day.missing(span, at.unixMs))
        add(list, "dosing-step", missing, sentenceOf(missing));
    if (isStart) checkOrder(day, step, list);
    checkProduct(day, session, step, list);
    LF_TRY(const auto facts, goFactsOf(reading, sources, plan, session, day));
    for (const auto& one : facts.against)
        if (one.code == "open-flag") add(list, "dosing-fact", one.code, one.text);
    if (!facts.holds(day)) add(list, "dosing-step", "go-no-go", goSentence);
    return list;
}

Result<NotReady> beforeDischarge(store::Reading& reading, const DosingDay& day,
                                 const lf::DosingStep& step) {
    NotReady list;
    const auto* start = day.newest("start");
    if (start != nullptr && day.about("stop", "start", start->step.id) == nullptr)
        add(list, "dosing-step", "stop", "The dose has no end yet.");
    for (const auto key : recoveryFacts()) {
        const auto* value = day.recovered(key);
        const auto* yes = value == nullptr ? nullptr : std::get_if<bool>(value);
        if (value == nullptr)
            add(list, "dosing-fact", std::string(key), "This is not recorded.");
        else if (yes != nullptr && !*yes)
            add(list, "dosing-fact", std::string(key), "The newest entry says no.");
    }
    if (const auto* next = day.recovered("nextContact"))
        if (const auto* date = std::get_if<lf::Moment>(next);
            date != nullptr && isOver(date->text, base::toFhirDate(step.at)))
            add(list, "dosing-fact", "nextContact", "This day is over.");
    LF_TRY(const auto flagMs, openFlagMs(reading, step.patient));
    if (flagMs) add(list, "dosing-fact", "open-flag", flagSentence);
    return list;
}

}  // namespace landfall::clinic::review
