#include "server/review/missed_tasks.hpp"

#include <algorithm>

#include "landfall/base/bytes.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/names.hpp"
#include "server/review/decisions.hpp"
#include "server/review/dosing_record.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

namespace {

constexpr std::int64_t pageMax = 500;
constexpr std::string_view idPrefix = "missed-";
/// Inputs of the Task.
constexpr std::string_view sessionDate = "session-date";
constexpr std::string_view startDate = "start-date";

const lf::DosingSession* sessionOf(const PatientPlan& plan, int number) {
    for (const auto& session : plan.instance.plan().sessions)
        if (session.number == number) return &session;
    return nullptr;
}

/// The day that the days of a visit are counted from, as the plan has it now.
std::string anchorOf(const PatientPlan& plan, int session) {
    const auto* found = sessionOf(plan, session);
    return found != nullptr ? found->date() : plan.instance.plan().start;
}

std::string idFor(const PatientPlan& plan, const pathway::VisitKey& visit,
                  const std::string& date) {
    auto name = plan.id + '/' + std::to_string(visit.session) + '/' + visit.visit;
    const auto* session = sessionOf(plan, visit.session);
    if (session != nullptr && date != session->changes.front().date) name += '/' + date;
    const auto hash = base::sha256(base::viewOf(name));
    constexpr std::size_t digits = 40;
    return std::string(idPrefix) + base::toHex(hash).substr(0, digits);
}

std::string descriptionOf(const PatientPlan& plan, const pathway::VisitKey& visit) {
    const auto* rule = plan.protocol->find(visit.visit);
    const auto day = dayInWords(anchorOf(plan, visit.session));
    const auto title = rule ? rule->title : visit.visit;
    if (visit.visit == heldVisit)
        return "Session " + std::to_string(visit.session) + " on " + day +
               ": was it held? No dose is recorded. Write down the dose, or move or cancel the "
               "session.";
    if (visit.session == 0) return "Ask after: " + title + ", plan from " + day;
    return "Ask after: " + title + ", session " + std::to_string(visit.session) + " on " + day;
}

std::string taskBytes(const PatientPlan& plan, std::string_view patient,
                      const pathway::Missed& missed, std::string_view authoredOn) {
    std::string text = R"({"resourceType":"Task","id":)";
    text += lf::quoted(missedTaskId(plan, missed.visit));
    text += R"(,"basedOn":[{"reference":)" + lf::quoted("CarePlan/" + plan.id) + "}]";
    text += R"(,"status":"requested","intent":"order","priority":)";
    text += missed.safety ? R"("urgent")" : R"("routine")";
    text += R"(,"code":{"coding":[{"system":)" + lf::quoted(lf::names::taskSystem);
    text += R"(,"code":)" + lf::quoted(missedCode) + R"(}]},"description":)";
    text += lf::quoted(descriptionOf(plan, missed.visit));
    text += R"(,"for":{"reference":)" + lf::quoted("Patient/" + std::string(patient)) + '}';
    text += R"(,"authoredOn":)" + lf::quoted(authoredOn);
    text += R"(,"input":[{"type":{"text":"visit"},"valueString":)";
    text += lf::quoted(missed.visit.visit) + R"(},{"type":{"text":"session"},"valueInteger":)";
    text += std::to_string(missed.visit.session) + R"(},{"type":{"text":)";
    text += lf::quoted(missed.visit.session == 0 ? startDate : sessionDate) + R"(},"valueDate":)";
    text += lf::quoted(anchorOf(plan, missed.visit.session)) + '}';
    for (const auto& form : missed.forms)
        text += R"(,{"type":{"text":"missing"},"valueCanonical":)" + lf::quoted(form) + '}';
    return text + "]}";
}

/// What a task says of itself.
struct MissedTask {
    pathway::VisitKey visit;
    std::string date;  ///< the day its visit was counted from; "" where it does not say it
};
MissedTask readTask(const lf::Node& task) {
    MissedTask out;
    for (const auto input : task.get("input").elements()) {
        const auto name = input.get("type").get("text").textOr();
        if (name == "visit") out.visit.visit = input.get("valueString").textOr();
        if (name == "session")
            out.visit.session = static_cast<int>(input.get("valueInteger").integer().value_or(0));
        if (name == sessionDate || name == startDate) out.date = input.get("valueDate").textOr();
    }
    return out;
}

/// The day of a task that does not say it, from before there was such an input: its id does.
std::string dateOf(const PatientPlan& plan, const MissedTask& task, const std::string& id) {
    const auto* session = sessionOf(plan, task.visit.session);
    if (!task.date.empty() || session == nullptr) return task.date;
    for (const auto& change : session->changes)
        if (idFor(plan, task.visit, change.date) == id) return change.date;
    return {};
}

/// What is missed, and the sessions that somebody has said no to and of which no dose is recorded.
struct Look {
    std::vector<pathway::Missed> missed{};
    std::vector<int> declined{};

    [[nodiscard]] bool isDeclined(int session) const {
        return std::find(declined.begin(), declined.end(), session) != declined.end();
    }
};

/// Why the visit of a task is no longer asked after.
struct Ending {
    std::string_view code;
    std::string text;
};
std::optional<Ending> endingOf(const PatientPlan& plan, const Look& look, const MissedTask& task,
                               const std::string& date) {
    if (date.empty()) return std::nullopt;
    const auto before = dayInWords(date);
    const auto anchor = anchorOf(plan, task.visit.session);
    const auto now = dayInWords(anchor);
    const auto* session = sessionOf(plan, task.visit.session);
    if (session == nullptr) {
        if (date == anchor) return std::nullopt;
        return Ending{"start-moved", "The plan now begins on " + now + " and not on " + before +
                                         ", so this visit is no longer on its former day."};
    }
    if (session->cancelled())
        return Ending{
            "session-cancelled",
            "The session of " + now + " was cancelled, so this visit does not take place."};
    if (date == anchor && task.visit.visit == heldVisit)
        return Ending{"session-recorded",
                      "What is recorded of the session of " + now + " has answered this."};
    if (date == anchor && look.isDeclined(task.visit.session))
        return Ending{"session-not-held",
                      "It was decided against the session of " + now +
                          ", and no dose of it is recorded, so nobody is asked after this visit."};
    if (date == anchor) return std::nullopt;
    return Ending{"session-moved", "The session was moved from " + before + " to " + now +
                                       ", so this visit is no longer on its former day."};
}

/// Not announced: a phone gets what concerns the person, and this is work for the staff.
Result<void> append(store::Writing& writing, const PlanSources& sources, std::string_view patient,
                    const std::string& id, const std::string& bytes,
                    const std::optional<store::RecordState>& before) {
    LF_TRY([[maybe_unused]] const auto written, writing.append({.key = {"Task", id},
                                                                .patient = patient,
                                                                .body = std::string_view(bytes),
                                                                .device = std::nullopt,
                                                                .receivedMs = sources.now.unixMs},
                                                               before));
    return ok();
}

Result<int> noteMissed(store::Writing& writing, const PlanSources& sources,
                       std::string_view patient, const PatientPlan& plan,
                       const std::vector<pathway::Missed>& missed) {
    int made = 0;
    for (const auto& one : missed) {
        const auto id = missedTaskId(plan, one.visit);
        LF_TRY(const auto before, writing.current({"Task", id}));
        auto authoredOn = base::toFhirDateTime(sources.now);
        if (before && !before->deleted) {
            LF_TRY(const auto document, lf::Json::borrow(before->body));
            const auto status = document.get("status").textOr();
            const bool lacksItsDay = status == "requested" && readTask(document.root()).date !=
                                                                  anchorOf(plan, one.visit.session);
            // One that ended with its day is work again when the session has moved back.
            if (!lacksItsDay && status != "cancelled") continue;
            if (lacksItsDay) authoredOn = document.get("authoredOn").textOr();
        }
        const auto state = before ? std::optional<store::RecordState>(*before)
                                  : std::optional<store::RecordState>();
        LF_CHECK(append(writing, sources, patient, id, taskBytes(plan, patient, one, authoredOn),
                        state));
        ++made;
    }
    return made;
}

/// The tasks of this plan that wait for somebody and that nobody has taken.
Result<std::vector<store::Record>> waitingTasks(store::Reading& reading, std::string_view patient,
                                                const PatientPlan& plan) {
    std::vector<store::Record> records;
    std::string after;
    for (std::int64_t found = pageMax; found == pageMax;) {
        found = 0;
        LF_CHECK(reading.search(
            patient, "Task", after, pageMax, [&](const store::Record& record) -> Result<void> {
                ++found;
                after = record.id;
                if (!record.id.starts_with(idPrefix)) return ok();
                LF_TRY(const auto document, lf::Json::borrow(record.body));
                if (document.get("status").textOr() == "requested" &&
                    document.get("basedOn")[0].get("reference").textOr() == "CarePlan/" + plan.id)
                    records.push_back(record);
                return ok();
            }));
    }
    return records;
}

Result<int> endGone(store::Writing& writing, const PlanSources& sources, std::string_view patient,
                    const PatientPlan& plan, const Look& look) {
    LF_TRY(const auto tasks, waitingTasks(writing, patient, plan));
    int ended = 0;
    for (const auto& record : tasks) {
        const bool isMissed = std::any_of(
            look.missed.begin(), look.missed.end(),
            [&](const auto& one) { return missedTaskId(plan, one.visit) == record.id; });
        if (isMissed) continue;
        LF_TRY(const auto document, lf::Json::borrow(record.body));
        const auto task = readTask(document.root());
        const auto ending = endingOf(plan, look, task, dateOf(plan, task, record.id));
        if (!ending) continue;
        LF_TRY(const auto bytes, lf::cancelledTask(document, ending->code, ending->text));
        LF_CHECK(append(writing, sources, patient, record.id, bytes, store::RecordState(record)));
        ++ended;
    }
    return ended;
}

/// What the newest of these entries says to a yes-or-no fact; nothing where there is none.
std::optional<bool> saidOf(const DosingDay& day, std::string_view step, std::string_view fact) {
    const auto* entry = day.newest(step);
    const auto* value = entry == nullptr ? nullptr : factOf(entry->step, fact);
    const auto* yes = value == nullptr ? nullptr : std::get_if<bool>(value);
    return yes == nullptr ? std::nullopt : std::optional(*yes);
}

/// What is known of the sessions of a plan beside their dates.
struct Known {
    std::vector<DosingEntry> entries;
    std::vector<pathway::EligibilityDecision> decisions;  ///< the newest first
};

/// What was written down for the day that the session has now: of that day, or since it has it.
DosingDay entriesOf(const PatientPlan& plan, const Known& known, const lf::DosingSession& session,
                    pathway::Day own) {
    const auto all = dayOf(known.entries, session.number);
    std::vector<DosingEntry> entries;
    for (const auto& entry : all.entries())
        if (entry.step.at.unixMs >= session.changes.back().since.unixMs ||
            plan.instance.zone().dayOf(entry.step.at) == own)
            entries.push_back(entry);
    return DosingDay(std::move(entries));
}

/// Whether somebody has said no to this session, and nobody that the patient may be asked about it.
/// A day that was begun and has no dose says nothing, because a dose may be written down late.
bool isDeclined(const PatientPlan& plan, const Known& known, const pathway::SessionDay& day) {
    const auto* session = sessionOf(plan, day.number);
    if (session == nullptr) return false;
    const auto& zone = plan.instance.zone();
    if (session->experienceReady && zone.dayOf(*session->experienceReady) >= day.day) return false;
    const auto entries = entriesOf(plan, known, *session, day.day);
    const auto decision =
        std::find_if(known.decisions.begin(), known.decisions.end(),
                     [&](const auto& one) { return zone.dayOf(one.at) <= day.day; });
    return (decision != known.decisions.end() && !decision->eligible) ||
           saidOf(entries, "consent", "willing") == false ||
           saidOf(entries, "go-no-go", "go") == false;
}

/// The sessions whose day is over and of which no dose is recorded.
Result<std::vector<pathway::SessionDay>> unrecorded(store::Reading& reading,
                                                    std::string_view patient,
                                                    const PatientPlan& plan) {
    std::vector<pathway::SessionDay> sessions;
    for (const auto& session : plan.instance.sessions())
        if (!session.cancelled && session.day < plan.schedule.today) sessions.push_back(session);
    if (sessions.empty()) return sessions;
    LF_CHECK(reading.search(
        patient, "MedicationAdministration", "", pageMax, [&](const store::Record& record) {
            const auto document = lf::Json::borrow(record.body);
            if (document.has_error()) return ok();
            const auto dose = lf::readDoseGiven(document->root());
            if (dose.has_value() && dose->status != "entered-in-error")
                std::erase_if(sessions,
                              [&](const auto& one) { return one.number == dose->session; });
            return ok();
        }));
    return sessions;
}

Result<Look> lookAt(store::Reading& reading, const PlanSources& sources, std::string_view patient,
                    const PatientPlan& plan) {
    Look look{.missed = pathway::missedOf(plan.schedule, plan.instance.zone(), sources.now)};
    // Most patients have none; the list asks this of everybody.
    LF_TRY(const auto sessions, unrecorded(reading, patient, plan));
    if (sessions.empty()) return look;
    Known known;
    LF_TRY(known.entries, dosingEntriesOf(reading, patient));
    LF_TRY(known.decisions, decisionsOf(reading, plan.id));
    for (const auto& session : sessions)
        if (isDeclined(plan, known, session)) look.declined.push_back(session.number);
    if (!look.declined.empty()) {
        // It has not replaced what follows a session before it that was held.
        LF_TRY(look.missed, missedWithout(sources, plan, look.declined));
    }
    for (const auto& session : sessions)
        look.missed.push_back(
            {.visit = {session.number, std::string(heldVisit)},
             .sinceMs = plan.instance.zone().startOf(session.day + pathway::days{1}),
             .forms = {},
             .safety = false});
    return look;
}

/// Does `work` with the plan and what is missed by now.
template <typename Work>
Result<int> withMissed(store::Writing& writing, const PlanSources& sources,
                       std::string_view patient, Work work) {
    const auto found = planOf(writing, sources, patient);
    // A plan that cannot be followed is told where it is shown; here nothing can be missed.
    if (found.has_error() && found.error().is(base::Fault::Malformed)) return 0;
    LF_TRY(const auto plan, found);
    if (!plan) return 0;
    LF_TRY(const auto look, lookAt(writing, sources, patient, *plan));
    return work(*plan, look);
}

}  // namespace

Result<std::vector<pathway::Missed>> missedNow(store::Reading& reading, const PlanSources& sources,
                                               std::string_view patient, const PatientPlan& plan) {
    LF_TRY(auto look, lookAt(reading, sources, patient, plan));
    return std::move(look.missed);
}

std::string missedTaskId(const PatientPlan& plan, const pathway::VisitKey& visit) {
    return idFor(plan, visit, anchorOf(plan, visit.session));
}

Result<int> keepMissedTasks(store::Writing& writing, const PlanSources& sources,
                            std::string_view patient) {
    return withMissed(
        writing, sources, patient, [&](const auto& plan, const auto& look) -> Result<int> {
            LF_TRY(const int made, noteMissed(writing, sources, patient, plan, look.missed));
            LF_TRY(const int ended, endGone(writing, sources, patient, plan, look));
            return made + ended;
        });
}

Result<int> endMissedTasks(store::Writing& writing, const PlanSources& sources,
                           std::string_view patient) {
    return withMissed(writing, sources, patient, [&](const auto& plan, const auto& look) {
        return endGone(writing, sources, patient, plan, look);
    });
}

}  // namespace landfall::clinic::review
