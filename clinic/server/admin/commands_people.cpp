// People and their phones: user add, patient add, patient set-phone, patient remove-phone, patient
// add-clinician, patient remove-clinician, invite, confirm, device revoke.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "landfall/fhir/build.hpp"
#include "landfall/fhir/read.hpp"
#include "server/admin/commands.hpp"
#include "server/admin/fault.hpp"
#include "server/admin/help_line.hpp"
#include "server/admin/packs.hpp"
#include "server/admin/settings.hpp"
#include "server/auth/accounts.hpp"
#include "server/auth/devices.hpp"
#include "server/auth/fault.hpp"
#include "server/auth/invitations.hpp"
#include "server/fhir/recorder.hpp"
#include "server/http/certificate.hpp"

namespace landfall::clinic::admin {
namespace json = boost::json;

namespace {

constexpr std::size_t nameBytesMax = 200;

const http::Actor& theOperator() {
    static const http::Actor actor = http::Actor::operatorOfMachine();
    return actor;
}

bool isName(const std::string& name) {
    return !name.empty() && name.size() <= nameBytesMax &&
           name.find_first_of("\r\n\t") == std::string::npos;
}

Result<auth::User> clinicianWith(Clinic& clinic, const std::string& email) {
    LF_TRY(const auto user, auth::reading(clinic.connections(), [&](db::Database& database) {
               std::string lower = email;
               for (auto& c : lower)
                   if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
               return auth::findUserByEmail(database, lower);
           }));
    if (!user || user->role != http::Role::Clinician) return Fault::ClinicianUnknown;
    return *user;
}

Result<void> checkPatient(Clinic& clinic, const std::string& patient) {
    return clinic.store().read([&](store::Reading& reading) -> Result<void> {
        LF_TRY(const auto found, reading.patient(patient));
        return found ? ok() : Result<void>(Fault::PatientUnknown);
    });
}

json::value deviceJson(const std::string& device, const std::string& digits) {
    return json::object{{"device", device}, {"digits", digits}};
}

}  // namespace

Result<json::value> userAdd(Clinic& clinic, const Command& command) {
    const auto role = http::roleFromText(command.option("role"));
    if (!role) return Fault::RoleUnknown;
    if (command.option("password").empty()) return Fault::PasswordMissing;
    auth::NewUser user;
    user.email = command.option("email");
    user.name = command.option("name");
    user.role = *role;
    user.password = base::SecretText(command.option("password"));
    user.clinicName = clinic.settings().name;
    LF_TRY(const auto created,
           auth::addUser(clinic.connections(), clinic.audit(), theOperator(), user,
                         clinic.machine().clock, clinic.machine().random));
    return json::value(json::object{{"id", created.id}, {"otpauth", created.otpauth}});
}

Result<json::value> patientAdd(Clinic& clinic, const Command& command) {
    const auto name = command.option("name");
    const auto birthDate = command.option("birth-date");
    const auto phone = command.option("phone");
    if (!isName(name)) return Fault::NameMissing;
    if (!birthDate.empty() && !base::isFhirDate(birthDate)) return Fault::DateMalformed;
    if (!phone.empty() && !isPhoneNumber(phone)) return Fault::PhoneMalformed;
    LF_TRY(const auto clinician, clinicianWith(clinic, command.option("clinician")));

    const auto& machine = clinic.machine();
    const auto id = base::makeUuidV7(machine.clock, machine.random).text();
    const auto bytes = landfall::fhir::buildPatient(
        {.id = id, .name = name, .birthDate = birthDate, .source = "", .phone = phone});
    const auto nowMs = machine.clock.now().unixMs;
    const auto add = [&](store::Writing& writing) -> Result<void> {
        fhirapi::Recorder recorder(writing, clinic.forms(),
                                   {.patient = id, .device = std::nullopt, .receivedMs = nowMs});
        LF_TRY(const auto written, recorder.putMade({"Patient", id}, bytes));
        static_cast<void>(written);
        LF_CHECK(giveHelpLine(recorder, clinic, id));
        LF_CHECK(shareForms(writing, recorder, clinic.forms().addedByClinic()));
        LF_TRY(const auto head, recorder.finish());
        static_cast<void>(head);
        LF_CHECK(writing.addCare(clinician.id, id, nowMs));
        return writing.audit({.actor = theOperator(),
                              .action = http::Action::AddPatient,
                              .object = clinician.id,
                              .patient = id});
    };
    LF_CHECK(clinic.store().write(add));
    return json::value(json::object{{"id", id}});
}

namespace {
/// `phone` is "" for none. The numbers before it stay in the record's earlier versions.
Result<void> changePhone(Clinic& clinic, const std::string& patient, const std::string& phone) {
    LF_CHECK(checkPatient(clinic, patient));
    const auto nowMs = clinic.machine().clock.now().unixMs;
    const auto change = [&](store::Writing& writing) -> Result<void> {
        LF_TRY(const auto found, writing.patient(patient));
        if (!found) return Fault::PatientUnknown;
        LF_TRY(const auto record, writing.versionAt(found->row));
        if (!record) return Fault::PatientUnknown;
        LF_TRY(const auto document, landfall::fhir::Json::borrow(record->body));
        LF_TRY(auto about, landfall::fhir::readPatient(document.root()));
        about.phone = phone;
        fhirapi::Recorder recorder(
            writing, clinic.forms(),
            {.patient = patient, .device = std::nullopt, .receivedMs = nowMs});
        LF_TRY(const auto written,
               recorder.putMade({"Patient", patient}, landfall::fhir::buildPatient(about)));
        static_cast<void>(written);
        LF_TRY(const auto head, recorder.finish());
        static_cast<void>(head);
        return writing.audit({.actor = theOperator(),
                              .action = http::Action::ChangePatient,
                              .object = patient,
                              .patient = patient});
    };
    return clinic.store().write(change);
}
}  // namespace

Result<json::value> patientSetPhone(Clinic& clinic, const Command& command) {
    const auto patient = command.option("patient");
    const auto phone = command.option("phone");
    if (!isPhoneNumber(phone)) return Fault::PhoneMalformed;
    LF_CHECK(changePhone(clinic, patient, phone));
    return json::value(json::object{{"patient", patient}, {"phone", phone}});
}

Result<json::value> patientRemovePhone(Clinic& clinic, const Command& command) {
    const auto patient = command.option("patient");
    LF_CHECK(changePhone(clinic, patient, ""));
    return json::value(json::object{{"patient", patient}, {"phone", nullptr}});
}

Result<json::value> patientAddClinician(Clinic& clinic, const Command& command) {
    const auto patient = command.option("patient");
    LF_CHECK(checkPatient(clinic, patient));
    LF_TRY(const auto clinician, clinicianWith(clinic, command.option("clinician")));
    const auto add = [&](store::Writing& writing) -> Result<void> {
        LF_CHECK(writing.addCare(clinician.id, patient, clinic.machine().clock.now().unixMs));
        return writing.audit({.actor = theOperator(),
                              .action = http::Action::AddClinician,
                              .object = clinician.id,
                              .patient = patient});
    };
    LF_CHECK(clinic.store().write(add));
    return json::value(json::object{{"patient", patient}, {"clinician", clinician.id}});
}

Result<json::value> patientRemoveClinician(Clinic& clinic, const Command& command) {
    const auto patient = command.option("patient");
    LF_CHECK(checkPatient(clinic, patient));
    LF_TRY(const auto clinician, clinicianWith(clinic, command.option("clinician")));
    const auto remove = [&](store::Writing& writing) -> Result<void> {
        LF_TRY(const bool own, writing.treats(clinician.id, patient));
        if (!own) return Fault::ClinicianNotTheirs;
        LF_CHECK(writing.removeCare(clinician.id, patient));
        LF_TRY(const auto left, writing.usersTreating(patient));
        if (left.empty()) return Fault::LastClinician;
        return writing.audit({.actor = theOperator(),
                              .action = http::Action::RemoveClinician,
                              .object = clinician.id,
                              .patient = patient});
    };
    LF_CHECK(clinic.store().write(remove));
    clinic.events().closeThoseHearing(patient);
    return json::value(json::object{{"patient", patient}, {"clinician", clinician.id}});
}

Result<json::value> inviteCommand(Clinic& clinic, const Command& command) {
    const auto patient = command.option("patient");
    LF_CHECK(checkPatient(clinic, patient));
    LF_TRY(const auto pins, http::readPins(clinic.folder()));
    LF_TRY(const auto invitation, auth::writing(clinic.connections(), [&](db::Database& database) {
               return auth::invite(
                   database, clinic.audit(), theOperator(),
                   {.patient = patient, .authority = clinic.authority(), .pins = pins},
                   clinic.machine().clock, clinic.machine().random);
           }));
    return json::value(json::object{
        {"uri", invitation.uri}, {"expires", base::toFhirInstant(invitation.expiresUnixS * 1000)}});
}

namespace {

Result<json::value> confirmOne(Clinic& clinic, const std::string& device,
                               const std::string& digits) {
    auth::Confirmed confirmed = auth::Confirmed::NoSuchDevice;
    LF_CHECK(clinic.connections().write([&](db::Database& database) -> Result<void> {
        LF_TRY(confirmed,
               auth::confirmDevice(database, clinic.audit(), theOperator(),
                                   {.device = device, .digits = digits}, clinic.machine().clock));
        return ok();
    }));
    switch (confirmed) {
        case auth::Confirmed::Active:
            return json::value(json::array{deviceJson(device, digits)});
        case auth::Confirmed::DigitsDiffer:
            return auth::Fault::DigitsDiffer;
        case auth::Confirmed::NotPending:
            return auth::Fault::NotPending;
        case auth::Confirmed::NoSuchDevice:
            break;
    }
    return Fault::DeviceUnknown;
}

Result<json::value> confirmAll(Clinic& clinic) {
    json::array list;
    LF_CHECK(clinic.connections().write([&](db::Database& database) -> Result<void> {
        LF_TRY(const auto pending, auth::pendingDevices(database));
        for (const auto& device : pending) {
            const auto digits = device.digits.value_or("");
            LF_TRY(const auto confirmed,
                   auth::confirmDevice(database, clinic.audit(), theOperator(),
                                       {.device = device.id, .digits = digits},
                                       clinic.machine().clock));
            if (confirmed == auth::Confirmed::Active) list.push_back(deviceJson(device.id, digits));
        }
        return ok();
    }));
    return json::value(std::move(list));
}

}  // namespace

Result<json::value> confirmCommand(Clinic& clinic, const Command& command) {
    if (command.has("all-pending")) return confirmAll(clinic);
    return confirmOne(clinic, command.option("device"), command.option("digits"));
}

Result<json::value> deviceRevoke(Clinic& clinic, const Command& command) {
    const auto device = command.option("device");
    LF_CHECK(clinic.connections().write([&](db::Database& database) -> Result<void> {
        LF_TRY(const bool found, auth::revokeDevice(database, clinic.audit(), theOperator(),
                                                    {.device = device}, clinic.machine().clock));
        return found ? ok() : Result<void>(Fault::DeviceUnknown);
    }));
    return json::value(json::object{{"id", device}, {"state", "revoked"}});
}

}  // namespace landfall::clinic::admin
