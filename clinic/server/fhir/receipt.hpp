#pragma once

#include "landfall/base/clock.hpp"
#include "landfall/base/random.hpp"
#include "landfall/fhir/read.hpp"
#include "server/fhir/bundle_request.hpp"
#include "server/fhir/recorder.hpp"

namespace landfall::clinic::fhirapi {

/// Raises a flag for a response whose answers reach a tier, by the server's own questionnaire or,
/// where it does not have that version, its newest one (danger_look.hpp), that no flag for it has
/// yet; with none, one for contact where an answer that could bring a tier cannot be read or looked
/// for (`cause` unreadable-answer). Nothing for a response that was entered in error.
Result<void> checkSafety(store::Writing& writing, const Forms& forms, Recorder& recorder,
                         const landfall::fhir::Response& response, const base::Clock& clock,
                         base::Random& random);

/// What the server does by itself when answers have arrived, in the same transaction:
/// - the tier of the answers is found again from the server's own questionnaire; when no flag of at
///   least that tier was raised for the response, by this bundle or before, the server raises one,
///   so that a phone that failed to do so hides nobody. An item that does not fit the questionnaire
///   hides none of the others. No flag is ever lowered;
/// - an answer to a questionnaire that is not known here is work for the staff (noteUnknownForm);
/// - the oldest open assignment of that questionnaire is marked as completed, unless the phone has
///   sent its own word on an assignment of it in the same bundle.
Result<void> receiveResponses(store::Writing& writing, const Forms& forms, Recorder& recorder,
                              const std::vector<EntryRequest>& entries, const base::Clock& clock,
                              base::Random& random);

}  // namespace landfall::clinic::fhirapi
