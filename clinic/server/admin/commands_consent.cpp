// Consent: send, list, countersign.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "landfall/pathway/consent_document.hpp"
#include "server/admin/commands.hpp"
#include "server/admin/fault.hpp"
#include "server/review/consents.hpp"
#include "server/review/handler_parts.hpp"
#include "server/review/words.hpp"

namespace landfall::clinic::admin {
namespace json = boost::json;

namespace {

const http::Actor& theOperator() {
    static const http::Actor actor = http::Actor::operatorOfMachine();
    return actor;
}

Result<void> mustBePatient(store::Reading& reading, const std::string& patient) {
    LF_TRY(const auto found, reading.patient(patient));
    return found ? ok() : Result<void>(Fault::PatientUnknown);
}

Result<void> audited(store::Writing& writing, http::Action action, const std::string& object,
                     const std::string& patient) {
    return writing.audit(
        {.actor = theOperator(), .action = action, .object = object, .patient = patient});
}

/// Where a document is at fault, with what has to stand there where that is easily missed.
std::string placeInWords(const std::string& where) {
    if (where == "changes")
        return "changes: with `replaces` it says in plain words what is different";
    if (where == "notice") return "notice: a template says here that it is one";
    if (where == "material")
        return "material: true when the change touches what somebody agreed to, else false";
    return where;
}

}  // namespace

Result<json::value> consentSend(Clinic& clinic, const Command& command) {
    const auto patient = command.option("patient");
    const auto document = pathway::ConsentDocument::read(command.option("content"));
    if (document.has_error())
        return Error{Fault::ConsentMalformed, placeInWords(document.error().where)};
    review::Changed sent;
    const auto work = [&](store::Writing& writing) -> Result<void> {
        LF_CHECK(mustBePatient(writing, patient));
        auto done = review::sendConsent(writing, clinic.forms(),
                                        {.patient = patient, .bytes = document->bytes()},
                                        clinic.machine().clock, clinic.machine().random);
        if (done.has_error() && done.error().is(pathway::ConsentFault::DifferentContent))
            return Fault::ConsentVersionTaken;
        if (done.has_error() && done.error().is(pathway::ConsentFault::NotNewer))
            return Error{Fault::ConsentNotNewer, done.error().where};
        LF_TRY(sent, std::move(done));
        return audited(writing, http::Action::SendConsent, sent.id, patient);
    };
    LF_CHECK(clinic.store().write(work));
    clinic.events().publishChange(patient, sent.head);
    const auto replaces =
        document->replaces().empty() ? std::nullopt : std::optional(document->replaces());
    return json::value(json::object{{"id", sent.id},
                                    {"document", document->id()},
                                    {"version", document->version()},
                                    {"sha256", document->sha256()},
                                    {"template", document->isTemplate()},
                                    {"replaces", review::orNull(replaces)},
                                    {"material", document->isMaterial()}});
}

Result<json::value> consentList(Clinic& clinic, const Command& command) {
    const auto patient = command.option("patient");
    json::array list;
    const auto work = [&](store::Writing& writing) -> Result<void> {
        LF_CHECK(mustBePatient(writing, patient));
        LF_TRY(list, review::consentsJson(writing, patient));
        return audited(writing, http::Action::ExportRecords, "consents", patient);
    };
    LF_CHECK(clinic.store().write(work));
    return json::value(std::move(list));
}

Result<json::value> consentCountersign(Clinic& clinic, const Command& command) {
    const auto patient = command.option("patient");
    review::Changed changed;
    const auto work = [&](store::Writing& writing) -> Result<void> {
        LF_CHECK(mustBePatient(writing, patient));
        auto done = review::countersign(writing, clinic.forms(),
                                        {.patient = patient,
                                         .consent = command.option("consent"),
                                         .by = command.option("name")},
                                        clinic.machine().clock);
        if (done.has_error() && done.error().is(base::Fault::NotFound))
            return Fault::ConsentUnknown;
        if (done.has_error() && done.error().is(review::RequestFault::ConsentWithdrawn))
            return Error{Fault::ConsentNotSigned, "the patient has withdrawn it"};
        if (done.has_error() && done.error().code.category() == review::requestFaultCategory())
            return Fault::ConsentNotSigned;
        LF_TRY(changed, std::move(done));
        return audited(writing, http::Action::CountersignConsent, changed.id, patient);
    };
    LF_CHECK(clinic.store().write(work));
    clinic.events().publishChange(patient, changed.head);
    return json::value(json::object{{"id", changed.id}});
}

}  // namespace landfall::clinic::admin
