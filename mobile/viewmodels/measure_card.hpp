#pragma once

#include <QDate>
#include <QVariantMap>
#include <vector>

#include "landfall/patient/progress.hpp"

namespace landfall::viewmodels {

/// One measure as a page draws and says it; the keys are in CONTRACT.md. Pure.
[[nodiscard]] QVariantMap measureCard(const patient::MeasureView& measure,
                                      const std::vector<patient::SessionView>& sessions,
                                      bool numbersShown, const QDate& today);

}  // namespace landfall::viewmodels
