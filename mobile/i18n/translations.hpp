#pragma once

#include <QCoreApplication>
#include <QLocale>

namespace landfall::i18n {

/// Installs the catalogue of this locale, if there is one, above the English one. The English one
/// is always there: it holds the plural forms, and a sentence that another language has not
/// translated yet is read in English.
void useTranslations(QCoreApplication& application, const QLocale& locale);

}  // namespace landfall::i18n
