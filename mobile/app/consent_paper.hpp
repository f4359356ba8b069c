#pragma once

#include <QDate>
#include <QString>
#include <QTextDocument>
#include <memory>

#include "landfall/base/result.hpp"
#include "landfall/patient/consent_copy.hpp"

namespace landfall::app {

/// The copy of a consent as it is printed: everything the copy holds, and nothing added but the
/// page. Text stays text; nothing of it is read as markup.
[[nodiscard]] std::unique_ptr<QTextDocument> consentPaper(const patient::ConsentCopy& copy);

/// Writes it as PDF (A4) into `folder`, which is made when it is not there, under a name that is
/// not taken yet, whole or not at all. Returns the path. Fonts are those of the system.
/// base::Fault::InputOutput when it cannot be written.
[[nodiscard]] Result<QString> writeConsentPdf(const patient::ConsentCopy& copy,
                                              const QString& folder, const QDate& today);

}  // namespace landfall::app
