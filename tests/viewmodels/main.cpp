#include <QCoreApplication>
#include <QLocale>
#include <catch2/catch_session.hpp>

// The view models post to the application object; every program of these tests has one.
int main(int argc, char** argv) {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QCoreApplication application(argc, argv);
    return Catch::Session().run(argc, argv);
}
