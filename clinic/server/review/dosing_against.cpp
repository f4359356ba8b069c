// What speaks against a dose, and whether a clinician's go has known it (clinical rules 4, 5, 7).
#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "landfall/fhir/json.hpp"
#include "server/review/dosing_ready.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

namespace {

/// An item of a form, and what it says when all is well. Everything else counts, a declined answer
/// and none too, and each is said as what it is.
struct WellRule {
    std::string_view item;
    std::string_view well;  ///< "true", "false", or codes of options
    std::string_view text;
    std::string_view open;  ///< the same where nothing was answered, or it was declined
};
constexpr WellRule dayBeforeRules[] = {
    {"illness", "false", "The day before: ill, or a fever.",
     "The day before, not answered: an illness or a fever."},
    {"new-medicine", "false", "The day before: a medicine was started, stopped or changed.",
     "The day before, not answered: a change of medicines."},
    {"alcohol", "false", "The day before: alcohol or other drugs in the last 24 hours.",
     "The day before, not answered: alcohol or other drugs."},
    {"pregnancy", "no does-not-apply", "The day before: could be pregnant.",
     "The day before, not answered: a pregnancy."},
    {"companion", "true", "The day before: nobody comes to stay for 24 hours.",
     "The day before, not answered: who comes to stay for 24 hours."},
    {"still-willing", "true", "The day before: does not say that they want to go ahead.",
     "The day before, not answered: whether they want to go ahead."}};
/// Clinical rules 5.8.
constexpr WellRule transportRules[] = {
    {"way-home", "companion-drives taxi-with-companion public-with-companion clinic-arranges",
     "The way home: not settled.", "The way home, not answered: how they get home."},
    {"companion-stays", "true", "The way home: nobody stays for 24 hours.",
     "The way home, not answered: who stays for 24 hours."},
    {"no-driving", "true", "The way home: does not agree not to drive.",
     "The way home, not answered: whether they agree not to drive."},
    {"no-childcare-alone", "true", "The way home: does not agree not to care for others alone.",
     "The way home, not answered: whether they agree not to care for others alone."},
    {"no-signing", "true", "The way home: does not agree to sign nothing that binds.",
     "The way home, not answered: whether they agree to sign nothing that binds."},
    {"no-big-decisions", "true", "The way home: does not agree to wait with big decisions.",
     "The way home, not answered: whether they agree to wait with big decisions."},
    {"no-alcohol", "true", "The way home: does not agree to drink no alcohol.",
     "The way home, not answered: whether they agree to drink no alcohol."}};

constexpr std::string_view declinedWord = "declined";

/// Of an item or one of a group; "" for none, declinedWord for who would rather not say.
std::string answerOf(const lf::Node& parent, std::string_view linkId) {
    for (const auto item : parent.get("item").elements()) {
        if (item.get("linkId").textOr() != linkId) {
            if (auto inner = answerOf(item, linkId); !inner.empty()) return inner;
            continue;
        }
        if (item.get("answer").size() == 0) return std::string(declinedWord);
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

/// Whether a gate asks for this form at this visit.
bool asksAt(const pathway::Visit& visit, std::string_view questionnaire, pathway::GateMark mark) {
    const auto& forms = visit.rule->forms;
    return std::any_of(forms.begin(), forms.end(), [&](const pathway::VisitForm& form) {
        return (visit.rule->gate == mark || form.gate == mark) && !form.forClinic &&
               pathway::urlOf(form.questionnaire) == pathway::urlOf(questionnaire);
    });
}

/// The session before this one that takes place.
std::optional<pathway::Day> sessionBefore(const PatientPlan& plan,
                                          const pathway::SessionDay& session) {
    std::optional<pathway::Day> before;
    for (const auto& other : plan.instance.sessions())
        if (!other.cancelled && other.day < session.day)
            before = std::max(before.value_or(other.day), other.day);
    return before;
}

/// Whether this answer says something of this session to a gate that asks for its form. Since the
/// day before has begun every one does, whatever visit it is for: on the morning of the dose none
/// waits for it any more.
bool speaksToGate(const PatientPlan& plan, const pathway::SessionDay& session,
                  const pathway::Answered& answer, pathway::GateMark mark) {
    if (answer.extent == lf::Extent::Nothing) return false;
    const auto day = plan.instance.zone().dayOf(answer.authored);
    if (day > session.day) return false;
    const auto* given = plan.schedule.answer(answer.response);
    const bool isNobodys = given == nullptr || given->visits.empty();
    for (const auto& visit : plan.schedule.visits) {
        if (visit.session != session.number || !asksAt(visit, answer.questionnaire, mark)) continue;
        if (day >= session.day - pathway::days{1}) return true;
        const bool isOfVisit = !isNobodys && std::find(given->visits.begin(), given->visits.end(),
                                                       visit.key()) != given->visits.end();
        // What was answered before the session was moved speaks of another day before; the way
        // home is the same, and the newest plan for it counts.
        if (mark == pathway::GateMark::DayBefore) {
            if (isOfVisit && visit.opens && day >= *visit.opens) return true;
        } else if (isOfVisit || (isNobodys && sessionBefore(plan, session) < day)) {
            return true;
        }
    }
    return false;
}

/// The rules of one form, held against its newest whole answer and what was sent in part since:
/// half an answer takes back nothing that was said before it.
class Said {
public:
    explicit Said(std::span<const WellRule> rules) : rules_(rules) {}

    /// The newest first.
    Result<void> add(const store::Record& record, bool isWhole) {
        if (std::exchange(isDone_, isDone_ || isWhole)) return ok();
        LF_TRY(const auto document, lf::Json::borrow(record.body));
        newestMs_ = std::max(newestMs_, record.receivedMs);
        for (const auto& rule : rules_) {
            const auto answer = answerOf(document.root(), rule.item);
            if (answer.empty()) continue;
            answered_.insert(rule.item);
            if (isWord(rule.well, answer) || against_.contains(rule.item)) continue;
            const auto text = answer == declinedWord ? rule.open : rule.text;
            against_[rule.item] = {std::string(rule.item), std::string(text), record.receivedMs,
                                   record.receivedMs};
        }
        return ok();
    }

    void addTo(GoFacts& facts) const {
        if (newestMs_ == 0) return;
        for (const auto& rule : rules_) {
            const auto found = against_.find(rule.item);
            if (found != against_.end())
                facts.against.push_back(found->second);
            else if (!answered_.contains(rule.item))
                facts.against.push_back(
                    {std::string(rule.item), std::string(rule.open), newestMs_, newestMs_});
        }
    }

private:
    std::span<const WellRule> rules_;
    bool isDone_ = false;
    std::int64_t newestMs_ = 0;
    std::set<std::string_view> answered_;
    std::map<std::string_view, Against> against_;
};

/// A form of a gate, and what its answers are held against.
struct GateForm {
    pathway::GateMark mark;
    std::string_view ending;  ///< of the url
    std::span<const WellRule> rules;
};

/// A go has to know whatever answered the gate.
Result<void> addAnswers(store::Reading& reading, const PlanSources& sources,
                        const PatientPlan& plan, const pathway::SessionDay& session,
                        const GateForm& form, GoFacts& facts) {
    Said said(form.rules);
    // The answers come with the newest first.
    for (const auto& answer : plan.answers) {
        if (!speaksToGate(plan, session, answer, form.mark)) continue;
        LF_TRY(const auto view, reading.response(answer.response));
        if (!view) continue;
        LF_TRY(const auto record, reading.versionAt(view->row));
        if (!record || !sources.knows(record->receivedMs)) continue;
        facts.answeredMs = std::max(facts.answeredMs, record->receivedMs);
        if (pathway::urlOf(answer.questionnaire).ends_with(form.ending))
            LF_CHECK(said.add(*record, answer.extent == lf::Extent::Whole));
    }
    said.addTo(facts);
    return ok();
}

/// Answers and flags of tier 2 or 3 since the day before began. One whose flag a clinician has
/// closed is still to be weighed by whoever says go.
Result<void> addDanger(store::Reading& reading, const PlanSources& sources, const PatientPlan& plan,
                       const pathway::SessionDay& session, GoFacts& facts) {
    constexpr int urgent = 2;
    const auto& zone = plan.instance.zone();
    const auto fromMs = zone.startOf(session.day - pathway::days{1});
    const auto came = [&](std::int64_t saidMs, std::int64_t receivedMs) {
        return std::max(saidMs, receivedMs) >= fromMs && receivedMs <= facts.own.lastMs &&
               sources.knows(receivedMs);
    };
    const auto add = [&](std::string_view code, std::string_view what, int tier, std::int64_t ms) {
        facts.against.push_back({std::string(code),
                                 std::string(what) + " of tier " + std::to_string(tier) +
                                     " came on " +
                                     momentInWords(base::toFhirDateTime(zone.at(ms))) + '.',
                                 ms, ms});
    };
    std::set<std::string> flagged;
    const auto& patient = plan.instance.plan().patient;
    LF_CHECK(reading.flags(patient, [&](const store::FlagView& flag) {
        const auto said = base::fromFhirDateTime(flag.authored);
        const auto saidMs = said.has_value() ? said->unixMs : flag.receivedMs;
        if (flag.tier < urgent || !came(saidMs, flag.receivedMs)) return ok();
        if (!flag.response)
            add("danger-flag", "A flag", flag.tier, flag.receivedMs);
        else if (flagged.insert(*flag.response).second)
            add("danger-answer", "An answer", flag.tier, flag.receivedMs);
        return ok();
    }));
    return reading.responses(patient, [&](const store::ResponseView& view) {
        if (view.tier >= urgent && view.status != "entered-in-error" &&
            came(view.authoredMs, view.receivedMs) && !flagged.contains(view.id))
            add("danger-answer", "An answer", view.tier, view.receivedMs);
        return ok();
    });
}

/// What stopped the dose and was said otherwise later. A correction with its reason takes it back;
/// an entry that merely says otherwise does not.
void addStops(const DosingDay& day, const pathway::Zone& zone, GoFacts& facts) {
    for (const auto& entry : day.entries()) {
        if (!entry.correctedBy.empty() || !facts.own.holds(entry.step.at)) continue;
        for (const auto& fact : stopsOf(entry.step))
            facts.against.push_back(
                {"stop",
                 std::string(stopInWords(entry.step, fact)) + " (" +
                     momentInWords(base::toFhirDateTime(zone.at(entry.step.at.unixMs))) + ").",
                 entry.recordedMs, entry.step.at.unixMs});
    }
}

}  // namespace

Result<std::optional<std::int64_t>> openFlagMs(store::Reading& reading, std::string_view patient,
                                               std::optional<std::int64_t> untilMs) {
    std::optional<std::int64_t> newest;
    LF_CHECK(reading.flags(patient, [&](const store::FlagView& flag) {
        const bool isKnown = !untilMs || flag.receivedMs <= *untilMs;
        if (isKnown && flag.status == "active" && flag.tier >= 2)
            newest = std::max(newest.value_or(flag.receivedMs), flag.receivedMs);
        return ok();
    }));
    return newest;
}

bool GoFacts::holds(const DosingDay& day) const {
    const auto* said = day.newest("go-no-go");
    if (said == nullptr || !std::get<bool>(*factOf(said->step, "go"))) return false;
    if (!day.hasBaselineFor(*said, own)) return false;
    const auto knew = [&](std::int64_t sinceMs, std::int64_t atMs) {
        return said->recordedMs >= sinceMs && !isBefore(said->step.at.unixMs, atMs);
    };
    if (!knew(answeredMs, answeredMs)) return false;
    if (against.empty()) return true;
    return !textOf(said->step, "words").empty() &&
           std::all_of(against.begin(), against.end(),
                       [&](const Against& one) { return knew(one.sinceMs, one.atMs); });
}

Result<GoFacts> goFactsOf(store::Reading& reading, const PlanSources& sources,
                          const PatientPlan& plan, const pathway::SessionDay& session,
                          const DosingDay& day) {
    const auto& zone = plan.instance.zone();
    GoFacts facts{.own = spanOf(zone, session.day), .against = {}, .answeredMs = 0};
    for (const auto& form : {GateForm{pathway::GateMark::DayBefore, "/day-before", dayBeforeRules},
                             GateForm{pathway::GateMark::Transport, "/transport", transportRules}})
        LF_CHECK(addAnswers(reading, sources, plan, session, form, facts));
    LF_CHECK(addDanger(reading, sources, plan, session, facts));
    LF_TRY(const auto flagMs,
           openFlagMs(reading, plan.instance.plan().patient, sources.knownUntilMs));
    if (flagMs) facts.against.push_back({"open-flag", std::string(flagSentence), *flagMs, *flagMs});
    addStops(day, zone, facts);
    LF_TRY(const auto limits, clinicLimits(sources.dosing));
    // Of a dose that is written down late the readings after it are none before it.
    const auto untilMs =
        std::min(sources.knownUntilMs.value_or(facts.own.lastMs), facts.own.lastMs);
    for (const auto* outside : day.outsideBeforeDose(limits, facts.own, untilMs))
        facts.against.push_back(
            {"vitals",
             "A reading before the dose is beyond the clinic's limits (" +
                 momentInWords(base::toFhirDateTime(zone.at(outside->step.at.unixMs))) + ").",
             outside->recordedMs, outside->step.at.unixMs});
    return facts;
}

}  // namespace landfall::clinic::review
