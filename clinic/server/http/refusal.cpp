#include <array>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "server/http/message.hpp"

namespace landfall::clinic::http {

namespace {

constexpr std::string_view refusalSystem = "https://landfall.example/fhir/CodeSystem/refusal";
constexpr int busyRetrySeconds = 10;

// In the order of the enum. The third word is FHIR's issue-type
// (http://hl7.org/fhir/R4/valueset-issue-type.html).
constexpr std::array<RefusalForm, refusalCount> forms = {{
    {400, "bad_request", "invalid", "The request is not of the expected form."},
    {400, "bad_json", "structure", "The body is not JSON of the expected form."},
    {400, "bad_bundle", "structure", "The bundle is not of the expected form."},
    {401, "token_required", "login", "An access token is required."},
    {401, "token_expired", "expired", "The access token has expired."},
    {401, "device_revoked", "security", "This phone's access was ended by the clinic."},
    {401, "assertion_refused", "security", "The assertion was refused."},
    {401, "clock", "security", "The assertion's time does not fit the server's time."},
    {401, "login_failed", "login", "E-mail address, password or code is wrong."},
    {401, "session_required", "login", "Please sign in."},
    {403, "device_pending", "forbidden", "This phone is waiting for the clinic to confirm it."},
    {403, "forbidden", "forbidden", "This is not allowed."},
    {403, "csrf", "forbidden", "The request does not carry this session's token."},
    {403, "origin", "forbidden", "The request does not come from this page."},
    {404, "not_found", "not-found", "There is nothing here."},
    {405, "method_not_allowed", "not-supported", "This address does not take that method."},
    {411, "length_required", "required", "The body must come with a Content-Length."},
    {413, "too_large", "too-long", "The body is larger than the limit."},
    {415, "media_type", "not-supported", "The body's media type is not taken here."},
    {417, "expectation", "not-supported", "Expect is not taken."},
    {421, "misdirected", "not-supported", "This server does not answer for that host."},
    {431, "headers_too_large", "too-long", "The header is larger than the limit."},
    {505, "version", "not-supported", "Only HTTP/1.1 is spoken here."},
    {409, "code_used_twice", "duplicate",
     "This code was used by two phones; both were suspended. Please talk to the clinic."},
    {409, "bundle_id_reused", "duplicate", "This bundle id came before with other content."},
    {409, "not_ready", "business-rule", "Something has to be done or recorded before this."},
    {409, "dose_recorded", "business-rule",
     "A dose is recorded for this session: its day stays, and it is not cancelled."},
    {410, "code_expired", "expired", "This code has expired. Please ask the clinic for a new one."},
    {410, "code_used", "processing",
     "This code was used already. Please ask the clinic for a new one."},
    {410, "gone", "deleted", "The place to go on from is no longer known; start again."},
    {412, "version_conflict", "conflict", "There is a newer version."},
    {422, "immutable", "business-rule", "What was submitted cannot be changed in this way."},
    {422, "wrong_patient", "business-rule", "This belongs to another patient."},
    {422, "pins_differ", "business-rule",
     "The pairing code names another backup key than this server has. Please show it to the "
     "clinic."},
    {422, "invalid_resource", "invalid", "The resource does not follow its rules."},
    {422, "digits_differ", "business-rule", "These are not the digits on the phone."},
    {422, "invalid_fact", "invalid", "This is missing, or is not of the expected kind."},
    {422, "second_person", "business-rule", "This has to be done by another person."},
    {429, "too_many_requests", "throttled", "Too many requests; please wait."},
    {503, "busy", "transient", "The server is busy; please try again."},
    {500, "internal", "exception", "Something went wrong here; nothing was stored."},
}};

}  // namespace

const RefusalForm& formOf(Refusal refusal) {
    return forms[static_cast<std::size_t>(refusal)];
}

Response refuse(std::string_view requestId, Refusal refusal, const RefusalDetail& detail) {
    const auto& form = formOf(refusal);
    boost::json::object issue{
        {"severity", "error"},
        {"code", form.issueType},
        {"details",
         {{"coding", {{{"system", refusalSystem}, {"code", form.code}}}},
          {"text", detail.text.empty() ? form.text : std::string_view(detail.text)}}},
    };
    if (!detail.expression.empty()) issue["expression"] = boost::json::array{detail.expression};
    issue["diagnostics"] = "request " + std::string(requestId);
    boost::json::array issues{issue};
    for (const auto& one : detail.further)
        issues.push_back(
            {{"severity", "error"},
             {"code", form.issueType},
             {"details",
              {{"coding", {{{"system", one.system}, {"code", one.code}}}}, {"text", one.text}}}});
    const boost::json::object outcome{{"resourceType", "OperationOutcome"},
                                      {"issue", std::move(issues)}};
    auto response = Response::fhir(form.status, boost::json::serialize(outcome));
    const bool waits = refusal == Refusal::TooManyRequests || refusal == Refusal::Busy;
    const int seconds =
        detail.retryAfterSeconds > 0 ? detail.retryAfterSeconds : (waits ? busyRetrySeconds : 0);
    if (seconds > 0) response.with("Retry-After", std::to_string(seconds));
    return response;
}

Response refuse(const Request& request, Refusal refusal, const RefusalDetail& detail) {
    return refuse(std::string_view(request.requestId), refusal, detail);
}

}  // namespace landfall::clinic::http
