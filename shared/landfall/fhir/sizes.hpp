#pragma once

#include "landfall/fhir/resource.hpp"

namespace landfall::fhir {

// How large one record may be, the same at the clinic and on a phone, so that neither sends what
// the other cannot take. Security rule H-11 gives 256 KiB; a form of 2,000 items (rule B-46) with
// their words is larger, and so are the answers to it.
constexpr std::size_t resourceBytesMax = 256 * 1024;
constexpr std::size_t questionnaireBytesMax = 4 * 1024 * 1024;
/// With its scores and its flag it fits one bundle of a phone (rule Y-10).
constexpr std::size_t responseBytesMax = 704 * 1024;

[[nodiscard]] constexpr std::size_t bytesMaxOf(ResourceType type) {
    if (type == ResourceType::Questionnaire) return questionnaireBytesMax;
    if (type == ResourceType::QuestionnaireResponse) return responseBytesMax;
    return resourceBytesMax;
}

}  // namespace landfall::fhir
