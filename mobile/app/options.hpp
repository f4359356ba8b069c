#pragma once

#include <QSize>
#include <QString>
#include <variant>

namespace landfall::app {

/// The command line of `landfall`.
struct Options {
    QString dataFolder;   ///< empty: the platform's place for app data
    QString pairingCode;  ///< begins pairing with it when the phone is not paired
    QSize size{360, 740};
    QString theme = QStringLiteral("system");  ///< system, light or dark
    qreal textScale = 1.0;                     ///< 1 to 2
    QString locale;                            ///< empty: the system's
    bool selfTest = false;                     ///< boots, loads every page, exits
};

/// The options, or the exit code: 0 after --help, 2 after wrong usage.
[[nodiscard]] std::variant<Options, int> readOptions(int argc, char** argv);

}  // namespace landfall::app
