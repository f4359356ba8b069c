#pragma once

#include <string>
#include <vector>

#include "landfall/fhir/types.hpp"
#include "landfall/fhir/visit_mark.hpp"
#include "landfall/instrument/answers.hpp"
#include "landfall/safety/tier.hpp"

namespace landfall::patient {

/// What a response says that it answers.
struct AnsweredMarks {
    std::vector<std::string> tasks;
    std::vector<fhir::VisitMark> visits;
};

/// The record of a response: with the words of its questions where there is room for them
/// (docs/adr/0015). It may still be larger than fhir::responseBytesMax.
[[nodiscard]] Result<std::string> bytesOfResponse(const fhir::Response& given,
                                                  const AnsweredMarks& marks);

/// Why answers are not kept, and which of them to shorten: TooLargeFlagKept where they signal a
/// tier, TooLarge otherwise.
[[nodiscard]] Error tooLarge(const instrument::Form& form, const instrument::Answers& answers,
                             safety::Tier tier);

}  // namespace landfall::patient
