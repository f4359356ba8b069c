#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <memory>

#include "commands.hpp"

// Check-ins, reported effects and the safety plan.
namespace landfall::headless {

namespace {
constexpr std::size_t planTextBytesMax = 64 * 1024;

/// "mood=6 sleep=7" as items and answers; what is none is told apart from the rest.
struct Given {
    patient::CheckIns::Values values;
    bool isWhole = true;
};
Given valuesOf(const std::vector<std::string>& words) {
    Given given;
    for (const auto& word : words) {
        const auto equals = word.find('=');
        if (equals == std::string::npos || equals == 0)
            given.isWhole = false;
        else
            given.values.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
    return given;
}

Result<void> saveByKey(const Context& context, std::string_view form, const Given& given) {
    if (!given.isWhole) return Error{instrument::Fault::NotAnAnswer, "KEY=VALUE"};
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto submission,
           orSayWhatIsKept(*session, session->phone().checkIns.answer(form, given.values)));
    printSubmission(context, *session, submission);
    return ok();
}

Result<void> answerByKey(const Context& context, std::string_view form,
                         const std::vector<std::string>& words) {
    const auto given = valuesOf(words);
    auto saved = saveByKey(context, form, given);
    if (saved.has_error())
        sayWhomToCall(context, saved.error(), form, [&](const instrument::Library& forms) {
            return patient::dangerOfValues(forms, form, given.values);
        });
    return saved;
}

boost::json::value toJson(const patient::SafetyPlanView& plan) {
    boost::json::object parts;
    for (const auto& section : plan.sections) parts[section.code] = section.text;
    boost::json::array others;
    for (const auto& id : plan.otherCopies) others.emplace_back(id);
    boost::json::object json{{"id", orNull(plan.record)},
                             {"saved", orNull(plan.saved)},
                             {"parts", std::move(parts)},
                             {"delivery", nullptr},
                             {"otherCopies", std::move(others)}};
    if (!plan.record.empty()) json["delivery"] = nameOf(plan.delivery);
    return json;
}

Result<void> printPlan(const Context& context, patient::SafetyPlanning& planning,
                       const patient::SafetyPlanView& plan) {
    LF_TRY(const auto person, planning.trustedPerson());
    auto json = toJson(plan).as_object();
    json["trusted"] =
        boost::json::object{{"name", orNull(person.name)}, {"phone", orNull(person.phone)}};
    json["shownWhileLocked"] = planning.isShownWhileLocked();
    context.output().print(json);
    return ok();
}

Result<void> showPlan(const Context& context) {
    LF_TRY(const auto session, context.unlocked());
    auto& planning = session->phone().safetyPlanning;
    LF_TRY(const auto plan, planning.show());
    return printPlan(context, planning, plan);
}

Result<void> setPlan(const Context& context, const std::string& part) {
    LF_TRY(auto text, readStandardInput(planTextBytesMax));
    // A shell adds one line end to what is typed or echoed; it is not part of the text.
    if (!text.empty() && text.back() == '\n') text.pop_back();
    LF_TRY(const auto session, context.unlocked());
    auto& planning = session->phone().safetyPlanning;
    LF_TRY(const auto plan, planning.set(part, text));
    return printPlan(context, planning, plan);
}

Result<void> planLookedThrough(const Context& context) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const bool answered, session->phone().safetyPlanning.lookedThrough());
    context.output().print(boost::json::object{{"answered", answered}});
    return ok();
}

Result<void> setTrusted(const Context& context, const patient::TrustedPerson& person) {
    LF_TRY(const auto session, context.unlocked());
    auto& planning = session->phone().safetyPlanning;
    LF_CHECK(planning.setTrustedPerson(person));
    LF_TRY(const auto plan, planning.show());
    return printPlan(context, planning, plan);
}

Result<void> showLocked(const Context& context, bool shown) {
    LF_TRY(const auto session, context.unlocked());
    auto& planning = session->phone().safetyPlanning;
    LF_CHECK(planning.showWhileLocked(shown));
    LF_TRY(const auto plan, planning.show());
    return printPlan(context, planning, plan);
}

void addByKey(CLI::App& app, Command& chosen, const char* name, const char* about,
              std::string_view form) {
    auto* const command = app.add_subcommand(name, about);
    auto words = std::make_shared<std::vector<std::string>>();
    command
        ->add_option("ANSWERS", *words, "KEY=VALUE: an item of the form and its answer; r declines")
        ->required();
    command->callback([&chosen, words, form] {
        chosen = [words, form](const Context& context) {
            return answerByKey(context, form, *words);
        };
    });
}

void addSafetyPlan(CLI::App& app, Command& chosen) {
    auto* const plan = app.add_subcommand("safety-plan", "The safety plan in your own words");
    plan->require_subcommand(1);
    plan->add_subcommand("show", "All seven parts")->callback([&] { chosen = showPlan; });

    auto* const set = plan->add_subcommand("set", "Replace one part; its text from standard input");
    auto part = std::make_shared<std::string>();
    set->add_option("PART", *part, "for example warning-signs")->required();
    set->callback([&chosen, part] {
        chosen = [part](const Context& context) { return setPlan(context, *part); };
    });

    plan->add_subcommand("done", "The plan as it stands answers the visit that asks for it")
        ->callback([&] { chosen = planLookedThrough; });

    auto* const trusted = plan->add_subcommand("trusted", "The person you would call first");
    auto person = std::make_shared<patient::TrustedPerson>();
    trusted->add_option("NAME", person->name)->required();
    trusted->add_option("PHONE", person->phone)->required();
    trusted->callback([&chosen, person] {
        chosen = [person](const Context& context) { return setTrusted(context, *person); };
    });

    auto* const locked = plan->add_subcommand(
        "locked", "Show trusted person and plan before the passphrase: on or off");
    auto state = std::make_shared<std::string>();
    locked->add_option("STATE", *state)->required()->check(CLI::IsMember({"on", "off"}));
    locked->callback([&chosen, state] {
        chosen = [state](const Context& context) { return showLocked(context, *state == "on"); };
    });
}
}  // namespace

void addContentCommands(CLI::App& app, Command& chosen) {
    addByKey(app, chosen, "check-in", "Say how today is, for example mood=6 sleep=7",
             patient::CheckIns::form);
    addByKey(app, chosen, "report-effect", "Report an unwanted effect, item by item",
             patient::Progress::sideEffects);
    addByKey(app, chosen, "feel-worse", "Tell the clinic that you feel worse, item by item",
             patient::Progress::feelWorse);
    addSafetyPlan(app, chosen);
}

}  // namespace landfall::headless
