#pragma once

#include "landfall/fhir/extent.hpp"
#include "landfall/instrument/form.hpp"

namespace landfall::instrument {

/// How much of its form a response answers. A declined question counts as answered; what the form
/// itself fills in does not. Answers that cannot be read are part of a form at the most: nobody
/// knows what they say. Of a form that is not known here (null), anything that is answered is taken
/// as the whole.
[[nodiscard]] fhir::Extent extentOf(const Form* form, const fhir::Response& response);
/// Whether anything is answered or declined: what there is to know of a form that may be answered
/// in part.
[[nodiscard]] bool isAnyAnswered(const Form* form, const fhir::Response& response);

}  // namespace landfall::instrument
