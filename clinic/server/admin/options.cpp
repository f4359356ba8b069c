#include "server/admin/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>

namespace landfall::clinic::admin {
namespace {

/// What a command takes on the command line. `commandTable` says what it takes once the password
/// and the file have been read.
struct Usage {
    std::vector<std::string_view> required;
    std::vector<std::string_view> optional;
};

const std::map<std::string_view, Usage>& usages() {
    static const std::map<std::string_view, Usage> table = {
        {"init", {{"data", "name"}, {"host", "store", "phone", "country"}}},
        {"serve", {{"data"}, {"listen", "web"}}},
        {"user add", {{"data", "email", "name", "role"}, {}}},
        {"patient add", {{"data", "name", "clinician"}, {"birth-date", "phone"}}},
        {"patient set-phone", {{"data", "patient", "phone"}, {}}},
        {"patient remove-phone", {{"data", "patient"}, {}}},
        {"patient add-clinician", {{"data", "patient", "clinician"}, {}}},
        {"patient remove-clinician", {{"data", "patient", "clinician"}, {}}},
        {"invite", {{"data", "patient"}, {}}},
        {"confirm", {{"data"}, {"device", "digits", "all-pending"}}},
        {"device revoke", {{"data", "device"}, {}}},
        {"assign", {{"data", "patient", "questionnaire"}, {"due"}}},
        {"plan", {{"data", "patient"}, {"protocol", "start", "zone", "scores"}}},
        {"session", {{"data", "patient"}, {"date", "move", "cancel"}}},
        {"appointment",
         {{"data", "patient"},
          {"title", "date", "time", "minutes", "with", "where", "note", "move", "cancel"}}},
        {"questionnaire add", {{"data"}, {}}},
        {"consent send", {{"data", "patient"}, {}}},
        {"consent list", {{"data", "patient"}, {}}},
        {"consent countersign", {{"data", "patient", "consent", "name"}, {}}},
        {"export", {{"data", "to"}, {}}},
        {"check", {{"data"}, {}}},
        {"reindex", {{"data"}, {}}},
    };
    return table;
}

struct OptionRow {
    const char* name;
    const char* help;
};
constexpr OptionRow optionRows[] = {
    {"data", "The clinic's folder"},
    {"name", "Name of the clinic, the person or the patient"},
    {"store", "Where records are kept; leave out for the clinic's own encrypted file"},
    {"phone", "Telephone number of the clinic or the patient"},
    {"country", "The clinic's country, two letters, for the emergency numbers"},
    {"listen", "Address and port to listen on (127.0.0.1:8443); port 0 takes a free one"},
    {"web", "Folder with the review page's files, in place of those compiled in"},
    {"email", "E-mail address of the person"},
    {"role", "clinician, supervisor, auditor or admin"},
    {"clinician", "E-mail address of a clinician of the patient"},
    {"birth-date", "Date of birth, such as 1980-12-31"},
    {"patient", "Id of the patient"},
    {"device", "Id of the phone"},
    {"digits", "The six digits on the phone"},
    {"questionnaire", "Id of the questionnaire, such as phq-9"},
    {"due", "Date by which to answer, such as 2026-12-31"},
    {"consent", "Id of the signed consent, from `consent list`"},
    {"protocol", "Id of the protocol (dmt-trd)"},
    {"start", "Day on which the pathway begins, such as 2026-03-01; today when left out"},
    {"zone", "Time zone of the clinic's calendar, such as Europe/London"},
    {"scores", "What the patient's phone does with numbers and charts: shown or hidden"},
    {"date", "Day of the dosing session or appointment, such as 2026-03-15"},
    {"move", "Number of the session or appointment to move to --date"},
    {"cancel", "Number of the session or appointment to cancel"},
    {"title", "What the appointment is for"},
    {"time", "When it begins on the clinic's clocks, such as 09:30"},
    {"minutes", "How long it lasts"},
    {"with", "Whom the patient meets"},
    {"where", "A place, or a way to meet"},
    {"note", "What to bring or to know"},
    {"to", "Folder to write to"},
};

int wrongUsage(const std::string& what) {
    std::cerr << "landfall-clinic: " << what << "\n";
    return 2;
}

/// The words of the subcommand that was named last: `patient add`.
std::string wordsOf(const CLI::App& app) {
    std::string words;
    const CLI::App* at = &app;
    while (!at->get_subcommands().empty()) {
        at = at->get_subcommands().front();
        words += (words.empty() ? "" : " ") + at->get_name();
    }
    return words;
}

bool contains(const std::vector<std::string_view>& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

/// "" when the options fit the command.
std::string misfit(const Invocation& invocation) {
    const auto& usage = usages().at(invocation.command.name);
    const auto given = [&](std::string_view name) { return invocation.command.has(name); };
    for (const auto name : usage.required)
        if (!given(name)) return "--" + std::string(name) + " is missing";
    for (const auto& [name, value] : invocation.command.options)
        if (!contains(usage.required, name) && !contains(usage.optional, name))
            return "--" + name + " does not belong to this command";
    if (!invocation.hosts.empty() && !contains(usage.optional, "host"))
        return "--host does not belong to this command";
    const bool takesFile =
        invocation.command.name == "questionnaire add" || invocation.command.name == "consent send";
    if (takesFile && invocation.file.empty()) return "the file or folder to add is missing";
    if (!takesFile && !invocation.file.empty()) return "one word too many";
    if (invocation.command.name == "session") {
        if (given("move") && given("cancel")) return "give either --move or --cancel";
        if (!given("cancel") && !given("date")) return "--date is missing";
    }
    if (invocation.command.name == "appointment") {
        if (given("move") && given("cancel")) return "give either --move or --cancel";
        for (const auto* name : {"title", "date", "time"})
            if (!given("cancel") && !given("move") && !given(name))
                return "--" + std::string(name) + " is missing";
    }
    if (invocation.command.name == "confirm") {
        const bool all = given("all-pending");
        const bool one = given("device") && given("digits");
        if (all == one || (all && (given("device") || given("digits"))))
            return "give either --device and --digits, or --all-pending";
    }
    return {};
}

}  // namespace

std::variant<Invocation, int> readCommandLine(int argc, char** argv) {
    CLI::App app("The clinic's side of Landfall: server and administration", "landfall-clinic");
    app.require_subcommand(1);
    app.fallthrough();
    Invocation invocation;
    std::map<std::string, std::string> values;
    for (const auto& row : optionRows)
        app.add_option("--" + std::string(row.name), values[row.name], row.help);
    app.add_option("--host", invocation.hosts, "Where phones reach the clinic; may be repeated")
        ->expected(1)
        ->take_all();
    bool allPending = false;
    app.add_flag("--all-pending", allPending, "Confirm every phone that waits");
    app.add_flag("--json", invocation.json, "Print one JSON value and nothing else");

    const auto add = [](CLI::App& to, const std::string& name, const std::string& help) {
        auto* sub = to.add_subcommand(name, help);
        sub->fallthrough();
        return sub;
    };
    add(app, "init", "Make a clinic in an empty folder");
    add(app, "serve", "Run the server");
    std::map<std::string, CLI::App*> groups;
    for (const auto& row : commandTable()) {
        const std::string name(row.name);
        const auto space = name.find(' ');
        if (space == std::string::npos) {
            add(app, name, std::string(row.help));
            continue;
        }
        auto& group = groups[name.substr(0, space)];
        if (group == nullptr) {
            group = add(app, name.substr(0, space), "See `" + name + "`");
            group->require_subcommand(1);
        }
        auto* sub = add(*group, name.substr(space + 1), std::string(row.help));
        if (name == "questionnaire add")
            sub->add_option("file", invocation.file,
                            "A FHIR Questionnaire as JSON, or the folder of a pack");
        if (name == "consent send")
            sub->add_option("file", invocation.file, "A consent document as JSON");
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        return wrongUsage(error.what());
    }
    invocation.command.name = wordsOf(app);
    for (const auto& row : optionRows)
        if (app.get_option("--" + std::string(row.name))->count() > 0)
            invocation.command.options.emplace(row.name, values[row.name]);
    if (allPending) invocation.command.options.emplace("all-pending", "true");
    if (const auto what = misfit(invocation); !what.empty())
        return wrongUsage(invocation.command.name + ": " + what);
    return invocation;
}

}  // namespace landfall::clinic::admin
