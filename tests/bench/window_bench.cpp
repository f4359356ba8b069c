// landfall-bench-window START-MS: the floor of a cold start, a bare QML window with one text.
// Prints "frame MILLISECONDS KIB-PEAK KIB-NOW" at its first frame and ends.
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickWindow>
#include <cstdlib>
#include <memory>

#include "bench/frame_clock.hpp"

int main(int argc, char** argv) {
    const double start = argc > 1 ? std::atof(argv[1]) : 0;
    QGuiApplication application(argc, argv);
    QQmlEngine engine;
    QQmlComponent component(&engine);
    component.setData(
        "import QtQuick\nWindow { width: 360; height: 740; visible: true\n"
        "  Text { anchors.centerIn: parent; text: \"Landfall\" } }",
        QUrl(QStringLiteral("qrc:/bare.qml")));
    const std::unique_ptr<QObject> root(component.create());
    auto* const window = qobject_cast<QQuickWindow*>(root.get());
    if (window == nullptr) return 1;
    QObject::connect(window, &QQuickWindow::frameSwapped, &application, [start] {
        landfall::bench::tell("frame", start);
        QCoreApplication::quit();
    });
    return QGuiApplication::exec();
}
