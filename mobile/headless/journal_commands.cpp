#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <iostream>
#include <memory>

#include "commands.hpp"
#include "landfall/store/journal.hpp"

namespace landfall::headless {

namespace {
constexpr std::size_t listMax = 100'000;

/// A shell adds one line end to what is typed or echoed; it is not part of the entry.
Result<std::string> entryText() {
    LF_TRY(auto text, readStandardInput(store::entryTextBytesMax + 2));
    if (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

boost::json::array rowsOf(const std::vector<store::Entry>& entries) {
    boost::json::array rows;
    for (const auto& entry : entries) rows.push_back(toJson(entry));
    return rows;
}

Result<void> add(const Context& context, bool isPrivate) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto text, entryText());
    LF_TRY(const auto entry, session->phone().journaling.add(text, isPrivate));
    context.output().print(toJson(entry));
    return ok();
}

Result<void> edit(const Context& context, const std::string& id) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto text, entryText());
    LF_TRY(const auto entry, session->phone().journaling.edit(id, text));
    context.output().print(toJson(entry));
    return ok();
}

Result<void> list(const Context& context) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto entries, session->phone().journaling.list(listMax));
    context.output().print(rowsOf(entries));
    return ok();
}

Result<void> search(const Context& context, const std::vector<std::string>& words) {
    LF_TRY(const auto session, context.unlocked());
    std::string query;
    for (const auto& word : words) query += word + ' ';
    LF_TRY(const auto entries, session->phone().journaling.search(query, listMax));
    context.output().print(rowsOf(entries));
    return ok();
}

Result<void> show(const Context& context, const std::string& id) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto entry, session->phone().journaling.show(id));
    context.output().print(toJson(entry));
    return ok();
}

Result<void> remove(const Context& context, const std::string& id) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto entry, session->phone().journaling.show(id));
    LF_CHECK(session->phone().journaling.remove(id));
    context.output().print(toJson(entry));
    return ok();
}

Result<void> share(const Context& context, const std::string& id) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto entry, session->phone().journaling.setPrivate(id, false));
    context.output().print(toJson(entry));
    return ok();
}

Result<void> erase(const Context& context) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto erased, session->phone().journaling.eraseAll());
    context.output().print(boost::json::object{{"erased", erased}});
    return ok();
}

using OneEntry = Result<void> (*)(const Context&, const std::string&);

void addWithId(CLI::App& journal, Command& chosen, const char* name, const char* about,
               OneEntry run) {
    auto* const command = journal.add_subcommand(name, about);
    auto id = std::make_shared<std::string>();
    command->add_option("ID", *id)->required();
    command->callback([&chosen, id, run] {
        chosen = [id, run](const Context& context) { return run(context, *id); };
    });
}
}  // namespace

void addJournalCommands(CLI::App& app, Command& chosen) {
    auto* const journal = app.add_subcommand("journal", "Write, find and share entries");
    journal->require_subcommand(1);

    auto* const adding =
        journal->add_subcommand("add", "A new entry; its text from standard input");
    auto isPrivate = std::make_shared<bool>(false);
    adding->add_flag("--private", *isPrivate, "it never leaves this phone");
    adding->callback([&chosen, isPrivate] {
        chosen = [isPrivate](const Context& context) { return add(context, *isPrivate); };
    });
    addWithId(*journal, chosen, "edit", "A new text for an entry, from standard input", edit);
    journal->add_subcommand("list", "All entries, newest first")->callback([&] { chosen = list; });

    auto* const searching = journal->add_subcommand("search", "Entries with all of these words");
    auto words = std::make_shared<std::vector<std::string>>();
    searching->add_option("WORDS", *words)->required();
    searching->callback([&chosen, words] {
        chosen = [words](const Context& context) { return search(context, *words); };
    });
    addWithId(*journal, chosen, "show", "One entry", show);
    addWithId(*journal, chosen, "delete", "Remove an entry", remove);
    journal->add_subcommand("erase", "Delete the whole journal for good, here and at the clinic")
        ->callback([&] { chosen = erase; });
    addWithId(*journal, chosen, "share", "Let the care team read an entry", share);
}

}  // namespace landfall::headless
