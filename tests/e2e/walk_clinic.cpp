#include "walk_clinic.hpp"

#include <QProcess>

#include "fingers.hpp"

namespace landfall::e2e {

QString WalkClinic::run(const QStringList& arguments) const {
    QProcess process;
    process.setProcessChannelMode(QProcess::SeparateChannels);
    process.start(program_, arguments + QStringList{"--data", dataFolder_, "--json"});
    if (!process.waitForFinished(30'000) || process.exitCode() != 0)
        throw Stuck(("landfall-clinic " + arguments.join(' ') + ": " +
                     QString::fromUtf8(process.readAllStandardError()))
                        .toStdString());
    return QString::fromUtf8(process.readAllStandardOutput());
}

void WalkClinic::confirm(const QString& device, const QString& digits) const {
    (void)run({"confirm", "--device", device, "--digits", digits});
}

}  // namespace landfall::e2e
