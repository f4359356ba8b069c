#pragma once

#include <QString>
#include <string>

namespace landfall::viewmodels {

/// How a questionnaire is called where a patient reads it: what it asks about in plain words that
/// name no illness, with the name that clinics use as the quiet second one.
struct FormTitle {
    QString title;
    QString name;  ///< "" where the title is in plain words itself
    /// `detail` after the name.
    [[nodiscard]] QString detailWith(const QString& detail) const;
};

/// From the title in the questionnaire's file. A title that is not known here stays as it is.
[[nodiscard]] FormTitle formTitleOf(const std::string& fileTitle);

}  // namespace landfall::viewmodels
