#include "app/app.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <QDateTime>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLocale>
#include <QQmlComponent>
#include <QStandardPaths>
#include <QUrl>
#include <QtQml/QQmlExtensionPlugin>
#include <csignal>

#include "app/consent_paper.hpp"
#include "app/phone_core.hpp"
#include "i18n/translations.hpp"
#include "landfall/base/log.hpp"
#include "linux/desktop_notifier.hpp"

Q_IMPORT_QML_PLUGIN(Landfall_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Landfall_PagesPlugin)
Q_IMPORT_QML_PLUGIN(Landfall_ViewModelsPlugin)
Q_IMPORT_QML_PLUGIN(Landfall_AppPlugin)

namespace landfall::app {

namespace {
std::filesystem::path dataFolderOf(const Options& options) {
    const auto folder = options.dataFolder.isEmpty()
                            ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                            : options.dataFolder;
    return folder.toStdString();
}
}  // namespace

void hardenProcess() {
    ::umask(077);
    ::prctl(PR_SET_DUMPABLE, 0);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    // A limit on the size of files is a full disk, to be said in a sentence.
    std::signal(SIGXFSZ, SIG_IGN);
}

App::App(const Options& options) {
    if (!options.locale.isEmpty())
        QLocale::setDefault(QLocale(options.locale));
    else if (QLocale().language() == QLocale::C)
        QLocale::setDefault(QLocale(QLocale::English));  // dates for people, not for programs
    i18n::useTranslations(*qGuiApp, QLocale());

    bridge_ = std::make_unique<bridge::Bridge>(
        [folder = dataFolderOf(options)] { return std::make_unique<PhoneCore>(folder); });
    shell_ = std::make_unique<viewmodels::ShellModel>(*bridge_);
    QObject::connect(shell_->help(), &viewmodels::HelpModel::dial, this,
                     [](const QUrl& address) { QDesktopServices::openUrl(address); });
    QObject::connect(qGuiApp, &QGuiApplication::applicationStateChanged, this,
                     [this](Qt::ApplicationState state) {
                         if (state != Qt::ApplicationActive) shell_->flush();
                     });
    QObject::connect(qGuiApp, &QCoreApplication::aboutToQuit, this, [this] { shell_->flush(); });

    notifier_ = std::make_unique<platform::DesktopNotifier>(
        platform::DesktopNotifier::Options{QStringLiteral("Landfall"), {}}, clock_);
    // Today is read again after an answer, a sync and an unlock: the moments at which what is due
    // changes.
    QObject::connect(shell_->today(), &viewmodels::TodayModel::changed, this,
                     [this] { renewReminders(); });

    QObject::connect(shell_->reminders(), &viewmodels::RemindersModel::planChanged, this,
                     [this] { renewReminders(); });
    shell_->reminders()->askDeviceBy([this] { return notifier_->capability(); });
    shell_->consent()->printWith([this](const patient::ConsentCopy& copy) {
        return writeConsentPdf(copy,
                               QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
                               QDateTime::fromMSecsSinceEpoch(clock_.now().unixMs).date());
    });

    engine_ = std::make_unique<QQmlApplicationEngine>();
    engine_->addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine_->setNetworkAccessManagerFactory(&noNetwork_);
    engine_->setInitialProperties(
        {{QStringLiteral("shell"), QVariant::fromValue(shell_.get())},
         {QStringLiteral("width"), options.size.width()},
         {QStringLiteral("height"), options.size.height()},
         {QStringLiteral("scheme"), options.theme},
         {QStringLiteral("textScale"), options.textScale},
         // As the catalogue of translations in use says: its language, not the device's, is read.
         {QStringLiteral("rightToLeft"), qGuiApp->layoutDirection() == Qt::RightToLeft},
         {QStringLiteral("testIds"), qEnvironmentVariable("LANDFALL_TEST_IDS") == u"1"}});
    engine_->load(QUrl(QStringLiteral("qrc:/qt/qml/Landfall/App/Main.qml")));
    if (!engine_->rootObjects().isEmpty())
        window_ = qobject_cast<QQuickWindow*>(engine_->rootObjects().constFirst());
    if (window_ != nullptr && !options.pairingCode.isEmpty())
        shell_->beginPairing(options.pairingCode);
}

void App::renewReminders() {
    using Moments = std::optional<std::vector<std::int64_t>>;
    bridge_->ask<Moments>(
        this,
        [](patient::Phone& phone) -> Moments {
            auto planned = phone.reminding.planned();
            // Locked or broken: what was planned while it was open stays.
            if (planned.has_error()) return std::nullopt;
            return *std::move(planned);
        },
        [this](Moments moments) {
            if (moments && notifier_->replaceAll(*moments).has_error())
                base::log("reminders_not_scheduled");
        });
}

App::~App() {
    // Pages before models, models before the core thread they speak to.
    engine_.reset();
    shell_.reset();
    bridge_.reset();
}

int App::selfTest() {
    if (window_ == nullptr) return 1;
    int failed = 0;
    for (const char* page : {"StartingPage",    "WelcomePage",         "WaitingPage",
                             "PassphrasePage",  "RecoveryCodePage",    "UnlockPage",
                             "RecoverPage",     "ProblemPage",         "TodayPage",
                             "QuestionPage",    "ReviewPage",          "DonePage",
                             "JournalPage",     "EntryPage",           "ProgressPage",
                             "ResponsePage",    "FormsPage",           "HelpPage",
                             "BreathingPage",   "GroundingPage",       "PlanPage",
                             "MePage",          "PairAgainPage",       "ConsentPage",
                             "ConsentReadPage", "ConsentQuestionPage", "ConsentSignPage",
                             "ConsentDonePage", "ConsentWithdrawPage", "ConsentHistoryPage",
                             "SafetyPlanPage",  "RemindersPage",       "IntentionsPage"}) {
        // Compiling is what can fail; the models are those of the running app.
        QQmlComponent component(engine_.get());
        component.setData(QByteArray("import Landfall.Pages\n") + page + " {}",
                          QUrl(QStringLiteral("qrc:/self-test.qml")));
        if (component.status() != QQmlComponent::Ready) {
            std::fprintf(stderr, "%s: %s\n", page, qPrintable(component.errorString()));
            ++failed;
        }
    }
    std::printf("self-test: %d page(s) failed\n", failed);
    return failed == 0 ? 0 : 1;
}

}  // namespace landfall::app
