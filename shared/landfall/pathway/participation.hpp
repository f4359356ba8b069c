#pragma once

#include <optional>
#include <span>

#include "landfall/base/clock.hpp"
#include "landfall/fhir/types.hpp"

namespace landfall::pathway {

/// Whether a person takes part, as their signatures and withdrawals say it together.
struct Participation {
    std::optional<base::WallTime> signedAt{};  ///< the signature that holds
    bool withdrawn = false;                    ///< taken back, and not signed anew since
};

/// From every consent of one person, in any order, those for other purposes included. A signature
/// holds until a withdrawal that follows it; no clock decides. A withdrawal that does not say what
/// it follows ends everything: the more protective value wins.
[[nodiscard]] Participation participationOf(std::span<const fhir::ConsentRecord> consents);

}  // namespace landfall::pathway
