#pragma once

namespace landfall::fhir {

/// How much of its form a response answers.
enum class Extent {
    Nothing,  ///< no question is answered and none declined
    Part,     ///< a question that is asked and required is neither
    Whole,
};

}  // namespace landfall::fhir
