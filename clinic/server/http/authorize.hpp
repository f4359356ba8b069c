#pragma once

#include <cstdint>
#include <string_view>

#include "server/http/actor.hpp"

namespace landfall::clinic::http {

/// What somebody wants to do; also the word that the audit keeps.
enum class Action : std::uint8_t {
    ReadService,  ///< what is open to everybody
    ReadMetrics,
    Enrol,
    RequestToken,
    SyncWrite,  ///< a phone's bundle
    SyncRead,   ///< a phone's change feed, read and search
    Login,
    Logout,
    ReadOwnAccount,
    EndSession,
    ListPatients,
    ReadPatient,
    AcknowledgeFlag,
    Assign,
    ChangePlan,          ///< a patient's way through a protocol, and decisions about it
    RecordDosing,        ///< what is done on a dosing day
    Rate,                ///< a clinician's own rating
    RecordAdverseEvent,  ///< confirmed, graded and followed by a clinician
    ListTasks,
    CloseTask,
    ListQuestionnaires,
    InvitePatient,
    ConfirmDevice,
    RevokeDevice,
    ListDevices,
    ListUsers,
    AddUser,
    AddPatient,
    ChangePatient,  ///< how to reach them
    AddClinician,   ///< to a patient, who is then theirs too
    RemoveClinician,
    WatchEvents,
    ReadPage,
    ExportRecords,
    AddQuestionnaire,
    SendConsent,
    CountersignConsent,
    MaintainStore,  ///< check and reindex
};
[[nodiscard]] std::string_view toText(Action action);

/// Whose thing an action touches.
enum class Scope : std::uint8_t {
    Open,     ///< nobody's
    Self,     ///< the actor's own account and sessions
    Clinic,   ///< the clinic's list, already cut down to what the actor may see
    Patient,  ///< one patient's
};

/// The thing itself, as far as a decision needs it.
struct Resource {
    Scope scope = Scope::Open;
    /// For Scope::Patient: the device's own patient, or a patient whom this clinician treats.
    /// For Scope::Self: it is the actor's own.
    bool own = false;
};

/// The one decision about rights (C-08). A pure function: the caller finds out `own` in the
/// transaction of the action, and asks before it does anything.
///
/// Devices reach their own patient; clinicians their own patients; administrators users and devices
/// and nothing clinical; auditors and supervisors their own account only, until their pages exist.
[[nodiscard]] bool authorize(const Actor& actor, Action action, const Resource& resource);

}  // namespace landfall::clinic::http
