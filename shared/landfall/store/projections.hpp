#pragma once

#include "landfall/fhir/json.hpp"
#include "landfall/store/entities.hpp"

namespace landfall::store {

/// Writes what the record's newest version says into its projection, in the caller's transaction. A
/// record that no projection understands is no error: it stays a record.
Result<void> project(Core& core, const EntityRow& entity, const fhir::Node& resource);
/// Takes the record out of its projection. A journal entry keeps its text for an undo.
Result<void> unproject(Core& core, const EntityRow& entity);
/// All projections again, from the heads.
Result<void> rebuildProjections(Core& core);

/// The canonical without its version: what stays the same when a questionnaire is revised.
[[nodiscard]] std::string_view urlOf(std::string_view canonical);

}  // namespace landfall::store
