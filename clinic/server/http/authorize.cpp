#include "server/http/authorize.hpp"

namespace landfall::clinic::http {

std::string_view toText(Action action) {
    switch (action) {
        case Action::ReadService:
            return "read-service";
        case Action::ReadMetrics:
            return "read-metrics";
        case Action::Enrol:
            return "enrol";
        case Action::RequestToken:
            return "request-token";
        case Action::SyncWrite:
            return "sync-write";
        case Action::SyncRead:
            return "sync-read";
        case Action::Login:
            return "login";
        case Action::Logout:
            return "logout";
        case Action::ReadOwnAccount:
            return "read-own-account";
        case Action::EndSession:
            return "end-session";
        case Action::ListPatients:
            return "list-patients";
        case Action::ReadPatient:
            return "read-patient";
        case Action::AcknowledgeFlag:
            return "acknowledge-flag";
        case Action::Assign:
            return "assign";
        case Action::ChangePlan:
            return "change-plan";
        case Action::RecordDosing:
            return "record-dosing";
        case Action::Rate:
            return "rate";
        case Action::RecordAdverseEvent:
            return "record-adverse-event";
        case Action::ListTasks:
            return "list-tasks";
        case Action::CloseTask:
            return "close-task";
        case Action::ListQuestionnaires:
            return "list-questionnaires";
        case Action::InvitePatient:
            return "invite-patient";
        case Action::ConfirmDevice:
            return "confirm-device";
        case Action::RevokeDevice:
            return "revoke-device";
        case Action::ListDevices:
            return "list-devices";
        case Action::ListUsers:
            return "list-users";
        case Action::AddUser:
            return "add-user";
        case Action::AddPatient:
            return "add-patient";
        case Action::ChangePatient:
            return "change-patient";
        case Action::AddClinician:
            return "add-clinician";
        case Action::RemoveClinician:
            return "remove-clinician";
        case Action::WatchEvents:
            return "watch-events";
        case Action::ReadPage:
            return "read-page";
        case Action::ExportRecords:
            return "export-records";
        case Action::AddQuestionnaire:
            return "add-questionnaire";
        case Action::SendConsent:
            return "send-consent";
        case Action::CountersignConsent:
            return "countersign-consent";
        case Action::MaintainStore:
            return "maintain-store";
    }
    return "unknown";
}

namespace {

bool openToEverybody(Action action) {
    switch (action) {
        case Action::ReadService:
        case Action::ReadMetrics:   // the route asks for a loopback peer
        case Action::Enrol:         // the code is what proves a right
        case Action::RequestToken:  // the assertion is
        case Action::Login:         // the password is
        case Action::ReadPage:
            return true;
        default:
            return false;
    }
}

bool userMay(Role role, Action action, const Resource& resource) {
    const bool clinician = role == Role::Clinician;
    const bool admin = role == Role::Admin;
    switch (action) {
        case Action::Logout:
        case Action::ReadOwnAccount:
        case Action::EndSession:
            return resource.own;
        case Action::ListQuestionnaires:
        case Action::WatchEvents:
            return true;  // the events are those of one's own patients
        case Action::ListPatients:
        case Action::ListTasks:
            return clinician;
        case Action::ReadPatient:
        case Action::AcknowledgeFlag:
        case Action::Assign:
        case Action::ChangePlan:
        case Action::RecordDosing:
        case Action::Rate:
        case Action::RecordAdverseEvent:
        case Action::CloseTask:
        case Action::CountersignConsent:
        case Action::InvitePatient:
            return clinician && resource.own;
        case Action::ConfirmDevice:
        case Action::RevokeDevice:
            return admin || (clinician && resource.own);
        case Action::ListDevices:
        case Action::ListUsers:
            return admin;
        default:
            return false;
    }
}

bool operatorMay(Action action) {
    switch (action) {
        case Action::Assign:
        case Action::ChangePlan:
        case Action::InvitePatient:
        case Action::ConfirmDevice:
        case Action::RevokeDevice:
        case Action::ListDevices:
        case Action::ListUsers:
        case Action::AddUser:
        case Action::AddPatient:
        case Action::ChangePatient:
        case Action::AddClinician:
        case Action::RemoveClinician:
        case Action::ExportRecords:
        case Action::AddQuestionnaire:
        case Action::SendConsent:
        case Action::CountersignConsent:
        case Action::MaintainStore:
            return true;
        default:
            return false;
    }
}

}  // namespace

bool authorize(const Actor& actor, Action action, const Resource& resource) {
    if (openToEverybody(action)) return true;
    switch (actor.kind) {
        case Actor::Kind::Nobody:
            return false;
        case Actor::Kind::Device:
            return (action == Action::SyncRead || action == Action::SyncWrite) && resource.own;
        case Actor::Kind::User:
            return userMay(actor.role, action, resource);
        case Actor::Kind::Operator:
            return operatorMay(action);
        case Actor::Kind::Server:
            return action == Action::MaintainStore;
    }
    return false;
}

}  // namespace landfall::clinic::http
