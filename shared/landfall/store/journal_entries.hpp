#pragma once

#include "landfall/fhir/types.hpp"
#include "landfall/store/entities.hpp"
#include "landfall/store/journal.hpp"

namespace landfall::store {

constexpr std::string_view journalType = "DocumentReference";

/// A journal entry as it is to be written. Internal to store; all of it runs in the caller's
/// transaction.
struct EntryDraft {
    std::string id;  ///< empty: a new one
    std::string_view text;
    bool isPrivate = true;
    base::WallTime authored;
    std::string_view conflictOf{};
};
/// NotPaired, TooLarge, BadRecord (no valid text).
[[nodiscard]] Result<std::string> createEntry(Core& core, const EntryDraft& draft);
/// The entity of an entry that is not removed; UnknownEntry.
[[nodiscard]] Result<EntityRow> liveEntry(Core& core, std::string_view id);
/// Replaces the text in the entry's record and leaves what else is in it.
Result<void> editEntry(Core& core, EntityRow entity, std::string_view text);
/// The entry with its delivery.
[[nodiscard]] Result<Entry> readEntry(Core& core, std::string_view id);
/// What the record says.
[[nodiscard]] Result<fhir::JournalEntry> recordedEntry(Core& core, const EntityRow& entity);

}  // namespace landfall::store
