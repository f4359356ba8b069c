// landfall-walk --data DIR --pair URI --clinic-data DIR --shots FOLDER [--clinic PROGRAM]
//
// One patient's first day through the shipped composition root, with real touch events, against a
// running clinic. Prints each step; exits 1 and says where it got stuck.
#include <CLI/CLI.hpp>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QRegularExpression>
#include <iostream>

#include "app/app.hpp"
#include "fingers.hpp"
#include "walk_clinic.hpp"

namespace {

using landfall::app::App;
using landfall::app::Options;
using landfall::e2e::Fingers;
using landfall::e2e::Stuck;
using landfall::e2e::WalkClinic;

/// The file that landfall-patient opens the same folder with afterwards.
QString passphraseFromFile() {
    QFile file(qEnvironmentVariable("LANDFALL_PASSPHRASE_FILE"));
    if (!file.open(QIODevice::ReadOnly))
        throw Stuck("LANDFALL_PASSPHRASE_FILE names no file with a passphrase");
    return QString::fromUtf8(file.readLine()).trimmed();
}

class Walk {
public:
    Walk(App& app, const WalkClinic& clinic, QString shots)
        : app_(app), fingers_(*app.window()), clinic_(clinic), shots_(std::move(shots)) {}

    void pair(const QString& uri) {
        step("Welcome, and Help now before anything else");
        fingers_.see("pair-code");
        shoot("welcome");
        fingers_.tap("help-now");
        fingers_.see("help-emergency");
        fingers_.tap("help-close");
        fingers_.waitUntilGone("help-close");

        step("Pairing by code; the clinic confirms the six digits");
        fingers_.type("pair-code", uri);
        fingers_.tap("pair-continue");
        fingers_.see("pair-digits");
        shoot("waiting");
        clinic_.confirm(pendingDevice(), app_.shell().pairing()->digits());
    }

    void setUp() {
        step("A passphrase");
        const auto passphrase = passphraseFromFile();
        fingers_.see("passphrase-first");
        fingers_.type("passphrase-first", passphrase);
        fingers_.type("passphrase-again", passphrase);
        shoot("passphrase");
        fingers_.tap("passphrase-continue");

        step("The recovery code, and two of its groups typed back");
        fingers_.see("recovery-written");
        shoot("recovery-code");
        const auto groups = app_.shell().recoveryCode()->groups();
        fingers_.tap("recovery-written");
        fingers_.see("recovery-first");
        fingers_.type("recovery-first", groups[app_.shell().recoveryCode()->askFirst() - 1]);
        fingers_.type("recovery-second", groups[app_.shell().recoveryCode()->askSecond() - 1]);
        fingers_.tap("recovery-check");
    }

    void answer() {
        step("Today, with PHQ-9 due");
        fingers_.see("today-card-phq-9");
        shoot("today");
        fingers_.tap("today-card-phq-9");
        const int answers[] = {1, 2, 1, 1, 0, 1, 0, 0};
        for (int i = 0; i < 8; ++i) {
            waitForQuestion(i + 1);
            if (i == 2) shoot("question");
            fingers_.tap(QStringLiteral("questionnaire-option-%1").arg(answers[i]));
        }
        step("An answer that signals danger opens Help now at once");
        waitForQuestion(9);
        fingers_.tap("questionnaire-option-1");
        fingers_.see("help-go-on");
        // Help is there before the answer is stored; what is said of it follows.
        Fingers::until(
            [&] { return app_.shell().help()->reasonText().contains(QStringLiteral("care team")); },
            QStringLiteral("Help to say what becomes of the answer"));
        shoot("help-from-answer");
        const auto dangerous = app_.shell().questionnaire()->question();
        fingers_.tap("help-go-on");
        Fingers::until([&] { return app_.shell().questionnaire()->question() != dangerous; },
                       "the page to turn");
        // The question about difficulty is not scored; it may be left open.
        if (app_.shell().questionnaire()->stage() == QuestionnaireModel::Asking)
            fingers_.tap("questionnaire-option-1");
        step("Review and submit");
        fingers_.see("review-submit");
        shoot("review");
        fingers_.tap("review-submit");
        fingers_.see("done-continue");
        shoot("done");
        fingers_.tap("done-continue");
    }

    void write() {
        step("A private entry and a shared one");
        fingers_.tap("tab-journal");
        fingers_.tap("journal-new");
        fingers_.type("journal-text",
                      "Woke before the alarm. The harbour came back, and it was quiet.");
        shoot("editor");
        fingers_.tap("journal-done");
        fingers_.see("journal-new");
        fingers_.tap("journal-new");
        fingers_.type(
            "journal-text",
            "Rang my brother as I had planned. Harder than I thought, and lighter afterwards.");
        fingers_.tap("journal-private");
        fingers_.see("journal-share-yes");
        fingers_.tap("journal-share-yes");
        fingers_.waitUntilGone("journal-share-yes");
        fingers_.tap("journal-done");
        fingers_.see("journal-search");
        Fingers::until([&] { return app_.shell().journal()->entries()->rowCount() == 2; },
                       "both entries to be listed");
        shoot("journal");
        step("Search as it is typed");
        fingers_.type("journal-search", "harb");
        Fingers::until([&] { return app_.shell().journal()->entries()->rowCount() == 1; },
                       "one entry to be found");
        shoot("search");
    }

    void send() {
        step("Sync, and an honest status line");
        fingers_.tap("tab-me");
        fingers_.tap("me-sync");
        Fingers::until(
            [&] {
                return app_.shell().status()->kind() == StatusModel::Calm &&
                       app_.shell().status()->text().contains(QRegularExpression("[0-9]"));
            },
            "the clinic to have received everything");
        shoot("me");
        fingers_.tap("tab-today");
        fingers_.see("status-line");
        shoot("today-received");
        fingers_.tap("help-now");
        fingers_.see("help-emergency");
        shoot("help");
        fingers_.tap("help-close");
    }

private:
    using QuestionnaireModel = landfall::viewmodels::QuestionnaireModel;
    using StatusModel = landfall::viewmodels::StatusModel;

    void step(const char* what) { std::cout << "walk: " << what << std::endl; }
    void shoot(const QString& name) {
        fingers_.shoot(
            QStringLiteral("%1/%2-%3.png").arg(shots_).arg(++shot_, 2, 10, QChar(u'0')).arg(name));
    }
    void waitForQuestion(int position) {
        Fingers::until(
            [&] {
                const auto* const page = app_.shell().questionnaire();
                return app_.shell().questionnaireOpen() && page->position() == position &&
                       !page->busy();
            },
            QStringLiteral("question %1").arg(position));
        fingers_.see("questionnaire-option-0");
    }
    /// The clinic's own list names the device whose digits wait.
    QString pendingDevice() { return QString::fromStdString(app_.shell().pairing()->device()); }

    App& app_;
    Fingers fingers_;
    const WalkClinic& clinic_;
    QString shots_;
    int shot_ = 0;
};

int walk(const Options& options, const QString& uri, const WalkClinic& clinic,
         const QString& shots) {
    App app(options);
    if (app.window() == nullptr) return 1;
    Walk walk(app, clinic, shots);
    try {
        walk.pair(uri);
        walk.setUp();
        walk.answer();
        walk.write();
        walk.send();
    } catch (const Stuck& stuck) {
        (void)app.window()->grabWindow().save(shots + "/stuck.png");
        std::cerr << "walk: " << stuck.what() << " (see " << shots.toStdString() << "/stuck.png)\n";
        return 1;
    }
    std::cout << "walk: done" << std::endl;
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::string data, uri, clinicData, shots, program;
    Options options;
    CLI::App cli{"Walks a patient's first day through the app by touch"};
    cli.add_option("--data", data)->required();
    cli.add_option("--pair", uri)->required();
    cli.add_option("--clinic-data", clinicData)->required();
    cli.add_option("--shots", shots)->required();
    cli.add_option("--clinic", program, "landfall-clinic; by default the one beside this program");
    std::string theme = "light";
    cli.add_option("--theme", theme);
    cli.add_option("--text-scale", options.textScale);
    CLI11_PARSE(cli, argc, argv);

    landfall::app::hardenProcess();
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    if (qEnvironmentVariableIsEmpty("QT_QUICK_BACKEND")) qputenv("QT_QUICK_BACKEND", "software");
    QGuiApplication application(argc, argv);
    options.dataFolder = QString::fromStdString(data);
    options.theme = QString::fromStdString(theme);
    const auto clinicProgram = program.empty()
                                   ? QCoreApplication::applicationDirPath() + "/landfall-clinic"
                                   : QString::fromStdString(program);
    const auto folder = QString::fromStdString(shots);
    QDir().mkpath(folder);
    return walk(options, QString::fromStdString(uri),
                WalkClinic(clinicProgram, QString::fromStdString(clinicData)), folder);
}
