#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <iostream>

#include "commands.hpp"
#include "landfall/base/log.hpp"
#include "sentences.hpp"

namespace landfall::headless {

Result<std::string> readStandardInput(std::size_t bytesMax) {
    std::string text;
    char chunk[4096];
    while (std::cin.read(chunk, sizeof chunk) || std::cin.gcount() > 0) {
        text.append(chunk, static_cast<std::size_t>(std::cin.gcount()));
        if (text.size() > bytesMax) return patient::Fault::EntryTooLong;
    }
    return text;
}

std::string readLine() {
    std::string line;
    std::getline(std::cin, line);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

namespace {
/// No other user reads the files, and no core file holds what was decrypted.
void hardenProcess() {
    ::umask(077);
    ::prctl(PR_SET_DUMPABLE, 0);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
}

int run(int argc, char** argv) {
    hardenProcess();
    CLI::App app{"Landfall from the command line: the phone app's core without its screen"};
    app.require_subcommand(1);
    app.fallthrough();
    Context context;
    std::string at;
    app.add_option("--data", context.folder, "the data folder")->required();
    app.add_flag("--json", context.json, "one JSON value on standard output");
    app.add_option("--at", at, "clock for authored and due times, 2026-03-01T09:00+01:00");
    Command chosen;
    addPatientCommands(app, chosen);
    addJournalCommands(app, chosen);
    addAccessCommands(app, chosen);
    for (auto* const command : app.get_subcommands({})) {
        command->fallthrough();
        for (auto* const inner : command->get_subcommands({})) inner->fallthrough();
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (!at.empty()) {
        const auto moment = base::fromFhirDateTime(at);
        if (moment.has_error()) {
            std::cerr << "--at takes a date, a time and an offset, like 2026-03-01T09:00+01:00\n";
            return 2;
        }
        context.at = *moment;
    }
    base::setLogEnabled(false);
    if (const auto outcome = chosen(context); outcome.has_error()) {
        std::cerr << sentenceFor(outcome.error()) << '\n';
        return 1;
    }
    return 0;
}
}  // namespace

}  // namespace landfall::headless

int main(int argc, char** argv) {
    return landfall::headless::run(argc, argv);
}
