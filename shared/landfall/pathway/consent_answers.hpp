#pragma once

#include <span>
#include <vector>

#include "landfall/fhir/types.hpp"
#include "landfall/pathway/protocol.hpp"
#include "landfall/pathway/schedule.hpp"

// What a signed consent is to the schedule: an answer to the form that the protocol asks for it by.
namespace landfall::pathway {

/// The signatures of taking part that hold, in the order given. A signature holds until a
/// withdrawal that follows it; no clock decides. A withdrawal that does not say what it follows
/// ends everything: the more protective value wins.
[[nodiscard]] std::vector<fhir::ConsentRecord> signaturesInForce(
    std::span<const fhir::ConsentRecord> events);

/// One answer for each of them to each form that the protocol marks as the consent.
[[nodiscard]] std::vector<Answered> consentAnswers(const Protocol& protocol,
                                                   std::span<const fhir::ConsentRecord> events);

}  // namespace landfall::pathway
