#include "app/options.hpp"

#include <CLI/CLI.hpp>
#include <QStringList>
#include <string>

namespace landfall::app {

std::variant<Options, int> readOptions(int argc, char** argv) {
    CLI::App cli{"Landfall, the phone app"};
    std::string data, pair, size = "360x740", theme = "system", locale;
    Options options;
    cli.add_option("--data", data, "the data folder");
    cli.add_option("--pair", pair, "a pairing code, landfall://pair?...");
    cli.add_option("--size", size, "the window, for example 360x740");
    cli.add_option("--theme", theme, "light or dark")
        ->check(CLI::IsMember({"system", "light", "dark"}));
    cli.add_option("--text-scale", options.textScale, "text size, 1.0 to 2.0")
        ->check(CLI::Range(1.0, 2.0));
    cli.add_option("--locale", locale, "for example de");
    cli.add_flag("--self-test", options.selfTest, "boot, load every page, exit");
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return cli.exit(error) == 0 ? 0 : 2;
    }
    const auto parts = QString::fromStdString(size).split(u'x');
    bool isWidth = false;
    bool isHeight = false;
    const QSize wanted(parts.value(0).toInt(&isWidth), parts.value(1).toInt(&isHeight));
    if (parts.size() != 2 || !isWidth || !isHeight || wanted.width() < 200 ||
        wanted.height() < 200) {
        std::fprintf(stderr, "--size takes width x height, like 360x740\n");
        return 2;
    }
    options.size = wanted;
    options.dataFolder = QString::fromStdString(data);
    options.pairingCode = QString::fromStdString(pair);
    options.theme = QString::fromStdString(theme);
    options.locale = QString::fromStdString(locale);
    return options;
}

}  // namespace landfall::app
