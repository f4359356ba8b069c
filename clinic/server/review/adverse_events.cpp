#include "server/review/adverse_events.hpp"

#include <algorithm>
#include <array>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/safety/side_effect.hpp"
#include "server/fhir/care_plans.hpp"
#include "server/fhir/recorder.hpp"
#include "server/review/acknowledgement.hpp"
#include "server/review/dosing_record.hpp"
#include "server/review/handler_parts.hpp"

namespace landfall::clinic::review {
namespace lf = landfall::fhir;

namespace {

constexpr std::array<std::string_view, 6> criteria{"death",      "life-threatening",   "hospital",
                                                   "disability", "congenital-anomaly", "important"};
constexpr std::array<std::string_view, 6> causalities{"certain",  "probable",  "possible",
                                                      "unlikely", "unrelated", "not-assessable"};
constexpr std::array<std::string_view, 3> expectations{"expected", "unexpected", "not-assessed"};
constexpr std::array<std::string_view, 6> outcomes{
    "resolved", "recovering", "ongoing", "resolved-with-sequelae", "fatal", "unknown"};

template <class Words>
Result<std::string> wordIn(const Words& words, const lf::Node& body, std::string_view member) {
    const auto text = body.get(member).textOr();
    if (std::find(words.begin(), words.end(), text) == words.end())
        return Error(base::Fault::Malformed, std::string(member));
    return std::string(text);
}

/// Text that is there and is one, or "".
Result<std::string> wordsIn(const lf::Node& body, std::string_view member) {
    const auto node = body.get(member);
    if (!node || node.isNull() || node.textOr("x").empty()) return std::string();
    if (!node.isString() || !isNote(node.textOr()))
        return Error(base::Fault::Malformed, std::string(member));
    return std::string(node.textOr());
}

/// A date, or a date and time, that is not in the future.
Result<std::string> whenIn(const lf::Node& body, std::string_view member,
                           const base::WallTime& now) {
    LF_TRY(auto text, wordsIn(body, member));
    if (text.empty()) return text;
    const auto time = base::fromFhirDateTime(text);
    // By the calendar of wherever it is latest: a date is told in the clinic's own zone.
    constexpr int eastmostMinutes = 14 * 60;
    const auto latest =
        base::toFhirDate(base::WallTime{now.unixMs + eastmostMinutes * 60'000LL, eastmostMinutes});
    const bool isPast =
        time.has_value() ? time->unixMs <= now.unixMs : base::isFhirDate(text) && text <= latest;
    if (!isPast) return Error(base::Fault::Malformed, std::string(member));
    return text;
}

Result<std::optional<base::WallTime>> timeIn(const lf::Node& body, std::string_view member,
                                             const base::WallTime& now) {
    const auto node = body.get(member);
    if (!node || node.isNull()) return std::optional<base::WallTime>{};
    const auto time = base::fromFhirDateTime(node.textOr());
    if (time.has_error() || time->unixMs > now.unixMs)
        return Error(base::Fault::Malformed, std::string(member));
    return std::optional(*time);
}

/// An id, or "" for none.
Result<std::string> idIn(const lf::Node& body, std::string_view member) {
    const auto node = body.get(member);
    if (node && !node.isNull() && !node.isString())
        return Error(base::Fault::Malformed, std::string(member));
    return std::string(node.textOr());
}

Result<std::vector<std::string>> criteriaIn(const lf::Node& body) {
    std::vector<std::string> out;
    const auto node = body.get("criteria");
    if (!node || node.isNull()) return out;
    // Anything else would make a serious event look as if it were none.
    if (!node.isArray()) return Error(base::Fault::Malformed, "criteria");
    for (const auto one : node.elements()) {
        const auto word = one.textOr();
        if (std::find(criteria.begin(), criteria.end(), word) == criteria.end())
            return Error(base::Fault::Malformed, "criteria");
        out.emplace_back(word);
    }
    return out;
}

/// 0 for none.
Result<int> sessionIn(const lf::Node& body) {
    constexpr std::int64_t sessionsMax = 1000;
    const auto node = body.get("session");
    if (!node || node.isNull()) return 0;
    const auto session = node.integer();
    if (!session || *session < 0 || *session > sessionsMax)
        return Error(base::Fault::Malformed, "session");
    return static_cast<int>(*session);
}

/// Death, grade 5 and a fatal outcome are one thing said three times.
Result<void> checkDeath(const lf::AdverseEvent& event) {
    const bool death =
        std::find(event.criteria.begin(), event.criteria.end(), "death") != event.criteria.end();
    if (death != (event.grade == lf::gradeOfDeath))
        return Error(base::Fault::Malformed, death ? "grade" : "criteria");
    if (death != (event.outcome == "fatal")) return Error(base::Fault::Malformed, "outcome");
    return ok();
}

/// Nothing ends before it begins, and nobody tells of what they do not know. Where one of the two
/// is only a day, days are compared.
bool isBefore(const std::string& earlier, const std::string& later) {
    if (earlier.empty() || later.empty()) return false;
    const auto a = base::fromFhirDateTime(earlier);
    const auto b = base::fromFhirDateTime(later);
    if (a.has_value() && b.has_value()) return a->unixMs < b->unixMs;
    constexpr std::size_t dateLength = 10;
    return earlier.substr(0, dateLength) < later.substr(0, dateLength);
}

Result<void> checkOrder(const lf::AdverseEvent& event) {
    if (isBefore(event.end, event.onset)) return Error(RequestFault::EndBeforeOnset, "end");
    if (isBefore(base::toFhirDateTime(event.aware), event.onset))
        return Error(RequestFault::AwareBeforeOnset, "aware");
    if (event.reported && event.reported->unixMs < event.aware.unixMs)
        return Error(RequestFault::ReportedBeforeAware, "reported");
    return ok();
}

}  // namespace

int flagTierOf(int grade) {
    constexpr int severe = 3;
    constexpr int lifeThreatening = 4;
    if (grade == severe) return 2;
    return grade == lifeThreatening ? 3 : 0;
}

lf::SafetyFlag flagOf(const lf::AdverseEvent& event) {
    lf::SafetyFlag flag;
    flag.patient = event.patient;
    flag.tier = flagTierOf(event.grade);
    flag.evidenceAnswer = "Grade " + std::to_string(event.grade) + ": " + event.term;
    return flag;
}

Result<AdverseEventOrder> adverseEventFrom(const lf::Node& body, const base::WallTime& now) {
    lf::AdverseEvent event;
    LF_TRY(event.term, wordsIn(body, "term"));
    if (event.term.empty()) return Error(base::Fault::Malformed, "term");
    const auto grade = body.get("grade").integer();
    if (!grade || *grade < 1 || *grade > lf::gradeOfDeath)
        return Error(base::Fault::Malformed, "grade");
    event.grade = static_cast<int>(*grade);
    LF_TRY(event.criteria, criteriaIn(body));
    LF_TRY(event.causality, wordIn(causalities, body, "causality"));
    LF_TRY(event.expectedness, wordIn(expectations, body, "expectedness"));
    LF_TRY(event.outcome, wordIn(outcomes, body, "outcome"));
    LF_CHECK(checkDeath(event));
    LF_TRY(event.words, wordsIn(body, "words"));
    LF_TRY(event.action, wordsIn(body, "action"));
    LF_TRY(event.onset, whenIn(body, "onset", now));
    LF_TRY(event.end, whenIn(body, "end", now));
    LF_TRY(const auto aware, timeIn(body, "aware", now));
    event.aware = aware.value_or(now);
    LF_TRY(event.reported, timeIn(body, "reported", now));
    if (event.reported && !event.isSerious()) return Error(base::Fault::Malformed, "reported");
    LF_TRY(event.report, idIn(body, "report"));
    LF_TRY(event.replaces, idIn(body, "replaces"));
    LF_TRY(event.reason, wordsIn(body, "reason"));
    if (!event.replaces.empty() && event.reason.empty())
        return Error(base::Fault::Malformed, "reason");
    LF_TRY(event.session, sessionIn(body));
    LF_CHECK(checkOrder(event));
    return AdverseEventOrder{std::move(event), static_cast<bool>(body.get("session"))};
}

bool lacksCriterion(const lf::AdverseEvent& event) {
    constexpr int lifeThreatening = 4;
    return event.grade == lifeThreatening && event.criteria.empty();
}

namespace {
/// The record of the dose of this session; "" while none is recorded.
Result<std::string> doseOf(store::Reading& reading, const std::string& patient, int session) {
    if (session == 0) return std::string();
    LF_TRY(const auto entries, dosingEntriesOf(reading, patient));
    const auto day = dayOf(entries, session);
    const auto* start = day.newest("start");
    return start == nullptr ? std::string() : madeBy(start->step, "MedicationAdministration");
}

Result<void> checkSession(store::Reading& reading, const lf::AdverseEvent& event) {
    if (event.session == 0) return ok();
    LF_TRY(const auto plan, fhirapi::activeCarePlan(reading, event.patient));
    if (plan)
        for (const auto& session : plan->sessions)
            if (session.number == event.session) return ok();
    return Error(RequestFault::EventSession, "session");
}

Result<void> checkReport(store::Reading& reading, const lf::AdverseEvent& event) {
    if (event.report.empty()) return ok();
    LF_TRY(const auto report, reading.response(event.report));
    if (!report || report->patient != event.patient) return Error(base::Fault::NotFound, "report");
    const bool isOfEffects =
        std::find(std::begin(safety::effectForms), std::end(safety::effectForms),
                  report->questionnaire) != std::end(safety::effectForms);
    return isOfEffects ? ok() : Result<void>(Error(base::Fault::Malformed, "report"));
}

/// Work for the staff. What the report has told itself, open or closed by now, is told.
Result<void> raiseFlag(store::Writing& writing, fhirapi::Recorder& recorder,
                       const lf::AdverseEvent& event, int tierBefore, const base::Clock& clock,
                       base::Random& random) {
    auto flag = flagOf(event);
    bool isTold = flag.tier <= tierBefore;
    LF_CHECK(writing.flags(event.patient, [&](const store::FlagView& other) {
        isTold = isTold || (!event.report.empty() && other.response == event.report &&
                            other.tier >= flag.tier);
        return ok();
    }));
    if (isTold) return ok();
    flag.id = base::makeUuidV7(clock, random).text();
    flag.raised = event.recorded;
    flag.cause = "adverse-event";
    LF_TRY([[maybe_unused]] const auto written,
           recorder.putMade({"Flag", flag.id}, lf::buildFlag(flag)));
    return ok();
}
}  // namespace

Result<void> recordAdverseEvent(store::Writing& writing, const fhirapi::Forms& forms,
                                const AdverseEventOrder& order, const base::Clock& clock,
                                base::Random& random) {
    const auto& event = order.event;
    LF_CHECK(checkSession(writing, event));
    LF_CHECK(checkReport(writing, event));
    auto kept = event;
    int tierBefore = 0;
    if (!event.replaces.empty()) {
        LF_TRY(const auto events, adverseEventsOf(writing, event.patient));
        const lf::AdverseEvent* before = nullptr;
        for (const auto& one : events) {
            if (one.id == event.replaces) before = &one;
            if (one.replaces == event.replaces) return base::Fault::Busy;
        }
        if (before == nullptr) return Error(base::Fault::NotFound, "replaces");
        // What the first record of it knew does not get lost.
        kept.acute = before->acute;
        if (kept.report.empty()) kept.report = before->report;
        if (!order.saysSession) kept.session = before->session;
        tierBefore = flagTierOf(before->grade);
    }
    LF_TRY(kept.dose, doseOf(writing, event.patient, kept.session));
    fhirapi::Recorder recorder(writing, forms,
                               {.patient = event.patient,
                                .device = std::nullopt,
                                .receivedMs = event.recorded.unixMs,
                                .forClinic = true});
    LF_TRY([[maybe_unused]] const auto written,
           recorder.putMade({"AdverseEvent", kept.id}, lf::buildAdverseEvent(kept)));
    return raiseFlag(writing, recorder, kept, tierBefore, clock, random);
}

Result<std::vector<lf::AdverseEvent>> adverseEventsOf(store::Reading& reading,
                                                      std::string_view patient) {
    constexpr std::int64_t pageMax = 500;
    std::vector<lf::AdverseEvent> events;
    std::string after;
    for (std::int64_t found = pageMax; found == pageMax;) {
        found = 0;
        LF_CHECK(reading.search(patient, "AdverseEvent", after, pageMax,
                                [&](const store::Record& record) -> Result<void> {
                                    ++found;
                                    after = record.id;
                                    LF_TRY(const auto document, lf::Json::borrow(record.body));
                                    auto event = lf::readAdverseEvent(document.root());
                                    if (event.has_value()) events.push_back(*std::move(event));
                                    return ok();
                                }));
    }
    return events;
}

}  // namespace landfall::clinic::review
