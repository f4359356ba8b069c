#include "commands.hpp"

#include <boost/json/array.hpp>
#include <iostream>
#include <optional>

#include "landfall/base/log.hpp"
#include "landfall/patient/ready_answers.hpp"
#include "sentences.hpp"

namespace landfall::headless {

namespace {
/// As much as is read as JSON, which is more than can be saved: what a long file says of danger is
/// kept all the same.
constexpr std::size_t responseFileBytesMax = 8 * 1024 * 1024;

Result<void> status(const Context& context) {
    LF_TRY(const auto session, context.open());
    // Without a passphrase it says what can be known while locked.
    const char* const passphrase = std::getenv("LANDFALL_PASSPHRASE_FILE");
    if (passphrase != nullptr && *passphrase != '\0' &&
        session->phone().profile.standing() == patient::Standing::Locked) {
        const auto unlocked = session->unlock();
        // A damage that only the opening finds is a state to be told; a wrong passphrase is not.
        if (unlocked.has_error() &&
            session->phone().profile.standing() == patient::Standing::Locked)
            return unlocked;
    }
    context.output().print(toJson(session->phone().overview.status()));
    if (session->phone().profile.standing() == patient::Standing::Waiting)
        std::cerr << sentenceFor(patient::Fault::PairingWaits) << '\n';
    return ok();
}

Result<void> today(const Context& context) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto due, session->phone().overview.today());
    boost::json::array rows;
    // As the app shows it: before all forms, and without a date. Nobody hurries to agree.
    const auto consent = session->phone().consenting.state();
    if (consent.has_value() && consent->waits()) {
        patient::DueView row;
        row.id = "consent";
        row.title = consent->document->title();
        rows.push_back(toJson(row));
    }
    for (const auto& one : due) rows.push_back(toJson(one));
    context.output().print(rows);
    return ok();
}

/// With the number of all reported side effects beside each, as wherever outcomes are shown.
Result<void> printScores(const Context& context, patient::Phone& phone,
                         const std::vector<patient::ScoreView>& all) {
    LF_TRY(const auto effects, phone.progress.effects());
    boost::json::array rows;
    for (const auto& one : all) {
        auto row = toJson(one).as_object();
        row["sideEffectReports"] = effects.size();
        rows.push_back(std::move(row));
    }
    context.output().print(rows);
    return ok();
}

Result<void> scores(const Context& context, const std::string& id) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto all, session->phone().overview.scores(id));
    return printScores(context, session->phone(), all);
}

/// Every total of every questionnaire, oldest first.
Result<void> timeline(const Context& context) {
    LF_TRY(const auto session, context.unlocked());
    auto& phone = session->phone();
    std::vector<patient::ScoreView> all;
    for (const auto* entry : phone.profile.library().list()) {
        LF_TRY(const auto some, phone.overview.scores(entry->form->id()));
        all.insert(all.end(), some.begin(), some.end());
    }
    const auto momentOf = [](const patient::ScoreView& score) {
        const auto moment = base::fromFhirDateTime(score.authored);
        return moment.has_value() ? moment->unixMs : 0;
    };
    std::stable_sort(all.begin(), all.end(),
                     [&](const auto& a, const auto& b) { return momentOf(a) < momentOf(b); });
    return printScores(context, phone, all);
}

/// What was given to `answer`: numbers, or the bytes of a response.
struct Answers {
    std::string id;
    std::vector<std::string> tokens;
    std::optional<std::string> response;
};

Result<void> save(const Context& context, const Answers& given) {
    LF_TRY(const auto session, context.unlocked());
    auto& answering = session->phone().answering;
    auto saved = given.response ? answering.answerFrom(given.id, *given.response)
                                : answering.answerAll(given.id, given.tokens);
    LF_TRY(const auto submission, orSayWhatIsKept(*session, std::move(saved)));
    const auto& answered = submission.questionnaire;
    // The answers are saved; that their sentence cannot be worked out here takes nothing away.
    std::optional<patient::ReviewView> review;
    if (answered == patient::Progress::eligibility)
        if (auto found = session->phone().progress.review(submission.response); found.has_value())
            review = *std::move(found);
    printSubmission(context, *session, submission, review ? &*review : nullptr);
    if (submission.isEmpty)
        std::cerr
            << "Nothing in this form is answered. It is kept, and what was asked for is still "
               "asked for.\n";
    return ok();
}

safety::Tier dangerOf(const instrument::Library& forms, const Answers& given) {
    return given.response ? patient::dangerOfResponse(forms, given.id, *given.response)
                          : patient::dangerOfNumbers(forms, given.id, given.tokens);
}

Result<void> answer(const Context& context, const std::string& id,
                    const std::vector<std::string>& tokens, const std::string& responseFile) {
    Answers given{.id = id, .tokens = tokens, .response = {}};
    if (!responseFile.empty()) {
        const base::PosixFiles files;
        LF_TRY(const auto bytes, files.read(responseFile, responseFileBytesMax));
        given.response = std::string(base::textOf(bytes));
    }
    auto saved = save(context, given);
    if (saved.has_error())
        sayWhomToCall(context, saved.error(), given.id,
                      [&](const instrument::Library& forms) { return dangerOf(forms, given); });
    return saved;
}

Result<sync::SyncReport> syncNow(Session& session) {
    LF_CHECK(session.unlock());
    auto& syncing = session.phone().syncing;
    return session.wait<Result<sync::SyncReport>>([&](auto done) { syncing.now(std::move(done)); });
}

/// A sync that could not begin has its JSON too; numbers that were not read are null.
Result<void> sync(const Context& context) {
    const auto session = context.open();
    if (session.has_error()) {
        context.output().print(notSynced({}));
        return session.error();
    }
    const auto report = syncNow(**session);
    if (report.has_error()) {
        context.output().print(notSynced((*session)->phone().overview.status()));
        return report.error();
    }
    context.output().print(toJson(*report));
    return errorOf(*report);
}

/// Needs no more than to read one small file, and not even that: another program may have the
/// folder open, and the folder may be read-only, unreadable or not there.
Result<void> help(const Context& context, const std::string& country) {
    const patient::Folder folder{context.folder};
    base::PosixFiles files;
    const patient::Helping helping(folder, files);
    auto json = toJson(helping.help(country)).as_object();
    json["own"] = toJson(helping.own());
    context.output().print(json);
    return ok();
}

/// All of it at once, as the app opens Help now for such answers; and that it was shown is kept for
/// the clinic as the app keeps it. The person never waits for that.
void showHelp(Session& session, const safety::HelpContacts& help, const char* after = "\n") {
    for (const auto& line : patient::linesOf(help)) std::cerr << line << after;
    std::cerr.flush();
    if (session.phone().alerting.noteShown(help).has_error()) base::log("crisis_shown_not_kept");
}
}  // namespace

Result<std::unique_ptr<Session>> Context::open() const {
    LF_TRY(auto session, Session::open(folder, at));
    noteLeftOut(*session);
    return session;
}

void Context::noteLeftOut(Session& session) const {
    leftOut->clear();
    for (const auto& each : session.phone().profile.leftOut())
        leftOut->push_back(each.file + " was left out: " + each.reason);
}

Result<std::unique_ptr<Session>> Context::unlocked() const {
    LF_TRY(auto session, open());
    LF_CHECK(session->unlock());
    noteLeftOut(*session);
    return session;
}

Result<patient::Submission> orSayWhatIsKept(Session& session,
                                            Result<patient::Submission> submission) {
    if (submission.has_value() || !submission.error().is(patient::Fault::TooLargeFlagKept))
        return submission;
    const auto help = session.phone().helping.help();
    std::cerr
        << "What these answers say of danger is kept here and will be sent to your clinic with "
           "the next sync; it has not received it yet. If you are in danger now";
    if (session.phone().answering.tierKept() >= safety::Tier::Urgent) {
        std::cerr << ": ";
        showHelp(session, help, "; ");
    } else {
        std::cerr << ", call " << help.emergency.front() << "; ";
    }
    std::cerr << "`help-now` lists everybody you can call. Not saved: ";
    return submission;
}

void sayWhomToCall(const Context& context, const base::Error& error, std::string_view questionnaire,
                   const std::function<safety::Tier(const instrument::Library&)>& dangerIn) {
    // The clinic will know, and it was said whom to call.
    if (error.is(patient::Fault::TooLargeFlagKept)) return;
    const auto bundled = instrument::Library::bundled();
    const auto session = Session::open(context.folder, context.at);
    // A questionnaire of the clinic's own is known only unlocked.
    if (session.has_value() && !(*session)->phone().profile.library().find(questionnaire))
        (void)(*session)->unlock();
    const instrument::Library* forms = bundled.has_value() ? &*bundled : nullptr;
    if (session.has_value()) forms = &(*session)->phone().profile.library();
    if (forms == nullptr || dangerIn(*forms) == safety::Tier::None) return;
    const auto number = session.has_value() ? (*session)->phone().helping.help().emergency.front()
                                            : std::string("your emergency number");
    std::cerr << "These answers speak of danger and your clinic does not know them. If you are in "
                 "danger now, call "
              << number << "; `help-now` lists everybody you can call. Not saved: ";
}

void printSubmission(const Context& context, Session& session,
                     const patient::Submission& submission, const patient::ReviewView* review) {
    auto json = toJson(submission).as_object();
    if (review != nullptr) addReview(json, *review);
    context.output().print(json);
    // Where it could not be printed, that the answers are saved is what has to be said.
    if (submission.tier == safety::Tier::None || !std::cout.flush()) return;
    const auto help = session.phone().helping.help();
    std::cerr << "Your clinic should know of these answers; they are saved here and it has not "
                 "received them yet. If you are in danger now, call "
              << help.emergency.front() << "; `help-now` lists everybody you can call.\n";
    if (submission.tier >= safety::Tier::Urgent) showHelp(session, help);
}

void addPatientCommands(CLI::App& app, Command& chosen) {
    app.add_subcommand("status", "What is on this phone and what the clinic has")->callback([&] {
        chosen = status;
    });
    app.add_subcommand("today", "What is due")->callback([&] { chosen = today; });

    auto* const scoresOf = app.add_subcommand("scores", "Scores of one questionnaire over time");
    auto scoresId = std::make_shared<std::string>();
    scoresOf->add_option("ID", *scoresId, "for example phq-9")->required();
    scoresOf->callback([&chosen, scoresId] {
        chosen = [scoresId](const Context& context) { return scores(context, *scoresId); };
    });

    app.add_subcommand("timeline", "Every score, oldest first")->callback([&] {
        chosen = timeline;
    });

    struct Line {
        std::string id, file;
        std::vector<std::string> tokens;
    };
    auto* const answerOne = app.add_subcommand("answer", "Answer a questionnaire and save it");
    auto given = std::make_shared<Line>();
    answerOne->add_option("ID", given->id, "for example phq-9; may be left out with --response");
    answerOne->add_option("ANSWERS", given->tokens,
                          "one number per item; - is unanswered, r is declined");
    answerOne->add_option("--response", given->file, "a QuestionnaireResponse instead of numbers")
        ->excludes("ANSWERS");
    answerOne->callback([&chosen, given] {
        if (given->id.empty() && given->file.empty()) throw CLI::RequiredError("ID");
        chosen = [given](const Context& context) {
            return answer(context, given->id, given->tokens, given->file);
        };
    });

    app.add_subcommand("sync", "Send and receive now")->callback([&] { chosen = sync; });

    auto* const helpNow = app.add_subcommand("help-now", "Whom to call, offline and while locked");
    auto country = std::make_shared<std::string>();
    helpNow->add_option("--country", *country, "where you are, for example GB");
    helpNow->callback([&chosen, country] {
        chosen = [country](const Context& context) { return help(context, *country); };
    });
}

}  // namespace landfall::headless
