// landfall-bench-app START-MS FOLDER [PASSPHRASE]: the shipped composition root, as its main starts
// it. Prints "frame MILLISECONDS KIB-PEAK KIB-NOW" at the first frame, "place ..." at the first
// frame of the page it settles on and, with a passphrase, "home ..." at the first frame after
// unlocking. landfall-bench-app make FOLDER PASSPHRASE ENTRIES: a phone with that many private
// entries. Prints "argon MILLISECONDS 0", what stretching the passphrase takes.
#include <QGuiApplication>
#include <QQuickWindow>
#include <cstdlib>
#include <string>

#include "app/app.hpp"
#include "app/phone_core.hpp"
#include "bench/frame_clock.hpp"
#include "landfall/patient/pairing_record.hpp"

namespace {
using namespace landfall;
using viewmodels::ShellModel;

net::Enrolled pairing() {
    net::Enrolled enrolled;
    enrolled.endpoint.host = "127.0.0.1";
    enrolled.endpoint.port = 9;  // nothing listens there: what is measured has no network
    enrolled.endpoint.pins.emplace_back().fill(1);
    enrolled.clientId = "0195a000-0000-7000-8000-0000000000c1";
    enrolled.patient = "0195a000-0000-7000-8000-0000000000a1";
    enrolled.state = net::DeviceState::Active;
    enrolled.clinic = {.name = "Harbour Clinic", .phone = {}, .country = "GB"};
    auto key = net::DeviceKey::make();
    if (key.has_value())
        if (auto der = key->toDer(); der.has_value()) enrolled.deviceKey = std::move(*der);
    return enrolled;
}

int make(const std::string& folder, const std::string& passphrase, int entries) {
    base::SystemClock clock;
    base::SystemRandom random;
    base::PosixFiles files;
    net::EventLoop loop;
    net::HttpsClient client(loop);
    auto phone = patient::Phone::open({folder},
                                      {.clock = clock,
                                       .trueClock = clock,
                                       .random = random,
                                       .files = files,
                                       .transport = client,
                                       .timers = loop},
                                      {.stretch = keys::StretchPolicy{}});
    if (phone.has_error()) return 1;
    const auto kept = patient::writePairing(pairing());
    auto& access = (*phone)->access;
    if (files.replace(patient::Folder{folder}.pendingPairing(), base::viewOf(kept.reveal()))
            .has_error() ||
        access.create(base::SecretText(passphrase)).has_error())
        return 1;
    const auto code = access.unconfirmedCode();
    if (code.has_error() || !code->has_value() ||
        access.confirmCode(0, (**code)[0], 1, (**code)[1]).has_error())
        return 1;
    const std::string text = "A quiet evening by the water; the lamps came on one after another.";
    for (int i = 0; i < entries; ++i)
        if ((*phone)->journaling.add(text, true).has_error()) return 1;
    const double begin = bench::millisecondsSince(0);
    if (keys::stretch(passphrase, keys::Salt{}, keys::Stretch{}).has_error()) return 1;
    std::printf("argon %.2f 0\n", bench::millisecondsSince(begin));
    return 0;
}

int start(int argc, char** argv) {
    app::hardenProcess();
    const double begin = std::atof(argv[1]);
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("landfall"));
    app::Options options;
    options.dataFolder = QString::fromLocal8Bit(argv[2]);
    app::App landfall(options);
    if (landfall.window() == nullptr) return 1;
    const auto passphrase = argc > 3 ? QString::fromLocal8Bit(argv[3]) : QString();
    bool isFirst = true;
    bool isSettled = false;
    QObject::connect(landfall.window(), &QQuickWindow::frameSwapped, &application, [&] {
        const auto place = landfall.shell().place();
        if (std::exchange(isFirst, false)) bench::tell("frame", begin);
        if (!isSettled && place != ShellModel::Starting) {
            isSettled = true;
            bench::tell("place", begin);
            if (passphrase.isEmpty()) return QCoreApplication::quit();
            landfall.shell().unlock()->unlock(passphrase);
        }
        if (place == ShellModel::Home) {
            bench::tell("home", begin);
            QCoreApplication::quit();
        }
    });
    return QGuiApplication::exec();
}
}  // namespace

int main(int argc, char** argv) {
    if (argc == 5 && std::string_view(argv[1]) == "make")
        return make(argv[2], argv[3], std::atoi(argv[4]));
    return argc < 3 ? 2 : start(argc, argv);
}
