#pragma once

#include <boost/json/value.hpp>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/admin/clinic.hpp"

namespace landfall::clinic::admin {

/// One administration command: its words (`patient add`) and its options by name, without dashes.
/// A switch has the value "true". `password` and file contents are among them, read by the caller,
/// so that a command means the same inside a running server.
struct Command {
    std::string name;
    std::map<std::string, std::string, std::less<>> options;

    [[nodiscard]] std::string option(std::string_view option) const {
        const auto found = options.find(option);
        return found == options.end() ? std::string() : found->second;
    }
    [[nodiscard]] bool has(std::string_view option) const { return options.contains(option); }
};

/// One row for each command that works on an opened clinic.
struct CommandRow {
    std::string_view name;
    std::string_view help;
    std::vector<std::string_view> required;
    std::vector<std::string_view> optional;
    Result<boost::json::value> (*run)(Clinic&, const Command&);
    /// Looks only, or helps to save what is left: a damaged database does not keep it from trying.
    bool triesOnDamage = false;
};
[[nodiscard]] std::span<const CommandRow> commandTable();

/// Nothing for a command that is not known.
[[nodiscard]] const CommandRow* commandRow(std::string_view name);

/// Runs a command as the operator of the machine; each that changes or shows something is audited
/// in its transaction. CommandUnknown, and the faults of the command.
[[nodiscard]] Result<boost::json::value> runCommand(Clinic& clinic, const Command& command);

// In the order of the table.
Result<boost::json::value> userAdd(Clinic& clinic, const Command& command);
Result<boost::json::value> patientAdd(Clinic& clinic, const Command& command);
Result<boost::json::value> patientSetPhone(Clinic& clinic, const Command& command);
Result<boost::json::value> patientRemovePhone(Clinic& clinic, const Command& command);
Result<boost::json::value> patientAddClinician(Clinic& clinic, const Command& command);
Result<boost::json::value> patientRemoveClinician(Clinic& clinic, const Command& command);
Result<boost::json::value> inviteCommand(Clinic& clinic, const Command& command);
Result<boost::json::value> confirmCommand(Clinic& clinic, const Command& command);
Result<boost::json::value> deviceRevoke(Clinic& clinic, const Command& command);
Result<boost::json::value> assignCommand(Clinic& clinic, const Command& command);
Result<boost::json::value> planCommand(Clinic& clinic, const Command& command);
Result<boost::json::value> sessionCommand(Clinic& clinic, const Command& command);
Result<boost::json::value> appointmentCommand(Clinic& clinic, const Command& command);
Result<boost::json::value> questionnaireAdd(Clinic& clinic, const Command& command);
Result<boost::json::value> consentSend(Clinic& clinic, const Command& command);
Result<boost::json::value> consentList(Clinic& clinic, const Command& command);
Result<boost::json::value> consentCountersign(Clinic& clinic, const Command& command);
Result<boost::json::value> exportCommand(Clinic& clinic, const Command& command);
Result<boost::json::value> checkCommand(Clinic& clinic, const Command& command);
Result<boost::json::value> reindexCommand(Clinic& clinic, const Command& command);

}  // namespace landfall::clinic::admin
