#pragma once

#include "server/fhir/forms.hpp"
#include "server/store/record_store.hpp"

namespace landfall::clinic::fhirapi {

/// Keeps the projections of the review page up with one version of a record, in its transaction.
/// Replaying every version in commit order gives the same projections (`reindex`). A record that
/// cannot be understood leaves no row and is no error: the record itself is stored all the same.
Result<void> project(store::Writing& writing, const Forms& forms, const store::RecordState& version,
                     const landfall::fhir::Node& resource);

/// Empties the projections and replays every record.
Result<void> reindex(store::Writing& writing, Forms& forms);

}  // namespace landfall::clinic::fhirapi
