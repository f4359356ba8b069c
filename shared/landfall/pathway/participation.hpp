#pragma once

#include <optional>
#include <span>

#include "landfall/base/clock.hpp"
#include "landfall/fhir/types.hpp"
#include "landfall/pathway/consent_library.hpp"

namespace landfall::pathway {

/// Whether a person takes part, as their signatures and withdrawals say it together.
struct Participation {
    std::optional<base::WallTime> signedAt{};  ///< the signature that holds
    bool withdrawn = false;                    ///< taken back, and not signed anew since
    bool countersigned = false;                ///< the clinic's name stands under that signature
    bool ofTemplate = false;                   ///< that signature is under a template
    /// Signed and not taken back, and the text that is to be agreed to has changed since in what
    /// matters. Nothing is in force until it is signed anew.
    bool mustSignAgain = false;
    std::optional<base::WallTime> changedAt{};  ///< when that text was sent, if it is known
    /// The last withdrawal; another choice about the data after it is none.
    std::optional<base::WallTime> withdrawnAt{};
    std::optional<base::WallTime> returnedAt{};  ///< the first signature after it
};

/// From every consent of one person, in any order, those for other purposes included. A signature
/// holds until a withdrawal that follows it; no clock decides. A withdrawal that does not say what
/// it follows ends everything: the more protective value wins. `library` has the texts that were
/// sent to this person; its current one is what has to be agreed to.
[[nodiscard]] Participation participationOf(std::span<const fhir::ConsentRecord> consents,
                                            const ConsentLibrary& library);

}  // namespace landfall::pathway
