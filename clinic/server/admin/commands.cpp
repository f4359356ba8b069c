#include "server/admin/commands.hpp"

#include <algorithm>

#include "server/admin/fault.hpp"

namespace landfall::clinic::admin {

std::span<const CommandRow> commandTable() {
    static const std::vector<CommandRow> table = {
        {"user add",
         "Add a person of the clinic; the password is read from standard input",
         {"email", "name", "role", "password"},
         {},
         userAdd},
        {"patient add",
         "Add a patient, seen by one clinician",
         {"name", "clinician"},
         {"birth-date", "phone"},
         patientAdd},
        {"patient set-phone",
         "Say under which number the clinic reaches a patient",
         {"patient", "phone"},
         {},
         patientSetPhone},
        {"patient remove-phone",
         "Forget the number under which the clinic reaches a patient",
         {"patient"},
         {},
         patientRemovePhone},
        {"patient add-clinician",
         "Let one more clinician see and treat a patient",
         {"patient", "clinician"},
         {},
         patientAddClinician},
        {"patient remove-clinician",
         "Take a clinician off a patient, whom another one treats",
         {"patient", "clinician"},
         {},
         patientRemoveClinician},
        {"invite", "Print a pairing code for a patient's phone", {"patient"}, {}, inviteCommand},
        {"confirm",
         "Confirm phones whose six digits were compared",
         {},
         {"device", "digits", "all-pending"},
         confirmCommand},
        {"device revoke", "End a phone's access at once", {"device"}, {}, deviceRevoke},
        {"assign",
         "Ask a patient for a questionnaire",
         {"patient", "questionnaire"},
         {"due"},
         assignCommand},
        {"plan",
         "Begin or change a patient's way through a protocol",
         {"patient"},
         {"protocol", "start", "zone", "scores"},
         planCommand},
        {"session",
         "Plan, move or cancel a dosing session",
         {"patient"},
         {"date", "move", "cancel"},
         sessionCommand},
        {"appointment",
         "Make, change or cancel an appointment with a patient",
         {"patient"},
         {"title", "date", "time", "minutes", "with", "where", "note", "move", "cancel"},
         appointmentCommand},
        {"questionnaire add",
         "Add a FHIR Questionnaire from a JSON file, or a pack of them from a folder",
         {},
         {"content", "pack"},
         questionnaireAdd},
        {"consent send",
         "Give a patient a consent document to read, from a JSON file",
         {"patient", "content"},
         {},
         consentSend},
        {"consent list", "Every step of a patient's consents", {"patient"}, {}, consentList, true},
        {"consent countersign",
         "Put the clinic's name under a signed consent",
         {"patient", "consent", "name"},
         {},
         consentCountersign},
        {"export", "Write every current record as NDJSON", {"to"}, {}, exportCommand, true},
        {"check", "Check the database and the audit trail", {}, {}, checkCommand, true},
        {"reindex",
         "Make what the review page reads again from the records",
         {},
         {},
         reindexCommand},
    };
    return table;
}

const CommandRow* commandRow(std::string_view name) {
    for (const auto& row : commandTable())
        if (row.name == name) return &row;
    return nullptr;
}

Result<boost::json::value> runCommand(Clinic& clinic, const Command& command) {
    const auto* row = commandRow(command.name);
    if (row == nullptr) return Fault::CommandUnknown;
    const bool complete = std::all_of(row->required.begin(), row->required.end(),
                                      [&](std::string_view option) { return command.has(option); });
    return complete ? row->run(clinic, command) : Error(Fault::CommandUnknown, "options");
}

}  // namespace landfall::clinic::admin
