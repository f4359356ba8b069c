#include "landfall/store/conflicts.hpp"

#include "landfall/fhir/build.hpp"
#include "landfall/fhir/canonical.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/fhir/splice.hpp"
#include "landfall/store/projections.hpp"

namespace landfall::store {

namespace {
/// Our text as a record of its own.
Result<RecordWrite> copyOf(Core& core, const EntityRow& entity, const fhir::Json& ours) {
    RecordWrite out;
    const auto type = fhir::resourceTypeFrom(entity.type);
    if (!type.has_value()) return Fault::BadRecord;
    out.type = *type;
    out.id = core.newId().text();
    out.operation = core.newId();
    const auto source = "urn:uuid:" + out.operation.text();
    if (*type == fhir::ResourceType::DocumentReference) {
        if (auto entry = fhir::readJournalEntry(ours.root()); entry.has_value()) {
            entry->id = out.id;
            entry->conflictOf = entity.id;
            entry->source = source;
            out.bytes = fhir::buildJournalEntry(*entry);
            return out;
        }
    }
    fhir::Edits edits(ours);
    edits.replace(ours.get("id"), fhir::quoted(out.id));
    if (ours.get("meta"))
        edits.setMember(ours.get("meta"), "source", fhir::quoted(source));
    else
        edits.addMember(ours.root(), "meta", "{\"source\":" + fhir::quoted(source) + "}");
    out.bytes = edits.apply();
    return out;
}

int stageOf(std::string_view status) {
    constexpr std::string_view order[] = {"requested", "received", "in-progress", "completed"};
    for (std::size_t i = 0; i < std::size(order); ++i)
        if (order[i] == status) return static_cast<int>(i);
    // Cancelled, or what we do not know: the clinic has the last word.
    return static_cast<int>(std::size(order));
}

/// The clinic owns what a Task says; its status only moves forward, from whichever side.
Result<void> mergeAssignment(Core& core, EntityRow& entity, const fhir::Json& ours) {
    LF_TRY(const auto theirBytes, bodyOf(core, entity.head));
    LF_TRY(const auto theirs, fhir::Json::borrow(theirBytes));
    const auto mine = fhir::readAssignment(ours.root());
    const auto clinic = fhir::readAssignment(theirs.root());
    if (mine.has_error() || clinic.has_error()) return ok();
    if (stageOf(mine->status) <= stageOf(clinic->status)) return ok();
    LF_TRY(const auto advanced, fhir::assignmentWithStatus(theirs, mine->status, mine->response));
    LF_TRY(const auto read, fhir::Json::borrow(advanced));
    RecordWrite merged{
        .type = fhir::ResourceType::Task, .id = entity.id, .bytes = {}, .operation = core.newId()};
    const auto source = fhir::quoted("urn:uuid:" + merged.operation.text());
    fhir::Edits edits(read);
    if (read.get("meta"))
        edits.setMember(read.get("meta"), "source", source);
    else
        edits.addMember(read.root(), "meta", "{\"source\":" + source + "}");
    merged.bytes = edits.apply();
    LF_CHECK(putLocal(core, merged));
    return ok();
}
}  // namespace

Result<bool> saysTheSame(Core& core, const SendableOp& op, const ServerVersion& server) {
    if (op.kind == OpKind::Delete) return server.gone;
    if (server.gone) return false;
    LF_TRY(const auto ours, bodyOf(core, op.revision));
    const auto mine = fhir::Json::borrow(ours);
    const auto theirs = fhir::Json::borrow(server.resource);
    if (mine.has_error() || theirs.has_error()) return false;
    return fhir::canonicalHash(mine->root()) == fhir::canonicalHash(theirs->root());
}

bool stemsFrom(const SendableOp& op, const ServerVersion& server) {
    if (op.kind == OpKind::Delete || server.gone) return false;
    const auto theirs = fhir::Json::borrow(server.resource);
    return theirs.has_value() &&
           theirs->get("meta").get("source").textOr() == "urn:uuid:" + op.id.text();
}

Result<void> quarantine(Core& core, std::string_view source, std::string_view bytes,
                        std::string_view reason) {
    return core.db().run(
        "INSERT INTO quarantine(source, bytes, reason, since) VALUES(?1, ?2, ?3, ?4)", source,
        base::viewOf(bytes), reason, core.clock().now().unixMs);
}

Result<bool> takeServerVersion(Core& core, EntityRow& entity, const ServerVersion& server) {
    const auto type = fhir::resourceTypeFrom(entity.type);
    const auto source = entity.type + '/' + entity.id;
    if (!type.has_value()) {
        LF_CHECK(quarantine(core, source, server.resource, "unknown type"));
        return false;
    }
    const auto json = readRecord(server.resource, *type, entity.id);
    if (json.has_error()) {
        LF_CHECK(quarantine(core, source, server.resource, json.error().line()));
        LF_CHECK(setBase(core, entity, server.versionId, server.lastModified, entity.baseRevision));
        return false;
    }
    LF_CHECK(
        addServerRevision(core, entity, server.resource, server.versionId, server.lastModified));
    if (entity.deleted) LF_CHECK(setDeleted(core, entity, false));
    if (entity.withdrawn) {
        entity.withdrawn = false;
        LF_CHECK(core.db().run("UPDATE entity SET withdrawn = 0 WHERE n = ?1", entity.n));
    }
    LF_CHECK(project(core, entity, json->root()));
    return true;
}

Result<void> takeServerDeletion(Core& core, EntityRow& entity, const ServerVersion& server) {
    LF_CHECK(setBase(core, entity, server.versionId, server.lastModified, entity.baseRevision));
    if (entity.deleted) return ok();
    if (entity.mine) {
        entity.withdrawn = true;
        return core.db().run("UPDATE entity SET withdrawn = 1 WHERE n = ?1", entity.n);
    }
    LF_CHECK(setDeleted(core, entity, true));
    return unproject(core, entity);
}

Result<ConflictOutcome> keepBoth(Core& core, EntityRow& entity, const ServerVersion& server) {
    LF_TRY(const auto queued, openOp(core, entity, false));
    const bool wantsDeletion = queued.has_value() && queued->kind == OpKind::Delete;
    LF_TRY(const auto ourBytes, bodyOf(core, entity.head));
    LF_CHECK(dropQueued(core, entity));
    const bool wasDeleted = entity.deleted;

    if (server.gone) {
        // The id stays a tombstone for good; what was written since lives on under another one.
        LF_CHECK(setBase(core, entity, server.versionId, server.lastModified, entity.baseRevision));
        LF_CHECK(setDeleted(core, entity, true));
        LF_CHECK(unproject(core, entity));
    } else {
        LF_CHECK(takeServerVersion(core, entity, server));
    }
    if (wantsDeletion || wasDeleted) return ConflictOutcome::Dropped;

    const auto ours = fhir::Json::borrow(ourBytes);
    if (ours.has_error()) return ConflictOutcome::Dropped;
    if (entity.type == "Task") {
        if (!server.gone) LF_CHECK(mergeAssignment(core, entity, *ours));
        return ConflictOutcome::Dropped;
    }
    LF_TRY(const auto copy, copyOf(core, entity, *ours));
    LF_CHECK(putLocal(core, copy, {}, entity.id));
    return ConflictOutcome::Copied;
}

}  // namespace landfall::store
