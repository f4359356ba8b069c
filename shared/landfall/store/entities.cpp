#include "landfall/store/entities.hpp"

#include "landfall/base/at_most.hpp"
#include "landfall/fhir/sizes.hpp"
#include "landfall/store/projections.hpp"

namespace landfall::store {

namespace {
EntityRow rowOf(const db::Rows& rows) {
    EntityRow out;
    out.n = rows.int64(0);
    out.type = rows.string(1);
    out.id = rows.string(2);
    out.localRev = rows.int64(3);
    out.head = rows.int64(4);
    out.mine = rows.int64(5) != 0;
    out.isPrivate = rows.int64(6) != 0;
    out.deleted = rows.int64(7) != 0;
    out.withdrawn = rows.int64(8) != 0;
    out.conflictOf = rows.string(9);
    out.baseVersion = rows.string(10);
    out.baseRevision = rows.int64(11);
    return out;
}

Result<std::optional<EntityRow>> firstOf(db::Rows rows) {
    LF_TRY(const bool found, rows.next());
    if (!found) return std::optional<EntityRow>{};
    return std::optional(rowOf(rows));
}

Result<std::int64_t> insertRevision(Core& core, const EntityRow& entity, std::string_view body,
                                    std::optional<std::string_view> version) {
    const auto now = core.clock().now();
    LF_CHECK(core.db().run(
        "INSERT INTO revision(entity, local_rev, written_ms, written_offset, version, body)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
        entity.n, entity.localRev, now.unixMs, now.offsetMinutes, version, base::viewOf(body)));
    const auto n = core.db().lastInsertRowid();
    core.willHaveRevision(n);
    return n;
}
}  // namespace

Result<std::optional<EntityRow>> findEntity(Core& core, std::string_view type,
                                            std::string_view id) {
    LF_TRY(auto rows,
           core.db().query("SELECT n, type, id, local_rev, head, mine, private, deleted, withdrawn,"
                           " conflict_of, base_version, base_revision"
                           " FROM entity WHERE type = ?1 AND id = ?2",
                           type, id));
    return firstOf(std::move(rows));
}

Result<std::optional<EntityRow>> entityAt(Core& core, std::int64_t n) {
    LF_TRY(auto rows,
           core.db().query("SELECT n, type, id, local_rev, head, mine, private, deleted, withdrawn,"
                           " conflict_of, base_version, base_revision FROM entity WHERE n = ?1",
                           n));
    return firstOf(std::move(rows));
}

Result<EntityRow> addEntity(Core& core, const NewEntity& entity) {
    EntityRow out;
    out.type = entity.type;
    out.id = entity.id;
    out.mine = entity.mine;
    out.isPrivate = entity.isPrivate;
    out.conflictOf = entity.conflictOf;
    const auto conflictOf =
        entity.conflictOf.empty() ? std::nullopt : std::optional(entity.conflictOf);
    LF_CHECK(core.db().run(
        "INSERT INTO entity(type, id, mine, private, conflict_of) VALUES(?1, ?2, ?3, ?4, ?5)",
        entity.type, entity.id, entity.mine, entity.isPrivate, conflictOf));
    out.n = core.db().lastInsertRowid();
    return out;
}

Result<void> addRevision(Core& core, EntityRow& entity, std::string_view body,
                         std::optional<std::string_view> version) {
    ++entity.localRev;
    LF_TRY(entity.head, insertRevision(core, entity, body, version));
    return core.db().run("UPDATE entity SET local_rev = ?2, head = ?3 WHERE n = ?1", entity.n,
                         entity.localRev, entity.head);
}

Result<void> addServerRevision(Core& core, EntityRow& entity, std::string_view body,
                               std::string_view version, std::string_view lastModified) {
    ++entity.localRev;
    LF_TRY(entity.head, insertRevision(core, entity, body, version));
    entity.baseVersion = version;
    entity.baseRevision = entity.head;
    return core.db().run(
        "UPDATE entity SET local_rev = ?2, head = ?3, base_version = ?4, base_updated = ?5,"
        " base_revision = ?3 WHERE n = ?1",
        entity.n, entity.localRev, entity.head, version, lastModified);
}

Result<void> keepRevision(Core& core, EntityRow& entity, std::string_view body,
                          std::string_view version) {
    ++entity.localRev;
    LF_CHECK(insertRevision(core, entity, body, version));
    return core.db().run("UPDATE entity SET local_rev = ?2 WHERE n = ?1", entity.n,
                         entity.localRev);
}

Result<std::string> bodyOf(Core& core, std::int64_t revision) {
    LF_TRY(auto rows, core.db().query("SELECT body FROM revision WHERE n = ?1", revision));
    LF_TRY(const bool found, rows.next());
    if (!found) return Fault::UnknownRecord;
    return std::string(base::textOf(rows.bytes(0)));
}

Result<void> setBase(Core& core, EntityRow& entity, std::string_view version,
                     std::string_view lastModified, std::int64_t revision) {
    entity.baseVersion = version;
    entity.baseRevision = revision;
    return setBaseOf(core, entity.n, version, lastModified, revision);
}

Result<void> setBaseOf(Core& core, std::int64_t entity, std::string_view version,
                       std::string_view lastModified, std::int64_t revision) {
    LF_CHECK(core.db().run(
        "UPDATE entity SET base_version = ?2, base_updated = ?3, base_revision = ?4 WHERE n = ?1",
        entity, version, lastModified, revision));
    if (core.db().changes() != 1) return Fault::UnknownRecord;
    return ok();
}

Result<void> setDeleted(Core& core, EntityRow& entity, bool deleted) {
    entity.deleted = deleted;
    return core.db().run("UPDATE entity SET deleted = ?2 WHERE n = ?1", entity.n, deleted);
}

Result<std::optional<OpRow>> openOp(Core& core, const EntityRow& entity, bool inFlight) {
    LF_TRY(auto rows,
           core.db().query("SELECT n, op_id, kind, revision FROM op"
                           " WHERE entity = ?1 AND state <> 'acked' AND (state = 'inflight') = ?2"
                           " ORDER BY n LIMIT 1",
                           entity.n, inFlight));
    LF_TRY(const bool found, rows.next());
    if (!found) return std::optional<OpRow>{};
    OpRow out;
    out.n = rows.int64(0);
    const auto id = rows.bytes(1);
    std::copy_n(id.begin(), std::min(id.size(), out.id.bytes.size()), out.id.bytes.begin());
    out.kind = rows.text(2) == "delete" ? OpKind::Delete : OpKind::Put;
    out.revision = rows.int64(3);
    return std::optional(out);
}

Result<bool> hasQueued(Core& core, const EntityRow& entity) {
    LF_TRY(const auto found, openOp(core, entity, false));
    return found.has_value();
}

Result<void> dropQueued(Core& core, const EntityRow& entity) {
    return core.db().run(
        "DELETE FROM op WHERE entity = ?1 AND state <> 'acked'"
        " AND state IN ('pending', 'rejected', 'held')",
        entity.n);
}

Result<void> enqueue(Core& core, const EntityRow& entity, OpKind kind, const base::Uuid& operation,
                     std::optional<std::int64_t> group) {
    // Whatever else goes wrong, a private record has nothing that could be sent.
    if (entity.isPrivate) return ok();
    LF_TRY(const auto queued, openOp(core, entity, false));
    LF_TRY(const auto sent, openOp(core, entity, true));
    const bool serverMayKnow = sent.has_value() || !entity.baseVersion.empty();
    if (kind == OpKind::Delete && !serverMayKnow) return dropQueued(core, entity);

    const base::ByteView id(operation.bytes);
    const auto* word = kind == OpKind::Put ? "put" : "delete";
    const auto revision =
        kind == OpKind::Put ? std::optional(entity.head) : std::optional<std::int64_t>{};
    if (!queued.has_value())
        return core.db().run(
            "INSERT INTO op(op_id, entity, kind, revision, state, group_n, created_ms)"
            " VALUES(?1, ?2, ?3, ?4, 'pending', ?5, ?6)",
            id, entity.n, word, revision, group, core.clock().now().unixMs);
    // It was never sent as it stands, so the newer content takes its place, and with the content
    // its id. What an earlier refusal held back is tried again with it.
    LF_CHECK(
        core.db().run("DELETE FROM op WHERE entity = ?1 AND n <> ?2 AND state <> 'acked'"
                      " AND state IN ('pending', 'rejected', 'held')",
                      entity.n, queued->n));
    return core.db().run(
        "UPDATE op SET op_id = ?2, kind = ?3, revision = ?4, state = 'pending', bundle = NULL,"
        " position = NULL, last_error = NULL, group_n = coalesce(?5, group_n) WHERE n = ?1",
        queued->n, id, word, revision, group);
}

Result<fhir::Json> readRecord(std::string_view bytes, fhir::ResourceType type,
                              std::string_view id) {
    if (const auto bytesMax = fhir::bytesMaxOf(type); bytes.size() > bytesMax)
        return Error{Fault::TooLarge,
                     std::string(fhir::nameOf(type)) + ", " + base::atMost(bytesMax)};
    LF_TRY(auto json, fhir::Json::borrow(bytes));
    LF_TRY(const auto envelope, fhir::readEnvelope(json.root()));
    if (envelope.type != type || envelope.id != id) return Fault::BadRecord;
    return json;
}

Result<EntityRow> putLocal(Core& core, const RecordWrite& record, std::optional<std::int64_t> group,
                           std::string_view conflictOf) {
    LF_TRY(const auto json, readRecord(record.bytes, record.type, record.id));
    const auto type = fhir::nameOf(record.type);
    LF_TRY(auto found, findEntity(core, type, record.id));
    if (!found.has_value()) {
        LF_TRY(found, addEntity(core, {.type = type, .id = record.id, .conflictOf = conflictOf}));
    }
    LF_CHECK(addRevision(core, *found, record.bytes));
    if (found->deleted) LF_CHECK(setDeleted(core, *found, false));
    LF_CHECK(enqueue(core, *found, OpKind::Put, record.operation, group));
    LF_CHECK(project(core, *found, json.root()));
    return *found;
}

Result<std::int64_t> newGroup(Core& core) {
    LF_TRY(const auto last, core.db().number("SELECT max(n) FROM op"));
    // Rows are only appended inside this transaction, so the next row's number is unused.
    return last.value_or(0) + 1;
}

Result<Delivery> deliveryOf(Core& core, const EntityRow& entity) {
    if (entity.isPrivate) return Delivery::Local;
    LF_TRY(const auto open,
           core.db().number("SELECT min(CASE state WHEN 'rejected' THEN 1 WHEN 'held' THEN 1"
                            " WHEN 'pending' THEN 2 ELSE 3 END)"
                            " FROM op WHERE entity = ?1 AND state <> 'acked'",
                            entity.n));
    if (open == 1) return Delivery::Rejected;
    if (open == 2) return Delivery::Saved;
    if (open == 3) return Delivery::Sent;
    if (entity.withdrawn) return Delivery::Withdrawn;
    return entity.baseVersion.empty() ? Delivery::Saved : Delivery::Received;
}

}  // namespace landfall::store
