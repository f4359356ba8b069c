#pragma once

#include <QDate>
#include <QVariantMap>
#include <string_view>
#include <vector>

#include "landfall/patient/progress.hpp"

namespace landfall::viewmodels {

/// One measure as a page draws and says it; the keys are in CONTRACT.md. Pure.
[[nodiscard]] QVariantMap measureCard(const patient::MeasureView& measure,
                                      const std::vector<patient::SessionView>& sessions,
                                      bool numbersShown, const QDate& today);

/// Where a reader looks for a measure among others: the main ones first, in the order of the review
/// page (clinic/web/src/parts/measures.ts), then all others alike.
[[nodiscard]] int placeOf(std::string_view measure);

}  // namespace landfall::viewmodels
