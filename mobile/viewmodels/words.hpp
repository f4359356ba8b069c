#pragma once

#include <QDate>
#include <QDateTime>
#include <QString>

#include "landfall/base/clock.hpp"
#include "landfall/base/error.hpp"
#include "landfall/base/secret.hpp"
#include "landfall/patient/overview.hpp"

namespace landfall::viewmodels {

/// What a person reads when something did not work: what happened, what is safe, what to do.
[[nodiscard]] QString sentenceFor(const Error& error);

/// How far an answer that the clinic should look at has come, and never more: saved, sent, seen
/// (clinical rules 5.1). That it was seen is news for a week: after that, and without a flag, "".
[[nodiscard]] QString flagText(const patient::StatusView& status, const QDate& today);

/// Moves a typed secret out of a QString and overwrites the QString.
[[nodiscard]] base::SecretText takeSecret(QString& typed);

/// A FHIR dateTime or date as a local QDateTime; invalid when it is empty.
[[nodiscard]] QDateTime momentOf(const std::string& fhir);
/// The device's time as a QDateTime in its own offset.
[[nodiscard]] QDateTime momentOf(const base::WallTime& time);
/// "Today", "Yesterday", or "Thursday 12 March", by the locale.
[[nodiscard]] QString dayText(const QDate& day, const QDate& today);
/// "12 March 2026": how a whole date is written everywhere, and how it may be typed.
[[nodiscard]] QString longDay(const QDate& day);
/// "12 March 2026, 08:14".
[[nodiscard]] QString longMoment(const QDateTime& moment);
/// A date as it is shown or typed: the long form, the short one of the locale, or 2026-03-12.
[[nodiscard]] QDate dayIn(const QString& typed);
/// "12 March".
[[nodiscard]] QString shortDay(const QDate& day);

}  // namespace landfall::viewmodels
