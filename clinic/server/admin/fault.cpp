#include "server/admin/fault.hpp"

namespace landfall::clinic::admin {
namespace {

const char* sentence(int value) {
    switch (static_cast<Fault>(value)) {
        case Fault::NoClinic:
            return "there is no clinic in this folder; `landfall-clinic init` makes one";
        case Fault::ClinicAlready:
            return "there is a clinic in this folder already; nothing was changed";
        case Fault::FolderNotEmpty:
            return "the folder is not empty; choose an empty one for a new clinic";
        case Fault::SetUpUnfinished:
            return "an unfinished set-up is in this folder; empty the folder and run init again";
        case Fault::ClinicInUse:
            return "another program is using this clinic's folder";
        case Fault::ServedAlready:
            return "a server is running on this folder already";
        case Fault::ServerSilent:
            return "the running server did not answer";
        case Fault::PostgresqlUnavailable:
            return "this version keeps its records in its own encrypted file only; leave --store "
                   "out";
        case Fault::StoreUnknown:
            return "this kind of store is not known; leave --store out";
        case Fault::SettingsDamaged:
            return "clinic.toml cannot be understood";
        case Fault::NameMissing:
            return "a name must have 1 to 200 characters; a clinic's may not have quotation marks, "
                   "backslashes, # or line breaks";
        case Fault::CountryUnknown:
            return "the country must be a code of two letters (ISO 3166-1), such as GB";
        case Fault::PhoneMalformed:
            return "the phone number may have digits, spaces and + ( ) - . / only";
        case Fault::HostMalformed:
            return "a host must be a name or an address, with a port or without";
        case Fault::ListenMalformed:
            return "the address to listen on must look like 127.0.0.1:8443";
        case Fault::PortInUse:
            return "the port is in use by another program; choose another with --listen";
        case Fault::PortForbidden:
            return "this address or port may not be listened on";
        case Fault::RoleUnknown:
            return "the role must be clinician, supervisor, auditor or admin";
        case Fault::PasswordMissing:
            return "the password is read from standard input and none came";
        case Fault::PatientUnknown:
            return "there is no patient with this id";
        case Fault::ClinicianUnknown:
            return "there is no clinician with this e-mail address";
        case Fault::ClinicianNotTheirs:
            return "this clinician does not treat the patient; nothing was changed";
        case Fault::LastClinician:
            return "nobody else treats the patient, who would then be seen by nobody; let another "
                   "clinician in first with `patient add-clinician`";
        case Fault::QuestionnaireUnknown:
            return "there is no questionnaire with this id";
        case Fault::QuestionnaireMalformed:
            return "the file is not a questionnaire that can be used";
        case Fault::PackWithoutLicence:
            return "a pack needs a licence file (LICENCE) beside its questionnaires";
        case Fault::PackEmpty:
            return "the folder holds no questionnaires (*.json)";
        case Fault::QuestionnaireIdTaken:
            return "another questionnaire has this id or version already";
        case Fault::DateMalformed:
            return "the date must look like 2026-12-31 and exist in the calendar";
        case Fault::ConsentMalformed:
            return "the file is not a consent document that can be used";
        case Fault::ConsentNotNewer:
            return "this patient has a newer consent text, named here, and would still be asked "
                   "for that one; nothing was sent. Give this text a higher version";
        case Fault::ConsentVersionTaken:
            return "a different text has this id and version already, and a published version "
                   "never changes; nothing was sent. Give the new text a new version";
        case Fault::ConsentUnknown:
            return "the patient has no consent with this id";
        case Fault::ConsentNotSigned:
            return "only a signed consent is countersigned, and only once";
        case Fault::DeviceUnknown:
            return "there is no phone with this id";
        case Fault::ExportFolderUsed:
            return "the folder to export to is not empty";
        case Fault::DatabaseDamaged:
            return "the database is damaged; restore a backup";
        case Fault::DamagedAtStart:
            return "the database is damaged, so this program stopped and changed nothing; keep "
                   "a copy of this folder, put a backup of the whole folder in its place and look "
                   "at it with `landfall-clinic check`; what phones have not sent yet is safe on "
                   "them";
        case Fault::AuditBroken:
            return "the audit trail was changed: its chain of hashes does not hold";
        case Fault::ServerKeyTooOpen:
            return "other users of this machine may read the server's key, so the server did not "
                   "start; take their rights away with chmod 600";
        case Fault::ScoresUnknown:
            return "--scores is shown or hidden; the plan was not changed";
        case Fault::PlanMissing:
            return "the patient has no plan yet; begin one with `plan`";
        case Fault::CommandUnknown:
            return "the running server does not know this command; is it an older version?";
    }
    return "unknown fault";
}

}  // namespace

const boost::system::error_category& faultCategory() {
    static const base::SentenceCategory category{"landfall.clinic.admin", &sentence};
    return category;
}

}  // namespace landfall::clinic::admin
