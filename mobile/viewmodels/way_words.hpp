#pragma once

#include <QDate>
#include <QString>

#include "landfall/patient/overview.hpp"

namespace landfall::viewmodels {

/// Where a person is on the way, in words. Pure.
struct WayWords {
    static constexpr int phases = 5;
    int phase = 0;      ///< 1 to `phases`; 0 without a plan
    QString phaseText;  ///< "Integration"
    QString sinceText;  ///< "Nine days since your session", or ""
    QString nextText;   ///< "Next: One week after, Sunday 15 March", or ""
};
[[nodiscard]] WayWords wayWords(const patient::WayView& way, const QDate& today);

}  // namespace landfall::viewmodels
