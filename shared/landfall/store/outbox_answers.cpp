#include <algorithm>

#include "landfall/store/bundles.hpp"
#include "landfall/store/conflicts.hpp"
#include "landfall/store/outbox.hpp"

namespace landfall::store {

namespace {
/// The bundle's operations while it waits for an answer.
Result<std::vector<SendableOp>> waitingOps(Core& core, const base::Uuid& id, BundleRow& row) {
    LF_TRY(row, bundleOf(core, id));
    if (row.state != "sent") return Fault::UnknownBundle;
    return opsOf(core, row.n);
}

Result<SendableOp> singleOp(Core& core, const base::Uuid& id, BundleRow& row) {
    LF_TRY(auto ops, waitingOps(core, id, row));
    if (ops.size() != 1) return Fault::NotSingle;
    return std::move(ops.front());
}
}  // namespace

Result<void> acknowledgeOp(Core& core, const SendableOp& op, std::string_view version,
                           std::string_view lastModified) {
    LF_CHECK(core.db().run("UPDATE op SET state = 'acked' WHERE n = ?1", op.n));
    return setBaseOf(core, op.entity, version, lastModified, op.revision);
}

Result<std::uint64_t> Outbox::acknowledge(const base::Uuid& bundle,
                                          std::span<const AppliedEntry> entries) {
    return core_.write([&]() -> Result<std::uint64_t> {
        LF_TRY(const auto row, bundleOf(core_, bundle));
        if (row.state == "acked") return std::uint64_t{0};
        if (row.state != "sent") return Fault::UnknownBundle;
        LF_TRY(const auto ops, namesOf(core_, row.n));
        const bool fits =
            std::equal(ops.begin(), ops.end(), entries.begin(), entries.end(),
                       [](const SendableOp& op, const AppliedEntry& entry) {
                           return op.type == entry.key.type && op.recordId == entry.key.id &&
                                  (op.kind == OpKind::Delete || !entry.versionId.empty());
                       });
        if (!fits) return Fault::AnswerUnusable;
        for (std::size_t i = 0; i < ops.size(); ++i)
            LF_CHECK(setBaseOf(core_, ops[i].entity, entries[i].versionId, entries[i].lastModified,
                               ops[i].revision));
        LF_CHECK(core_.db().run(
            "UPDATE op SET state = 'acked' WHERE bundle = ?1 AND state = 'inflight'", row.n));
        LF_CHECK(close(core_, row.n, "acked"));
        return std::uint64_t{ops.size()};
    });
}

Result<void> Outbox::split(const base::Uuid& bundle, std::optional<std::size_t> at) {
    return core_.write([&]() -> Result<void> {
        BundleRow row;
        LF_TRY(auto ops, waitingOps(core_, bundle, row));
        if (ops.size() < 2) return Fault::NotSingle;
        std::vector<SendableOp> first;
        std::vector<SendableOp> second;
        const auto half = (ops.size() + 1) / 2;
        for (std::size_t i = 0; i < ops.size(); ++i) {
            const bool goesFirst = at.has_value() && *at < ops.size() ? i == *at : i < half;
            (goesFirst ? first : second).push_back(std::move(ops[i]));
        }
        LF_CHECK(close(core_, row.n, "split"));
        LF_CHECK(freeze(core_, std::move(first)));
        LF_CHECK(freeze(core_, std::move(second)));
        return ok();
    });
}

Result<void> Outbox::reject(const base::Uuid& bundle, std::string_view code) {
    return core_.write([&]() -> Result<void> {
        BundleRow row;
        LF_TRY(const auto op, singleOp(core_, bundle, row));
        LF_CHECK(core_.db().run(
            "UPDATE op SET state = 'rejected', last_error = ?2, bundle = NULL, position = NULL"
            " WHERE n = ?1",
            op.n, code));
        LF_CHECK(core_.db().run(
            "UPDATE op SET state = 'held' WHERE entity = ?1 AND state = 'pending'", op.entity));
        return close(core_, row.n, "rejected");
    });
}

Result<ConflictOutcome> Outbox::resolveConflict(const base::Uuid& bundle,
                                                const ServerVersion& server) {
    return core_.write([&]() -> Result<ConflictOutcome> {
        BundleRow row;
        LF_TRY(const auto op, singleOp(core_, bundle, row));
        LF_CHECK(close(core_, row.n, "resolved"));
        LF_TRY(const bool same, saysTheSame(core_, op, server));
        if (same) {
            LF_CHECK(acknowledgeOp(core_, op, server.versionId, server.lastModified));
            return ConflictOutcome::AlreadyOurs;
        }
        if (stemsFrom(op, server)) {
            LF_CHECK(acknowledgeOp(core_, op, server.versionId, server.lastModified));
            LF_TRY(auto entity, entityAt(core_, op.entity));
            LF_TRY(const auto edited, openOp(core_, *entity, false));
            if (edited.has_value()) return keepBoth(core_, *entity, server);
            LF_CHECK(takeServerVersion(core_, *entity, server));
            return ConflictOutcome::AlreadyOurs;
        }
        // It has its answer, so it is like any other change that waits on this phone.
        LF_CHECK(core_.db().run(
            "UPDATE op SET state = 'held', bundle = NULL, position = NULL WHERE n = ?1", op.n));
        LF_TRY(auto entity, entityAt(core_, op.entity));
        return keepBoth(core_, *entity, server);
    });
}

Result<OutboxCount> Outbox::count() {
    LF_CHECK(core_.makeUsable());
    OutboxCount out;
    const auto countOf = [](const std::optional<std::int64_t>& n) {
        return static_cast<std::uint64_t>(n.value_or(0));
    };
    LF_TRY(const auto pending, core_.db().number("SELECT count(*) FROM op WHERE state <> 'acked'"
                                                 " AND state IN ('pending', 'inflight')"));
    LF_TRY(const auto rejected, core_.db().number("SELECT count(*) FROM op WHERE state <> 'acked'"
                                                  " AND state IN ('rejected', 'held')"));
    LF_TRY(const auto conflicts,
           core_.db().number("SELECT count(*) FROM entity"
                             " WHERE conflict_of IS NOT NULL AND deleted = 0"));
    out.pending = countOf(pending);
    out.rejected = countOf(rejected);
    out.conflicts = countOf(conflicts);
    return out;
}

Result<void> Outbox::retryRejected() {
    return core_.write([&]() -> Result<void> {
        // Of what was held for one record only the newest content is worth sending.
        LF_CHECK(core_.db().run(
            "DELETE FROM op WHERE state IN ('rejected', 'held') AND n < (SELECT max(later.n)"
            " FROM op later WHERE later.entity = op.entity AND later.state IN ('rejected', "
            "'held'))"));
        return core_.db().run(
            "UPDATE op SET state = 'pending', last_error = NULL WHERE state IN ('rejected', "
            "'held')");
    });
}

}  // namespace landfall::store
