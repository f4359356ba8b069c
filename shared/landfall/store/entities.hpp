#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "landfall/fhir/json.hpp"
#include "landfall/store/core.hpp"
#include "landfall/store/records.hpp"

namespace landfall::store {

/// A row of `entity`. Internal to store, like everything here; all of it runs in the caller's
/// transaction.
struct EntityRow {
    std::int64_t n = 0;
    std::string type;
    std::string id;
    std::int64_t localRev = 0;
    std::int64_t head = 0;
    bool mine = false;
    bool isPrivate = false;
    bool deleted = false;
    bool withdrawn = false;
    std::string conflictOf;
    std::string baseVersion;
    std::int64_t baseRevision = 0;
};

[[nodiscard]] Result<std::optional<EntityRow>> findEntity(Core& core, std::string_view type,
                                                          std::string_view id);
[[nodiscard]] Result<std::optional<EntityRow>> entityAt(Core& core, std::int64_t n);
struct NewEntity {
    std::string_view type;
    std::string_view id;
    bool mine = true;
    bool isPrivate = false;
    std::string_view conflictOf{};
};
[[nodiscard]] Result<EntityRow> addEntity(Core& core, const NewEntity& entity);

/// Keeps the bytes as the newest revision and makes them the head. `version` is the clinic's.
Result<void> addRevision(Core& core, EntityRow& entity, std::string_view body,
                         std::optional<std::string_view> version = {});
/// Keeps the bytes as a revision and leaves the head.
Result<void> keepRevision(Core& core, EntityRow& entity, std::string_view body,
                          std::string_view version);
[[nodiscard]] Result<std::string> bodyOf(Core& core, std::int64_t revision);
/// A new head that is known equal on both sides.
Result<void> addServerRevision(Core& core, EntityRow& entity, std::string_view body,
                               std::string_view version, std::string_view lastModified);
/// The last state known equal on both sides.
Result<void> setBase(Core& core, EntityRow& entity, std::string_view version,
                     std::string_view lastModified, std::int64_t revision);
/// The same by the row's number; UnknownRecord when there is none.
Result<void> setBaseOf(Core& core, std::int64_t entity, std::string_view version,
                       std::string_view lastModified, std::int64_t revision);
Result<void> setDeleted(Core& core, EntityRow& entity, bool deleted);

enum class OpKind { Put, Delete };
struct OpRow {
    std::int64_t n = 0;
    base::Uuid id;
    OpKind kind = OpKind::Put;
    std::int64_t revision = 0;
};
[[nodiscard]] Result<std::optional<OpRow>> openOp(Core& core, const EntityRow& entity,
                                                  bool inFlight);

/// Queues a change of the entity's head. An operation that was not sent yet is replaced; one in
/// flight is never touched. A deletion of what was never sent takes the queued operation away.
Result<void> enqueue(Core& core, const EntityRow& entity, OpKind kind, const base::Uuid& operation,
                     std::optional<std::int64_t> group = {});
/// Takes away what is queued and not in flight.
Result<void> dropQueued(Core& core, const EntityRow& entity);
[[nodiscard]] Result<bool> hasQueued(Core& core, const EntityRow& entity);

/// Reads and checks bytes for the type and id they are said to be; BadRecord, TooLarge.
[[nodiscard]] Result<fhir::Json> readRecord(std::string_view bytes, fhir::ResourceType type,
                                            std::string_view id);
/// A record this phone writes: entity, revision, operation, projection.
[[nodiscard]] Result<EntityRow> putLocal(Core& core, const RecordWrite& record,
                                         std::optional<std::int64_t> group = {},
                                         std::string_view conflictOf = {});

/// A number no operation group has had.
[[nodiscard]] Result<std::int64_t> newGroup(Core& core);

[[nodiscard]] Result<Delivery> deliveryOf(Core& core, const EntityRow& entity);

}  // namespace landfall::store
