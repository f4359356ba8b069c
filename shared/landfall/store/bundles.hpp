#pragma once

#include <vector>

#include "landfall/store/entities.hpp"
#include "landfall/store/outbox.hpp"

namespace landfall::store {

/// An operation with what a bundle needs of it. Internal to store; all in the caller's transaction.
struct SendableOp {
    std::int64_t n = 0;
    base::Uuid id;
    OpKind kind = OpKind::Put;
    std::int64_t revision = 0;
    std::int64_t entity = 0;
    std::string type;
    std::string recordId;
    std::string baseVersion;
    std::string body;  ///< empty for a deletion
    std::optional<std::int64_t> group;
};

/// Serialises the operations once, keeps the bytes, and marks the operations as in flight.
[[nodiscard]] Result<FrozenBundle> freeze(Core& core, std::vector<SendableOp> ops);

struct BundleRow {
    std::int64_t n = 0;
    std::string state;
};
/// UnknownBundle when there is none of that id.
[[nodiscard]] Result<BundleRow> bundleOf(Core& core, const base::Uuid& id);
/// The operations of a bundle in flight, in the order of its entries.
[[nodiscard]] Result<std::vector<SendableOp>> opsOf(Core& core, std::int64_t bundle);
/// The same without the bodies, which only sending needs.
[[nodiscard]] Result<std::vector<SendableOp>> namesOf(Core& core, std::int64_t bundle);
/// Its answer has come; the bytes are not needed any more.
Result<void> close(Core& core, std::int64_t bundle, std::string_view state);

/// The server has what the operation wanted: one more state known equal on both sides.
Result<void> acknowledgeOp(Core& core, const SendableOp& op, std::string_view version,
                           std::string_view lastModified);

/// Roughly what an entry adds to the bundle besides its record.
constexpr std::size_t entryOverheadBytes = 320;

}  // namespace landfall::store
