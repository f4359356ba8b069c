#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <vector>

#include "commands.hpp"
#include "landfall/base/log.hpp"
#include "landfall/patient/fault.hpp"
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
/// No other user reads the files, and no core file holds what was decrypted. A limit on the size of
/// files is a full disk, to be said in a sentence, and not the end of the process.
void hardenProcess() {
    ::umask(077);
    ::prctl(PR_SET_DUMPABLE, 0);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    std::signal(SIGXFSZ, SIG_IGN);
    // A reader that went away is an output that cannot be written, to be said like any other.
    std::signal(SIGPIPE, SIG_IGN);
    // A closed descriptor would be given to the next file that is opened, and what is printed would
    // go into it. Nothing can be written to what stands in its place.
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(stream, F_GETFD) == -1) static_cast<void>(::open("/dev/null", O_RDONLY));
}

/// Options are accepted before or after the subcommand. CLI11 hands an early one to nobody, so the
/// options of subcommands go to the end; everything after "--" stays what it is.
std::vector<std::string> optionsLast(int argc, char** argv) {
    std::vector<std::string> words, options;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--") {
            words.insert(words.end(), argv + i, argv + argc);
            break;
        }
        const bool takesValue = word == "--response" || word == "--country" || word == "--agree" ||
                                word == "--contact-name" || word == "--contact-phone";
        auto& where = takesValue || word == "--private" ? options : words;
        where.push_back(word);
        if (takesValue && i + 1 < argc) where.emplace_back(argv[++i]);
    }
    const auto end = std::find(words.begin(), words.end(), "--");
    words.insert(end, options.begin(), options.end());
    std::reverse(words.begin(), words.end());  // as CLI11 takes a vector
    return words;
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
    addPathwayCommands(app, chosen);
    addAccessCommands(app, chosen);
    addContentCommands(app, chosen);
    addConsentCommands(app, chosen);
    for (auto* const command : app.get_subcommands({})) {
        command->fallthrough();
        for (auto* const inner : command->get_subcommands({})) inner->fallthrough();
    }
    try {
        app.parse(optionsLast(argc, argv));
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
        std::cerr << sentenceFor(outcome.error());
        if (outcome.error().is(patient::Fault::UnknownQuestionnaire))
            for (const auto& each : *context.leftOut) std::cerr << "; " << each;
        std::cerr << '\n';
        return 1;
    }
    if (!std::cout.flush()) {
        std::cerr << unwrittenSentence(app.get_subcommands().front()->get_name()) << '\n';
        return 1;
    }
    for (const auto& each : *context.leftOut) std::cerr << each << '\n';
    return 0;
}
}  // namespace

}  // namespace landfall::headless

int main(int argc, char** argv) {
    return landfall::headless::run(argc, argv);
}
