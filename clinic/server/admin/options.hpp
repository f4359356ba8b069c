#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "server/admin/commands.hpp"

namespace landfall::clinic::admin {

/// The command line, read. Options may stand before or after the words of the command.
struct Invocation {
    Command command;  ///< options by name; `host` is in `hosts`
    std::vector<std::string> hosts;
    std::string file;  ///< of `questionnaire add`
    bool json = false;
};

/// What to run, or the exit code when the line itself says it all (help, or wrong usage, which has
/// been told on standard error).
[[nodiscard]] std::variant<Invocation, int> readCommandLine(int argc, char** argv);

}  // namespace landfall::clinic::admin
