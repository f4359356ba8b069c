#pragma once

#include <QDate>
#include <QString>

#include "landfall/patient/consenting.hpp"

// What a person reads about a consent, beside the text of the document itself.
namespace landfall::viewmodels::consent {

/// How well a statement is known and from where; "" where the document does not say it.
[[nodiscard]] QString evidenceText(const pathway::ConsentStatement& statement);
/// Where the person stands, in a sentence.
[[nodiscard]] QString standingText(const patient::Consenting::State& state);
/// One event of the history.
[[nodiscard]] QString eventText(const fhir::ConsentRecord& event,
                                const pathway::ConsentDocument& document);
[[nodiscard]] QString faultText(const Error& error);

}  // namespace landfall::viewmodels::consent
