#include <QGuiApplication>

#include "app/app.hpp"

int main(int argc, char** argv) {
    using namespace landfall::app;
    hardenProcess();
    const auto read = readOptions(argc, argv);
    if (const auto* code = std::get_if<int>(&read)) return *code;
    const auto& options = std::get<Options>(read);

    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("landfall"));
    App app(options);
    if (app.window() == nullptr) return 1;
    if (options.selfTest) return app.selfTest();
    return QGuiApplication::exec();
}
