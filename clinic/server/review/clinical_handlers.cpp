#include "server/review/clinical_handlers.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/names.hpp"
#include "server/fhir/care_plans.hpp"
#include "server/review/acknowledgement.hpp"
#include "server/review/adverse_events.hpp"
#include "server/review/consents.hpp"
#include "server/review/dosing_record.hpp"
#include "server/review/dosing_refusals.hpp"
#include "server/review/eligibility_review.hpp"
#include "server/review/handler_parts.hpp"
#include "server/review/ratings.hpp"
#include "server/review/staff_tasks.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;
namespace lf = landfall::fhir;
using fhirapi::refused;
using http::Call;
using http::Refusal;
using http::Response;

namespace {

PlanSources sourcesOf(Services& services) {
    return {services.forms, services.protocols, services.clock.now(), services.dosing};
}

json::array listOf(const std::vector<std::string>& words) {
    json::array out;
    for (const auto& word : words) out.emplace_back(word);
    return out;
}

Response getEligibility(Services& services, const Call& call) {
    const auto& patient = call.parameters.at(0);
    return lookAt(services, call, "eligibility",
                  [&](store::Reading& reading) -> Result<std::string> {
                      LF_TRY(const auto plan, fhirapi::activeCarePlan(reading, patient));
                      return eligibilityPage(reading, services.forms, patient,
                                             plan ? plan->id : std::string());
                  });
}

Response getDosing(Services& services, const Call& call) {
    return lookAt(services, call, "dosing", [&](store::Reading& reading) {
        return dosingPage(reading, sourcesOf(services), call.parameters.at(0));
    });
}

Response getEffects(Services& services, const Call& call) {
    return lookAt(services, call, "effects", [&](store::Reading& reading) {
        return effectsPage(reading, services.forms, call.parameters.at(0), services.clock.now());
    });
}

Result<int> sessionFrom(const std::string& text) {
    constexpr int sessionsMax = 1000;
    int number = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end || number < 1 || number > sessionsMax)
        return refused(Refusal::NotFound);
    return number;
}

Response postDosing(Services& services, const Call& call) {
    DosingSaved saved;
    http::RefusalDetail wrong;
    auto response = changeOfPatient(
        services, call,
        [&](store::Writing& writing, const std::string& patient) -> Result<ChangeMade> {
            LF_TRY(const auto body, readBody(call));
            LF_TRY(const int session, sessionFrom(call.parameters.at(1)));
            LF_TRY(const auto limits, clinicLimits(services.dosing));
            const auto recorded = recordDosing(writing, sourcesOf(services),
                                               {.patient = patient,
                                                .clinician = call.actor.id,
                                                .session = session,
                                                .body = body.root()},
                                               services.clock, services.random, saved);
            if (recorded.has_error() && recorded.error().is(base::Fault::Malformed)) {
                const auto& member = recorded.error().where;
                wrong = {.expression = member,
                         .text = dosingRefusalText(member, body.root(), services.clock.now())};
            }
            LF_CHECK(recorded);
            return ChangeMade{saved.step.id,
                              json::serialize(json::object{
                                  {"id", saved.step.id},
                                  {"step", saved.step.step},
                                  {"stops", listOf(stopsOf(saved.step))},
                                  {"outOfLimits", listOf(outOfLimits(limits, saved.step))}})};
        });
    if (response.status == http::formOf(Refusal::InvalidFact).status && !wrong.expression.empty())
        return call.refuse(Refusal::InvalidFact, wrong);
    if (response.status == http::formOf(Refusal::VersionConflict).status &&
        !saved.doneAlready.empty())
        return call.refuse(Refusal::VersionConflict,
                           {.expression = "step", .text = std::move(saved.doneAlready)});
    if (response.status == http::formOf(Refusal::NotFound).status && !saved.cancelled.empty())
        return call.refuse(Refusal::NotFound,
                           {.expression = "session", .text = std::move(saved.cancelled)});
    // The same refusal again, with everything that stands in the way.
    if (response.status == http::formOf(Refusal::NotReady).status && !saved.notReady.empty())
        return call.refuse(Refusal::NotReady, {.further = std::move(saved.notReady)});
    return response;
}

Result<Rating> ratingFrom(const lf::Json& body, const base::WallTime& now) {
    Rating rating;
    rating.questionnaire = std::string(body.get("questionnaire").textOr());
    rating.visit = std::string(body.get("visit").textOr());
    if (!rating.visit.empty() && !isNote(rating.visit))
        return Error(base::Fault::Malformed, "visit");
    constexpr std::int64_t sessionsMax = 1000;
    const auto session = body.get("session").integer().value_or(0);
    if (session < 0 || session > sessionsMax) return Error(base::Fault::Malformed, "session");
    rating.session = static_cast<int>(session);
    rating.at = now;
    if (const auto at = body.get("at"); at && !at.isNull()) {
        const auto time = base::fromFhirDateTime(at.textOr());
        if (time.has_error() || time->unixMs > now.unixMs)
            return Error(base::Fault::Malformed, "at");
        rating.at = *time;
    }
    const auto answers = body.get("answers");
    if (!answers.isArray() || answers.size() > ratedItemsMax)
        return Error(base::Fault::Malformed, "answers");
    for (const auto answer : answers.elements()) {
        if (!answer.isNull() && !answer.integer()) return Error(base::Fault::Malformed, "answers");
        rating.answers.push_back(answer.integer());
    }
    return rating;
}

Response postRating(Services& services, const Call& call) {
    return changeOfPatient(
        services, call,
        [&](store::Writing& writing, const std::string& patient) -> Result<ChangeMade> {
            LF_TRY(const auto body, readBody(call));
            LF_TRY(auto rating, ratingFrom(body, services.clock.now()));
            rating.patient = patient;
            rating.clinician = call.actor.id;
            LF_TRY(const auto rated,
                   rate(writing, sourcesOf(services), rating, services.clock, services.random));
            return ChangeMade{rated.response, json::serialize(json::object{
                                                  {"response", rated.response},
                                                  {"value", numberOrNull(rated.score.value)},
                                                  {"band", orNull(rated.score.band)},
                                                  {"tier", rated.tier}})};
        });
}

Response postCountersign(Services& services, const Call& call) {
    return changeOfPatient(
        services, call,
        [&](store::Writing& writing, const std::string& patient) -> Result<ChangeMade> {
            LF_TRY(const auto name, writing.userName(call.actor.id));
            LF_TRY(const auto changed, countersign(writing, services.forms,
                                                   {.patient = patient,
                                                    .consent = call.parameters.at(1),
                                                    .by = name.value_or("")},
                                                   services.clock));
            return ChangeMade{
                changed.id,
                json::serialize(json::object{
                    {"id", changed.id},
                    {"countersigned", base::toFhirInstant(services.clock.now().unixMs)}}),
                200};
        });
}

Response postAdverseEvent(Services& services, const Call& call) {
    bool lacking = false;
    auto response = changeOfPatient(
        services, call,
        [&](store::Writing& writing, const std::string& patient) -> Result<ChangeMade> {
            LF_TRY(const auto body, readBody(call));
            LF_TRY(auto order, adverseEventFrom(body.root(), services.clock.now()));
            auto& event = order.event;
            lacking = lacksCriterion(event);
            if (lacking) return Error(base::Fault::Malformed, "criteria");
            event.id = base::makeUuidV7(services.clock, services.random).text();
            event.patient = patient;
            event.recorded = services.clock.now();
            LF_TRY(const auto name, writing.userName(call.actor.id));
            event.by = {call.actor.id, name.value_or("")};
            LF_CHECK(recordAdverseEvent(writing, services.forms, order, services.clock,
                                        services.random));
            return ChangeMade{event.id, json::serialize(json::object{{"id", event.id}})};
        });
    if (!lacking) return response;
    return call.refuse(Refusal::InvalidFact,
                       {.expression = "criteria",
                        .further = {{"https://landfall.example/fhir/CodeSystem/seriousness",
                                     "life-threatening", std::string(lacksCriterionSentence)}}});
}

Response getTasks(Services& services, const Call& call) {
    std::string body;
    auto done = services.store.write(
        [&](store::Writing& writing) { return writing.audit(entryFor(call, "tasks", {})); });
    if (done.has_value())
        done = services.store.read([&](store::Reading& reading) -> Result<void> {
            LF_TRY(const auto tasks, openTasksJson(reading, services.forms, call.actor.id));
            body = json::serialize(tasks);
            return ok();
        });
    if (done.has_error()) return refuseFor(call, done.error());
    return Response::json(200, std::move(body));
}

Response postCloseTask(Services& services, const Call& call) {
    const auto& task = call.parameters.at(0);
    auto response = change(
        services, call,
        [&](store::Writing& writing) -> Result<std::string> {
            LF_TRY(const auto patient, patientOfTask(writing, task));
            // Not there and not theirs look the same.
            return patient.value_or("");
        },
        [&](store::Writing& writing, const std::string&) -> Result<ChangeMade> {
            LF_TRY(const auto body, readBody(call));
            const auto note = body.get("note").textOr();
            if (!isNote(note)) return Error(RequestFault::NoteOfTask, "note");
            LF_CHECK(closeTask(writing, {task, call.actor.id, std::string(note)}, services.clock,
                               services.random));
            return ChangeMade{
                task,
                json::serialize(json::object{
                    {"id", task}, {"closed", base::toFhirInstant(services.clock.now().unixMs)}}),
                200};
        });
    if (response.status != http::formOf(Refusal::NotReady).status) return response;
    return call.refuse(Refusal::NotReady,
                       {.further = {{std::string(lf::names::taskSystem), "close-the-flag",
                                     "The flag has to be closed, with a note of what was done. Its "
                                     "task ends with it. Nothing was changed."}}});
}

}  // namespace

void bindClinicalHandlers(http::Handlers& handlers, Services& services) {
    using http::RouteId;
    const auto bind = [&](RouteId id, Response (*answer)(Services&, const Call&)) {
        handlers.bind(id, [&services, answer](const Call& call) { return answer(services, call); });
    };
    bind(RouteId::Eligibility, getEligibility);
    bind(RouteId::Dosing, getDosing);
    bind(RouteId::RecordDosing, postDosing);
    bind(RouteId::Rate, postRating);
    bind(RouteId::Countersign, postCountersign);
    bind(RouteId::Effects, getEffects);
    bind(RouteId::RecordAdverseEvent, postAdverseEvent);
    bind(RouteId::StaffTasks, getTasks);
    bind(RouteId::CloseTask, postCloseTask);
}

}  // namespace landfall::clinic::review
