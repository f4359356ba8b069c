#pragma once

#include "landfall/base/result.hpp"

namespace landfall::clinic::admin {

/// Why an administration command was refused. Each has one sentence for the terminal.
enum class Fault {
    NoClinic = 1,           ///< the folder holds no clinic
    ClinicAlready,          ///< init where a clinic is
    FolderNotEmpty,         ///< init where other files are
    SetUpUnfinished,        ///< an init that was interrupted left files
    ClinicInUse,            ///< another process holds the folder and answers no commands
    ServedAlready,          ///< a server runs on this folder
    ServerSilent,           ///< the running server did not answer
    PostgresqlUnavailable,  ///< --store postgresql://
    StoreUnknown,           ///< --store with something else
    SettingsDamaged,        ///< clinic.toml cannot be read; `where` names the line
    NameMissing,
    CountryUnknown,
    PhoneMalformed,
    HostMalformed,
    ListenMalformed,
    PortInUse,
    PortForbidden,
    RoleUnknown,
    PasswordMissing,
    PatientUnknown,
    ClinicianUnknown,    ///< no account, or not one of a clinician
    ClinicianNotTheirs,  ///< does not treat the patient
    LastClinician,       ///< nobody else treats the patient
    QuestionnaireUnknown,
    QuestionnaireMalformed,
    PackWithoutLicence,
    PackEmpty,
    QuestionnaireIdTaken,
    DateMalformed,
    ConsentMalformed,     ///< the file is no consent document; `where` names the place
    ConsentVersionTaken,  ///< another text was sent under this id and version
    ConsentNotNewer,      ///< the patient would still be asked for a newer text
    ConsentUnknown,       ///< the patient has no such consent
    ConsentNotSigned,     ///< not signed, or countersigned already
    DeviceUnknown,
    ExportFolderUsed,
    DatabaseDamaged,
    DamagedAtStart,  ///< whoever would write found the database damaged and touched nothing
    AuditBroken,
    ServerKeyTooOpen,  ///< others may read the key phones have pinned
    PlanMissing,       ///< a session without a plan
    ScoresUnknown,     ///< neither shown nor hidden
    CommandUnknown,
};

[[nodiscard]] const boost::system::error_category& faultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(Fault f) {
    return {static_cast<int>(f), faultCategory()};
}

}  // namespace landfall::clinic::admin

template <>
struct boost::system::is_error_code_enum<landfall::clinic::admin::Fault> : std::true_type {};
