#include "shots.hpp"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QImage>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickView>
#include <cstdio>
#include <memory>

namespace landfall::gallery {
namespace {

// A layout with wrapped text settles in a few passes; two drawn frames are enough for every page.
constexpr int framesBeforeShot = 2;
constexpr int settleMsMax = 2000;

void settle(QQuickView& view) {
    int frames = 0;
    const auto counting =
        QObject::connect(&view, &QQuickWindow::frameSwapped, &view, [&frames] { ++frames; });
    QElapsedTimer waited;
    waited.start();
    while (frames < framesBeforeShot && waited.elapsed() < settleMsMax) {
        view.update();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }
    QObject::disconnect(counting);
}

}  // namespace

std::vector<View> allViews() {
    return {
        {"light", "light", 1.0, {360, 740}},      {"dark", "dark", 1.0, {360, 740}},
        {"large", "light", 2.0, {360, 740}},      {"small", "light", 1.0, {320, 568}},
        {"small-large", "dark", 2.0, {320, 568}}, {"wide", "light", 1.0, {740, 360}},
        {"tablet", "light", 1.0, {1024, 768}},    {"mirrored", "light", 1.0, {360, 740}, true},
    };
}

QStringList allExhibits(QQmlEngine& engine) {
    QQmlComponent component(&engine, exhibitsUrl());
    const std::unique_ptr<QObject> exhibits(component.create());
    if (!exhibits) qFatal("no exhibits: %s", qPrintable(component.errorString()));
    return exhibits->property("exhibitNames").toStringList();
}

QUrl exhibitsUrl() {
    return QUrl("qrc:/qt/qml/Landfall/Gallery/Exhibits.qml");
}

void applyView(QQmlEngine& engine, const View& view) {
    // Qt 6.4 finds a singleton written in QML only from QML.
    QQmlComponent reader(&engine);
    reader.setData(
        "import QtQml\nimport Landfall.Controls\nQtObject { property QtObject it: Theme }", QUrl());
    const std::unique_ptr<QObject> holder(reader.create());
    auto* theme = holder ? holder->property("it").value<QObject*>() : nullptr;
    if (theme == nullptr) qFatal("no Theme: %s", qPrintable(reader.errorString()));
    theme->setProperty("scheme", view.scheme);
    theme->setProperty("textScale", view.textScale);
    theme->setProperty("reducedMotion", true);
    theme->setProperty("rightToLeft", view.mirrored);
}

int takeShots(QQmlEngine& engine, const QString& folder, const QString& filter) {
    QDir().mkpath(folder);
    int failed = 0;
    const QStringList exhibits = allExhibits(engine);
    for (const View& look : allViews()) {
        applyView(engine, look);
        for (const QString& exhibit : exhibits) {
            const QString name = look.name + '-' + exhibit;
            if (!name.contains(filter)) continue;
            QQuickView view(&engine, nullptr);
            view.setResizeMode(QQuickView::SizeRootObjectToView);
            view.resize(look.size);
            view.setInitialProperties({{"shown", exhibit}});
            view.setSource(exhibitsUrl());
            view.show();
            settle(view);
            const bool loaded = view.status() == QQuickView::Ready;
            if (!loaded || !view.grabWindow().save(folder + '/' + name + ".png")) {
                std::fprintf(stderr, "not drawn: %s\n", qPrintable(name));
                ++failed;
            }
        }
    }
    return failed;
}

}  // namespace landfall::gallery
