#pragma once

#include <optional>
#include <string>

#include "landfall/pathway/civil.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::review {

constexpr std::string_view aftercareCode = "ask-after-dose";

/// A dose after which somebody stopped taking part, on its day or the day after it.
struct Aftercare {
    pathway::Zone zone;
    std::string dose;  ///< the entry of the dosing record that began it, before any correction
    int session = 1;
    pathway::Day day;  ///< of the dose
};

/// Nothing when there was no dose on the day of the withdrawal or the day before it. That day is
/// the one the phone's clock gave, or the one on which it was received: a wrong clock must not cost
/// the care after a dose.
[[nodiscard]] Result<std::optional<Aftercare>> aftercareOf(store::Reading& reading,
                                                           std::string_view patient,
                                                           const base::WallTime& withdrawn,
                                                           std::int64_t receivedMs);

/// Until when somebody sees to a withdrawal after a dose: the end of the day on which the clinic
/// got to know of it.
[[nodiscard]] base::WallTime dueOf(const Aftercare& care, const base::WallTime& now);

/// The phone asks nothing of a person who has stopped taking part. So that they are not lost sight
/// of, the staff asks after them on the day after the dose (clinical rules 4, D+1): one urgent Task
/// for each dose, which stands in no phone's feed. 1 when it was made, 0 when it is there.
[[nodiscard]] Result<int> noteAftercare(store::Writing& writing, std::string_view patient,
                                        const Aftercare& care, const base::WallTime& now);

}  // namespace landfall::clinic::review
