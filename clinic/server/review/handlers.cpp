#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <set>

#include "landfall/fhir/json.hpp"
#include "server/fhir/refused.hpp"
#include "server/review/acknowledgement.hpp"
#include "server/review/assignments.hpp"
#include "server/review/clinical_handlers.hpp"
#include "server/review/form_list.hpp"
#include "server/review/handler_parts.hpp"
#include "server/review/patient_list.hpp"
#include "server/review/patient_page.hpp"
#include "server/review/plan_requests.hpp"
#include "server/review/services.hpp"
#include "server/review/staff_tasks.hpp"

namespace landfall::clinic::review {
namespace json = boost::json;
using fhirapi::refused;
using http::Call;
using http::Refusal;
using http::Response;

namespace {

Response getPatients(Services& services, const Call& call) {
    std::string body;
    // The audit row is durable before anything is shown; the reading itself does not hold the
    // writer.
    const PlanSources plans{services.forms, services.protocols, services.clock.now()};
    auto done = services.store.write([&](store::Writing& writing) -> Result<void> {
        std::vector<std::string> own;
        const auto keep = [&](const store::PatientView& patient) {
            own.push_back(patient.id);
            return ok();
        };
        if (services.missedLooks->isDue(call.actor.id, plans.now.unixMs))
            LF_CHECK(writing.patientsOf(call.actor.id, keep));
        for (const auto& patient : own) {
            LF_TRY([[maybe_unused]] const int made, noteStaffTasks(writing, plans, patient));
        }
        return writing.audit(entryFor(call, "patients", {}));
    });
    if (done.has_value())
        done = services.store.read([&](store::Reading& reading) -> Result<void> {
            LF_TRY(body, patientList(reading, services.forms, call.actor.id,
                                     base::toFhirDate(services.clock.now())));
            return ok();
        });
    if (done.has_error()) return refuseFor(call, done.error());
    return Response::json(200, std::move(body));
}

Response getPatient(Services& services, const Call& call) {
    const auto& patient = call.parameters.at(0);
    const PlanSources plans{services.forms, services.protocols, services.clock.now()};
    auto done = services.store.write([&](store::Writing& writing) -> Result<void> {
        LF_TRY(const bool own, writing.treats(call.actor.id, patient));
        if (!call.authorizePatient(own)) return refused(Refusal::Forbidden);
        // Whoever looks sees what is due by now, whenever the last round was (StaffRounds).
        LF_TRY([[maybe_unused]] const int made, noteStaffTasks(writing, plans, patient));
        return writing.audit(entryFor(call, patient, patient));
    });
    std::string body;
    if (done.has_value())
        done = services.store.read([&](store::Reading& reading) -> Result<void> {
            LF_TRY(body, patientPage(reading, plans, patient));
            return ok();
        });
    if (done.has_error()) {
        auditRefusal(services, call, refusalFor(done.error()).refusal);
        return refuseFor(call, done.error());
    }
    return Response::json(200, std::move(body));
}

Response postAcknowledge(Services& services, const Call& call) {
    const auto& id = call.parameters.at(0);
    std::string patient;
    Acknowledged acknowledged;
    const auto done = services.store.write([&](store::Writing& writing) -> Result<void> {
        LF_TRY(const auto flag, writing.flag(id));
        bool own = false;
        if (flag) {
            LF_TRY(own, writing.treats(call.actor.id, flag->patient));
        }
        // Not there and not theirs look the same.
        if (!call.authorizePatient(own)) return refused(Refusal::Forbidden);
        LF_TRY(const auto body, readBody(call));
        const auto note = body.get("note").textOr();
        if (!isNote(note)) return Error(RequestFault::NoteOfFlag, "note");
        patient = flag->patient;
        auto closed =
            acknowledge(writing, services.forms, *flag, {call.actor.id, std::string(note)},
                        services.clock, services.random);
        if (closed.has_error() && closed.error().is(base::Fault::Busy))
            return refused(Refusal::VersionConflict);
        LF_TRY(acknowledged, std::move(closed));
        return writing.audit(entryFor(call, id, patient));
    });
    if (done.has_error()) {
        auditRefusal(services, call, refusalFor(done.error()).refusal);
        return refuseFor(call, done.error());
    }
    services.events.publishChange(patient, acknowledged.head);
    return Response::json(
        200, json::serialize(json::object{
                 {"id", id}, {"acknowledged", base::toFhirInstant(acknowledged.atMs)}}));
}

Response postAssign(Services& services, const Call& call) {
    const auto& patient = call.parameters.at(0);
    Assigned assigned;
    const auto done = services.store.write([&](store::Writing& writing) -> Result<void> {
        LF_TRY(const bool own, writing.treats(call.actor.id, patient));
        if (!call.authorizePatient(own)) return refused(Refusal::Forbidden);
        LF_TRY(const auto body, readBody(call));
        auto made = assign(writing, services.forms,
                           {.patient = patient,
                            .questionnaire = std::string(body.get("questionnaire").textOr()),
                            .due = std::string(body.get("due").textOr())},
                           services.clock, services.random);
        if (made.has_error() && made.error().is(base::Fault::NotFound))
            return refused(Refusal::NotFound);
        if (made.has_error() && made.error().is(base::Fault::Malformed))
            return Error(RequestFault::DueDay, "due");
        LF_TRY(assigned, std::move(made));
        return writing.audit(entryFor(call, assigned.id, patient));
    });
    if (done.has_error()) {
        auditRefusal(services, call, refusalFor(done.error()).refusal);
        return refuseFor(call, done.error());
    }
    services.events.publishChange(patient, assigned.head);
    return Response::json(201, json::serialize(json::object{{"id", assigned.id}}));
}

Response postPlan(Services& services, const Call& call) {
    const auto& patient = call.parameters.at(0);
    const PlanSources plans{services.forms, services.protocols, services.clock.now()};
    PlanAnswer answer;
    const auto done = services.store.write([&](store::Writing& writing) -> Result<void> {
        LF_TRY(const bool own, writing.treats(call.actor.id, patient));
        if (!call.authorizePatient(own)) return refused(Refusal::Forbidden);
        LF_TRY(const auto body, readBody(call));
        LF_TRY(answer, planRequest(writing, plans, patient, call.actor.id, body, services.clock,
                                   services.random));
        return writing.audit(entryFor(call, answer.plan, patient));
    });
    if (done.has_error()) {
        auditRefusal(services, call, refusalFor(done.error()).refusal);
        return refuseFor(call, done.error());
    }
    services.events.publishChange(patient, answer.head);
    return Response::json(200, json::serialize(answer.body));
}

Response getQuestionnaires(Services& services, const Call&) {
    return Response::json(200, json::serialize(formList(services.forms, services.protocols)));
}

Response getEvents(Services& services, const Call& call) {
    auto own = std::make_shared<std::set<std::string, std::less<>>>();
    if (call.actor.role == http::Role::Clinician) {
        const auto done = services.store.read([&](store::Reading& reading) {
            return reading.patientsOf(call.actor.id, [&](const store::PatientView& patient) {
                own->insert(patient.id);
                return ok();
            });
        });
        if (done.has_error()) return refuseFor(call, done.error());
    }
    Response response;
    response.contentType = "text/event-stream";
    response.events = services.events.open(
        call.actor.session, [own](std::string_view patient) { return own->contains(patient); });
    return response;
}

}  // namespace

void bindHandlers(http::Handlers& handlers, Services& services) {
    using http::RouteId;
    const auto bind = [&](RouteId id, Response (*answer)(Services&, const Call&)) {
        handlers.bind(id, [&services, answer](const Call& call) { return answer(services, call); });
    };
    bind(RouteId::Patients, getPatients);
    bind(RouteId::Patient, getPatient);
    bind(RouteId::AcknowledgeFlag, postAcknowledge);
    bind(RouteId::Assign, postAssign);
    bind(RouteId::ChangePlan, postPlan);
    bind(RouteId::Questionnaires, getQuestionnaires);
    bind(RouteId::Events, getEvents);
    bindClinicalHandlers(handlers, services);
}

}  // namespace landfall::clinic::review
