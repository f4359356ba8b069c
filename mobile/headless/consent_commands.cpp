#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <memory>

#include "commands.hpp"

namespace landfall::headless {

namespace {
using patient::Consenting;

boost::json::array words(const std::vector<std::string>& all) {
    boost::json::array out;
    for (const auto& one : all) out.emplace_back(one);
    return out;
}

boost::json::object toJson(const Consenting::State& state) {
    boost::json::object optIns;
    for (const auto& optIn : state.document->optIns()) {
        const auto asked = state.standing.optIns.find(optIn.purpose);
        optIns[optIn.purpose] = asked == state.standing.optIns.end()
                                    ? boost::json::value(nullptr)
                                    : boost::json::value(asked->second.event == "signed");
    }
    const auto& inForce = state.standing.inForce;
    return {{"document", state.document->id()},
            {"version", state.document->version()},
            {"sha256", state.document->sha256()},
            {"template", state.document->isTemplate()},
            {"stage", pathway::nameOf(state.standing.stage)},
            {"left", words(state.left)},
            {"signedVersion",
             inForce ? boost::json::value(inForce->documentVersion) : boost::json::value(nullptr)},
            {"signedTemplate",
             inForce ? boost::json::value(inForce->isTemplate) : boost::json::value(nullptr)},
            {"data", state.standing.withdrawal ? orNull(state.standing.withdrawal->dataChoice)
                                               : boost::json::value(nullptr)},
            {"signAgain", state.standing.mustSignAgain},
            {"news", state.standing.hasNews},
            {"optIns", std::move(optIns)}};
}

boost::json::object toJson(const fhir::ConsentRecord& event) {
    return {{"id", event.id},
            {"event", event.event},
            {"purpose", event.purpose},
            {"at", base::toFhirDateTime(event.at)},
            {"document", event.document},
            {"version", event.documentVersion},
            {"sha256", event.sha256},
            {"template", event.isTemplate},
            {"name", orNull(event.signedName)},
            {"data", orNull(event.dataChoice)},
            {"follows", orNull(event.follows)},
            {"countersignedBy", orNull(event.countersignedBy)},
            {"countersigned", event.countersigned
                                  ? boost::json::value(base::toFhirDateTime(*event.countersigned))
                                  : boost::json::value(nullptr)}};
}

boost::json::object toJson(const patient::ConsentCopy& copy) {
    boost::json::array sections;
    for (const auto& section : copy.sections) {
        boost::json::array paragraphs;
        for (const auto& paragraph : section.paragraphs)
            paragraphs.push_back(boost::json::object{{"text", paragraph.text},
                                                     {"evidence", orNull(paragraph.evidence)},
                                                     {"source", orNull(paragraph.source)}});
        sections.push_back(boost::json::object{{"heading", section.heading},
                                               {"paragraphs", std::move(paragraphs)}});
    }
    boost::json::array questions;
    for (const auto& question : copy.questions)
        questions.push_back(
            boost::json::object{{"text", question.text}, {"answer", question.answer}});
    boost::json::array optIns;
    for (const auto& optIn : copy.optIns)
        optIns.push_back(boost::json::object{
            {"text", optIn.text}, {"state", orNull(optIn.state)}, {"at", orNull(optIn.at)}});
    return {{"title", copy.title},
            {"notice", orNull(copy.notice)},
            {"document", copy.document},
            {"version", copy.version},
            {"sha256", copy.sha256},
            {"sections", std::move(sections)},
            {"questions", std::move(questions)},
            {"optIns", std::move(optIns)},
            {"signed", orNull(copy.signedName)},
            {"signedAt", orNull(copy.signedAt)},
            {"countersignedBy", orNull(copy.countersignedBy)},
            {"countersignedAt", orNull(copy.countersignedAt)},
            {"withdrawnAt", orNull(copy.withdrawnAt)},
            {"data", orNull(copy.dataChoice)}};
}

boost::json::array questionsOf(const pathway::ConsentDocument& document) {
    boost::json::array out;
    for (const auto& question : document.questions()) {
        boost::json::object options;
        for (const auto& option : question.options) options[option.id] = option.text;
        out.push_back(boost::json::object{
            {"id", question.id}, {"text", question.text}, {"options", std::move(options)}});
    }
    return out;
}

/// Prints the whole text, which is what reading it is here.
Result<void> show(const Context& context) {
    LF_TRY(const auto session, context.unlocked());
    auto& consenting = session->phone().consenting;
    LF_TRY(const auto state, consenting.markRead());
    auto json = toJson(state);
    LF_TRY(const auto copy, consenting.copy());
    json["text"] = toJson(copy);
    json["questions"] = questionsOf(*state.document);
    context.output().print(json);
    return ok();
}

Result<void> answer(const Context& context, const std::string& question,
                    const std::string& option) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto outcome, session->phone().consenting.answer(question, option));
    context.output().print(boost::json::object{{"question", question},
                                               {"right", outcome.right},
                                               {"explanation", orNull(outcome.explanation)},
                                               {"left", words(outcome.left)},
                                               {"understood", outcome.passed}});
    return ok();
}

Result<void> sign(const Context& context, const Consenting::Signature& signature) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto state, session->phone().consenting.sign(signature));
    context.output().print(toJson(state));
    return ok();
}

Result<void> choose(const Context& context, const Consenting::Choice& choice) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto state, session->phone().consenting.choose(choice));
    context.output().print(toJson(state));
    return ok();
}

Result<void> withdraw(const Context& context, bool erases) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto state,
           session->phone().consenting.withdraw(erases ? Consenting::Collected::Erase
                                                       : Consenting::Collected::Keep));
    context.output().print(toJson(state));
    return ok();
}

Result<void> history(const Context& context) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto events, session->phone().consenting.history());
    boost::json::array rows;
    for (const auto& event : events) rows.push_back(toJson(event));
    context.output().print(rows);
    return ok();
}

Result<void> copy(const Context& context) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto copied, session->phone().consenting.copy());
    context.output().print(toJson(copied));
    return ok();
}

void addContact(CLI::App& command, Consenting::Contact& contact) {
    command.add_option("--contact-name", contact.name, "whom the clinic may call");
    command.add_option("--contact-phone", contact.phone, "the number of that person");
}
}  // namespace

void addConsentCommands(CLI::App& app, Command& chosen) {
    auto* const consent = app.add_subcommand("consent", "What you agree to, step by step");
    consent->require_subcommand(1);
    consent->add_subcommand("show", "Read the whole text")->callback([&] { chosen = show; });
    consent->add_subcommand("history", "Every step that was taken")->callback([&] {
        chosen = history;
    });
    consent->add_subcommand("copy", "What was signed, to keep")->callback([&] { chosen = copy; });

    auto* const answering = consent->add_subcommand("answer", "Answer one question about the text");
    auto given = std::make_shared<std::pair<std::string, std::string>>();
    answering->add_option("QUESTION", given->first)->required();
    answering->add_option("OPTION", given->second)->required();
    answering->callback([&chosen, given] {
        chosen = [given](const Context& context) {
            return answer(context, given->first, given->second);
        };
    });

    auto* const signing = consent->add_subcommand("sign", "Agree, with your typed name");
    auto signature = std::make_shared<Consenting::Signature>();
    signing->add_option("NAME", signature->name)->required();
    signing->add_option("--agree", signature->agreeTo, "an opt-in, for example research")
        ->allow_extra_args(false);
    addContact(*signing, signature->contact);
    signing->callback([&chosen, signature] {
        chosen = [signature](const Context& context) { return sign(context, *signature); };
    });

    auto* const choosing = consent->add_subcommand("choose", "Give or take back one opt-in");
    auto choice = std::make_shared<Consenting::Choice>();
    auto yes = std::make_shared<std::string>();
    choosing->add_option("PURPOSE", choice->purpose)->required();
    choosing->add_option("ANSWER", *yes)->required()->check(CLI::IsMember({"yes", "no"}));
    addContact(*choosing, choice->contact);
    choosing->callback([&chosen, choice, yes] {
        choice->agrees = *yes == "yes";
        chosen = [choice](const Context& context) { return choose(context, *choice); };
    });

    auto* const ending = consent->add_subcommand("withdraw",
                                                 "Stop taking part; once withdrawn, choose "
                                                 "anew what becomes of the data");
    auto data = std::make_shared<std::string>();
    ending->add_option("DATA", *data, "what becomes of the collected data")
        ->required()
        ->check(CLI::IsMember({"keep", "erase"}));
    ending->callback([&chosen, data] {
        chosen = [data](const Context& context) { return withdraw(context, *data == "erase"); };
    });
}

}  // namespace landfall::headless
