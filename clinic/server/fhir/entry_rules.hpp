#pragma once

#include "server/fhir/bundle_request.hpp"
#include "server/store/records.hpp"

namespace landfall::clinic::fhirapi {

/// May this entry follow what is stored? Refusals with the entry at fault:
/// - VersionConflict: another version is current than the one the writer saw, or the writer saw
/// none;
/// - Gone: the record was deleted; its id is never used again;
/// - NotFound: a deletion of what was never there;
/// - Immutable: a submitted answer or score is changed by something else than a correction
///   (`amended`, `corrected`, `entered-in-error`), a safety flag is closed or lowered by a phone,
///   an assignment is changed in anything but its status, which only moves forward, or a consent
///   is changed or withdrawn in place instead of by a record of its own;
/// - Forbidden: a phone countersigns, or writes a document of the clinic;
/// - InvalidResource: a first version in a state that no phone submits.
/// `stored` is the current version of the same record in this patient's compartment, or nothing.
Result<void> checkEntry(const EntryRequest& entry, const std::optional<store::Record>& stored);

}  // namespace landfall::clinic::fhirapi
