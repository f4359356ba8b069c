#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "output.hpp"
#include "session.hpp"

namespace landfall::headless {

/// What every command is given.
struct Context {
    std::string folder;
    bool json = false;
    std::optional<base::WallTime> at;

    /// What was left out of the folder's instruments, as `instruments/a.json was left out: why`.
    /// Said on standard error behind what went well; a refusal is one line, and says it only where
    /// it may be the reason.
    std::shared_ptr<std::vector<std::string>> leftOut =
        std::make_shared<std::vector<std::string>>();

    [[nodiscard]] Output output() const { return Output(json); }
    /// Fills `leftOut`; all else goes on.
    [[nodiscard]] Result<std::unique_ptr<Session>> open() const;
    /// Opened and unlocked.
    [[nodiscard]] Result<std::unique_ptr<Session>> unlocked() const;

private:
    void noteLeftOut(Session& session) const;
};

/// The chosen command; run after the command line has been read.
using Command = std::function<Result<void>(const Context&)>;

/// Each adds its subcommands to `app`; the one that is used puts itself into `chosen`.
void addPatientCommands(CLI::App& app, Command& chosen);
void addJournalCommands(CLI::App& app, Command& chosen);
void addPathwayCommands(CLI::App& app, Command& chosen);
void addAccessCommands(CLI::App& app, Command& chosen);
void addContentCommands(CLI::App& app, Command& chosen);
void addConsentCommands(CLI::App& app, Command& chosen);

/// What was saved, and on standard error whom to call where the answers signal danger.
void printSubmission(const Context& context, Session& session,
                     const patient::Submission& submission,
                     const patient::ReviewView* review = nullptr);

/// The submission. Where its answers were too large and what they say of danger is kept: says so,
/// in the line that says why, with everybody to call where the tier is urgent, which is noted for
/// the clinic.
[[nodiscard]] Result<patient::Submission> orSayWhatIsKept(Session& session,
                                                          Result<patient::Submission> submission);

/// Whom to call, in the line that says why the answers could not be saved. Nothing that may have
/// failed is needed for it: neither the folder nor the passphrase nor the disk. `dangerIn` says
/// what they signal with the questionnaires that are known.
void sayWhomToCall(const Context& context, const base::Error& error, std::string_view questionnaire,
                   const std::function<safety::Tier(const instrument::Library&)>& dangerIn);

/// All of standard input, refused past `bytesMax`.
[[nodiscard]] Result<std::string> readStandardInput(std::size_t bytesMax);
/// One line of standard input without its end.
[[nodiscard]] std::string readLine();

}  // namespace landfall::headless
