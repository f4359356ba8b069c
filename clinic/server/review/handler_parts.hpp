#pragma once

#include <functional>

#include "landfall/fhir/json.hpp"
#include "server/fhir/refused.hpp"
#include "server/review/services.hpp"

// What the handlers of this folder are put together from.
namespace landfall::clinic::review {

/// What a request lacks, with the whole sentence for a clinician as its message; its place is the
/// member of the request.
enum class RequestFault {
    NoteOfFlag = 1,
    NoteOfTask,
    DueDay,
    DueDayOver,
    NotForClinic,          ///< a rating of a form that the patient answers
    UnknownVisit,          ///< a rating for a visit that the plan does not have
    UnknownSession,        ///< or for one of another session
    EventSession,          ///< an adverse event of a session that the plan does not have
    EndBeforeOnset,        ///< or one that ends before it begins
    AwareBeforeOnset,      ///< or that somebody knew of before it began
    ReportedBeforeAware,   ///< or of which the sponsor was told before anybody knew
    ResolvedBeforeEvent,   ///< an acute event that is over before it began
    ResolvedInFuture,      ///< or is yet to be over
    NothingToCountersign,  ///< that step of a consent is no signature
    AlreadyCountersigned,
    ConsentWithdrawn,  ///< the signature was taken back
};
[[nodiscard]] const boost::system::error_category& requestFaultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(RequestFault f) {
    return {static_cast<int>(f), requestFaultCategory()};
}

/// The refusal of an error: that of fhirapi::refusalOf, and for what a request asks for wrongly
/// BadRequest with the member of the request and a sentence.
[[nodiscard]] fhirapi::RefusalOf refusalFor(const Error& error);
[[nodiscard]] http::Response refuseFor(const http::Call& call, const Error& error);
[[nodiscard]] auth::AuditEntry entryFor(const http::Call& call, std::string_view object,
                                        std::string_view patient);
/// A refusal is audited where it says that somebody tried; the object is left out, because it is
/// what a stranger typed.
void auditRefusal(Services& services, const http::Call& call, http::Refusal refusal);
/// The body as a JSON object, or BadJson.
[[nodiscard]] Result<landfall::fhir::Json> readBody(const http::Call& call);

/// A look at something of the patient whom the first star of the route names. The audit row, with
/// `object` in it, is durable before anything is shown.
[[nodiscard]] http::Response lookAt(
    Services& services, const http::Call& call, std::string_view object,
    const std::function<Result<std::string>(store::Reading&)>& make);

/// What a change has made.
struct ChangeMade {
    std::string object;  ///< for the audit row
    std::string body;    ///< JSON
    int status = 201;
};
/// A change about one patient in one transaction with its audit row. `patientOf` names the patient;
/// nothing there and not theirs look the same. The page of everybody who has it open is told.
[[nodiscard]] http::Response change(
    Services& services, const http::Call& call,
    const std::function<Result<std::string>(store::Writing&)>& patientOf,
    const std::function<Result<ChangeMade>(store::Writing&, const std::string& patient)>& work);
/// The same for a route whose first star names the patient.
[[nodiscard]] http::Response changeOfPatient(
    Services& services, const http::Call& call,
    const std::function<Result<ChangeMade>(store::Writing&, const std::string& patient)>& work);

}  // namespace landfall::clinic::review

template <>
struct boost::system::is_error_code_enum<landfall::clinic::review::RequestFault> : std::true_type {
};
