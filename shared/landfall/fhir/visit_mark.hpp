#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "landfall/fhir/json.hpp"

// Which visits of the pathway a response was given in. Only the phone knows what it showed: a
// dosing day that the clinic moved since must not make the answer one of another visit.
namespace landfall::fhir {

/// A visit of a CarePlan: its code in the protocol, and the dosing session it belongs to (0: none).
struct VisitMark {
    int session = 0;
    std::string visit;
    bool outOfWindow = false;  ///< its window was not open when the answer was given
    friend bool operator==(const VisitMark&, const VisitMark&) = default;
};

/// The response with an extension `answered-visit` for each; unchanged when there is none.
[[nodiscard]] Result<std::string> withAnsweredVisits(std::string_view response,
                                                     const std::vector<VisitMark>& visits);
/// What the writer said; empty when it did not say. Marks that make no sense are left out.
[[nodiscard]] std::vector<VisitMark> answeredVisits(const Node& response);

}  // namespace landfall::fhir
