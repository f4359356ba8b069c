// landfall-gallery [EXHIBIT] [--shots FOLDER] [--only TEXT] [--dark] [--mirrored] [--text-scale N]
//
// Shows one exhibit in a window, or draws all of them to PNG files.
#include <QCommandLineParser>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QQuickView>
#include <QtQml/QQmlExtensionPlugin>
#include <cstdio>

#include "shots.hpp"

Q_IMPORT_QML_PLUGIN(Landfall_ControlsPlugin)

int main(int argc, char* argv[]) {
    QGuiApplication app(argc, argv);
    QCommandLineParser line;
    line.addPositionalArgument("exhibit", "The exhibit to show", "[exhibit]");
    line.addOptions({{"shots", "Draw everything to this folder", "folder"},
                     {"only", "Draw only names that contain this", "text"},
                     {"dark", "Show in the dark"},
                     {"mirrored", "Show as for a language that is written from right to left"},
                     {"text-scale", "Text size", "factor", "1"}});
    line.addHelpOption();
    line.process(app);

    QQmlEngine engine;
    engine.addImportPath("qrc:/qt/qml");
    if (line.isSet("shots")) {
        const int failed =
            landfall::gallery::takeShots(engine, line.value("shots"), line.value("only"));
        return failed == 0 ? 0 : 1;
    }

    const QStringList exhibits = landfall::gallery::allExhibits(engine);
    const QString wanted = line.positionalArguments().value(0, exhibits.front());
    if (!exhibits.contains(wanted)) {
        std::fprintf(stderr, "no such exhibit; there are: %s\n", qPrintable(exhibits.join(' ')));
        return 2;
    }
    landfall::gallery::applyView(engine, {.name = {},
                                          .scheme = line.isSet("dark") ? "dark" : "light",
                                          .textScale = line.value("text-scale").toDouble(),
                                          .size = {},
                                          .mirrored = line.isSet("mirrored")});
    QQuickView view(&engine, nullptr);
    view.setResizeMode(QQuickView::SizeRootObjectToView);
    view.resize(360, 740);
    view.setInitialProperties({{"shown", wanted}});
    view.setSource(landfall::gallery::exhibitsUrl());
    view.show();
    return app.exec();
}
