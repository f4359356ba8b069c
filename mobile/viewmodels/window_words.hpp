#pragma once

#include <QDate>
#include <QString>

#include "landfall/patient/overview.hpp"

namespace landfall::viewmodels {

/// Until when a form can be answered, and on which day it is best where that is another one; ""
/// when neither is known. For what can be answered now. Pure.
[[nodiscard]] QString windowText(const patient::DueView& due, const QDate& today);

}  // namespace landfall::viewmodels
