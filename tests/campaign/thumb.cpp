// landfall-thumb --data DIR [--values 1,0,2,...] [--entry TEXT]... [--shared TEXT]... [--search
// TEXT]
//                [--begin QUESTIONNAIRE --words TEXT]
//
// Drives the shipped composition root by touch for one sitting: unlocks, goes on with the PHQ-9
// that is due, writes entries. Says on standard output what the page has acknowledged, one line
// each and at once, so that whoever kills it knows what has to be there afterwards:
//   unlocked | at N answered|open | ack answer N | ack submit | ack entry TEXT | ack draft | done
// --begin types into the first question of another questionnaire and leaves it as a draft.
#include <CLI/CLI.hpp>
#include <QFile>
#include <QGuiApplication>
#include <QStringList>
#include <iostream>

#include "app/app.hpp"
#include "e2e/fingers.hpp"

namespace {

using landfall::app::App;
using landfall::app::Options;
using landfall::e2e::Fingers;
using landfall::e2e::Stuck;
using landfall::viewmodels::QuestionnaireModel;

struct Sitting {
    std::vector<int> values;           ///< one option for each item, from the first
    std::vector<std::string> entries;  ///< private
    std::vector<std::string> shared;
    std::string search;  ///< typed into the search field at the end
    std::string begin;   ///< a questionnaire whose first question takes words
    std::string words;
};

void say(const std::string& line) {
    std::cout << line << std::endl;
}

QString passphraseFromFile() {
    QFile file(qEnvironmentVariable("LANDFALL_PASSPHRASE_FILE"));
    if (!file.open(QIODevice::ReadOnly))
        throw Stuck("LANDFALL_PASSPHRASE_FILE names no file with a passphrase");
    return QString::fromUtf8(file.readLine()).trimmed();
}

class Thumb {
public:
    explicit Thumb(App& app) : app_(app), fingers_(*app.window()) {}

    void unlock() {
        fingers_.type("unlock-passphrase", passphraseFromFile());
        fingers_.tap("unlock-continue");
        Fingers::until(
            [&] { return fingers_.canSee("tab-today") || fingers_.canSee("recovery-written"); },
            "the first page behind the lock");
        if (fingers_.canSee("recovery-written")) confirmRecoveryCode();
        fingers_.see("tab-today");
        say("unlocked");
    }

    void answer(const std::vector<int>& values) {
        fingers_.tap("today-card-phq-9");
        Fingers::until([&] { return app_.shell().questionnaireOpen() && !page().busy(); },
                       "the questionnaire to open");
        const bool answered = page().stage() != QuestionnaireModel::Asking || isAnswered();
        say("at " + std::to_string(place()) + (answered ? " answered" : " open"));
        while (page().stage() == QuestionnaireModel::Asking) answerThis(values);
        fingers_.tap("review-submit");
        fingers_.see("done-continue");
        say("ack submit");
        fingers_.tap("done-continue");
        fingers_.waitUntilGone("done-continue");
    }

    void write(const std::string& text, bool share) {
        fingers_.tap("tab-journal");
        fingers_.tap("journal-new");
        fingers_.type("journal-text", QString::fromStdString(text));
        if (share) {
            fingers_.tap("journal-private");
            fingers_.tap("journal-share-yes");
            fingers_.waitUntilGone("journal-share-yes");
        }
        fingers_.tap("journal-done");
        fingers_.see("journal-new");
        say("ack entry " + text);
    }

    void begin(const std::string& questionnaire, const std::string& words) {
        fingers_.tap("tab-today");
        fingers_.tap(QStringLiteral("today-card-") + QString::fromStdString(questionnaire));
        fingers_.type("questionnaire-text", QString::fromStdString(words));
        const auto here = page().question();
        fingers_.tap("questionnaire-next");
        Fingers::until([&] { return page().question() != here && !page().busy(); },
                       "the page to turn");
        fingers_.tap("questionnaire-close");
        fingers_.see("tab-journal");
        say("ack draft");
    }

    void search(const std::string& text) {
        fingers_.tap("tab-journal");
        fingers_.type("journal-search", QString::fromStdString(text));
        Fingers::until([&] { return app_.shell().journal()->entries()->rowCount() > 0; },
                       "something to be found");
    }

private:
    /// The app asks for it once, when the folder was paired from the command line.
    void confirmRecoveryCode() {
        const auto* const code = app_.shell().recoveryCode();
        const auto groups = code->groups();
        fingers_.tap("recovery-written");
        fingers_.see("recovery-first");
        fingers_.type("recovery-first", groups[code->askFirst() - 1]);
        fingers_.type("recovery-second", groups[code->askSecond() - 1]);
        fingers_.tap("recovery-check");
    }

    const QuestionnaireModel& page() const { return *app_.shell().questionnaire(); }
    /// From 1. The app counts the nine questions of the group; the tenth stands outside of it.
    int place() const {
        if (page().stage() != QuestionnaireModel::Asking) return page().count() + 2;
        return page().position() + (page().lead().isEmpty() ? 1 : 0);
    }
    bool isAnswered() {
        for (int i = 0; i < page().options()->rowCount(); ++i)
            if (fingers_.see(QStringLiteral("questionnaire-option-%1").arg(i))
                    .property("chosen")
                    .toBool())
                return true;
        return false;
    }

    void answerThis(const std::vector<int>& values) {
        const int here = place();
        const auto value = static_cast<std::size_t>(here) <= values.size()
                               ? values[static_cast<std::size_t>(here - 1)]
                               : 0;
        fingers_.tap(QStringLiteral("questionnaire-option-%1").arg(value));
        const auto hasTurned = [&] { return place() != here && !page().busy(); };
        // Help opens before the answer is stored; until that is done the app has acknowledged
        // nothing.
        Fingers::until(
            [&] { return (fingers_.canSee("help-go-on") && !page().busy()) || hasTurned(); },
            "the page to turn");
        say("ack answer " + std::to_string(here));
        if (fingers_.canSee("help-go-on")) fingers_.tap("help-go-on");
        Fingers::until(hasTurned, "the page to turn after Help now");
    }

    App& app_;
    Fingers fingers_;
};

int sit(const Options& options, const Sitting& sitting) {
    App app(options);
    if (app.window() == nullptr) return 1;
    try {
        Thumb thumb(app);
        thumb.unlock();
        if (!sitting.values.empty()) thumb.answer(sitting.values);
        for (const auto& text : sitting.entries) thumb.write(text, false);
        for (const auto& text : sitting.shared) thumb.write(text, true);
        if (!sitting.begin.empty()) thumb.begin(sitting.begin, sitting.words);
        if (!sitting.search.empty()) thumb.search(sitting.search);
    } catch (const Stuck& stuck) {
        if (const auto shot = qEnvironmentVariable("LANDFALL_STUCK_SHOT"); !shot.isEmpty())
            (void)app.window()->grabWindow().save(shot);
        std::cerr << "thumb: " << stuck.what() << '\n';
        return 1;
    }
    say("done");
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::string data;
    Sitting sitting;
    CLI::App cli{"Drives the app by touch and says what it has acknowledged"};
    cli.add_option("--data", data)->required();
    cli.add_option("--values", sitting.values)->delimiter(',');
    cli.add_option("--entry", sitting.entries)->allow_extra_args(false);
    cli.add_option("--shared", sitting.shared)->allow_extra_args(false);
    cli.add_option("--search", sitting.search);
    cli.add_option("--begin", sitting.begin);
    cli.add_option("--words", sitting.words);
    CLI11_PARSE(cli, argc, argv);

    landfall::app::hardenProcess();
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    if (qEnvironmentVariableIsEmpty("QT_QUICK_BACKEND")) qputenv("QT_QUICK_BACKEND", "software");
    QGuiApplication application(argc, argv);
    Options options;
    options.dataFolder = QString::fromStdString(data);
    options.theme = QStringLiteral("light");
    return sit(options, sitting);
}
