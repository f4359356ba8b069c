#include "server/admin/program.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <csignal>
#include <iostream>
#include <thread>

#include "landfall/base/log.hpp"
#include "landfall/db/fault.hpp"
#include "landfall/fhir/fault.hpp"
#include "landfall/fhir/sizes.hpp"
#include "landfall/pathway/consent_document.hpp"
#include "server/admin/admin_socket.hpp"
#include "server/admin/command_text.hpp"
#include "server/admin/fault.hpp"
#include "server/admin/options.hpp"
#include "server/admin/packs.hpp"
#include "server/admin/serve.hpp"
#include "server/admin/settings.hpp"
#include "server/http/certificate.hpp"

namespace landfall::clinic::admin {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::size_t passwordBytesMax = 4096;
constexpr int folderWaitMs = 10'000;  ///< another command is soon done
constexpr int folderWaitStepMs = 50;

/// Nothing of a clinic may reach a core dump, another process's debugger, or another user's eyes.
void hardenProcess() {
    ::umask(077);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    std::signal(SIGPIPE, SIG_IGN);
}

int refuse(const std::string& sentence) {
    std::cerr << "landfall-clinic: " << sentence << std::endl;
    return 1;
}

/// A part that the clinic was made with is never made anew: its phones would not know the clinic.
std::string sentenceFor(const Error& error) {
    const bool isPart = error.where == settingsFile || error.where == http::serverKeyFile;
    if (!error.is(base::Fault::NotFound) || !isPart) return error.line();
    return error.line() +
           "; nothing was changed; this clinic's folder is not whole, so restore a "
           "copy of the whole folder";
}

int print(const Invocation& invocation, const json::value& value) {
    std::cout << (invocation.json ? json::serialize(value) + "\n" : plainText(value)) << std::flush;
    return std::cout ? 0 : refuse("the answer could not be printed");
}

/// The first line of standard input; on a terminal it is asked for and not shown.
Result<std::string> readPassword() {
    const bool terminal = ::isatty(STDIN_FILENO) == 1;
    termios before{};
    if (terminal && ::tcgetattr(STDIN_FILENO, &before) == 0) {
        auto hidden = before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
        std::cerr << "Password: " << std::flush;
    }
    std::string line;
    std::getline(std::cin, line);
    if (terminal) {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        std::cerr << "\n";
    }
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line.size() > passwordBytesMax) return Fault::PasswordMissing;
    return line;
}

/// What a command needs from this side: the password, a file's content, paths that do not depend on
/// the folder we stand in, because a running server stands in another.
Result<void> complete(Invocation& invocation, const base::Files& files) {
    auto& options = invocation.command.options;
    if (invocation.command.name == "user add") {
        LF_TRY(options["password"], readPassword());
    } else if (invocation.command.name == "questionnaire add") {
        std::error_code error;
        if (fs::is_directory(invocation.file, error)) {
            LF_TRY(options["pack"], readPack(invocation.file, files));
        } else {
            auto text = readText(invocation.file, landfall::fhir::questionnaireBytesMax, files);
            if (text.has_error() && text.error().is(landfall::fhir::Fault::InvalidUtf8))
                return Error(Fault::QuestionnaireMalformed, text.error().line());
            LF_TRY(options["content"], std::move(text));
        }
    } else if (invocation.command.name == "consent send") {
        LF_TRY(options["content"], readText(invocation.file, pathway::consentBytesMax, files));
    } else if (invocation.command.name == "export") {
        options["to"] = fs::absolute(options["to"]).lexically_normal().string();
    }
    options.erase("data");
    return ok();
}

int runInit(const Invocation& invocation, Machine machine, const fs::path& folder) {
    Settings settings;
    settings.name = invocation.command.option("name");
    settings.phone = invocation.command.option("phone");
    settings.country = invocation.command.option("country");
    settings.hosts = invocation.hosts;
    if (settings.hosts.empty()) settings.hosts.emplace_back("127.0.0.1");
    if (invocation.command.has("store")) settings.store = invocation.command.option("store");
    const auto secrets = store::KeySecrets::fromEnvironment(machine.files);
    if (secrets.has_error()) return refuse(secrets.error().line());
    const auto made = makeClinic(folder, settings, machine, *secrets);
    if (made.has_error()) return refuse(made.error().line());
    return print(invocation, json::object{{"data", folder.string()}, {"name", settings.name}});
}

int runServe(const Invocation& invocation, Machine machine, const fs::path& folder) {
    blockEndSignals();
    const auto secrets = store::KeySecrets::fromEnvironment(machine.files);
    if (secrets.has_error()) return refuse(secrets.error().line());
    ServeOptions options{.folder = folder, .listen = "127.0.0.1:8443", .web = {}};
    if (invocation.command.has("listen")) options.listen = invocation.command.option("listen");
    options.web = invocation.command.option("web");
    const auto served = serve(options, machine, *secrets, [](const std::string& url) {
        std::cout << "ready " << url << std::endl;
    });
    return served.has_error() ? refuse(sentenceFor(served.error())) : 0;
}

int answer(const Invocation& invocation, const Result<Answer>& answered) {
    if (answered.has_error()) return refuse(Error(Fault::ServerSilent).line());
    if (!answered->refusal.empty()) return refuse(answered->refusal);
    return print(invocation, answered->value);
}

/// Why the clinic's folder cannot be opened. A command that would try on a damaged database says no
/// more than that it is damaged when it could not even begin.
std::string whyNotOpened(const Error& error, bool tries, const fs::path& folder, Machine machine,
                         const store::KeySecrets& secrets) {
    const bool damaged = error.is(db::Fault::DbDamaged);
    if (!tries) return damaged ? Error(Fault::DamagedAtStart).line() : sentenceFor(error);
    if (error.code.category() != db::faultCategory()) return sentenceFor(error);
    const auto proved = Clinic::open(folder, machine, secrets, {.provePages = true});
    const bool isIt = proved.has_error() && proved.error().is(db::Fault::DbDamaged);
    return isIt ? Error(Fault::DatabaseDamaged).line() : sentenceFor(error);
}

/// On the clinic's folder itself when nobody holds it, else through the server that does, which has
/// proved the database when it started.
int runOnClinic(const Invocation& invocation, Machine machine, const fs::path& folder) {
    const auto secrets = store::KeySecrets::fromEnvironment(machine.files);
    if (secrets.has_error()) return refuse(secrets.error().line());
    const auto* row = commandRow(invocation.command.name);
    const bool tries = row != nullptr && row->triesOnDamage;
    for (int waitedMs = 0;; waitedMs += folderWaitStepMs) {
        auto clinic = Clinic::open(folder, machine, *secrets, {.provePages = !tries});
        if (clinic.has_value()) {
            const auto value = runCommand(**clinic, invocation.command);
            return value.has_error() ? refuse(sentenceFor(value.error()))
                                     : print(invocation, *value);
        }
        if (!clinic.error().is(base::Fault::Busy))
            return refuse(whyNotOpened(clinic.error(), tries, folder, machine, *secrets));
        const auto line = askAdmin(folder / socketFile, toLine(invocation.command));
        if (line.has_value()) return answer(invocation, answerFromLine(*line));
        if (!line.error().is(base::Fault::NotFound))
            return refuse(Error(Fault::ServerSilent).line());
        // Held, and nobody answers: a server that is starting or ending, or another command.
        if (waitedMs >= folderWaitMs) return refuse(Error(Fault::ClinicInUse).line());
        std::this_thread::sleep_for(std::chrono::milliseconds(folderWaitStepMs));
    }
}

}  // namespace

int runProgram(int argc, char** argv) {
    hardenProcess();
    auto read = readCommandLine(argc, argv);
    if (const auto* code = std::get_if<int>(&read)) return *code;
    auto& invocation = std::get<Invocation>(read);

    base::PosixFiles files;
    const base::SystemClock clock;
    base::SystemRandom random;
    const Machine machine{files, clock, random};
    const auto folder = fs::absolute(invocation.command.option("data")).lexically_normal();
    if (invocation.command.name == "serve") return runServe(invocation, machine, folder);
    base::setLogEnabled(false);
    if (invocation.command.name == "init") return runInit(invocation, machine, folder);
    if (const auto ready = complete(invocation, files); ready.has_error())
        return refuse(ready.error().line());
    return runOnClinic(invocation, machine, folder);
}

}  // namespace landfall::clinic::admin
