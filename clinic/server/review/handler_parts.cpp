#include "server/review/handler_parts.hpp"

#include "landfall/instrument/fault.hpp"
#include "server/review/plan_refusals.hpp"

namespace landfall::clinic::review {
using fhirapi::refused;
using http::Call;
using http::Refusal;
using http::Response;

namespace {
const char* sentence(int value) {
    switch (static_cast<RequestFault>(value)) {
        case RequestFault::NoteOfFlag:
            return "The flag was not closed: a note of 1 to 2,000 characters is needed. Nothing "
                   "was stored. Write what was done, and send it again.";
        case RequestFault::NoteOfTask:
            return "The task was not closed: a note of 1 to 2,000 characters is needed. Nothing "
                   "was stored. Write what was done, and send it again.";
        case RequestFault::DueDay:
            return "The form was not assigned: the day it is due is not one of the calendar, "
                   "written like 2026-03-01. Nothing was stored. Give a day that exists.";
        case RequestFault::DueDayOver:
            return "The form was not assigned: the day it is due is over. Nothing was stored. Give "
                   "today or a later day.";
        case RequestFault::NotForClinic:
            return "The rating was not stored: the patient answers this form, and no protocol asks "
                   "it of the clinic. Nothing was stored. Assign it to the patient instead.";
        case RequestFault::UnknownVisit:
            return "The rating was not stored: the patient's plan has no such visit. Nothing was "
                   "stored. Choose a visit of the plan, or none.";
        case RequestFault::UnknownSession:
            return "The rating was not stored: the visit is not one of this session. Nothing was "
                   "stored. Look at the plan, and give the visit with its session.";
        case RequestFault::EventSession:
            return "The adverse event was not stored: the patient's plan has no such session. "
                   "Nothing was stored. Give the number of a session of the plan, or none.";
        case RequestFault::EndBeforeOnset:
            return "The adverse event was not stored: it would end before it began. Nothing was "
                   "stored. Correct onset or end.";
        case RequestFault::AwareBeforeOnset:
            return "The adverse event was not stored: the clinic cannot have known of it before "
                   "it began. Nothing was stored. Correct onset or aware.";
        case RequestFault::ReportedBeforeAware:
            return "The adverse event was not stored: the sponsor cannot have been told before "
                   "the clinic knew of it. Nothing was stored. Correct aware or reported.";
        case RequestFault::ResolvedBeforeEvent:
            return "The event was not stored: it would be over before it began. Nothing was "
                   "stored. Correct the time of the event or when it was over.";
        case RequestFault::ResolvedInFuture:
            return "The event was not stored: the time when it was over is still to come. Nothing "
                   "was stored. Correct it, or leave it out while the event goes on.";
        case RequestFault::NothingToCountersign:
            return "Nothing was countersigned: this step of the consent is no signature. "
                   "Countersign the step with which the patient signed.";
        case RequestFault::AlreadyCountersigned:
            return "Nothing was changed: this signature is countersigned already.";
        case RequestFault::ConsentWithdrawn:
            return "Nothing was countersigned: the patient has withdrawn this consent. Nothing "
                   "was changed. If the patient signs again, countersign that signature.";
    }
    return "The request is not of the expected form. Nothing was stored.";
}

Refusal refusalOf(RequestFault fault) {
    if (fault < RequestFault::NotForClinic) return Refusal::BadRequest;
    return fault < RequestFault::NothingToCountersign ? Refusal::InvalidFact
                                                      : Refusal::VersionConflict;
}
}  // namespace

const boost::system::error_category& requestFaultCategory() {
    static const base::SentenceCategory category{"landfall.clinic.request", &sentence};
    return category;
}

fhirapi::RefusalOf refusalFor(const Error& error) {
    if (isPlanRefusal(error))
        return {lacksPlan(error) ? Refusal::NotFound : Refusal::BadRequest,
                {.expression = error.where, .text = error.code.message()}};
    if (error.code.category() == requestFaultCategory())
        return {refusalOf(static_cast<RequestFault>(error.code.value())),
                {.expression = error.where, .text = error.code.message()}};
    if (error.code.category() == instrument::faultCategory())
        return {Refusal::InvalidFact,
                {.expression = error.where.empty() ? "answers" : error.where,
                 .text = "Nothing was stored: " + error.line() +
                         ". Correct it, and send all of it again."}};
    if (error.code.category() == pathway::faultCategory())
        return {Refusal::BadRequest,
                {.expression = error.where,
                 .text = "Nothing was stored: " + error.code.message() + "."}};
    return fhirapi::refusalOf(error);
}

Response refuseFor(const Call& call, const Error& error) {
    const auto refusal = refusalFor(error);
    return call.refuse(refusal.refusal, refusal.detail);
}

auth::AuditEntry entryFor(const Call& call, std::string_view object, std::string_view patient) {
    return {.actor = call.actor,
            .action = call.route.action,
            .object = object,
            .patient = patient,
            .requestId = call.request.requestId,
            .peer = call.request.peer};
}

void auditRefusal(Services& services, const Call& call, Refusal refusal) {
    auto entry = entryFor(call, {}, {});
    entry.outcome = auth::Outcome::Refused;
    entry.reason = http::formOf(refusal).code;
    const auto written =
        services.store.write([&](store::Writing& writing) { return writing.audit(entry); });
    static_cast<void>(written.has_error());
}

Result<landfall::fhir::Json> readBody(const Call& call) {
    auto body = landfall::fhir::Json::borrow(call.request.body);
    if (body.has_error() || !body->root().isObject()) return refused(Refusal::BadJson);
    return body;
}

Response lookAt(Services& services, const Call& call, std::string_view object,
                const std::function<Result<std::string>(store::Reading&)>& make) {
    const auto& patient = call.parameters.at(0);
    auto done = services.store.write([&](store::Writing& writing) -> Result<void> {
        LF_TRY(const bool own, writing.treats(call.actor.id, patient));
        if (!call.authorizePatient(own)) return refused(Refusal::Forbidden);
        return writing.audit(entryFor(call, object, patient));
    });
    std::string body;
    if (done.has_value())
        done = services.store.read([&](store::Reading& reading) -> Result<void> {
            LF_TRY(body, make(reading));
            return ok();
        });
    if (done.has_error()) {
        auditRefusal(services, call, refusalFor(done.error()).refusal);
        return refuseFor(call, done.error());
    }
    return Response::json(200, std::move(body));
}

namespace {
/// The faults of what somebody asked for, as refusals; a refusal stays what it is.
Error asRefusal(const Error& error) {
    if (error.is(base::Fault::NotFound)) return refused(Refusal::NotFound);
    if (error.is(base::Fault::Busy)) return refused(Refusal::VersionConflict);
    if (error.is(base::Fault::Malformed)) return refused(Refusal::InvalidFact, error.where);
    return error;
}
}  // namespace

Response change(
    Services& services, const Call& call,
    const std::function<Result<std::string>(store::Writing&)>& patientOf,
    const std::function<Result<ChangeMade>(store::Writing&, const std::string& patient)>& work) {
    std::string patient;
    ChangeMade made;
    std::int64_t head = 0;
    const auto done = services.store.write([&](store::Writing& writing) -> Result<void> {
        LF_TRY(patient, patientOf(writing));
        LF_TRY(const bool own, writing.treats(call.actor.id, patient));
        if (!call.authorizePatient(own)) return refused(Refusal::Forbidden);
        auto worked = work(writing, patient);
        if (worked.has_error()) return asRefusal(worked.error());
        made = *std::move(worked);
        LF_TRY(head, writing.head(patient));
        return writing.audit(entryFor(call, made.object, patient));
    });
    if (done.has_error()) {
        auditRefusal(services, call, refusalFor(done.error()).refusal);
        return refuseFor(call, done.error());
    }
    services.events.publishChange(patient, head);
    return Response::json(made.status, std::move(made.body));
}

Response changeOfPatient(
    Services& services, const Call& call,
    const std::function<Result<ChangeMade>(store::Writing&, const std::string& patient)>& work) {
    return change(
        services, call,
        [&](store::Writing&) -> Result<std::string> { return call.parameters.at(0); }, work);
}

}  // namespace landfall::clinic::review
