#include "landfall/store/journal.hpp"

#include "landfall/fhir/build.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/fhir/splice.hpp"
#include "landfall/store/journal_entries.hpp"
#include "landfall/store/projections.hpp"
#include "landfall/store/settings.hpp"

namespace landfall::store {

namespace {
/// The subject of an entry that was written before pairing. It is private, and is replaced when the
/// entry is shared.
constexpr std::string_view nobodyYet = "unpaired";

Result<std::string> patientOf(Core& core, bool isPrivate) {
    LF_TRY(const auto patient, Settings(core).get(Settings::patient));
    if (patient.has_value()) return *patient;
    if (!isPrivate) return Fault::NotPaired;
    return std::string(nobodyYet);
}

std::string sourceOf(const base::Uuid& operation) {
    return "urn:uuid:" + operation.text();
}

Result<void> checkText(std::string_view text) {
    if (text.size() > entryTextBytesMax) return Fault::TooLarge;
    if (!fhir::isText(text)) return Fault::BadRecord;
    return ok();
}

/// A revision with these bytes, the operation for it, and the projection.
Result<void> keep(Core& core, EntityRow& entity, const std::string& bytes,
                  const base::Uuid& operation) {
    LF_TRY(const auto json, readRecord(bytes, fhir::ResourceType::DocumentReference, entity.id));
    LF_CHECK(addRevision(core, entity, bytes));
    LF_CHECK(enqueue(core, entity, OpKind::Put, operation));
    return project(core, entity, json.root());
}

Result<void> setPrivateColumn(Core& core, EntityRow& entity, bool isPrivate) {
    entity.isPrivate = isPrivate;
    return core.db().run("UPDATE entity SET private = ?2 WHERE n = ?1", entity.n, isPrivate);
}

Result<void> removeEntry(Core& core, EntityRow entity) {
    LF_CHECK(enqueue(core, entity, OpKind::Delete, core.newId()));
    LF_CHECK(setDeleted(core, entity, true));
    LF_CHECK(core.db().run("DELETE FROM working WHERE entry = ?1", entity.id));
    return unproject(core, entity);
}

Result<bool> serverMayKnow(Core& core, const EntityRow& entity) {
    LF_TRY(const auto sent, openOp(core, entity, true));
    return sent.has_value() || !entity.baseVersion.empty();
}

/// The record again from its parts, for another audience or under another id.
Result<void> rewrite(Core& core, EntityRow& entity) {
    LF_TRY(auto entry, recordedEntry(core, entity));
    const auto operation = core.newId();
    LF_TRY(entry.patient, patientOf(core, entity.isPrivate));
    entry.source = entity.isPrivate ? std::string{} : sourceOf(operation);
    return keep(core, entity, fhir::buildJournalEntry(entry), operation);
}
}  // namespace

Result<std::string> createEntry(Core& core, const EntryDraft& draft) {
    LF_CHECK(checkText(draft.text));
    const auto operation = core.newId();
    fhir::JournalEntry entry;
    entry.id = draft.id.empty() ? core.newId().text() : draft.id;
    LF_TRY(entry.patient, patientOf(core, draft.isPrivate));
    entry.authored = draft.authored;
    entry.text = draft.text;
    entry.conflictOf = draft.conflictOf;
    if (!draft.isPrivate) entry.source = sourceOf(operation);
    LF_TRY(auto entity, addEntity(core, {.type = journalType,
                                         .id = entry.id,
                                         .isPrivate = draft.isPrivate,
                                         .conflictOf = draft.conflictOf}));
    LF_CHECK(keep(core, entity, fhir::buildJournalEntry(entry), operation));
    return entry.id;
}

Result<EntityRow> liveEntry(Core& core, std::string_view id) {
    LF_TRY(auto entity, findEntity(core, journalType, id));
    if (!entity.has_value() || entity->deleted) return Fault::UnknownEntry;
    return std::move(*entity);
}

Result<fhir::JournalEntry> recordedEntry(Core& core, const EntityRow& entity) {
    LF_TRY(const auto body, bodyOf(core, entity.head));
    LF_TRY(const auto json, fhir::Json::borrow(body));
    return fhir::readJournalEntry(json.root());
}

Result<void> editEntry(Core& core, EntityRow entity, std::string_view text) {
    LF_CHECK(checkText(text));
    LF_TRY(const auto body, bodyOf(core, entity.head));
    LF_TRY(const auto json, fhir::Json::borrow(body));
    const auto operation = core.newId();
    fhir::Edits edits(json);
    edits.replace(json.get("content")[0].get("attachment").get("data"),
                  fhir::quoted(base::toBase64(base::viewOf(text))));
    if (!entity.isPrivate) {
        const auto source = fhir::quoted(sourceOf(operation));
        if (json.get("meta"))
            edits.setMember(json.get("meta"), "source", source);
        else
            edits.addMember(json.root(), "meta", "{\"source\":" + source + "}");
    }
    return keep(core, entity, edits.apply(), operation);
}

Result<Entry> readEntry(Core& core, std::string_view id) {
    Entry out;
    LF_TRY(const auto entity, liveEntry(core, id));
    LF_TRY(auto rows,
           core.db().query("SELECT id, authored_ms, authored_offset, text, private, conflict_of"
                           " FROM journal WHERE id = ?1 AND removed = 0",
                           id));
    LF_TRY(const bool found, rows.next());
    if (!found) return Fault::UnknownEntry;
    out.id = rows.string(0);
    out.authored = {rows.int64(1), static_cast<int>(rows.int64(2))};
    out.text = rows.string(3);
    out.isPrivate = rows.int64(4) != 0;
    out.conflictOf = rows.string(5);
    LF_TRY(out.delivery, deliveryOf(core, entity));
    return out;
}

Result<Entry> Journal::create(std::string_view text, bool isPrivate, const base::WallTime& at) {
    return core_.write([&]() -> Result<Entry> {
        LF_TRY(
            const auto id,
            createEntry(core_, {.id = {}, .text = text, .isPrivate = isPrivate, .authored = at}));
        return readEntry(core_, id);
    });
}

Result<Entry> Journal::edit(std::string_view id, std::string_view text) {
    return core_.write([&]() -> Result<Entry> {
        LF_TRY(auto entity, liveEntry(core_, id));
        LF_CHECK(editEntry(core_, std::move(entity), text));
        return readEntry(core_, id);
    });
}

Result<Entry> Journal::setPrivate(std::string_view id, bool isPrivate) {
    return core_.write([&]() -> Result<Entry> {
        LF_TRY(auto entity, liveEntry(core_, id));
        if (entity.isPrivate == isPrivate) return readEntry(core_, id);
        LF_TRY(const bool known, serverMayKnow(core_, entity));
        if (!isPrivate || !known) {
            // While it was private it had no operation; while it was unsent, only a queued one.
            if (isPrivate) LF_CHECK(dropQueued(core_, entity));
            LF_CHECK(setPrivateColumn(core_, entity, isPrivate));
            LF_CHECK(rewrite(core_, entity));
            return readEntry(core_, id);
        }
        LF_TRY(const auto entry, recordedEntry(core_, entity));
        LF_TRY(const auto kept, createEntry(core_, {.id = {},
                                                    .text = entry.text,
                                                    .isPrivate = true,
                                                    .authored = entry.authored,
                                                    .conflictOf = entity.conflictOf}));
        LF_CHECK(removeEntry(core_, std::move(entity)));
        return readEntry(core_, kept);
    });
}

Result<void> Journal::remove(std::string_view id) {
    return core_.write([&]() -> Result<void> {
        LF_TRY(auto entity, liveEntry(core_, id));
        return removeEntry(core_, std::move(entity));
    });
}

Result<Entry> Journal::restore(std::string_view id) {
    return core_.write([&]() -> Result<Entry> {
        LF_TRY(auto entity, findEntity(core_, journalType, id));
        if (!entity.has_value()) return Fault::UnknownEntry;
        if (!entity->deleted) return readEntry(core_, id);
        LF_TRY(const auto entry, recordedEntry(core_, *entity));
        LF_TRY(const auto queued, openOp(core_, *entity, false));
        const bool deletionWaits = queued.has_value() && queued->kind == OpKind::Delete;
        LF_TRY(const bool known, serverMayKnow(core_, *entity));
        if (!entity->isPrivate && known && !deletionWaits) {
            // The clinic may have erased it by now, and an erased id is never used again.
            LF_TRY(const auto again, createEntry(core_, {.id = {},
                                                         .text = entry.text,
                                                         .isPrivate = false,
                                                         .authored = entry.authored,
                                                         .conflictOf = entity->conflictOf}));
            return readEntry(core_, again);
        }
        LF_CHECK(dropQueued(core_, *entity));
        LF_CHECK(setDeleted(core_, *entity, false));
        LF_CHECK(rewrite(core_, *entity));
        return readEntry(core_, id);
    });
}

Result<Entry> Journal::find(std::string_view id) {
    LF_CHECK(core_.makeUsable());
    return readEntry(core_, id);
}

Result<std::vector<Entry>> Journal::list(std::size_t countMax,
                                         std::optional<std::int64_t> beforeMs) {
    LF_CHECK(core_.makeUsable());
    std::vector<std::string> ids;
    {
        LF_TRY(auto rows, core_.db().query("SELECT id FROM journal WHERE removed = 0"
                                           " AND (?2 IS NULL OR authored_ms < ?2)"
                                           " ORDER BY n DESC LIMIT ?1",
                                           countMax, beforeMs));
        for (;;) {
            LF_TRY(const bool more, rows.next());
            if (!more) break;
            ids.push_back(rows.string(0));
        }
    }
    std::vector<Entry> out;
    for (const auto& id : ids) {
        LF_TRY(auto entry, readEntry(core_, id));
        out.push_back(std::move(entry));
    }
    return out;
}

}  // namespace landfall::store
