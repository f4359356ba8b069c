#include "i18n/translations.hpp"

#include <QTranslator>

// A resource of a static library registers itself only when it is named, outside of namespaces.
static void registerCatalogues() {
    Q_INIT_RESOURCE(landfall_i18n);
}

namespace landfall::i18n {

namespace {
constexpr auto folder = ":/i18n";
}

void useTranslations(QCoreApplication& application, const QLocale& locale) {
    registerCatalogues();
    auto* const english = new QTranslator(&application);
    if (english->load(QStringLiteral("landfall_en"), QString::fromLatin1(folder)))
        QCoreApplication::installTranslator(english);
    if (locale.language() == QLocale::English) return;
    // The one that is installed last is asked first.
    auto* const own = new QTranslator(&application);
    if (own->load(locale, QStringLiteral("landfall"), QStringLiteral("_"),
                  QString::fromLatin1(folder)))
        QCoreApplication::installTranslator(own);
    else
        delete own;
}

}  // namespace landfall::i18n
